"""Who acts at the command line: whoever may start the program may everything.

Login name -> Actor.
"""

import getpass

from bot.admin.actor import Actor
from bot.assigning import CorrectionWrong, plain


def acting(by: str | None = None) -> Actor:
    """The one who is named, else the login. Raises CorrectionWrong where there is neither."""
    if not (name := plain(by or _login())):
        raise CorrectionWrong("say who does it: --by NAME", "by")
    return Actor(name, "owner")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a process without a user of its own
        return ""

"""Say that there is work, so that it is begun at once and not when somebody next looks.

Administration -> its worker, poked.
"""

import logging

from bot.admin.administration import Administration

log = logging.getLogger(__name__)


def wake(administration: Administration) -> None:
    """Start or poke the worker; call it after the commit. Never raises: the job waits in any case."""
    try:
        administration.waker()
    except Exception:  # whatever it is, the change was made and must be answered for
        log.exception("the worker could not be woken; it looks for itself")

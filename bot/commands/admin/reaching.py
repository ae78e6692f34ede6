"""Find what a command speaks to: the server that is named, or the application in this process.

--url, --key, settings -> Server.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import httpx
from pydantic import SecretStr

from bot.commands.admin.server import TIMEOUT_S, Server, timeout_of
from bot.commands.opening import SettingMissing
from bot.logs import log_to_stderr
from bot.settings import Settings, SettingsWrong, read_settings
from bot.wording import say

KEY = re.compile(r"[!-~]{1,400}")
EXAMPLE = "such as https://svar.example.se"


@contextmanager
def reached(url: str | None, key: str | None, *, by: str | None, answering: bool) -> Iterator[Server]:
    """The server that the options name, else the settings; an empty `url` is this machine in any case."""
    settings = _with_options(read_settings(), url, key)
    log_to_stderr(settings)  # after the key is known, which no line of it shows
    if settings.admin_url is not None:
        if by is not None:
            raise SettingsWrong("--by: a server names whoever acts by the key.")
        with _elsewhere(settings.admin_url, settings.admin_key) as server:
            yield server
        return
    from bot.commands.admin.here import application_here  # imports the whole application

    with application_here(settings, by, answering=answering) as server:
        yield server


def _with_options(settings: Settings, url: str | None, key: str | None) -> Settings:
    changes = {
        **({"admin_url": url or None} if url is not None else {}),
        **({"admin_key": SecretStr(key)} if key is not None else {}),
    }
    return settings.model_copy(update=changes)


@contextmanager
def _elsewhere(url: str, key: SecretStr | None) -> Iterator[Server]:
    root = _root(url)
    if key is None:
        raise SettingMissing(say("en", "admin_key_missing", url=root))
    if not KEY.fullmatch(key.get_secret_value()):
        raise SettingsWrong("--key or REGIONSVAR_ADMIN_KEY: a key has no such characters.")
    with httpx.Client(
        base_url=f"{root}/api/admin/",
        headers={"Authorization": f"Bearer {key.get_secret_value()}"},
        timeout=timeout_of(TIMEOUT_S),
        follow_redirects=False,  # the key is for this server alone
    ) as client:
        yield Server(client, nullcontext, is_here=False, name=root)


def _root(url: str) -> str:
    """The address without its last slash. Raises SettingsWrong, which shows no password."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise SettingsWrong(f"--url or REGIONSVAR_ADMIN_URL: it must be an address {EXAMPLE}.") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise SettingsWrong(f"--url or REGIONSVAR_ADMIN_URL: it must be an address {EXAMPLE}.")
    if parsed.userinfo or parsed.query or parsed.fragment:
        raise SettingsWrong(
            f"--url or REGIONSVAR_ADMIN_URL: no name, password or question belongs in it; {EXAMPLE}."
        )
    return url.rstrip("/")

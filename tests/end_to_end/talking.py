"""A small region and its bot: the installed command in a process of its own, with nothing but its settings.

with talking(tmp_path) as server:
    anna = server.person("Anna")
    assert "Berg" in anna.ask("Vem ansvarar för bredband?").text
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from bot.settings import Settings
from bot.wiring import build_if_needed
from tests.bot.conftest import environment_with
from tests.bot_api.queries import Press
from tests.bot_api.server import BotApi
from tests.bot_api.shown import Shown
from tests.end_to_end.telegram_command import free_port

ROOT = Path(__file__).parents[2]
TODAY = "2026-03-10"
# without the waits that Telegram wants, which these tests' Telegram does not
QUICK = {
    "TELEGRAM_CHAT_MESSAGES_PER_S": "1000",
    "TELEGRAM_MESSAGES_PER_S": "1000",
    "TELEGRAM_QUESTIONS_PER_MINUTE": "600",
}
DOCUMENTS = {
    "kontakter.md": """# Kontakter på Region Exempel

## Bredband och digitalisering

Anna Berg, bredbandssamordnare, 090-12 34 56, anna.berg@regionexempel.se

## Kultur och film

Bo Ek, kulturchef, 090-65 43 21, bo.ek@regionexempel.se

Cia Lund, filmkonsulent, 090-77 88 99, cia.lund@regionexempel.se

## Företag och näringsliv

Dan Alm, näringslivschef, 090-10 20 31, dan.alm@regionexempel.se

Eva Ros, företagslots, 090-10 20 32, eva.ros@regionexempel.se

Fia Dahl, rådgivare, 090-10 20 33, fia.dahl@regionexempel.se

Gun Sten, rådgivare, 090-10 20 34, gun.sten@regionexempel.se

Hans Falk, rådgivare, 090-10 20 35, hans.falk@regionexempel.se

Ida Gren, rådgivare, 090-10 20 36, ida.gren@regionexempel.se

Jan Rask, rådgivare, 090-10 20 37, jan.rask@regionexempel.se
""",
    "strategi.md": """# Regional utvecklingsstrategi för Region Exempel 2020–2030

## Om strategin

Strategin har två prioriteringar.

## Ett bredband som når alla

Delprioritering 1.1: Fiber till varje by. Det innebär stöd till dem som gräver själva.

År 2025 ska 95 procent av hushållen ha tillgång till bredband om minst 100 megabit per sekund.

## En kultur nära människor

Delprioritering 2.1: Film i varje kommun. Det innebär biografer som kan resa.

Alla barn ska få möta scenkonst varje år. Filmen ska kunna ses i varje kommun.
""",
    "pressmeddelande.md": """# Bredbandsstöd till byarna i Region Exempel

Regionala nämnden beslutade på tisdagen om ett nytt stöd till byalag som vill gräva fiber.

## Så söker byalagen

Byalag kan söka bidrag till bredband hos regionen mellan den 1 mars och den 30 april 2026. Bidraget är
högst 200 000 kronor för varje by.

## Mer pengar till fiber

Under 2025 beviljades 14 projekt stöd till fiber. Satsningen omfattar 12 miljoner kronor.
""",
    "culture.md": """# Culture in Region Exempel

The regional library opened in 1998 and lends music, films and books to everyone in the county.
""",
    "catalogue.toml": """["kontakter.md"]
published = "2026-01-15"

["strategi.md"]
title = "Regional utvecklingsstrategi för Region Exempel"
kind = "strategy"
published = "2020-03-01"
valid_to = "2030-12-31"

["pressmeddelande.md"]
title = "Bredbandsstöd till byarna i Region Exempel"
kind = "press_release"
published = "2026-02-10"
url = "https://www.regionexempel.se/nyheter/bredbandsstod"
""",
}


Transport = Literal["polling", "webhook"]
TRANSPORTS: tuple[Transport, ...] = ("polling", "webhook")


@contextmanager
def talking(folder: Path, transport: Transport = "polling", **settings: str) -> Iterator[BotApi]:
    """Telegram with the region's bot at it; `settings` by their names after REGIONSVAR_."""
    command, own = "telegram", QUICK | settings
    if transport == "webhook":
        port = str(free_port())
        command, own = "serve", own | {"PORT": port, "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook"}
    with BotApi(limits=None) as server, running(server, folder, own, command):
        yield server


@contextmanager
def running(
    server: BotApi, folder: Path, settings: Mapping[str, str], command: str = "telegram"
) -> Iterator[None]:
    """The command, from when it takes updates until it has ended in order."""
    shutil.copytree(Path(indexed().name), folder, dirs_exist_ok=True)
    with (folder / "log.txt").open("w+") as log:
        run = [sys.executable, "-m", "bot.cli", command]
        with subprocess.Popen(
            run,
            cwd=ROOT,
            env=environment(server, folder, settings),
            stdout=subprocess.DEVNULL,
            stderr=log,
        ) as bot:
            try:
                is_there = partial(
                    _is_at, server, "webhook" if "TELEGRAM_WEBHOOK_URL" in settings else "polling"
                )
                server.wait_until(lambda: is_there() or bot.poll() is not None, 90)
                assert bot.poll() is None, (folder / "log.txt").read_text()
                yield
            finally:
                bot.terminate()
                bot.wait(30)


def _is_at(server: BotApi, transport: Transport) -> bool:
    """Whether the bot has asked for updates, or has said where it takes them."""
    if transport == "polling":
        return bool(server.polls)
    return any(call.method == "setWebhook" and call.status == 200 for call in server.calls)


@cache
def indexed() -> "TemporaryDirectory[str]":
    """The region's index, built once a run."""
    folder = TemporaryDirectory(prefix="region-")
    own = Path(folder.name)
    build_if_needed(Settings.model_construct(corpus=write_region(own / "corpus"), data=own / "data"))
    return folder


def environment(server: BotApi, folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """The environment with these settings and none of the developer's."""
    own = {
        "TELEGRAM_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "CORPUS": str(folder / "corpus"),
        "DATA": str(folder / "data"),
        "TODAY": TODAY,
        "PUBLIC_URL": "https://svar.regionexempel.se",
    } | dict(settings)
    return environment_with({f"REGIONSVAR_{name}": value for name, value in own.items()}) | {
        "PYTHONPATH": os.pathsep.join([str(ROOT)])
    }


def toast(server: BotApi, press: Press) -> str:
    """What a person is shown for a moment after pressing a button."""
    return server.wait_until(lambda: press.answer).text


def now(server: BotApi, message: Shown) -> Shown:
    """A message as it is now."""
    return next(m for m in server.shown(message) if m.message_id == message.message_id)


def changed(server: BotApi, before: Shown) -> Shown:
    """A message once it says something else, or has other buttons."""

    def other() -> Shown | None:
        after = now(server, before)
        return after if (after.text, after.keyboard) != (before.text, before.keyboard) else None

    return server.wait_until(other)


def words(message: Shown) -> bool:
    """A message of text: the card that follows an answer is none."""
    return message.kind == "text"


def write_region(folder: Path) -> Path:
    """The region's documents."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def logged(folder: Path) -> str:
    """What the command wrote to its log."""
    return (folder / "log.txt").read_text()

"""An answer seen while it is written, over real HTTP and at Telegram's own pace."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from telegram import Update

from bot.telegram.rendering.messages import CardMessage
from bot.telegram.services import Services
from tests.bot.telegram.delivery.running import Deal, delivering, message, settings_for
from tests.bot_api import faults
from tests.bot_api.groups import Group
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi

PACE = {"telegram_messages_per_s": 27.0, "telegram_chat_messages_per_s": 1.0}
PIECE_S = 0.1
CARD = CardMessage("090-12 34 56", "Anna", None, None)
Scenario = Callable[[BotApi], Awaitable[None]]
Start = Callable[[Scenario, Deal], None]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    """Run a scenario beside a bot with one handler, both at Telegram's pace."""

    def run(scenario: Scenario, deal: Deal) -> None:
        async def everything() -> None:
            async with (
                BotApi() as server,
                delivering(monkeypatch, settings_for(server, tmp_path, **PACE), deal),
            ):
                await scenario(server)

        asyncio.run(everything())

    return run


class Written:
    """Shows an answer piece by piece, then sends it; notes how long that took."""

    def __init__(
        self, pieces: int, *, is_group: bool = False, before: Callable[[], None] = lambda: None
    ) -> None:
        self.took_s = 0.0
        self.ended = asyncio.Event()
        self._pieces, self._is_group, self._before = pieces, is_group, before

    async def __call__(self, update: Update, services: Services) -> None:
        assert update.message is not None
        sender, chat = services.sender, update.message.chat_id
        async with sender.showing(chat, is_group=self._is_group) as showing:
            for number in range(self._pieces):
                showing.show(message("ord " * (number + 1)))
                await asyncio.sleep(PIECE_S)
            self._before()
        began = time.monotonic()
        if showing.message is None or not await sender.edit(chat, showing.message, message("allt")):
            await sender.send(chat, message("allt"))
        if not self._is_group:
            await sender.send_card(chat, CARD)
        self.took_s = time.monotonic() - began
        self.ended.set()


def said(server: BotApi, place: Person | Group) -> list[str]:
    return [one.text for one in server.shown(place) if one.is_bot]


def test_drafts_keep_to_the_pace_and_cost_the_answer_and_its_card_no_wait(start: Start) -> None:
    written = Written(15)

    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        anna.send_text("Hej")
        await asyncio.wait_for(written.ended.wait(), 10)
        assert len(server.drafts(anna)) == 2  # within a second and a half
        assert said(server, anna) == ["allt", ""]
        assert not any(call.status == 429 for call in server.calls)

    start(scenario, written)
    assert written.took_s < 0.5


def test_in_a_group_the_message_is_edited_at_the_pace_and_into_the_answer(start: Start) -> None:
    written = Written(15, is_group=True)

    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        group = server.group("Byalaget", anna)
        anna.send_text("@regionsvar_bot hej", chat=group)
        await asyncio.wait_for(written.ended.wait(), 10)
        assert said(server, group) == ["allt"]
        (answer,) = (one for one in server.shown(group) if one.is_bot)
        assert len(answer.before) == 2  # as it was sent, and edited once before the end
        assert not any(call.status == 429 for call in server.calls)

    start(scenario, written)
    assert written.took_s < 0.5


def test_an_answer_is_sent_where_its_beginning_was_deleted(start: Start) -> None:
    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        group = server.group("Byalaget", anna)
        server.faults.next("editMessageText", faults.refused("message to edit not found"), 2)
        anna.send_text("@regionsvar_bot hej", chat=group)
        await server.until(lambda: said(server, group)[1:] == ["allt"] or None)

    start(scenario, Written(1, is_group=True))


@pytest.mark.parametrize(("is_group", "state"), [(False, "received"), (True, "sending")])
def test_only_a_message_that_stays_counts_as_the_beginning_of_the_answer(
    start: Start, tmp_path: Path, *, is_group: bool, state: str
) -> None:
    found: list[str] = []

    def look() -> None:
        with sqlite3.connect(tmp_path / "regionsvar.sqlite") as database:
            found.extend(row[0] for row in database.execute("SELECT state FROM telegram_updates"))

    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        place: Person | Group = anna
        if is_group:
            place = group = server.group("Byalaget", anna)
            anna.send_text("@regionsvar_bot hej", chat=group)
        else:
            anna.send_text("hej")
        await server.until(lambda: said(server, place)[-1:] in (["allt"], [""]) or None)

    start(scenario, Written(2, is_group=is_group, before=look))
    assert found == [state]

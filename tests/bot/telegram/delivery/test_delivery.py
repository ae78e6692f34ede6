"""The delivery over real HTTP: what goes wrong at Telegram, and what a person sees of it."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.settings import Settings
from bot.store.chats import Turn, Whose, keep_turn
from bot.store.database import Database
from bot.telegram.delivery import polling
from bot.telegram.rendering.messages import CardMessage
from bot.telegram.services import Services
from tests.bot.telegram.delivery.running import Deal, delivering, echo, message, settings_for
from tests.bot_api import faults
from tests.bot_api.people import Person
from tests.bot_api.server import BotApi

AGAIN = "(Det kan hända att du redan har fått det här svaret.)"
Run = Callable[[Callable[[BotApi], Awaitable[None]]], None]
Start = Callable[..., None]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Start:
    """Run a scenario beside a bot whose one handler echoes, unless told otherwise."""

    def run(scenario: Callable[[BotApi], Awaitable[None]], deal: Deal = echo, **settings: Any) -> None:
        async def everything() -> None:
            async with (
                BotApi(limits=None) as server,
                delivering(monkeypatch, settings_for(server, tmp_path, **settings), deal),
            ):
                await scenario(server)

        asyncio.run(everything())

    return run


def said(server: BotApi, person: Person) -> list[str]:
    return [one.text for one in server.shown(person) if one.sender == "Regionsvar"]


def kept(data: Path) -> dict[str, int]:
    with sqlite3.connect(data / "regionsvar.sqlite") as database:
        return dict(database.execute("SELECT state, COUNT(*) FROM telegram_updates GROUP BY state"))


def test_every_message_is_answered_once_and_in_the_order_of_its_chat(start: Start, tmp_path: Path) -> None:
    async def scenario(server: BotApi) -> None:
        people = [server.person(str(number)) for number in range(20)]
        for text in "abcde":
            for person in people:
                person.send_text(text)
        await server.until(lambda: all(len(said(server, one)) == 5 for one in people), 20)
        assert {tuple(said(server, one)) for one in people} == {tuple("abcde")}

    start(scenario)
    assert kept(tmp_path) == {"done": 100}


@pytest.mark.parametrize(
    "fault",
    [faults.flooded(1), faults.bad_gateway(), faults.failing(500), faults.refused("can't parse entities: x")],
)
def test_what_was_surely_not_said_is_said_again_without_a_word(start: Start, fault: faults.Fault) -> None:
    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        server.faults.next("sendMessage", fault)
        assert (await anna.asks("Hej")).text == "Hej"
        await asyncio.sleep(0.2)
        assert said(server, anna) == ["Hej"]

    start(scenario)


def test_what_may_have_been_said_is_said_again_with_a_note(start: Start) -> None:
    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        server.faults.next("sendMessage", faults.answer_lost(), 2)
        await anna.asks("Hej", lambda shown: shown.text == f"{AGAIN}\n\nHej")
        await server.until(lambda: len(said(server, anna)) == 3)
        assert said(server, anna) == ["Hej", f"{AGAIN}\n\nHej", f"{AGAIN}\n\nHej"]

    start(scenario)


def test_a_card_that_may_have_arrived_comes_again_below_a_note(start: Start) -> None:
    async def deal(update: Update, services: Services) -> None:
        assert update.message is not None
        await services.sender.send_card(update.message.chat_id, CardMessage("+46", "Eva", None, None))

    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        server.faults.next("sendContact", faults.answer_lost())
        anna.send_text("Hej")
        await server.until(lambda: len(said(server, anna)) == 3)
        assert [bool(one.contact) for one in server.shown(anna)[1:]] == [True, False, True]
        assert said(server, anna)[1] == AGAIN

    start(scenario, deal)


def test_one_who_blocked_the_bot_is_dropped_quietly(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(server: BotApi) -> None:
        anna, bo = server.person("Anna"), server.person("Bo")
        server.faults.next("sendMessage", faults.blocked(), chat_id=anna.chat_id)
        anna.send_text("Hej")
        assert (await bo.asks("Hallå")).text == "Hallå"
        await server.until(lambda: server.untold == 0 or None, 5)
        assert said(server, anna) == []

    with caplog.at_level(logging.WARNING, "bot"):
        start(scenario)
    assert caplog.records == []


def test_a_reply_to_what_was_deleted_comes_without_it(start: Start) -> None:
    async def deal(update: Update, services: Services) -> None:
        assert update.message is not None
        await services.sender.send(update.message.chat_id, message("svar"), reply_to=999)

    async def scenario(server: BotApi) -> None:
        assert (await server.person("Anna").asks("Hej")).text == "svar"

    start(scenario, deal)


def test_a_group_that_became_a_supergroup_is_followed(start: Start) -> None:
    async def scenario(server: BotApi) -> None:
        anna, bo = server.person("Anna"), server.person("Bo")
        bo.send_text("först")
        moved = faults.failing(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=bo.chat_id)
        server.faults.next("sendMessage", moved, chat_id=anna.chat_id)
        anna.send_text("Hej")
        await server.see(bo, lambda shown: shown.text == "Hej")

    start(scenario)


def test_an_edit_that_changes_nothing_or_comes_too_late_is_no_error(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    is_there: list[bool] = []

    async def deal(update: Update, services: Services) -> None:
        assert update.message is not None
        chat = update.message.chat_id
        number = await services.sender.send(chat, message("ett"))
        assert number is not None
        is_there.append(await services.sender.edit(chat, number, message("ett")))
        is_there.append(await services.sender.edit(chat, number + 99, message("två")))
        is_there.append(await services.sender.edit(chat, number, message("tre")))

    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        anna.send_text("Hej")
        await server.until(lambda: said(server, anna) == ["tre"] or None)

    with caplog.at_level(logging.WARNING, "bot"):
        start(scenario, deal)
    assert caplog.records == []
    assert is_there == [True, False, True]


@pytest.mark.parametrize(
    ("text", "words"), [("Vem svarar för film?", "Något gick fel"), ("Who is in charge?", "went wrong")]
)
def test_a_fault_of_ours_is_one_sentence_with_the_number_that_the_log_has(
    start: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str, words: str
) -> None:
    async def deal(update: Update, services: Services) -> None:
        raise ValueError("the cause")

    async def scenario(server: BotApi) -> None:
        answer = (await server.person("Anna").asks(text)).text
        assert words in answer
        assert "the cause" not in answer
        (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
        reference = str(record.args[0]) if isinstance(record.args, tuple) else ""
        assert reference in answer
        assert "the cause" in caplog.text

    start(scenario, deal)
    assert kept(tmp_path) == {"failed": 1}


def test_a_chat_that_must_wait_does_not_hold_up_the_others(start: Start) -> None:
    async def scenario(server: BotApi) -> None:
        anna, bo = server.person("Anna"), server.person("Bo")
        server.faults.next("sendMessage", faults.flooded(3), chat_id=anna.chat_id)
        anna.send_text("Hej")
        assert (await bo.asks("Hallå", timeout_s=2)).text == "Hallå"
        assert said(server, anna) == []
        await server.see(anna)

    start(scenario)


def test_late_questions_get_an_apology_and_only_the_newest_an_answer(start: Start) -> None:
    async def scenario(server: BotApi) -> None:
        anna, bo = server.person("Anna"), server.person("Bo")
        anna.send_text("Vem svarar för musik?", age_s=900)
        anna.send_text("Vem svarar för film?", age_s=800)
        bo.send_text("Vem svarar för film?", age_s=50_000)
        await server.see(anna)
        await server.see(bo)
        late = "Förlåt att svaret dröjde: jag var inte igång när du skrev. Du frågade: ”Vem svarar för film?”"
        assert said(server, anna) == [f"{late}\n\nVem svarar för film?"]
        assert said(server, bo) == ["Förlåt, jag var inte igång när du skrev. Ställ gärna frågan igen."]

    start(scenario)


def test_an_apology_is_in_the_language_that_was_chosen_in_the_chat(start: Start) -> None:
    async def deal(update: Update, services: Services) -> None:
        assert update.message is not None
        if update.message.text == "engelska":
            await services.memory.choose(Whose(update.message.chat_id, update.message.chat_id), "en")
        await echo(update, services)
        if update.message.text == "trasig":
            raise ValueError("the cause")

    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        await anna.asks("engelska")
        late = await anna.asks("Vem svarar för film?", age_s=800)
        assert late.text.startswith("Sorry that this took so long")
        failed = await anna.asks("trasig", lambda shown: shown.text != "trasig")
        assert "went wrong" in failed.text

    start(scenario, deal)


def test_an_update_that_nobody_can_read_stops_nothing(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        world = server._world
        world.tell("message", {"text": "hemligt", "chat": 7}, anna.chat_id)
        assert (await anna.asks("Hej")).text == "Hej"

    start(scenario)
    assert "cannot be read" in caplog.text
    assert "hemligt" not in caplog.text


def test_another_poller_is_named_in_the_log_and_waited_out(
    start: Start, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "CONFLICT_S", 0.2)

    async def scenario(server: BotApi) -> None:
        server.faults.next("getUpdates", faults.failing(409, "Conflict: terminated by other getUpdates"), 3)
        anna = server.person("Anna")
        await anna.asks("a")
        assert (await anna.asks("Hej")).text == "Hej"

    start(scenario)
    told = [one.levelname for one in caplog.records if "another process fetches" in one.getMessage()]
    assert told == ["WARNING", "INFO", "INFO"] or told == ["WARNING"]


def test_telegram_being_away_for_a_while_is_waited_out(start: Start) -> None:
    async def scenario(server: BotApi) -> None:
        anna = server.person("Anna")
        await anna.asks("a")
        server.faults.next("getUpdates", faults.cut(), 2)
        server.faults.next("getUpdates", faults.bad_gateway())
        server.faults.next("sendMessage", faults.failing(503, "Service Unavailable"), 2)
        assert (await anna.asks("Hej", timeout_s=15)).text == "Hej"

    start(scenario)


def test_a_chat_that_nobody_used_for_a_month_is_forgotten_when_the_bot_starts(
    start: Start, tmp_path: Path
) -> None:
    with closing(Database(Settings.model_construct(data=tmp_path))) as database:
        database.upgrade()
        for chat, days in ((7, 31), (8, 29)):
            used = datetime.now(UTC) - timedelta(days=days)
            with database.writing() as session:
                keep_turn(session, Whose(chat, chat), Turn("hemligt"), used, "sv")

    async def scenario(server: BotApi) -> None:
        await server.person("Anna").asks("Hej")
        with closing(sqlite3.connect(tmp_path / "regionsvar.sqlite")) as database:
            async with asyncio.timeout(10):
                while _chats(database) != [8]:  # noqa: ASYNC110 (only the database tells)
                    await asyncio.sleep(0.05)

    start(scenario)


def _chats(database: sqlite3.Connection) -> list[int]:
    """Whose questions are kept."""
    return [chat for (chat,) in database.execute("SELECT chat_id FROM turns ORDER BY chat_id")]


def test_no_text_of_a_person_is_kept_or_logged(
    start: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario(server: BotApi) -> None:
        await server.person("Anna").asks("mycket hemligt")

    with caplog.at_level(logging.INFO):
        start(scenario)
    assert all(b"hemligt" not in path.read_bytes() for path in tmp_path.glob("*.sqlite"))
    assert "hemligt" not in caplog.text

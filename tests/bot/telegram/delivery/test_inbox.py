import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text

from bot.settings import Settings
from bot.store.database import Database
from bot.store.places import DatabaseUnavailable
from bot.store.tables import TelegramUpdateRow
from bot.telegram.delivery.inbox import Inbox, TakenOver
from bot.telegram.delivery.presence import Presence
from bot.telegram.delivery.waiting import Waiting
from bot.telegram.transactions import Transactions
from tests.databases import settings_with

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def payload(number: int, chat: int = 1) -> dict[str, Any]:
    return {"update_id": number, "message": {"chat": {"id": chat}, "text": "hemligt"}}


@pytest.fixture
def place(tmp_path: Path, database_url: SecretStr | None) -> Settings:
    """The settings of every process of a test."""
    return settings_with(database_url, tmp_path)


def states(place: Settings) -> list[tuple[Any, ...]]:
    kept = (
        TelegramUpdateRow.update_id,
        TelegramUpdateRow.state,
        TelegramUpdateRow.chat,
        TelegramUpdateRow.payload,
    )
    with closing(Database(place)) as database, database.reading() as session:
        return [tuple(row) for row in session.execute(select(*kept).order_by(TelegramUpdateRow.update_id))]


def rename(place: Settings, before: str, after: str) -> None:
    with closing(Database(place)) as database, database.writing() as session:
        session.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))


def numbers(updates: list[Waiting]) -> list[int]:
    return [one.id for one in updates]


def within(
    place: Settings, scenario: Callable[..., Awaitable[None]], count: int = 1, clock: Clock | None = None
) -> None:
    """Run a scenario with so many processes' inboxes."""

    async def run() -> None:
        presences = [Presence(place.data) for _ in range(count)]
        databases = [Database(place) for _ in range(count)]
        inboxes = [
            Inbox(Transactions(database), 7, presence, clock or Clock())
            for database, presence in zip(databases, presences, strict=True)
        ]
        for inbox in inboxes:
            await inbox.open()
            await inbox.take_over()
        await scenario(*inboxes, *(presences if count > 1 else ()))
        for inbox in inboxes:
            await inbox.close()
        for presence, database in zip(presences, databases, strict=True):
            presence.close()
            database.close()

    asyncio.run(run())


def test_an_update_is_kept_once_and_forgotten_but_for_its_number_when_it_is_done(place: Settings) -> None:
    async def scenario(inbox: Inbox) -> None:
        first, second = await inbox.add([payload(1), payload(2)])
        assert numbers(await inbox.add([payload(2), payload(3)])) == [3]
        await inbox.begin(first)
        assert [state for _, state, *_ in states(place)] == ["sending", "received", "received"]
        await inbox.finish(first)
        await inbox.finish(second, failed=True)
        assert states(place)[:2] == [(1, "done", None, None), (2, "failed", None, None)]
        assert await inbox.add([payload(1), payload(2)]) == []

    within(place, scenario)
    assert states(place)[2][3] == payload(3), "what was not dealt with is kept for the next process"


def test_what_a_dead_process_left_is_taken_over_with_what_is_known_of_it(place: Settings) -> None:
    async def scenario(one: Inbox, other: Inbox, dying: Presence, _: Presence) -> None:
        first, second = await one.add([payload(1), payload(2)])
        await one.begin(second)
        assert await other.take_over() == [], "it lives"
        dying.close()
        taken = await other.take_over()
        assert [(update.id, update.is_begun) for update in taken] == [(1, False), (2, True)]
        assert taken[0].payload == payload(1)
        assert await other.take_over() == []
        with pytest.raises(TakenOver):
            await one.begin(first)

    within(place, scenario, 2)


def test_a_process_on_another_machine_is_dead_when_it_was_not_heard_of(place: Settings) -> None:
    clock = Clock()

    async def scenario(one: Inbox, other: Inbox, far: Presence, _: Presence) -> None:
        await one.add([payload(1)])
        far._file(far.owner).unlink()
        assert await other.take_over() == []
        clock.now += timedelta(seconds=61)
        assert numbers(await other.take_over()) == [1]

    within(place, scenario, 2, clock)


def test_how_often_an_update_was_given_to_handlers_is_counted_and_waiting_is_not(place: Settings) -> None:
    counted = []
    for _ in range(3):

        async def run() -> None:
            with Presence(place.data) as presence, closing(Database(place)) as database:
                inbox = Inbox(Transactions(database), 7, presence)
                await inbox.open()
                taken = await inbox.take_over() or await inbox.add([payload(1), payload(2)])
                counted.append([one.attempts for one in taken])
                inbox.start(taken[0])
                await inbox.take_over()

        asyncio.run(run())
    assert counted == [[0, 0], [1, 0], [2, 0]]


def test_what_another_process_has_of_a_chat_comes_first(place: Settings) -> None:
    async def scenario(one: Inbox, other: Inbox, *_: Presence) -> None:
        await one.take_over()
        (earlier,) = await other.add([payload(1, chat=5)])
        later, elsewhere = await one.add([payload(2, chat=5), payload(3, chat=6)])
        assert (await one.turn(later), await one.turn(elsewhere), await other.turn(earlier)) == (
            False, True, True,
        )  # fmt: skip
        await other.finish(earlier)
        assert await one.turn(later)

    within(place, scenario, 2)


def test_what_was_done_is_forgotten_after_three_days(place: Settings) -> None:
    clock = Clock()

    async def scenario(inbox: Inbox) -> None:
        done, _ = await inbox.add([payload(1), payload(2)])
        await inbox.finish(done)
        clock.now += timedelta(days=2)
        await inbox.sweep()
        assert len(states(place)) == 2
        clock.now += timedelta(days=2)
        await inbox.sweep()
        assert [number for number, *_ in states(place)] == [2]

    within(place, scenario, clock=clock)


def test_of_an_answer_that_telegram_refused_it_is_known_that_nothing_arrived(place: Settings) -> None:
    async def scenario(inbox: Inbox) -> None:
        for update in await inbox.add([payload(1), payload(2)]):
            await inbox.begin(update)
        await inbox.close([1])
        assert [state for _, state, *_ in states(place)] == ["received", "sending"]

    async def run() -> None:
        with Presence(place.data) as presence, closing(Database(place)) as database:
            inbox = Inbox(Transactions(database), 7, presence)
            await inbox.open()
            await scenario(inbox)

    asyncio.run(run())


def test_a_database_that_is_away_is_told_to_whoever_brings_updates(place: Settings) -> None:
    async def scenario(inbox: Inbox) -> None:
        rename(place, "telegram_updates", "away")
        with pytest.raises(DatabaseUnavailable):
            await inbox.add([payload(1)])
        rename(place, "away", "telegram_updates")
        assert numbers(await inbox.add([payload(1)])) == [1]

    within(place, scenario)

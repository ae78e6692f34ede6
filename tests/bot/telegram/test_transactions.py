"""Transactions of one bot: together, in order, and one that fails harms no other."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.store.database import Database
from bot.store.places import DatabaseUnavailable
from bot.telegram.transactions import Transactions

Scenario = Callable[[Transactions], Awaitable[None]]
Run = Callable[[Scenario], None]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a scenario over a database of its own."""

    def in_loop(scenario: Scenario) -> None:
        async def everything() -> None:
            with closing(Transactions(database)) as transactions:
                await scenario(transactions)

        with closing(Database(Settings.model_construct(data=tmp_path))) as database:
            asyncio.run(everything())

    return in_loop


def chat(number: int) -> Callable[[Session], None]:
    def insert(session: Session) -> None:
        row = text("INSERT INTO chats (chat_id, user_id, last_used) VALUES (:number, 1, '')")
        session.execute(row, {"number": number})

    return insert


def known(session: Session) -> list[int]:
    return list(session.scalars(text("SELECT chat_id FROM chats ORDER BY chat_id")))


def same(session: Session) -> Session:
    return session


def fail(_: Session) -> None:
    raise DatabaseUnavailable("no")


def test_what_is_asked_for_at_the_same_time_is_one_transaction(run: Run) -> None:
    async def scenario(transactions: Transactions) -> None:
        seen = await asyncio.gather(*(transactions.do(same) for _ in range(20)))
        assert set(seen) == {seen[0]}
        assert await transactions.do(same) is not seen[0]

    run(scenario)


def test_what_nobody_waits_for_is_done_before_what_comes_after_it(run: Run) -> None:
    async def scenario(transactions: Transactions) -> None:
        for number in range(1, 4):
            transactions.later(chat(number))
        assert await transactions.do(known) == [1, 2, 3]
        transactions.later(chat(4))
        assert await transactions.do(known) == [1, 2, 3, 4]

    run(scenario)


def test_an_act_that_fails_is_told_and_the_others_are_kept(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario(transactions: Transactions) -> None:
        transactions.later(chat(1))
        transactions.later(fail)
        kept, failed = await asyncio.gather(
            transactions.do(chat(2)), transactions.do(fail), return_exceptions=True
        )
        assert kept is None
        assert isinstance(failed, DatabaseUnavailable)
        assert await transactions.do(known) == [1, 2]

    run(scenario)
    assert [record.getMessage() for record in caplog.records] == ["not written: no"]


def test_what_is_under_way_is_kept_though_its_asker_has_gone(run: Run) -> None:
    async def scenario(transactions: Transactions) -> None:
        asking = asyncio.ensure_future(transactions.do(chat(1)))
        await asyncio.sleep(0)
        asking.cancel()
        assert await transactions.do(known) == [1]

    run(scenario)

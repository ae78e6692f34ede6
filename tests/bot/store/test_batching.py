"""Writing in batches: together, in order, and one that fails harms no other."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.store import batching
from bot.store.batching import BatchedWriting
from bot.store.database import Database
from bot.store.places import DatabaseUnavailable
from tests.databases import settings_with


@pytest.fixture
def database(tmp_path: Path, database_url: SecretStr | None) -> Iterator[Database]:
    with closing(Database(settings_with(database_url, tmp_path))) as opened:
        yield opened


def note(session: Session) -> int:
    session.execute(text("INSERT INTO chats (chat_id, user_id, last_used) VALUES (1, 1, '')"))
    return 1


def same(number: int, session: Session) -> int:
    return number


def fail(session: Session) -> int:
    raise DatabaseUnavailable("no")


def test_what_waits_is_written_in_one_transaction(database: Database) -> None:
    opened: list[None] = []
    gate = threading.Event()

    def counted() -> Database:
        opened.append(None)
        return database

    writing = BatchedWriting(counted)
    first = writing.submit(lambda _: gate.wait(10))
    later = [writing.submit(partial(same, number)) for number in range(50)]
    gate.set()
    assert first.result(10)
    assert [future.result(10) for future in later] == list(range(50))
    assert len(opened) == 2


def test_an_act_that_fails_is_told_and_the_others_are_kept(database: Database) -> None:
    gate = threading.Event()
    writing = BatchedWriting(lambda: database)
    writing.submit(lambda _: gate.wait(10))
    kept, failed = writing.submit(note), writing.submit(fail)
    gate.set()
    assert kept.result(10) == 1
    with pytest.raises(DatabaseUnavailable):
        failed.result(10)
    with database.reading() as session:
        assert session.scalar(text("SELECT COUNT(*) FROM chats")) == 1


def test_after_a_rest_the_database_is_let_go_and_opened_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batching, "REST_S", 0.01)
    released = threading.Event()
    writing = BatchedWriting(lambda: database, released.set)
    assert writing.submit(lambda _: "a").result(10) == "a"
    assert released.wait(10)
    assert writing.submit(lambda _: "b").result(10) == "b"


def test_one_who_waits_no_more_hinders_nobody_and_is_written_all_the_same(database: Database) -> None:
    gate = threading.Event()
    writing = BatchedWriting(lambda: database)
    writing.submit(lambda _: gate.wait(10))

    async def impatient() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await asyncio.wrap_future(writing.submit(partial(same, 1)))

    written: list[int] = []
    asyncio.run(impatient())
    writing.submit(lambda _: written.append(2))
    gate.set()
    assert writing.submit(partial(same, 3)).result(10) == 3
    assert written == [2]

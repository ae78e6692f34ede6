"""What is kept of what administrators do."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from bot.admin.actor import Actor
from bot.settings import Settings
from bot.store.audit import AuditEntry, AuditFilter, note, page_of_audit, whole_audit
from bot.store.database import Database
from bot.store.places import DatabaseUnavailable

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
EVA = Actor("Eva Lind", "editor", "k1", "192.0.2.7")
BO = Actor("bo", "owner")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(Settings.model_construct(data=tmp_path))) as opened:
        opened.upgrade()
        yield opened


@pytest.fixture
def filled(database: Database) -> Database:
    """Four acts, a minute apart."""
    acts = [
        (EVA, "document.upload", "reports/a.txt"),
        (BO, "document.withdraw", "Reports/b.txt"),
        (EVA, "documents", "reports/c_d.txt"),
        (BO, "key.create", "k2"),
    ]
    with database.writing() as session:
        for minute, (actor, action, subject) in enumerate(acts):
            note(session, actor, action, subject, AT + timedelta(minutes=minute))
    return database


def subjects(database: Database, **wanted: Any) -> list[str]:
    with database.reading() as session:
        return [each.subject for each in page_of_audit(session, AuditFilter(**wanted), 50, 0).items]


def test_an_act_is_kept_with_who_where_and_what_it_changed(database: Database) -> None:
    in_stockholm = AT.astimezone(timezone(timedelta(hours=1)))
    with database.writing() as session:
        note(session, EVA, "document.change", "a.txt", in_stockholm, {"title": None}, {"title": "A"})
    with database.reading() as session:
        assert list(whole_audit(session, AuditFilter())) == [
            AuditEntry(
                1,
                "2026-11-22T09:30:00+00:00",
                "Eva Lind",
                "k1",
                "192.0.2.7",
                "document.change",
                "a.txt",
                {"title": None},
                {"title": "A"},
            )
        ]


def test_an_act_that_is_undone_leaves_no_line(database: Database) -> None:
    def interrupted() -> None:
        with database.writing() as session:
            note(session, EVA, "document.upload", "a.txt", AT)
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        interrupted()
    assert subjects(database) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'nobody' WHERE id = 1",
        "DELETE FROM audit WHERE id = 1",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (id, at, actor, action, subject) VALUES (1, 'x', 'x', 'x', 'x')",
    ],
)
def test_the_database_refuses_to_change_a_line(filled: Database, statement: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="never changed"), filled.writing() as session:
        session.connection().exec_driver_sql(statement)
    with filled.reading() as session:
        assert [each.actor for each in whole_audit(session, AuditFilter())] == [
            "Eva Lind",
            "bo",
            "Eva Lind",
            "bo",
        ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["k2", "reports/c_d.txt", "Reports/b.txt", "reports/a.txt"]),
        ({"actor": "bo"}, ["k2", "Reports/b.txt"]),
        ({"action": "document"}, ["Reports/b.txt", "reports/a.txt"]),
        ({"action": "document.upload"}, ["reports/a.txt"]),
        ({"subject": "reports/"}, ["reports/c_d.txt", "reports/a.txt"]),
        ({"subject": "reports/c%"}, []),
        ({"subject": "reports/c_d"}, ["reports/c_d.txt"]),
        ({"since": AT + timedelta(minutes=2)}, ["k2", "reports/c_d.txt"]),
        ({"until": AT + timedelta(minutes=1)}, ["reports/a.txt"]),
        ({"actor": "bo", "action": "document", "since": AT + timedelta(minutes=2)}, []),
    ],
)
def test_acts_are_chosen_by_who_what_and_when(
    filled: Database, wanted: dict[str, Any], found: list[str]
) -> None:
    assert subjects(filled, **wanted) == found


def test_a_page_says_how_many_there_are(filled: Database) -> None:
    with filled.reading() as session:
        page = page_of_audit(session, AuditFilter(), 2, 1)
    assert (page.total, page.next_offset) == (4, 3)
    assert [each.subject for each in page.items] == ["reports/c_d.txt", "Reports/b.txt"]


def test_an_export_reads_on_where_a_batch_ended(filled: Database) -> None:
    with filled.reading() as session:
        assert [each.id for each in whole_audit(session, AuditFilter(), 3)] == [1, 2, 3, 4]
        assert [each.id for each in whole_audit(session, AuditFilter(actor="bo"), 1)] == [2, 4]


def test_neither_secrets_nor_documents_are_kept(database: Database) -> None:
    after = {"name": "a", "Key": "hemlig", "rules": [{"token": "hemlig"}], "text": "x" * 100_000}
    with database.writing() as session:
        note(session, EVA, "source.add", "s1", AT, None, after)
    with database.reading() as session:
        kept = next(whole_audit(session, AuditFilter())).after
    assert kept == {
        "name": "a",
        "Key": "(hidden)",
        "rules": [{"token": "(hidden)"}],
        "text": "x" * 500 + "… (100000 characters)",
    }

"""From nothing and from every earlier version to the newest, with whatever the tables held."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic import SecretStr
from sqlalchemy import Connection, MetaData, Table, insert, select

from bot.store.database import WRITING, Database
from bot.store.migrating import config
from bot.store.tables import Base
from tests.databases import settings_with

AT = "2026-11-22T09:30:00+00:00"
MADE = {"created_by": "Eva", "created_at": AT}
Rows = Mapping[str, Mapping[str, Any]]
# a row of each table, by the version that brought the table; what a row refers to stands before it
ROWS: Mapping[str, Rows] = {
    "0001": {
        "corrections": {
            "action": "correct",
            "register": "contacts",
            "record": "åsa-öst",
            "fields": [["phone", "090-12"], ["email", None]],
            "by": "Eva",
            "at": AT,
        }
    },
    "0002": {
        "telegram_updates": {
            "bot": 2**40,
            "update_id": 2**41,
            "chat": -(2**42),
            "state": "received",
            "payload": {"message": {"text": "Vem?"}},
            "attempts": 1,
            "received_at": AT,
        },
        "telegram_processes": {"owner": "p1", "seen_at": AT},
    },
    "0003": {
        "chats": {"chat_id": -(2**42), "user_id": 2**43, "language": "sv", "last_used": AT},
        "answers": {
            "id": "a1",
            "question": "Vem?",
            "status": "answered",
            "asked_at": AT,
            "shown": {"a": [1]},
        },
        "turns": {"chat_id": -(2**42), "user_id": 2**43, "question": "Vem?", "asked_at": AT, "answer": "a1"},
        "feedback": {"answer": "a1", "chat_id": 1, "user_id": 2, "verdict": "bad", "at": AT},
    },
    "0004": {
        "admin_keys": {"id": "k1", "name": "Eva", "role": "owner", "digest": "d" * 64} | MADE,
        "audit": {"at": AT, "actor": "Eva", "action": "key.create", "subject": "k1", "after": {"a": None}},
        "document_versions": {
            "id": 7,
            "path": "å.md",
            "digest": "d" * 64,
            "size": 2**33,
            "media_type": "text/markdown",
            "added_by": "Eva",
            "added_at": AT,
        },
        "documents": {
            "path": "å.md",
            "state": "present",
            "version": 7,
            "entry": {"title": "Å"},
            "revision": 3,
            "changed_by": "Eva",
            "changed_at": AT,
        },
        "jobs": {
            "id": "j1",
            "kind": "reindex",
            "request": {"mode": "all"},
            "explicit": True,
            "state": "queued",
            "cancel": False,
            "done": 0,
            "total": 0,
            "attempts": 0,
            "messages": [[AT, "waits"]],
        }
        | MADE,
        "leases": {"name": "work", "owner": "w1", "until": AT},
        "sources": {
            "id": "s1",
            "kind": "page",
            "url": "https://region.example/",
            "folder": "web",
            "rules": {"include": ["*"]},
            "enabled": True,
            "revision": 1,
        }
        | MADE,
        "source_items": {"source": "s1", "url": "https://region.example/a", "seen_at": AT},
        "question_marks": {
            "fingerprint": "f" * 64,
            "question": "Vem?",
            "decision": "out_of_scope",
            "by": "Eva",
            "at": AT,
        },
    },
    "0006": {"parked_documents": {"path": "å.md", "revision": 2, "entry": {"title": "Å"}, "at": AT}},
    "0007": {"model_calls": {"day": "2026-11-22", "asker": "d" * 32, "calls": 3, "cost": 2**40}},
}
SCRIPTS = ScriptDirectory.from_config(config(None))
VERSIONS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]  # the oldest first


@pytest.fixture
def database(tmp_path: Path, new_database_url: SecretStr | None) -> Iterator[Database]:
    with closing(Database(settings_with(new_database_url, tmp_path))) as opened:
        yield opened


def filled(database: Database, version: str) -> Rows:
    """Bring the tables to a version and put a row into each; what was put where."""
    there = {
        name: row for number in VERSIONS if number <= version for name, row in ROWS.get(number, {}).items()
    }
    with database.engine.execution_options(**{WRITING: True}).begin() as connection:
        command.upgrade(config(connection), version)
        for name, row in there.items():
            connection.execute(insert(table_of(connection, name)).values(**row))
    return there


def table_of(connection: Connection, name: str) -> Table:
    """As it is now, not as it is declared."""
    return Table(name, MetaData(), autoload_with=connection)


def kept(database: Database, rows: Rows) -> Rows:
    """The rows as they are now, so far as something was put into them."""
    with database.engine.connect() as connection:
        return {name: _row(connection, name, row) for name, row in rows.items()}


def _row(connection: Connection, name: str, put: Mapping[str, Any]) -> Mapping[str, Any]:
    table = table_of(connection, name)
    return dict(connection.execute(select(*(table.c[each] for each in put))).mappings().one())


def test_from_nothing_the_tables_become_what_they_are_declared_as(database: Database) -> None:
    database.upgrade()
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_from_every_version_the_rows_are_kept_and_the_tables_become_the_newest(
    database: Database, version: str
) -> None:
    put = filled(database, version)
    database.upgrade()
    assert kept(database, put) == put
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_table_has_a_row_to_be_kept() -> None:
    assert {name for rows in ROWS.values() for name in rows} == set(Base.metadata.tables)

"""The database's tables, and how they come to be."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from bot.settings import Settings
from bot.store.database import Database
from bot.store.migrating import newest
from bot.store.places import DatabaseUnavailable, database_file
from bot.store.tables import Base


def settings_in(root: Path, url: str | None = None) -> Settings:
    return Settings.model_construct(data=root / "data", database_url=SecretStr(url) if url else None)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(settings_in(tmp_path))) as opened:
        yield opened


def test_the_steps_lead_from_nothing_to_what_the_tables_are_declared_as(database: Database) -> None:
    database.upgrade()
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        names = {each["name"] for each in inspect(connection).get_check_constraints("corrections")}
    assert names == {"ck_corrections_action", "ck_corrections_undoes"}


def test_an_upgrade_of_what_is_new_changes_nothing(database: Database, tmp_path: Path) -> None:
    database.upgrade()
    with closing(Database(settings_in(tmp_path))) as another:
        another.upgrade()
    with database.reading() as session:
        assert session.scalars(text("SELECT version_num FROM alembic_version")).all() == [newest()]


def test_a_step_that_fails_leaves_nothing_behind(database: Database, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "data" / "regionsvar.sqlite")) as other:
        other.execute("CREATE TABLE corrections (somebody TEXT)")
        with pytest.raises(DatabaseUnavailable, match="corrections already exists"):
            database.upgrade()
        tables = other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert tables == [("corrections",)]


def test_sqlite_is_read_beside_a_writer_and_holds_to_its_keys(database: Database) -> None:
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_tables_can_be_made_on_postgresql() -> None:
    statements = [
        str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
        for table in Base.metadata.sorted_tables
    ]
    assert all("AUTOINCREMENT" not in statement for statement in statements)
    assert any("fields JSON NOT NULL" in statement for statement in statements)


@pytest.mark.parametrize(
    ("url", "file"),
    [
        (None, "data/regionsvar.sqlite"),
        ("sqlite:////srv/region.db", "/srv/region.db"),
        ("sqlite:////srv/region.db?timeout=3", "/srv/region.db"),
        ("postgresql+psycopg://region@db/region", None),
    ],
)
def test_the_database_is_a_file_or_a_server(tmp_path: Path, url: str | None, file: str | None) -> None:
    expected = tmp_path / file if file else None
    assert database_file(settings_in(tmp_path, url)) == expected


@pytest.mark.parametrize("url", ["nonsense", "oracle7://x/y", "postgresql+nodriver://user:hemligt@db/region"])
def test_an_address_that_nobody_can_open_is_told_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(DatabaseUnavailable) as raised:
        Database(settings_in(tmp_path, url))
    assert "hemligt" not in str(raised.value)


def test_databases_of_one_process_are_brought_up_at_the_same_time(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path}/{number}.sqlite" for number in range(6)]

    def brought_up(url: str) -> str:
        with closing(Database(settings_in(tmp_path, url))) as opened:
            opened.upgrade()
            with opened.reading() as session:
                return str(session.scalar(text("SELECT version_num FROM alembic_version")))

    with ThreadPoolExecutor(len(urls)) as threads:
        assert list(threads.map(brought_up, urls)) == [newest()] * len(urls)

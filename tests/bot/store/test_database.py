"""The database's tables, and how they come to be."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import inspect, make_url, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateTable

from bot.settings import Settings
from bot.store.database import Database
from bot.store.migrating import newest
from bot.store.places import DatabaseUnavailable, database_file
from bot.store.tables import Base
from tests.databases import Server, settings_with

CHAT = text("INSERT INTO chats (chat_id, user_id, last_used) VALUES (1, 1, '')")


def settings_in(root: Path, url: str | None = None) -> Settings:
    return Settings.model_construct(data=root / "data", database_url=SecretStr(url) if url else None)


@pytest.fixture
def settings(tmp_path: Path, new_database_url: SecretStr | None) -> Settings:
    return settings_with(new_database_url, tmp_path / "data")


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    with closing(Database(settings)) as opened:
        yield opened


def test_a_constraint_is_made_under_its_name(database: Database) -> None:
    database.upgrade()
    with database.engine.connect() as connection:
        names = {each["name"] for each in inspect(connection).get_check_constraints("corrections")}
    assert names == {"ck_corrections_action", "ck_corrections_undoes"}


def test_an_upgrade_of_what_is_new_changes_nothing(database: Database, settings: Settings) -> None:
    database.upgrade()
    with closing(Database(settings)) as another:
        another.upgrade()
    with database.reading() as session:
        assert session.scalars(text("SELECT version_num FROM alembic_version")).all() == [newest()]


def test_a_step_that_fails_leaves_nothing_behind(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("CREATE TABLE corrections (somebody TEXT)"))
    with pytest.raises(DatabaseUnavailable, match=r"corrections.* already exists"):
        database.upgrade()
    assert inspect(database.engine).get_table_names() == ["corrections"]


def test_who_reads_sees_one_state_and_holds_nobody_up(database: Database) -> None:
    database.upgrade()
    with database.reading() as reading:
        assert chats_in(reading) == 0
        with database.writing() as writing:
            writing.execute(CHAT)
        assert chats_in(reading) == 0
    with database.reading() as reading:
        assert chats_in(reading) == 1


def test_who_writes_waits_for_who_writes_and_sees_what_that_one_wrote(database: Database) -> None:
    database.upgrade()
    with ThreadPoolExecutor(1) as thread:
        with database.writing() as first:
            first.execute(CHAT)
            second = thread.submit(counted, database)
            with pytest.raises(TimeoutError):
                second.result(0.3)
        assert second.result(10) == 1


def chats_in(session: Session) -> int:
    return int(session.scalar(text("SELECT COUNT(*) FROM chats")) or 0)


def counted(database: Database) -> int:
    with database.writing() as session:
        return chats_in(session)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_is_named_in_any_customary_way(postgresql: Server, tmp_path: Path, scheme: str) -> None:
    postgresql.empty()
    url = make_url(postgresql.shared.get_secret_value()).set(drivername=scheme)
    named = SecretStr(url.render_as_string(hide_password=False))
    with closing(Database(settings_with(named, tmp_path))) as database, database.reading() as session:
        assert session.connection().dialect.driver == "psycopg"
        assert chats_in(session) == 0


def test_a_server_that_does_not_let_us_in_is_told_without_its_password(
    postgresql: Server, tmp_path: Path
) -> None:
    url = make_url(postgresql.shared.get_secret_value()).set(password="hemligt")
    named = SecretStr(url.render_as_string(hide_password=False))
    with closing(Database(settings_with(named, tmp_path))) as database:
        with pytest.raises(DatabaseUnavailable, match="password authentication") as raised:
            database.upgrade()
        assert "hemligt" not in str(raised.value)


@pytest.mark.parametrize("new_database_url", ["sqlite"], indirect=True)
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
        ("postgres://region@db/region", None),
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

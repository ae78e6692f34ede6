"""Open the database: SQLite below the data folder, or whatever REGIONSVAR_DATABASE_URL names.

Settings -> Database. Importing this module imports SQLAlchemy, which takes a quarter of a second: whoever may
do without a database imports it when there is one.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.store.places import DatabaseUnavailable, database_file

BUSY_S = 10.0  # for another process that writes
CONNECT_S = 5  # for a server that does not answer
WRITING = "writing"  # the execution option of a transaction that writes
LOCK = 7_265_002  # PostgreSQL: any number, the same for all of us
POSTGRESQL = frozenset({"postgres", "postgresql"})  # in an address, both stand for the driver that we have


class Database:
    """An engine, and transactions that either only read or may write.

    Alike on every database: who reads sees one state and waits for nobody, who writes waits for who writes.
    """

    def __init__(self, settings: Settings) -> None:
        """Connects to nothing yet. Raises DatabaseUnavailable for an address that nobody can open."""
        self._newest = False
        with translated():
            self.engine = _engine(settings)
        alike = {} if self.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self._read = self.engine.execution_options(**alike)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One view of what is there. Raises DatabaseUnavailable."""
        with translated(), Session(self._read) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: kept when the block ends, undone when it raises. Raises DatabaseUnavailable."""
        engine = self.engine.execution_options(**{WRITING: True})
        with translated(), Session(engine) as session, session.begin():
            yield session

    def upgrade(self) -> None:
        """Bring the tables to the newest version, from any earlier one. Raises DatabaseUnavailable."""
        if self._newest:
            return
        from bot.store.migrating import upgrade

        engine = self.engine.execution_options(**{WRITING: True})
        with translated(), engine.begin() as connection:
            upgrade(connection)
        self._newest = True

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


@contextmanager
def translated() -> Iterator[None]:
    """What the database raises, as ours; the message holds neither values nor a password."""
    try:
        yield
    except (SQLAlchemyError, OSError, ImportError) as error:
        cause = getattr(error, "orig", None) or error
        raise DatabaseUnavailable(f"{type(cause).__name__}: {cause}") from error


def _engine(settings: Settings) -> Engine:
    file = database_file(settings)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _sqlite(str(file))
    assert settings.database_url is not None
    url = make_url(settings.database_url.get_secret_value())
    if url.get_backend_name() in POSTGRESQL:
        return _postgresql(url)
    return create_engine(url, pool_pre_ping=True, hide_parameters=True)


def _postgresql(url: URL) -> Engine:
    """PostgreSQL, whose readers would else see each statement's own state, and whose writers run together."""
    if url.drivername in POSTGRESQL:
        url = url.set(drivername="postgresql+psycopg")
    options = {"connect_timeout": CONNECT_S}
    engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=options)
    event.listen(engine, "begin", _writes_alone)
    return engine


def _sqlite(file: str) -> Engine:
    """SQLite with a journal beside which one may read, foreign keys, and transactions over tables too."""
    engine = create_engine(f"sqlite:///{file}", hide_parameters=True, connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    return engine


def _connected(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # the driver would begin too late for a change of tables
    connection.execute("PRAGMA foreign_keys = ON")
    with suppress(sqlite3.OperationalError):  # another process has it open: it stays as it is until later
        connection.execute("PRAGMA journal_mode = WAL")


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _writes_alone(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITING):
        wait = f"set_config('lock_timeout', '{BUSY_S}s', true)"
        connection.exec_driver_sql(f"SELECT {wait}, pg_advisory_xact_lock({LOCK})")

"""A PostgreSQL server for tests, with a database of theirs that is emptied between them.

Address -> Server -> address of a database. Making one takes a third of a second, emptying one a twentieth.
"""

import os
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from pydantic import SecretStr
from sqlalchemy import URL, Table, make_url

from bot.settings import Settings
from bot.store import admin_tables  # noqa: F401  (declares its tables)
from bot.store.database import Database
from bot.store.tables import Base

KINDS = ("sqlite", "postgresql")
VARIABLE = "REGIONSVAR_TEST_POSTGRESQL_URL"
EVERYBODY_OUT = sql.SQL(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
UNGUARDED = sql.SQL("SET session_replication_role = replica")  # neither keys nor the audit's guards hold
SKIPPED = f"{VARIABLE} names no server; .ci/with-postgresql starts one"

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # not on a server


def named_server() -> str | None:
    """The address of the server that tests may fill with databases."""
    return os.environ.get(VARIABLE) or None


class Server:
    """A server, and one database on it that has every table."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address)
        self._numbers = count()
        self.shared = self.create()
        with closing(Database(settings_with(self.shared, Path()))) as database:
            database.upgrade()
        self._emptied = sql.SQL("; ").join(
            [EVERYBODY_OUT, UNGUARDED, *map(_emptied, Base.metadata.sorted_tables)]
        )

    def create(self) -> SecretStr:
        """A new database without any table."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._run(self._url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return SecretStr(self._url.set(database=name).render_as_string(hide_password=False))

    def drop(self, url: SecretStr) -> None:
        """Forget a database, whoever still holds it open."""
        name = sql.Identifier(make_url(url.get_secret_value()).database or "")
        self._run(self._url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def empty(self) -> None:
        """Leave no row in the shared database, and nobody who holds it open."""
        self._run(make_url(self.shared.get_secret_value()), self._emptied)

    def close(self) -> None:
        """Leave the server as it was found."""
        self.drop(self.shared)

    def _run(self, url: URL, statement: sql.Composed) -> None:
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)


def settings_with(url: SecretStr | None, data: Path) -> Settings:
    """Settings that name a database; None is the file below the data folder."""
    return Settings.model_construct(data=data, database_url=url)


def password_in(url: SecretStr) -> str:
    """What no message may say."""
    return str(make_url(url.get_secret_value()).password)


def _emptied(table: Table) -> sql.Composed:
    """Without rows, and counting from one."""
    name = sql.Identifier(table.name)
    if table.autoincrement_column is None:
        return sql.SQL("DELETE FROM {}").format(name)
    sequence = sql.Identifier(f"{table.name}_{table.autoincrement_column.name}_seq")
    return sql.SQL("DELETE FROM {}; ALTER SEQUENCE {} RESTART").format(name, sequence)

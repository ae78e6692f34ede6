"""A PostgreSQL server for tests, and databases on it that are made in a moment.

Address -> Server -> address of a new database. A new one is a copy of one whose tables are made already.
"""

import os
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from pydantic import SecretStr
from sqlalchemy import URL, make_url

from bot.settings import Settings
from bot.store.database import Database

VARIABLE = "REGIONSVAR_TEST_POSTGRESQL_URL"
SKIPPED = f"{VARIABLE} names no server; .ci/with-postgresql starts one"


def named_server() -> str | None:
    """The address of the server that tests may fill with databases."""
    return os.environ.get(VARIABLE) or None


class Server:
    """A server, and one database on it that has every table and no row."""

    def __init__(self, address: str) -> None:
        self._url = make_url(address)
        self._numbers = count()
        self._template = self.create(empty=True)
        with closing(Database(settings_with(self._template, Path()))) as database:
            database.upgrade()

    def create(self, *, empty: bool = False) -> SecretStr:
        """A new database, with the tables unless it is to be empty."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        template = "template1" if empty else _name_in(self._template)
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return SecretStr(self._url.set(database=name).render_as_string(hide_password=False))

    def drop(self, url: SecretStr) -> None:
        """Forget a database, whoever still holds it open."""
        self._run("DROP DATABASE {} WITH (FORCE)", _name_in(url))

    def close(self) -> None:
        """Leave the server as it was found."""
        self.drop(self._template)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(_plain(self._url), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def settings_with(url: SecretStr | None, data: Path) -> Settings:
    """Settings that name a database; None is the file below the data folder."""
    return Settings.model_construct(data=data, database_url=url)


def _name_in(url: SecretStr) -> str:
    return make_url(url.get_secret_value()).database or ""


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)

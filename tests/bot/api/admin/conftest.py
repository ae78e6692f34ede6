"""The application as administrators meet it, over a data folder of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.admin.actor import Actor, Role
from bot.admin.administration import Administration
from bot.admin.keys import create_key, revoke_key
from bot.app import create_app
from bot.wiring import Serving
from tests.bot.conftest import Indexed

EVA = Actor("eva", "owner")


@dataclass(frozen=True)
class Desk:
    """The application, and what administrators have."""

    app: FastAPI
    client: TestClient

    @property
    def administration(self) -> Administration:
        administration: Administration = self.app.state.administration
        return administration

    def key(self, role: Role, name: str = "", *, age: timedelta = timedelta(), **how: timedelta) -> str:
        """A key, made some time ago; with `lasts`, for so long."""
        made = datetime.now(UTC) - age
        expires = made + how["lasts"] if "lasts" in how else None
        with self.administration.writing() as session:
            _, key = create_key(session, name or role, role, EVA, made, expires)
        return key

    def bearer(self, role: Role) -> dict[str, str]:
        """The header with a new key of a role."""
        return {"Authorization": f"Bearer {self.key(role)}"}

    def revoked_key(self, role: Role) -> str:
        """A key that was ended."""
        now = datetime.now(UTC)
        with self.administration.writing() as session:
            known, key = create_key(session, "revoked", role, EVA, now)
            revoke_key(session, known.id, EVA, now, last_owner_too=True)
        return key

    def elsewhere(self, address: str) -> TestClient:
        """A client at another address."""
        return TestClient(self.app, client=(address, 50000), raise_server_exceptions=False)


@contextmanager
def open_desk(indexed: Indexed, folder: Path) -> Iterator[Desk]:
    """An application over the small corpus, with a data folder of its own."""
    data = folder / "data"
    shutil.copytree(indexed.data, data, ignore=shutil.ignore_patterns("regionsvar.sqlite*"))
    with Serving(indexed.settings.model_copy(update={"data": data})) as serving:
        app = create_app(serving)
        with TestClient(app, raise_server_exceptions=False) as client:
            yield Desk(app, client)


@pytest.fixture
def desk(indexed: Indexed, tmp_path: Path) -> Iterator[Desk]:
    with open_desk(indexed, tmp_path) as opened:
        yield opened

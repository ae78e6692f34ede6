"""Commands of administration as they are called: at the machine, and from elsewhere at a server."""

import json
import logging
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn

from bot.admin.actor import Actor, Role
from bot.admin.administration import Administration
from bot.admin.keys import create_key
from bot.app import create_app
from bot.cli import main
from bot.jobs.working import Bell, Worker
from bot.settings import Settings
from bot.wiring import Serving
from tests.bot.conftest import Ended, Indexed, is_setting


@dataclass
class Desk:
    """Where `regionsvar admin` is called: a folder of its own, and the settings of its environment."""

    folder: Path
    environment: dict[str, str]
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]
    elsewhere: bool = False
    secrets: list[str] = field(default_factory=list)

    def __call__(self, *arguments: str, **environment: str) -> Ended:
        """Call it as the shell does; no secret may ever be shown."""
        ended = self.run(["admin", *arguments], **environment)
        assert [secret for secret in self.secrets if secret in ended.out + ended.err] == []
        return ended

    def run(self, arguments: list[str], **environment: str) -> Ended:
        with self.patch.context() as patch:
            for name in filter(is_setting, list(os.environ)):
                patch.delenv(name)
            for name, value in (self.environment | environment).items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["regionsvar", *arguments])
            with as_it_was(logging.getLogger()), pytest.raises(SystemExit) as ended:
                main()
        out, err = self.capture.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    def json(self, *arguments: str, status: int = 0) -> Any:
        """What it prints with --json: one value, and nothing beside it."""
        ended = self(*arguments, "--json")
        assert ended.status == status, ended.err
        return json.loads(ended.out)


@contextmanager
def as_it_was(root: logging.Logger) -> Iterator[None]:
    """A command sets the log up for its whole process."""
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def settings_over(indexed: Indexed, folder: Path) -> Settings:
    """The small corpus with a data folder of its own."""
    data = folder / "data"
    shutil.copytree(indexed.data, data, ignore=shutil.ignore_patterns("regionsvar.sqlite*", "worker.lock"))
    return indexed.settings.model_copy(update={"data": data})


@pytest.fixture
def here(
    indexed: Indexed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """At the machine."""
    return Desk(tmp_path, environment_of(settings_over(indexed, tmp_path)), monkeypatch, capsys)


def environment_of(settings: Settings) -> dict[str, str]:
    return {
        "REGIONSVAR_CORPUS": str(settings.corpus),
        "REGIONSVAR_DATA": str(settings.data),
        "LOGNAME": "eva",
    }


@dataclass(frozen=True)
class Listening:
    """A server on loopback, with a worker."""

    url: str
    administration: Administration

    def key(self, role: Role) -> str:
        with self.administration.writing() as session:
            return create_key(session, "eva", role, Actor("eva", "owner"), self.administration.now())[1]


@contextmanager
def listening(settings: Settings) -> Iterator[Listening]:
    with Serving(settings) as serving:
        app = create_app(serving)
        administration: Administration = app.state.administration
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
        bell = Bell()
        threads = [Thread(target=server.run), Thread(target=Worker(administration, bell).run)]
        for thread in threads:
            thread.start()
        try:
            until = time.monotonic() + 20
            while not server.started:
                assert time.monotonic() < until, "the server did not start"
                time.sleep(0.01)
            port = server.servers[0].sockets[0].getsockname()[1]
            yield Listening(f"http://127.0.0.1:{port}", administration)
        finally:
            bell.end()
            threads[1].join()
            server.should_exit = True
            threads[0].join()


@pytest.fixture
def server(indexed: Indexed, tmp_path: Path) -> Iterator[Listening]:
    with listening(settings_over(indexed, tmp_path)) as opened:
        yield opened


@pytest.fixture
def there(
    server: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """Elsewhere, with an owner's key and nothing of the server's own."""
    key = server.key("owner")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    environment = {"REGIONSVAR_ADMIN_URL": server.url, "REGIONSVAR_ADMIN_KEY": key}
    return Desk(folder, environment, monkeypatch, capsys, elsewhere=True, secrets=[key])


@pytest.fixture
def at_server(
    server: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    """At the machine on which the server runs, while it does."""
    return Desk(tmp_path, environment_of(server.administration.settings), monkeypatch, capsys)


@pytest.fixture(params=["here", "there"])
def desk(request: pytest.FixtureRequest) -> Desk:
    """Once at the machine, once from elsewhere."""
    found: Desk = request.getfixturevalue(request.param)
    return found

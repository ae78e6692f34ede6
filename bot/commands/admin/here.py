"""The application in this process, spoken to without a network: for whoever sits at the machine.

Settings, login -> Server. The routes are those that are served; the actor is an owner, because whoever may
start the program may everything.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Self

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from bot.admin.actor import Actor
from bot.admin.administration import Administration
from bot.app import create_app
from bot.commands.acting import acting
from bot.commands.admin.server import Server
from bot.commands.opening import Watcher
from bot.settings import Settings
from bot.store.places import FILE, has_database
from bot.wiring import Serving, build_if_needed

BASE = "http://localhost/api/admin/"
NAME = "The application"


@contextmanager
def application_here(settings: Settings, by: str | None, *, answering: bool) -> Iterator[Server]:
    """The application over what lies on this machine. Raises RegionsvarError."""
    actor = acting(by)
    if answering:
        with Watcher() as watcher:
            build_if_needed(settings, watcher)
    with Application(settings, actor) as here, httpx.Client(transport=here, base_url=BASE) as client:
        yield Server(client, here.working, is_here=True, name=NAME)


class Application(httpx.BaseTransport):
    """Hands each request to the application, one after the other."""

    def __init__(self, settings: Settings, actor: Actor) -> None:
        self._settings = settings
        self._serving = Serving(settings)
        self._app = create_app(self._serving, known=actor)
        self._runner = asyncio.Runner()
        self._empty = TemporaryDirectory(prefix="regionsvar-")

    def __enter__(self) -> Self:
        self._runner.__enter__()
        return self

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The reply, read whole."""
        self._choose_database(looks=request.method == "GET")
        return self._runner.run(_answered(self._app, request))

    @contextmanager
    def working(self) -> Iterator[None]:
        """A worker beside the block, which works while nobody else does; what it began goes back to wait."""
        from bot.jobs.working import Bell, Worker

        bell = Bell()
        worker = Thread(target=Worker(self._administration, bell).run, name="worker")
        worker.start()
        try:
            yield
        finally:
            bell.end()
            worker.join()

    def close(self) -> None:
        """Let go of everything."""
        self._runner.close()
        self._administration.close()
        self._serving.close()
        self._empty.cleanup()

    @property
    def _administration(self) -> Administration:
        administration: Administration = self._app.state.administration
        return administration

    def _choose_database(self, *, looks: bool) -> None:
        """Looking makes no database where there is none: an empty one aside shows the same."""
        own = self._app.state
        if looks and not has_database(self._settings):
            aside = SecretStr(f"sqlite:///{self._empty.name}/{FILE}")
            wanted = self._settings.model_copy(update={"database_url": aside})
        else:
            wanted = self._settings
        if own.administration.database_of != wanted:
            own.administration.close()
            own.administration = Administration(self._settings, self._serving, wanted)


async def _answered(app: FastAPI, request: httpx.Request) -> httpx.Response:
    """What the application replies; a fault of ours is a reply too, as it is to others."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    asked = httpx.Request(request.method, request.url, headers=request.headers, stream=_Body(request.stream))
    reply = await transport.handle_async_request(asked)
    return httpx.Response(reply.status_code, headers=reply.headers, content=await reply.aread())


class _Body(httpx.AsyncByteStream):
    """A body that was made for a client without an event loop."""

    def __init__(self, stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> None:
        assert isinstance(stream, httpx.SyncByteStream)
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._stream:
            yield chunk

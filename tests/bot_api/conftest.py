"""The server with a bot at it: python-telegram-bot's own client, called from tests without a loop."""

import asyncio
import re
import ssl
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

import httpx
import pytest
import telegram
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from tests.bot_api.plain import Json
from tests.bot_api.server import BotApi

T = TypeVar("T")
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Run(Protocol):
    """Runs what the client does, and waits for it."""

    def __call__(self, doing: Coroutine[Any, Any, T], /) -> T: ...


class Refusal(Protocol):
    """What the client is refused with: the name of its error, and what it says."""

    def __call__(self, doing: Coroutine[Any, Any, object], /) -> str: ...


class Raw(Protocol):
    """Calls a method by hand, and gives the whole answer."""

    def __call__(self, method: str, /, **fields: str | int) -> Json: ...


@pytest.fixture
def server() -> Iterator[BotApi]:
    """A server without flood control."""
    with BotApi(limits=None, webhook_pause_s=0.02) as server:
        yield server


@pytest.fixture
def run() -> Iterator[Run]:
    with asyncio.Runner() as runner:
        yield runner.run


def plain() -> HTTPXRequest:
    """A request without certificates: reading them takes longer than most tests."""
    return HTTPXRequest(httpx_kwargs={"verify": NO_CERTIFICATES, "trust_env": False})


@contextmanager
def client(server: BotApi, run: Run) -> Iterator[telegram.Bot]:
    bot = telegram.Bot(server.token, f"{server.url}/bot", request=plain(), get_updates_request=plain())
    run(bot.initialize())
    try:
        yield bot
    finally:
        run(bot.shutdown())


@pytest.fixture
def bot(server: BotApi, run: Run) -> Iterator[telegram.Bot]:
    with client(server, run) as bot:
        yield bot


@pytest.fixture
def refusal(run: Run) -> Refusal:
    def refused(doing: Coroutine[Any, Any, object]) -> str:
        with pytest.raises(TelegramError) as caught:
            run(doing)
        return f"{type(caught.value).__name__}: {caught.value}"

    return refused


@pytest.fixture
def raw(server: BotApi) -> Iterator[Raw]:
    with httpx.Client(
        base_url=f"{server.url}/bot{server.token}/", trust_env=False, verify=NO_CERTIFICATES
    ) as client:

        def call(method: str, /, **fields: str | int) -> Json:
            answer: Json = client.post(method, data=fields).json()
            return answer

        yield call


def described(answer: Json) -> str:
    """What an error object says, without the words that every one of its kind begins with."""
    return re.sub(r"^(Bad Request|Forbidden|Conflict): ", "", str(answer["description"]))

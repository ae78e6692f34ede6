"""Requests over real connections: what is known when no answer comes, and where the way leads."""

import asyncio
import socket
from collections.abc import Iterator

import pytest
from telegram.error import NetworkError

from bot.telegram.delivery import posting
from bot.telegram.delivery.posting import NeverSent, Posting, Unanswered, proxy_for

TOKEN = "1:very-secret"


def failure(url: str, read_timeout: float = 5) -> NetworkError:
    """What a request ends with."""

    async def ask() -> None:
        connections = Posting(url)
        await connections.initialize()
        try:
            await connections.do_request(f"{url}/bot{TOKEN}/sendMessage", "POST", read_timeout=read_timeout)
        finally:
            await connections.shutdown()

    with pytest.raises(NetworkError) as caught:
        asyncio.run(ask())
    assert TOKEN not in f"{caught.value}{caught.value.__cause__}"
    return caught.value


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0), backlog=1) as server:
        yield server  # it takes connections and says nothing


def address_of(server: socket.socket) -> str:
    return f"http://127.0.0.1:{server.getsockname()[1]}"


def test_where_nobody_listens_nothing_was_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = address_of(server)
    assert isinstance(failure(url), NeverSent)


def test_a_connection_that_does_not_come_about_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "CONNECT_S", 0.2)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server:
        full = [socket.socket() for _ in range(3)]
        for each in full:
            each.setblocking(False)
            each.connect_ex(server.getsockname())
        assert isinstance(failure(address_of(server)), NeverSent)
        for each in full:
            each.close()


def test_an_answer_that_does_not_come_may_have_been_given(listening: socket.socket) -> None:
    assert isinstance(failure(address_of(listening), read_timeout=0.2), Unanswered)


def test_a_connection_that_breaks_may_have_carried_the_call() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    async def scenario() -> None:
        server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        connections = Posting(url)
        await connections.initialize()
        async with server:
            with pytest.raises(Unanswered):
                await connections.do_request(url, "POST")
        await connections.shutdown()

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://api.telegram.org", "http://proxy.example:3128"),
        ("http://127.0.0.1:8081", None),
        ("https://bots.example", None),
    ],
)
def test_the_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: str | None
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,bots.example")
    assert proxy_for(url) == expected

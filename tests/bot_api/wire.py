"""Just enough HTTP/1.1 for a client on loopback, over which faults have full control.

Connection -> Request -> Response, or a connection that is closed without a word. Kept alive between
requests; bodies with a length or in chunks.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

HEAD_LIMIT = 64 * 1024  # bytes of a request's head, and of a line in a chunked body


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    is_gone: Callable[[], bool]  # the client has hung up and reads no answer


@dataclass(frozen=True, slots=True)
class Response:
    """What the client reads."""

    status: int
    body: bytes
    content_type: str = "application/json"


# What ends a connection: the client left, the server stops, or what came was no HTTP.
HANGING_UP = (
    OSError,
    asyncio.IncompleteReadError,
    asyncio.LimitOverrunError,
    asyncio.CancelledError,
    ValueError,
)

Answering = Callable[[Request], Awaitable[Response | None]]  # None: hang up instead of answering


class HttpServer:
    """Listens on loopback, at a port of the system's choice."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._connections: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> int:
        """Listen; the port that was given."""
        self._server = await asyncio.start_server(
            self._connected, "127.0.0.1", port, limit=HEAD_LIMIT, backlog=1024
        )
        listening: int = self._server.sockets[0].getsockname()[1]
        return listening

    async def stop(self) -> None:
        """Hang up on everyone."""
        if self._server is None:
            return
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            with contextlib.suppress(*HANGING_UP):
                await self._converse(reader, writer)
        finally:
            self._connections.discard(task)
            writer.transport.abort()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await _read(reader, writer):
            response = await self._answering(request)
            if response is None:
                return
            writer.write(_encoded(response))
            await writer.drain()


async def _read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Request | None:
    """The next request of a connection, None when the client is done."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ")
    path, _, query = target.partition("?")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    body = await _read_body(reader, headers)
    return Request(
        method, path, query, headers, body, lambda: reader.at_eof() or writer.transport.is_closing()
    )


async def _read_body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.readexactly(int(headers.get("content-length", 0)))
    chunks: list[bytes] = []
    while size := int((await reader.readline()).split(b";")[0], 16):
        chunks.append((await reader.readexactly(size + 2))[:-2])
    await reader.readline()
    return b"".join(chunks)


def _encoded(response: Response) -> bytes:
    head = (
        f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}\r\n"
        f"Content-Type: {response.content_type}\r\n"
        f"Content-Length: {len(response.body)}\r\n\r\n"
    )
    return head.encode() + response.body

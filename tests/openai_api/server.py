"""An OpenAI-compatible server: real HTTP on loopback, scripted reply by reply.

    with OpenAiApi() as server:
        server.says("Ring 090-785 00 00 [1].")
        ...
        assert server.requests[0].prompt

Its loop lives in a thread of its own. What was queued is used up first, then the standing script answers.
"""

import asyncio
import json
import threading
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

from tests.openai_api import embedding
from tests.openai_api.scripted import Reply, Request, Script

START_S = 10.0
FOREVER_S = 3600.0  # of a stall; the client gives up long before
DRIP_S = 0.05


class OpenAiApi:
    """One server; `requests` holds what came in, in order."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.finished: list[bool] = []  # whether the client took each reply to its end
        self.received: list[float] = []  # when each came in, by time.monotonic()
        self.sent: list[list[float]] = []  # when each piece of each reply went out
        self.sent_texts: list[list[str]] = []  # the pieces themselves
        self.connections = 0  # that were ever opened
        self.script: Script = lambda _: Reply()
        self.embeds: embedding.Embeds = lambda _: embedding.Vectors()
        self.refuses_encodings: frozenset[str | None] = frozenset()  # answered with 400
        self.refuses: frozenset[str] = frozenset()  # parameters that it answers with 400
        self._queued: deque[Reply] = deque()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="openai-api", daemon=True)
        self._ready = threading.Event()
        self._port = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending: asyncio.Event | None = None

    @property
    def url(self) -> str:
        """What `REGIONSVAR_OPENAI_BASE_URL` is set to."""
        return f"http://127.0.0.1:{self._port}/v1"

    def says(self, *texts: str) -> None:
        """The next replies, one text each."""
        self.replies(*(Reply(text) for text in texts))

    def replies(self, *replies: Reply) -> None:
        """The next replies, whatever the standing script says."""
        with self._lock:
            self._queued.extend(replies)

    def chats(self) -> list[Request]:
        """The requests for replies of a chat model."""
        return [request for request in self.requests if request.path.endswith("/chat/completions")]

    def embedded(self) -> list[str]:
        """Every text that vectors were asked for, in order."""
        asked = [request for request in self.requests if request.path.endswith("/embeddings")]
        return [text for request in asked for text in request.body["input"]]

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(START_S):
            raise RuntimeError("the server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop and self._ending:
            self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join(START_S)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._ending = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._on_connection, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._ending.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _on_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                request = await _read(reader)
                with self._lock:
                    self.requests.append(request)
                    self.finished.append(False)
                    self.received.append(time.monotonic())
                    self.sent.append([])
                    self.sent_texts.append([])
                    number = len(self.requests) - 1
                await self._answer(request, writer, number)
                self.finished[number] = True
        with suppress(ConnectionError):
            writer.close()

    async def _answer(self, request: Request, writer: asyncio.StreamWriter, number: int) -> None:
        if request.path.endswith("/embeddings"):
            await self._embed(request, writer)
        elif request.path.endswith("/chat/completions"):
            await self._chat(request, writer, number)
        else:
            await _send_json(writer, 404, {"error": {"message": "no such path"}})

    def _next(self, request: Request) -> Reply:
        with self._lock:
            if self._queued:
                return self._queued.popleft()
        return self.script(request)

    async def _chat(self, request: Request, writer: asyncio.StreamWriter, number: int) -> None:
        if wrong := sorted(self.refuses & {name for name, value in request.body.items() if value}):
            message = f"Unrecognized request argument supplied: {wrong[0]}"
            await _send_json(writer, 400, {"error": {"message": message, "param": wrong[0]}})
            return
        reply = self._next(request)
        await asyncio.sleep(reply.before_s)
        if reply.raw is not None:
            await _send(writer, reply.status, reply.raw, dict(reply.headers))
        elif reply.status != HTTPStatus.OK:
            error = {"error": {"message": reply.message, "type": "scripted", "code": reply.code}}
            await _send_json(writer, reply.status, error, reply.headers)
        elif request.streams:
            await self._stream(request, reply, _Chunked(writer), number)
        else:
            await _send_json(writer, 200, _whole(request, reply), reply.headers)

    async def _stream(self, request: Request, reply: Reply, body: "_Chunked", number: int) -> None:
        """Server-sent events, with whatever fault was scripted."""
        for place, delta in enumerate(reply.deltas):
            if reply.drop_after == place:
                body.transport.abort()
                raise ConnectionAbortedError
            if reply.stall_after == place:
                await _stall(body, reply.drip)
            if reply.malformed_after == place:
                await body.write(b"data: {this is no JSON\n\n")
            await body.event(_chunk(request, {"content": delta}, None))
            self.sent[number].append(time.monotonic())
            self.sent_texts[number].append(delta)
            await asyncio.sleep(reply.between_s)
        if reply.refusal:
            await body.event(_chunk(request, {"refusal": reply.refusal}, None))
        if reply.finish is not None:
            await body.event(_chunk(request, {}, reply.finish))
            if reply.usage and request.body.get("stream_options"):
                await body.event(
                    {**_chunk(request, {}, None), "choices": [], "usage": _usage(request, reply)}
                )
        if reply.finish is not None and not reply.no_done:
            await body.write(b"data: [DONE]\n\n")
        await body.end()

    async def _embed(self, request: Request, writer: asyncio.StreamWriter) -> None:
        if (encoding := request.body.get("encoding_format")) in self.refuses_encodings:
            message = f"encoding_format {encoding} is not supported"
            await _send_json(writer, 400, {"error": {"message": message}})
            return
        reply = self.embeds(request)
        await asyncio.sleep(reply.before_s)
        body = embedding.body_of(request, reply)
        headers = {"content-type": "application/json", **reply.headers}
        if reply.cut:
            _head(writer, reply.status, {**headers, "content-length": str(len(body))})
            writer.write(body[: len(body) // 2])
            await writer.drain()
            writer.transport.abort()
            raise ConnectionAbortedError
        await _send(writer, reply.status, body, headers)


async def _read(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {
        name.strip().casefold(): value.strip()
        for name, _, value in (line.partition(":") for line in head[1:] if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(head[0].split()[1], headers, json.loads(body or b"{}"))


async def _send_json(
    writer: asyncio.StreamWriter, status: int, body: Any, headers: Mapping[str, str] | None = None
) -> None:
    content = json.dumps(body).encode()
    await _send(writer, status, content, {"content-type": "application/json", **(headers or {})})


async def _send(writer: asyncio.StreamWriter, status: int, body: bytes, headers: Mapping[str, str]) -> None:
    _head(writer, status, {**headers, "content-length": str(len(body))})
    writer.write(body)
    await writer.drain()


def _head(writer: asyncio.StreamWriter, status: int, headers: Mapping[str, str]) -> None:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))


class _Chunked:
    """A body whose length nobody knows yet: its end leaves the connection open for the next request."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self.transport = writer.transport
        self._writer = writer
        _head(writer, 200, {"content-type": "text/event-stream", "transfer-encoding": "chunked"})

    async def write(self, content: bytes) -> None:
        self._writer.write(b"%x\r\n%b\r\n" % (len(content), content))
        await self._writer.drain()

    async def event(self, data: Any) -> None:
        await self.write(b"data: " + json.dumps(data).encode() + b"\n\n")

    async def end(self) -> None:
        self._writer.write(b"0\r\n\r\n")
        await self._writer.drain()


async def _stall(body: _Chunked, drip: bool) -> None:
    until = time.monotonic() + FOREVER_S
    while time.monotonic() < until:
        await asyncio.sleep(DRIP_S)
        if drip:
            await body.write(b": still thinking\n\n")
        if body.transport.is_closing():
            raise ConnectionAbortedError


def _chunk(request: Request, delta: Mapping[str, Any], finish: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
    return {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": request.body.get("model"),
        "choices": [choice],
    }


def _whole(request: Request, reply: Reply) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply.text, "refusal": reply.refusal}
    found: dict[str, Any] = {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": request.body.get("model"),
        "choices": [{"index": 0, "message": message, "finish_reason": reply.finish}],
    }
    return {**found, "usage": _usage(request, reply)} if reply.usage else found


def _usage(request: Request, reply: Reply) -> dict[str, int]:
    asked, said = len(request.prompt) // 4, len(reply.text) // 4
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}

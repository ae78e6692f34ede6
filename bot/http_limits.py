"""What holds for every request and response, whatever its route: a longest body, and headers that protect.

Uploads of documents are passed on as they come, up to what the settings allow; whoever takes them in counts.
"""

import asyncio
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.admin.refusal import AdminRefused
from bot.settings import Settings

UPLOADS = "/api/admin/documents"
MB = 1_000_000  # bytes
FORM_BYTES = 1024 * 1024  # of a form with files, besides the files
DRAINED_BYTES = 200 * MB  # of a refused upload that are read before the refusal is sent
DRAINED_S = 10.0
LONGEST_BODY = 256 * 1024  # bytes; a question with twenty turns is far below
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class ProtectiveHeaders:
    """Adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class LimitedBody:
    """Reads a request's body before anyone else, and turns away one that is too long."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a body of bearable length."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif (longest := longest_upload(scope, self._settings)) is not None:
            await self._stream(scope, _Upload(scope, receive, send, longest))
        else:
            await self._read(scope, receive, send)

    async def _stream(self, scope: Scope, upload: "_Upload") -> None:
        if upload.declared > upload.longest:
            await _turn_away(upload.send, upload.longest)
        else:
            await self._app(scope, upload.receive, upload.send)

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > LONGEST_BODY:
                await _turn_away(send, LONGEST_BODY)
                return
        await self._app(scope, _replay(body, receive), send)


def longest_upload(scope: Scope, settings: Settings) -> int | None:
    """How many bytes a request may have that brings documents; None for any other."""
    if scope["method"] == "PUT" and scope["path"].startswith(f"{UPLOADS}/"):
        return settings.upload_mb * MB
    if scope["method"] == "POST" and scope["path"] == UPLOADS:
        return settings.upload_mb * settings.upload_files * MB + FORM_BYTES
    return None


class _Upload:
    """A body that is passed on in pieces and counted.

    A client that is still sending does not hear a refusal: what it has left to say is read first, as far as
    that is bearable, and thrown away. One that waits for leave to send hears it at once.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send, longest: int) -> None:
        headers = Headers(scope=scope)
        self.longest = longest
        self.declared = int(length) if (length := headers.get("content-length", "")).isdecimal() else 0
        self._receive = receive
        self._send = send
        self._bytes = 0
        self._ended = False
        self._asks_first = "100-continue" in headers.get("expect", "").lower()

    async def receive(self) -> Message:
        """The next piece. Raises AdminRefused for what is too long."""
        message = await self._next()
        if self._bytes > self.longest:
            reason = f"The request is larger than {self.longest} bytes."
            raise AdminRefused("too_large", reason, "Send fewer or smaller files.")
        return message

    async def send(self, message: Message) -> None:
        """The reply, after what is left of the body."""
        if message["type"] == "http.response.start" and not self._ended:
            if self._bytes or not self._asks_first:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._drain(), DRAINED_S)
            if not self._ended:
                MutableHeaders(scope=message)["connection"] = "close"
        await self._send(message)

    async def _drain(self) -> None:
        until = self._bytes + DRAINED_BYTES
        while not self._ended and self._bytes < until:
            await self._next()

    async def _next(self) -> Message:
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        self._ended = message["type"] == "http.disconnect" or not message.get("more_body", False)
        return message


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever comes."""
    left = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return left.pop() if left else await receive()

    return receive_again


async def _turn_away(send: Send, longest: int) -> None:
    body = (
        f'{{"type":"about:blank","title":"Content Too Large","status":413,'
        f'"detail":"The request is larger than {longest} bytes."}}'
    )
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})

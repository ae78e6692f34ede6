"""A web site that behaves as it is told, badly too: raw sockets on loopback, a thread a connection."""

import gzip
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from types import TracebackType
from typing import Self

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    path: str
    headers: Mapping[str, str]  # names in small letters


Answer = Callable[[Asked, socket.socket], None]


@dataclass
class Site:
    """Serves `answers` by path; whatever is not there is 404."""

    host: str = "127.0.0.1"
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._closing = Event()
        self._socket = socket.create_server((self.host, 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = Thread(target=self._accept, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        with suppress(OSError):
            socket.create_connection((self.host, self.port), 1).close()
        self._thread.join(5)
        self._socket.close()

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def _accept(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            if self._closing.is_set():
                connection.close()
                return
            Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            asked = _read(connection)
            self.asked.append(asked)
            self.answers.get(asked.path, gives(404))(asked, connection)


def _read(connection: socket.socket) -> Asked:
    head = b""
    while b"\r\n\r\n" not in head:
        if not (piece := connection.recv(65536)):
            raise OSError("no request")
        head += piece
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.split(": ", 1) for line in lines if ": " in line)
    return Asked(first.split(" ")[1], {name.lower(): value for name, value in pairs})


def gives(status: int = 200, body: bytes | str = b"", kind: str = HTML, **headers: str) -> Answer:
    """An honest answer."""
    content = body.encode() if isinstance(body, str) else body

    def answer(_: Asked, connection: socket.socket) -> None:
        said = {"Content-Type": kind, "Content-Length": str(len(content)), **_named(headers)}
        connection.sendall(head(status, said) + content)

    return answer


def tagged(body: str, etag: str) -> Answer:
    """An answer that is not sent again to who has it."""

    def answer(asked: Asked, connection: socket.socket) -> None:
        if asked.headers.get("if-none-match") == etag:
            connection.sendall(head(304, {"ETag": etag}))
        else:
            gives(200, body, etag=etag)(asked, connection)

    return answer


def leads_to(location: str, status: int = 302) -> Answer:
    return gives(status, b"", location=location)


def raw(*pieces: bytes, pause_s: float = 0.0) -> Answer:
    """These bytes, with pauses, and then the end of the connection."""

    def answer(_: Asked, connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause_s)

    return answer


def hangs(seconds: float) -> Answer:
    return lambda _, connection: time.sleep(seconds)


def drips(piece: bytes, pause_s: float) -> Answer:
    """A little now and then, without end."""

    def answer(_: Asked, connection: socket.socket) -> None:
        connection.sendall(head(200, {"Content-Type": HTML}))
        while True:
            connection.sendall(piece)
            time.sleep(pause_s)

    return answer


def floods(megabytes: int, **headers: str) -> Answer:
    """A body of so many megabytes, whatever its headers say."""

    def answer(_: Asked, connection: socket.socket) -> None:
        connection.sendall(head(200, {"Content-Type": HTML, **_named(headers)}))
        piece = b"<p>mer och mer " * 70_000
        for _number in range(megabytes):
            connection.sendall(piece[:1_000_000])

    return answer


def bomb(megabytes: int) -> bytes:
    """A gzip file of a thousandth of what it unpacks to."""
    return gzip.compress(b"0" * 1_000_000 * megabytes)


def page(title: str, text: str, head_html: str = "") -> str:
    """A web page with a heading and a paragraph."""
    return (
        f"<!doctype html><html lang=sv><head><meta charset=utf-8><title>{title}</title>{head_html}</head>"
        f"<body><main><h1>{title}</h1><p>{text}</p></main></body></html>"
    )


def sitemap(*urls: str) -> str:
    listed = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return (
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    )


def sitemap_index(*urls: str) -> str:
    listed = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><sitemapindex xmlns="{space}">{listed}</sitemapindex>'


def rss(*entries: tuple[str, str, str]) -> str:
    """A feed of titles, addresses and dates."""
    items = "".join(
        f"<item><title>{title}</title><link>{url}</link><pubDate>{date}</pubDate></item>"
        for title, url, date in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Nytt</title>{items}</channel></rss>'


def head(status: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}

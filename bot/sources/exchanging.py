"""One request and its reply, bounded in time and size whatever the other side does.

URL -> Reply. Neither redirects nor manners are known here.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from bot.sources.faults import FetchFailed
from bot.sources.unpacking import Gunzip

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.5"
REDIRECTS = (301, 302, 303, 307, 308)
CONNECT_S = 10.0  # for one of a host's addresses
CLOCK_STEPS = 0.05  # seconds; the least that a request gets


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said; the body only of a reply that brings one (200)."""

    status: int
    headers: httpx.Headers
    content: bytes


class Exchange:
    """Sends requests over one transport."""

    def __init__(self, transport: httpx.AsyncBaseTransport, agent: str, most_bytes: int) -> None:
        self.agent = agent
        self._most_bytes = most_bytes
        self._client = httpx.AsyncClient(
            transport=transport,
            trust_env=False,  # a proxy or a .netrc would be asked behind the check's back
            timeout=httpx.Timeout(None, connect=CONNECT_S),  # `get` bounds the whole
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={"User-Agent": agent, "Accept": ACCEPT, "Accept-Encoding": "gzip"},
        )

    async def get(self, url: httpx.URL, headers: Mapping[str, str], seconds: float) -> Reply:
        """The reply, read within the seconds. Raises FetchFailed."""
        try:
            async with asyncio.timeout(max(seconds, CLOCK_STEPS)), self._sent(url, headers) as response:
                return await self._read(response)
        except TimeoutError as error:
            raise FetchFailed(f"It took longer than {seconds:.3g} s.", silent=True) from error
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise FetchFailed(_told(error), silent=True) from error
        except (httpx.InvalidURL, ValueError) as error:  # a header that cannot be sent or read
            raise FetchFailed("The server answers what cannot be read.") from error

    async def aclose(self) -> None:
        """Let go of every connection."""
        await self._client.aclose()

    @asynccontextmanager
    async def _sent(self, url: httpx.URL, headers: Mapping[str, str]) -> AsyncIterator[httpx.Response]:
        async with self._client.stream("GET", url, headers=dict(headers), follow_redirects=False) as response:
            yield response

    async def _read(self, response: httpx.Response) -> Reply:
        if response.status_code != httpx.codes.OK:
            return Reply(response.status_code, response.headers, b"")
        most, declared = self._most_bytes, response.headers.get("content-length", "")
        if declared.isdecimal() and len(declared) < 19 and int(declared) > most:
            raise _too_large(most)
        content = bytearray()
        async for piece in _pieces(response):
            content += piece
            if len(content) > most:
                raise _too_large(most)
        return Reply(response.status_code, response.headers, bytes(content))


async def _pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    """The body as it is meant, unpacked in small pieces."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("identity", ""):
        async for raw in response.aiter_raw():
            yield raw
        return
    if coding not in ("gzip", "x-gzip"):
        raise FetchFailed(f"The server packs its answer as {coding[:40]}, which it was not asked to.")
    unpacker = Gunzip()
    try:
        async for raw in response.aiter_raw():
            for piece in unpacker.feed(raw):
                yield piece
    except zlib.error as error:
        raise FetchFailed("What the server sent is broken: it cannot be unpacked.") from error
    if not unpacker.whole:
        raise FetchFailed("What the server sent is broken: its end is missing.", silent=True)


def _too_large(most: int) -> FetchFailed:
    return FetchFailed(f"It is larger than {most / 1e6:g} MB; REGIONSVAR_SOURCE_MB sets the limit.")


def _told(error: Exception) -> str:
    """What a library's error means for a person."""
    if isinstance(error, httpx.ConnectError):
        return "The server cannot be reached, or its certificate is not valid."
    if isinstance(error, httpx.RemoteProtocolError):
        return "The server ended its answer early, or does not speak HTTP."
    return f"The connection broke ({type(error).__name__})."

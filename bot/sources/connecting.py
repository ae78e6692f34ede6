"""Connect only to addresses that were checked, and to the very address that was checked.

Request -> its host's addresses, checked -> a connection to one of them. The name is asked for once a request:
a second answer, which might differ, is never heard. TLS still proves the name.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import cache
from threading import Thread

import httpx

from bot.sources.addresses import Address, Allowed
from bot.sources.faults import FetchFailed
from bot.sources.urls import port_of

Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]
MOST_TRIED = 3  # addresses of a host


class CheckedTransport(httpx.AsyncBaseTransport):
    """A fresh connection a request, so that none is made for one host and used for another."""

    def __init__(
        self, allowed: Allowed, resolve: Resolve | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self._allowed = allowed
        self._resolve = resolve or system_addresses
        self._inner = httpx.AsyncHTTPTransport(
            verify=tls or _trusted(), limits=httpx.Limits(max_keepalive_connections=0)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request. Raises FetchFailed for an address that must not be connected to."""
        host = request.url.raw_host.decode("ascii").strip("[]")
        addresses = await self._resolve(host, port_of(request.url))
        if not addresses:
            raise FetchFailed(f"{host} has no network address.", silent=True)
        if reason := self._allowed.reason_against(host, addresses):
            raise FetchFailed(f"{reason}; set REGIONSVAR_SOURCES_ALLOW_PRIVATE if that is meant.")
        return await self._first(request, host, addresses[:MOST_TRIED])

    async def aclose(self) -> None:
        """Let go of every connection."""
        await self._inner.aclose()

    async def _first(self, request: httpx.Request, host: str, addresses: Sequence[Address]) -> httpx.Response:
        """The response from the first address that can be connected to."""
        for address in addresses[:-1]:
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                return await self._inner.handle_async_request(_at(request, host, address))
        return await self._inner.handle_async_request(_at(request, host, addresses[-1]))


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that are trusted, read once: that takes a twentieth of a second."""
    return httpx.create_ssl_context()


def _at(request: httpx.Request, host: str, address: Address) -> httpx.Request:
    """The same request, sent to a number: its headers and the proof of identity keep the name."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=str(address)),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": host},
    )


async def system_addresses(host: str, port: int) -> Sequence[Address]:
    """What the machine's resolver says. Raises FetchFailed.

    In a thread of its own, which nobody waits for where the resolver hangs.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[Address]] = loop.create_future()

    def settle(result: list[Address] | OSError) -> None:
        if not found.done():
            found.set_exception(result) if isinstance(result, OSError) else found.set_result(result)

    def look_up() -> None:
        result = _looked_up(host, port)
        with suppress(RuntimeError):  # nobody listens any more
            loop.call_soon_threadsafe(settle, result)

    Thread(target=look_up, name=f"resolve {host}", daemon=True).start()
    try:
        return await found
    except OSError as error:
        raise FetchFailed(f"The name {host} cannot be resolved.", silent=True) from error


def _looked_up(host: str, port: int) -> list[Address] | OSError:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        return OSError(str(error))
    except OSError as error:
        return error
    return [ipaddress.ip_address(place[0]) for *_, place in found]

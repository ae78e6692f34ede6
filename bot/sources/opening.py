"""Put together what visits the addresses of one source, from the settings.

Settings, Source -> Visitor, while it is needed.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

import httpx

from bot.settings import Settings
from bot.sources.addresses import Allowed
from bot.sources.connecting import CheckedTransport
from bot.sources.exchanging import Exchange
from bot.sources.listing import Lister
from bot.sources.robots import AGENT
from bot.sources.shelf import Shelf
from bot.sources.source import Source
from bot.sources.visiting import Visitor
from bot.sources.visits import robots_of

MB = 1_000_000


@asynccontextmanager
async def visitor_of(
    settings: Settings, source: Source, transport: httpx.AsyncBaseTransport | None = None
) -> AsyncIterator[Visitor]:
    """A visitor of the source's sites; its connections are closed at the end."""
    transport = transport or CheckedTransport(Allowed(settings.sources_allow_private))
    exchange = Exchange(transport, agent_of(settings), most_bytes(settings))
    try:
        yield Visitor(
            exchange,
            robots_of(settings),
            hosts=frozenset((httpx.URL(source.url).host, *source.rules.hosts)),
            ports=settings.source_ports,
            seconds=settings.source_seconds,
            delay_s=settings.source_delay_s,
        )
    finally:
        await exchange.aclose()


def agent_of(settings: Settings) -> str:
    """How we introduce ourselves, and where to complain."""
    try:
        number = version("regionsvar")
    except PackageNotFoundError:  # run from a checkout
        number = "0"
    return f"{AGENT}/{number}" + (f" (+{settings.public_url})" if settings.public_url else "")


def most_bytes(settings: Settings) -> int:
    """The size limit of one address."""
    return int(settings.source_mb * MB)


def lister_of(settings: Settings, source: Source, visitor: Visitor, lists: Shelf) -> Lister:
    """What reads the source's lists, within the settings' limits."""
    return Lister(
        source,
        visitor,
        lists,
        ports=settings.source_ports,
        most=settings.source_pages,
        most_bytes=most_bytes(settings),
    )

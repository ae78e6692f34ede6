"""Visit addresses as a polite guest: by the site's rules, one at a time, with pauses, and not for nothing.

URL -> robots.txt -> pause -> Exchange -> redirect, and again -> Visit, bytes.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import httpx

from bot.sources.exchanging import REDIRECTS, Exchange, Reply
from bot.sources.faults import FetchFailed, PageGone, SiteBusy
from bot.sources.replies import LONGEST_TAG, Denied, judged, tag_of, wait_of
from bot.sources.robots import EVERYTHING, MOST_BYTES, RobotRules, read_robots
from bot.sources.shelf import Shelf, Visit
from bot.sources.urls import origin_of, read_url, site_of

MOST_REDIRECTS = 5
ROBOTS_KEPT = timedelta(days=1)
SHORT_WAIT_S = 15.0  # a site that asks for no more is waited for, once an address


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier visit left, to ask whether there is anything new."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """As a conditional request says it."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in said.items() if value}


ROBOTS_REFUSE = "The site's robots.txt asks programs not to fetch it."
NOTHING = Known()
Admit = Callable[[httpx.URL], Awaitable[None]]  # raises FetchFailed for an address that is not asked


class Visitor:
    """Visits the addresses of one source; no two at the same time."""

    def __init__(
        self,
        exchange: Exchange,
        robots: Shelf,
        *,
        hosts: frozenset[str],
        ports: frozenset[int],
        seconds: float,
        delay_s: float,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Only `hosts` are visited; `seconds` is what one visit may take, its pauses not counted."""
        self._exchange = exchange
        self._robots = robots
        self._hosts = frozenset(site_of(host) for host in hosts)
        self._ports = ports
        self._seconds = seconds
        self._delay_s = delay_s
        self._sleep = sleep
        self._rules: dict[str, RobotRules] = {}  # by origin
        self._asked: dict[str, float] = {}  # when a host was last asked, monotonic

    async def visit(self, url: httpx.URL, known: Known = NOTHING) -> tuple[Visit, bytes]:
        """What is there, or that it is as it was. Raises FetchFailed, PageGone or SiteBusy."""
        reply, final = await self._follow(url, known.headers, self._admit)
        same = reply.status == HTTPStatus.NOT_MODIFIED
        if not same and not reply.content:
            raise FetchFailed("The server's answer is empty.")
        visit = Visit(
            str(url),
            str(final),
            "same" if same else "page",
            datetime.now(UTC).isoformat(timespec="seconds"),
            tag_of(reply, "etag"),
            tag_of(reply, "last-modified"),
            reply.headers.get("content-type", "")[:LONGEST_TAG] or None,
        )
        return visit, reply.content

    async def refusal(self, url: httpx.URL) -> str | None:
        """Why an address would not be visited; None for one that would be."""
        try:
            rules = await self._rules_of(url)
        except FetchFailed as error:
            return error.reason
        return None if rules.allows(url) else ROBOTS_REFUSE

    def may_visit(self, url: httpx.URL) -> bool:
        """Whether an address is of a site that belongs to the source."""
        return site_of(url.host) in self._hosts

    async def _follow(self, url: httpx.URL, headers: dict[str, str], admit: Admit) -> tuple[Reply, httpx.URL]:
        """The reply at the end of the redirects, and where that is; every step is admitted anew."""
        left = self._seconds
        for _ in range(MOST_REDIRECTS + 1):
            await admit(url)
            begun = time.monotonic()
            reply = await self._asked_twice(url, headers, left)
            left -= time.monotonic() - begun
            if reply.status not in REDIRECTS:
                return judged(reply, headers), url
            url = self._target(url, reply)
        raise FetchFailed(f"It redirects more than {MOST_REDIRECTS} times.")

    async def _asked_twice(self, url: httpx.URL, headers: dict[str, str], seconds: float) -> Reply:
        """The reply; where the site asks for a short pause, the one after it."""
        reply = await self._ask(url, headers, seconds)
        wait = wait_of(reply)
        if wait is None or wait > SHORT_WAIT_S:
            return reply
        await self._sleep(wait)
        return await self._ask(url, headers, seconds)

    async def _ask(self, url: httpx.URL, headers: dict[str, str], seconds: float) -> Reply:
        try:
            return await self._exchange.get(url, headers, seconds)
        finally:
            self._asked[url.host] = time.monotonic()

    async def _admit(self, url: httpx.URL) -> None:
        """Pass an address of the source's sites that robots.txt allows, when the pause is over."""
        if not self.may_visit(url):
            raise FetchFailed(
                f"It leads to another site, {url.host}; the source's rule `hosts` can allow that one."
            )
        rules = await self._rules_of(url)
        if not rules.allows(url):
            raise FetchFailed(ROBOTS_REFUSE)
        await self._pause(url, max(self._delay_s, rules.delay_s))

    async def _pause(self, url: httpx.URL, seconds: float) -> None:
        last = self._asked.get(url.host)
        if last is not None and (left := last + seconds - time.monotonic()) > 0:
            await self._sleep(left)

    async def _rules_of(self, url: httpx.URL) -> RobotRules:
        origin = origin_of(url)
        if origin not in self._rules:
            self._rules[origin] = await self._read_rules(f"{origin}/robots.txt")
        return self._rules[origin]

    async def _read_rules(self, address: str) -> RobotRules:
        """A site's rules, kept for a day. Raises FetchFailed where the site will not say."""
        kept = self._robots.recall(address, datetime.now(UTC) - ROBOTS_KEPT)
        if kept is None:
            kept = await self._fetch_rules(address)
            with suppress(OSError):  # it is asked for again
                self._robots.keep(*kept)
        visit, content = kept
        return EVERYTHING if visit.outcome == "gone" else read_robots(content)

    async def _fetch_rules(self, address: str) -> tuple[Visit, bytes]:
        async def admit(url: httpx.URL) -> None:
            await self._pause(url, self._delay_s)

        url = read_url(address, self._ports)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            reply, final = await self._follow(url, {}, admit)
        except (PageGone, Denied):  # a site without rules
            return Visit(address, address, "gone", now), b""
        except SiteBusy:
            raise
        except FetchFailed as error:
            raise FetchFailed(
                f"The site's robots.txt cannot be read, so nothing is fetched: {error.reason}", silent=True
            ) from error
        return Visit(address, str(final), "page", now), reply.content[:MOST_BYTES]

    def _target(self, url: httpx.URL, reply: Reply) -> httpx.URL:
        location = reply.headers.get("location", "")
        if not location:
            raise FetchFailed("It redirects without saying where.")
        return read_url(location, self._ports, url)

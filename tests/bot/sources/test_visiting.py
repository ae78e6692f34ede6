"""A polite and wary guest: robots.txt, pauses, redirects, conditional requests, patience."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from bot.sources.addresses import Allowed
from bot.sources.connecting import CheckedTransport
from bot.sources.exchanging import Exchange
from bot.sources.faults import FetchFailed, PageGone, SiteBusy
from bot.sources.shelf import Shelf, Visit
from bot.sources.visiting import NOTHING, Known, Visitor
from tests.bot.sources.site import Site, drips, gives, hangs, leads_to, raw, tagged


class Guest:
    """Visits a site, and keeps how long it paused."""

    def __init__(self, site: Site, folder: Path, hosts: tuple[str, ...] = (), delay_s: float = 0.0) -> None:
        self.site = site
        self.hosts = frozenset({"127.0.0.1", *hosts})
        self.robots = Shelf(folder / "robots")
        self.delay_s = delay_s
        self.paused: list[float] = []

    def visit(self, *paths: str, known: Known = NOTHING) -> list[tuple[Visit, bytes]]:
        async def all_of_them() -> list[tuple[Visit, bytes]]:
            transport = CheckedTransport(Allowed(frozenset({"127.0.0.1"})))
            exchange = Exchange(transport, "Regionsvar/1", 100_000)
            visitor = self._visitor(exchange)
            try:
                return [await visitor.visit(httpx.URL(self.site.url(path)), known) for path in paths]
            finally:
                await exchange.aclose()

        return asyncio.run(all_of_them())

    def failing(self, path: str = "/") -> FetchFailed:
        with pytest.raises(FetchFailed) as failed:
            self.visit(path)
        return failed.value

    def _visitor(self, exchange: Exchange) -> Visitor:
        sleep: Callable[[float], Awaitable[None]] = self._sleep
        ports = frozenset({80, 443, self.site.port})
        return Visitor(
            exchange,
            self.robots,
            hosts=self.hosts,
            ports=ports,
            seconds=1.0,
            delay_s=self.delay_s,
            sleep=sleep,
        )

    async def _sleep(self, seconds: float) -> None:
        self.paused.append(seconds)


@pytest.fixture
def guest(site: Site, tmp_path: Path) -> Guest:
    return Guest(site, tmp_path)


def test_what_is_as_it_was_is_not_sent_again(site: Site, guest: Guest) -> None:
    site.answers["/"] = tagged("<p>text", '"v1"')
    ((first, content),) = guest.visit("/")
    ((again, nothing),) = guest.visit("/", known=Known(first.etag, first.last_modified))
    assert (first.outcome, first.etag, content) == ("page", '"v1"', b"<p>text")
    assert (again.outcome, nothing) == ("same", b"")


def test_a_chain_of_redirects_is_followed_to_its_end(site: Site, guest: Guest) -> None:
    site.answers |= {"/": leads_to("/b", 301), "/b": leads_to(f"//127.0.0.1:{site.port}/c", 308)}
    site.answers["/c"] = gives(200, "end")
    ((visit, content),) = guest.visit("/")
    assert (visit.url, visit.final, content) == (site.url("/"), site.url("/c"), b"end")


def test_redirects_without_end_are_left(site: Site, guest: Guest) -> None:
    site.answers["/"] = leads_to("/")
    assert guest.failing().reason == "It redirects more than 5 times."
    assert len(site.paths()) == 6


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("http://127.0.0.1:1/", "Port 1 is not among those that are asked."),
        ("http://169.254.169.254/latest/meta-data", "It leads to another site, 169.254.169.254"),
        ("file:///etc/passwd", "Only http and https addresses are fetched, not file."),
        ("gopher://127.0.0.1/", "Only http and https addresses are fetched, not gopher."),
        ("http://eva:secret@127.0.0.1/", "The address holds a user name or password."),
        ("http://other.example/", "It leads to another site, other.example"),
        ("http://127.0.0.1.evil.example/", "It leads to another site"),
        ("", "It redirects without saying where."),
        ("http://[::1", "The server ended its answer early, or does not speak HTTP."),
    ],
)
def test_a_redirect_to_where_we_may_not_go_is_not_followed(
    site: Site, guest: Guest, location: str, expected: str
) -> None:
    site.answers["/"] = leads_to(location)
    assert guest.failing().reason.startswith(expected)


def test_a_redirect_inwards_is_refused_also_where_its_host_is_named(site: Site, tmp_path: Path) -> None:
    guest = Guest(site, tmp_path, hosts=("169.254.169.254", "127.0.0.2", "10.0.0.1"))
    for inside in ("http://169.254.169.254/", "http://10.0.0.1/", f"http://127.0.0.2:{site.port}/x"):
        site.answers["/"] = leads_to(inside)
        assert "REGIONSVAR_SOURCES_ALLOW_PRIVATE" in guest.failing().reason
    assert "/x" not in site.paths()


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, guest: Guest) -> None:
    site.answers |= {"/robots.txt": gives(200, "User-agent: regionsvar\nDisallow: /inte\n", "text/plain")}
    site.answers |= {"/ok": gives(200, "fine"), "/inte/a": gives(200, "hidden"), "/to": leads_to("/inte/a")}
    assert guest.visit("/ok")[0][1] == b"fine"
    assert "robots.txt" in guest.failing("/inte/a").reason
    assert "robots.txt" in guest.failing("/to").reason
    assert site.paths() == ["/ok", "/to"]


def test_robots_txt_is_asked_for_once_a_day(site: Site, guest: Guest, tmp_path: Path) -> None:
    site.answers["/"] = gives(200, "x")
    guest.visit("/", "/")
    guest.visit("/")
    assert len(site.asked) - len(site.paths()) == 1
    yesterday = (datetime.now(UTC) - timedelta(days=1, minutes=1)).isoformat()
    robots = site.url("/robots.txt")
    guest.robots.keep(Visit(robots, robots, "gone", yesterday), b"")
    guest.visit("/")
    assert len(site.asked) - len(site.paths()) == 2


@pytest.mark.parametrize("answer", [gives(500), gives(503), hangs(2), drips(b"#\n", 0.1), raw(b"")])
def test_nothing_is_fetched_while_robots_txt_cannot_be_read(site: Site, guest: Guest, answer: object) -> None:
    site.answers |= {"/robots.txt": answer, "/": gives(200, "x")}  # type: ignore[dict-item]
    failed = guest.failing()
    assert failed.reason.startswith("The site's robots.txt cannot be read, so nothing is fetched: ")
    assert failed.silent
    assert site.paths() == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_txt_has_no_rules(site: Site, guest: Guest, status: int) -> None:
    site.answers |= {"/robots.txt": gives(status), "/": gives(200, "x")}
    assert guest.visit("/")[0][1] == b"x"


def test_pauses_are_kept_between_requests_as_long_as_the_site_wishes_within_reason(
    site: Site, tmp_path: Path
) -> None:
    site.answers["/"] = gives(200, "x")
    own = Guest(site, tmp_path / "own", delay_s=2)
    own.visit("/", "/")
    assert [round(pause) for pause in own.paused] == [2, 2]  # after robots.txt, after the first page
    for wished, given in ((7, 7), (86400, 30)):
        site.answers["/robots.txt"] = gives(200, f"User-agent: *\nCrawl-delay: {wished}\n")
        guest = Guest(site, tmp_path / str(wished))
        guest.visit("/", "/")
        assert [round(pause) for pause in guest.paused] == [given, given]


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("3600", 3600, 3600),
        ("999999999", 604800, 604800),
        ("in two hours", 7000, 7200),
        ("soon", 3600, 3600),
    ],
)
def test_a_busy_site_says_how_long_it_is_to_be_left_alone(
    site: Site, guest: Guest, said: str, least: float, most: float
) -> None:
    if said == "in two hours":  # a date, which is of the moment when it is asked
        said = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    for status in (429, 503):
        site.answers["/"] = gives(status, retry_after=said)
        failed = guest.failing()
        assert isinstance(failed, SiteBusy)
        assert least <= failed.wait_s <= most
    assert guest.paused == []


def test_a_site_that_asks_for_a_short_pause_gets_it_once(site: Site, guest: Guest) -> None:
    answers = [gives(200, "x"), gives(429, retry_after="3")]
    site.answers["/"] = lambda asked, connection: answers.pop()(asked, connection)
    assert guest.visit("/")[0][1] == b"x"
    assert guest.paused == [3.0]


@pytest.mark.parametrize(("status", "silent"), [(500, True), (502, True), (403, False), (206, False)])
def test_other_failures_say_nothing_of_the_page(site: Site, guest: Guest, status: int, silent: bool) -> None:
    site.answers["/"] = gives(status, "x")
    failed = guest.failing()
    assert (type(failed) is not PageGone, failed.silent) == (True, silent)
    assert str(status) in failed.reason


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_known_to_be(site: Site, guest: Guest, status: int) -> None:
    site.answers["/"] = gives(status)
    assert isinstance(guest.failing(), PageGone)


def test_a_304_that_nobody_asked_for_is_a_failure(site: Site, guest: Guest) -> None:
    site.answers["/"] = gives(304)
    assert "304" in guest.failing().reason

"""Whatever a server does, a request ends in time, in bounds, and with a reason in words."""

import asyncio
import gzip
import time
import tracemalloc

import httpx
import pytest

from bot.sources.addresses import Allowed
from bot.sources.connecting import CheckedTransport
from bot.sources.exchanging import Exchange, Reply
from bot.sources.faults import FetchFailed
from tests.bot.sources.site import HTML, Answer, Site, bomb, drips, floods, gives, hangs, head, raw

MOST = 1_000_000


def get(site: Site, seconds: float = 5.0) -> Reply:
    async def fetch() -> Reply:
        transport = CheckedTransport(Allowed(frozenset({"127.0.0.1"})))
        exchange = Exchange(transport, "Regionsvar/1 (+https://svar.example.se)", MOST)
        try:
            return await exchange.get(httpx.URL(site.url()), {}, seconds)
        finally:
            await exchange.aclose()

    return asyncio.run(fetch())


def reason(site: Site, answer: Answer, seconds: float = 5.0) -> str:
    site.answers["/"] = answer
    with pytest.raises(FetchFailed) as failed:
        get(site, seconds)
    return failed.value.reason


def test_a_page_comes_whole_and_knows_who_asked(site: Site) -> None:
    site.answers["/"] = gives(200, "<p>å", etag='"1"')
    reply = get(site)
    assert (reply.status, reply.content, reply.headers["etag"]) == (200, "<p>å".encode(), '"1"')
    said = site.asked[0].headers
    assert (said["user-agent"], said["accept-encoding"]) == (
        "Regionsvar/1 (+https://svar.example.se)",
        "gzip",
    )
    assert "cookie" not in said


@pytest.mark.parametrize(
    "answer",
    [
        hangs(3),
        drips(b"<p>", 0.05),
        raw(*[b"HTTP/1.1 200 OK\r\n", *[b"X-%d: y\r\n" % number for number in range(100)]], pause_s=0.05),
    ],
    ids=["before its headers", "in its body", "in its headers"],
)
def test_a_server_that_keeps_us_waiting_is_left_in_time(site: Site, answer: Answer) -> None:
    begun = time.monotonic()
    assert reason(site, answer, seconds=0.4) == "It took longer than 0.4 s."
    assert time.monotonic() - begun < 2


def test_a_page_of_200_mb_ends_at_the_limit_without_filling_the_memory(site: Site) -> None:
    tracemalloc.start()
    try:
        assert reason(site, floods(200)) == "It is larger than 1 MB; REGIONSVAR_SOURCE_MB sets the limit."
        assert tracemalloc.get_traced_memory()[1] < 12 * MOST
    finally:
        tracemalloc.stop()


def test_a_length_above_the_limit_is_believed_at_once(site: Site) -> None:
    assert reason(site, floods(0, Content_Length="200000000")).startswith("It is larger than 1 MB")


def test_a_gzip_bomb_of_200_mb_ends_at_the_limit_without_filling_the_memory(site: Site) -> None:
    packed = bomb(200)
    tracemalloc.start()
    try:
        assert reason(site, gives(200, packed, content_encoding="gzip")).startswith("It is larger than 1 MB")
        assert tracemalloc.get_traced_memory()[1] < 12 * MOST
    finally:
        tracemalloc.stop()


def test_packed_content_is_unpacked_of_several_members_too(site: Site) -> None:
    site.answers["/"] = gives(200, gzip.compress(b"one ") + gzip.compress(b"two"), content_encoding="gzip")
    assert get(site).content == b"one two"


def test_a_length_that_is_longer_than_the_body_is_an_answer_cut_short(site: Site) -> None:
    cut = raw(head(200, {"Content-Type": HTML, "Content-Length": "5000"}) + b"<p>half")
    assert reason(site, cut) == "The server ended its answer early, or does not speak HTTP."


def test_of_a_body_longer_than_its_length_only_that_is_taken(site: Site) -> None:
    site.answers["/"] = raw(head(200, {"Content-Type": HTML, "Content-Length": "4"}) + b"<p>a and more")
    assert get(site).content == b"<p>a"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (raw(b""), "The server ended its answer early"),
        (raw(b"\x16\x03\x01 nothing of HTTP\r\n\r\n"), "The server ended its answer early"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 300_000 + b"\r\n\r\n"), "The server ended its answer"),
        (
            gives(200, gzip.compress(bytes(range(256)))[:90], content_encoding="gzip"),
            "What the server sent is broken",
        ),
        (gives(200, b"no gzip", content_encoding="gzip"), "What the server sent is broken"),
        (gives(200, b"x", content_encoding="br"), "The server packs its answer as br"),
        (gives(200, b"x", content_encoding="gzip, gzip"), "The server packs its answer as gzip, gzip"),
        (
            raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nabcdefg"),
            "The server ended its",
        ),
    ],
)
def test_nonsense_is_a_failure_in_words(site: Site, answer: Answer, expected: str) -> None:
    assert reason(site, answer).startswith(expected)


def test_a_server_that_is_not_there_cannot_be_reached() -> None:
    with Site() as site:
        pass
    with pytest.raises(FetchFailed, match="cannot be reached"):
        get(site)

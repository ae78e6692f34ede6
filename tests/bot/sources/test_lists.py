"""Feeds and sitemaps, good ones and hostile ones, read in a process of their own."""

import time
from contextlib import nullcontext

import pytest

from bot.sources.apart import read_apart
from bot.sources.faults import FetchFailed
from bot.sources.list_file import ListedPage, ListKind
from tests.bot.sources.site import rss, sitemap, sitemap_index

BASE = "https://example.se/flow/feed.xml"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.se/bas/">
<title>Nytt</title><author><name>Region Exempel</name></author>
<entry><title>Ny&amp;tt</title><link rel="alternate" href="ett"/>
<published>2026-11-03T00:30:00+01:00</published></entry>
<entry><title>Utan adress</title></entry></feed>"""
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">{ENTITIES}]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def pages(kind: ListKind, text: str | bytes) -> tuple[ListedPage, ...]:
    return read_apart(kind, text if isinstance(text, bytes) else text.encode(), BASE).pages


def test_a_feed_tells_address_title_and_the_day_where_it_was_written() -> None:
    feed = rss(
        ("Två", "/b", "Tue, 03 Nov 2026 00:30:00 +0100"), ("Ett", "https://example.se/a", "2026-11-02")
    )
    assert pages("feed", feed) == (
        ListedPage("https://example.se/b", "Två", "2026-11-03"),
        ListedPage("https://example.se/a", "Ett", "2026-11-02"),
    )


def test_an_atom_feed_has_a_base_and_a_publisher_and_entries_without_address_count_fornullcontext() -> None:
    read = read_apart("feed", ATOM.encode(), BASE)
    assert read.pages == (ListedPage("https://example.se/bas/ett", "Ny&tt", "2026-11-03"),)
    assert read.publisher == "Region Exempel"


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    broken = "<rss version='2.0'><channel><item><title>A & B</title><link>https://a.se/1</link></item><item>"
    assert pages("feed", broken) == (ListedPage("https://a.se/1", "A & B"),)


def test_a_sitemap_lists_pages_and_an_index_lists_sitemaps() -> None:
    assert pages("sitemap", sitemap("https://a.se/1", " https://a.se/2\n")) == (
        ListedPage("https://a.se/1"),
        ListedPage("https://a.se/2"),
    )
    index = read_apart("sitemap", sitemap_index("https://a.se/s.xml").encode(), BASE)
    assert (index.pages, index.lists) == ((), ("https://a.se/s.xml",))
    assert pages("sitemap", "\ufeffhttps://a.se/1\nhttps://a.se/2\n")[1] == ListedPage("https://a.se/2")


@pytest.mark.parametrize("kind", ["sitemap", "feed"])
def test_entities_that_multiply_do_no_harm(kind: ListKind) -> None:
    root = "urlset" if kind == "sitemap" else "rss"
    begun = time.monotonic()
    with pytest.raises(FetchFailed) if kind == "sitemap" else nullcontext():
        bomb = f"{BOMB}<{root}><url><loc>https://a.se/&e9;</loc></url></{root}>"
        assert pages(kind, bomb) == ()
    assert time.monotonic() - begun < 15


def test_entities_from_elsewhere_are_not_fetched() -> None:
    (page,) = pages("sitemap", f"{OUTSIDE}<urlset><url><loc>https://a.se/&e;</loc></url></urlset>")
    assert page.url == "https://a.se/&e;"
    item = "<item><title>&e;Rubrik</title><link>https://a.se/</link></item>"
    assert pages("feed", f'{OUTSIDE}<rss version="2.0"><channel>{item}</channel></rss>') == (
        ListedPage("https://a.se/", "Rubrik"),
    )


@pytest.mark.parametrize(
    "content",
    [b"", b"<html><body>x</body></html>", b"<urlset><url><loc>https://a.se/1</loc>", b"\x00\x01", b"text"],
)
def test_what_is_no_whole_sitemap_is_refused_with_the_reason(content: bytes) -> None:
    with pytest.raises(FetchFailed, match="The sitemap cannot be read: "):
        pages("sitemap", content)


@pytest.mark.parametrize("content", [b"", b"<html><body>x</body></html>", b"{}", b"\x00\x01"])
def test_what_is_no_feed_is_refused_with_the_reason(content: bytes) -> None:
    with pytest.raises(FetchFailed, match="The feed cannot be read: it is neither RSS nor Atom"):
        pages("feed", content)


def test_a_list_that_takes_too_long_is_given_up() -> None:
    slow = rss(*[(f"N {number}", f"/{number}", "2026-11-02") for number in range(20_000)]).encode()
    with pytest.raises(FetchFailed, match=r"takes longer than 0\.2 s"):
        read_apart("feed", slow, BASE, seconds=0.2)


def test_ten_thousand_entries_are_ten_thousand_pages() -> None:
    listed = pages("sitemap", sitemap(*[f"https://a.se/{number}" for number in range(10_000)]))
    assert (len(listed), listed[-1].url) == (10_000, "https://a.se/9999")

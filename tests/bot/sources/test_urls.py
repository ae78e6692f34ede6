"""Addresses in their plain form, and the paths of the documents that come from them."""

from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.admin.paths import safe_path
from bot.sources.faults import FetchFailed
from bot.sources.urls import document_path, read_url, same_site, wanted

PORTS = frozenset({80, 443})


def path_of(url: str, *taken: str) -> str:
    return document_path(httpx.URL(url), "web", ".html", taken)


def test_an_address_is_brought_into_its_plain_form() -> None:
    assert str(read_url(" HTTP://Example.SE:80/å b#x ", PORTS)) == "http://example.se/%C3%A5%20b"
    base = httpx.URL("https://example.se/a/b")
    assert str(read_url("../c?d=1", PORTS, base)) == "https://example.se/c?d=1"


@pytest.mark.parametrize(
    "text",
    [
        *("", "//x", "file:///etc/passwd", "javascript:alert(1)", "ftp://a.se/", "http://", "http://a b.se/"),
        *("http://eva@a.se/", "http://a\\@b.se/", "http://a.se:22/", "http://a.se:99999/"),
        *("http://[fe80::1%25e]/", "http://0177.0.0.1/", "http://a.se/" + "x" * 2000, "http://å\u0000.se/"),
    ],
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    with pytest.raises(FetchFailed):
        read_url(text, PORTS)


def test_with_and_without_www_is_one_site_and_a_longer_name_is_not() -> None:
    own = httpx.URL("https://www.example.se/")
    assert same_site(own, httpx.URL("http://EXAMPLE.se/x"))
    assert not same_site(own, httpx.URL("https://example.se.evil.net/"))
    assert not same_site(own, httpx.URL("https://press.example.se/"))


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [((), (), True), (("/nyheter/*",), (), True), (("/om/*",), (), False), (("*",), ("*/2024/*",), False)],
)
def test_patterns_choose_by_path(include: tuple[str, ...], exclude: tuple[str, ...], expected: bool) -> None:
    assert wanted(httpx.URL("https://a.se/nyheter/2024/x"), include, exclude) is expected


def test_a_document_is_called_after_its_address() -> None:
    path = path_of("https://www.example.se/H%C3%A4lsa/V%C3%A5rd.html?sida=2")
    assert path.startswith("web/hälsa/vård-sida-2-")
    assert path.endswith(".html")
    assert path_of("https://example.se/").startswith("web/start-")


def test_addresses_that_look_alike_get_different_paths_and_the_same_one_always_the_same() -> None:
    alike = [
        "https://a.se/x",
        "https://a.se/x/",
        "https://a.se/X",
        "https://a.se/x?",
        "http://a.se/x",
        "https://b.se/x",
    ]
    paths = {path_of(url) for url in alike}
    assert len(paths) == len(alike)
    assert paths == {path_of(url) for url in alike}


def test_a_path_that_is_taken_is_not_taken_again() -> None:
    first = path_of("https://a.se/x")
    assert path_of("https://a.se/x", first) != first


@given(st.text(max_size=300))
def test_whatever_the_address_the_path_is_safe(text: str) -> None:
    path = path_of("https://a.se/" + quote(text, errors="replace"))
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "name", ["con", "NUL", "lpt1", "..", ".hidden", "a" * 500, "å" * 500, "/".join("abcdefgh")]
)
def test_names_that_no_system_takes_are_made_safe(name: str) -> None:
    path = path_of(f"https://a.se/{name}/{name}")
    assert safe_path(path) == path

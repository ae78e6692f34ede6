"""Read what a page says of itself.

Element tree -> FileMetadata. The fullest statement first: Open Graph and Dublin Core before <title>.
"""

import re
from collections.abc import Iterator
from typing import Any

from retrieval.corpus.loaders.metadata import clean_title, iso_date, language_code, organisation
from retrieval.documents import FileMetadata

TITLE = ("og:title", "dc.title", "dcterms.title", "twitter:title")
PUBLISHED = (
    "article:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "datepublished",
    "publish_date",
    "publishdate",
    "pubdate",
    "date",
)
PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher")
JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')


def read_metadata(root: Any) -> FileMetadata:
    """Each field from the first source that holds it."""
    said = _meta(root)
    author = organisation(said.get("author"))
    return FileMetadata(
        title=clean_title(_first(said, TITLE) or _text(root, "//title") or _text(root, "//h1")),
        published=iso_date(_first(said, PUBLISHED)) or _published_in_body(root),
        publisher=_first(said, PUBLISHER) or author,
        language=language_code(root.get("lang") or said.get("dc.language") or said.get("og:locale")),
        url=_url(root, said),
    )


def _meta(root: Any) -> dict[str, str]:
    """The <meta> elements by lower-case name, property or itemprop; the first of a name counts."""
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        if name and (content := " ".join((meta.get("content") or "").split())):
            said.setdefault(name, content)
    return said


def _first(said: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((said[name] for name in names if name in said), None)


def _text(root: Any, path: str) -> str | None:
    return next((text for found in root.xpath(path) if (text := "".join(found.itertext()).strip())), None)


def _published_in_body(root: Any) -> str | None:
    return next((date for value in _dates_in_body(root) if (date := iso_date(value))), None)


def _dates_in_body(root: Any) -> Iterator[str]:
    """Linked data, then <time>: one that is named so before the first one of the page."""
    for script in root.xpath("//script[@type='application/ld+json']"):
        yield from JSON_DATE.findall(script.text or "")
    yield from root.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime")
    yield from root.xpath("//time/@datetime")


def _url(root: Any, said: dict[str, str]) -> str | None:
    canonical = root.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    return next((url for url in (*canonical, said.get("og:url")) if url and url.startswith("http")), None)

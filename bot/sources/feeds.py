"""Read a feed: RSS or Atom, in whatever state.

bytes -> ListFile. Runs apart (see `apart`), since feeds are written by anybody. An entry stands for the page
that it links to; its own text never takes the page's place, because a teaser would be cited as the page.
"""

from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from bot.sources.list_file import LONGEST_TEXT, MOST_LISTED, ListedPage, ListFile
from retrieval.corpus.loaders.metadata import clean_title, iso_date, organisation


def read_feed(content: bytes, base: str) -> ListFile:
    """The pages that a feed links to, in its order. Raises ValueError for what is no feed."""
    found = feedparser.parse(
        content,  # bytes are parsed; a text might be taken for an address and be fetched
        response_headers={"content-location": base},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not found.get("version") and not found["entries"]:
        raise ValueError("it is neither RSS nor Atom")
    publisher = organisation(_text(found["feed"], "publisher") or _text(found["feed"], "author"))
    pages = [_page(entry) for entry in found["entries"][:MOST_LISTED]]
    return ListFile("feed", tuple(page for page in pages if page), (), publisher)


def _page(entry: Any) -> ListedPage | None:
    """The page of an entry; None for an entry that links nowhere."""
    url = _text(entry, "link")
    if not url:
        return None
    date = _text(entry, "published") or _text(entry, "created") or _text(entry, "updated")
    return ListedPage(url, clean_title(_text(entry, "title")), _date_of(entry, date))


def _date_of(entry: Any, written: str | None) -> str | None:
    """The day where it was written, from any form that feeds write it in."""
    with suppress(ValueError, TypeError, IndexError):
        return parsedate_to_datetime(written or "").date().isoformat()
    if day := iso_date(written):
        return day
    for name in ("published_parsed", "created_parsed", "updated_parsed"):
        if parsed := entry.get(name):
            return iso_date(f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}")
    return None


def _text(entry: Any, name: str) -> str | None:
    value = entry.get(name)
    return " ".join(value.split())[:LONGEST_TEXT] or None if isinstance(value, str) else None

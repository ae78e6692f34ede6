"""Read a fetched page as the index will read it: is there text, is it another text, and what is known of it.

Visit, bytes -> ReadPage. What cannot be read never takes the place of what could.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx

from bot.admin.kinds import KINDS
from bot.sources.faults import FetchFailed
from bot.sources.list_file import ListedPage
from bot.sources.shelf import Visit
from bot.sources.urls import same_site
from bot.wording import refusal
from retrieval.cleaning import clean
from retrieval.corpus.loaders.guard import GuardedLoader
from retrieval.corpus.loaders.sniff import kind_of
from retrieval.documents import Block, FileMetadata
from retrieval.errors import FileRefused

NAMES = {  # by which a file's kind is told where its content leaves a choice
    "text/html": "page.html",
    "application/xhtml+xml": "page.html",
    "text/markdown": "page.md",
    "text/plain": "page.txt",
}


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with text."""

    content: bytes
    ending: str  # of its document's path
    digest: str  # of what it says: another one only for another text, title, date, publisher or language
    entry: Mapping[str, Any]  # the catalogue's keys that the page itself does not carry
    title: str | None  # as the page itself says
    published: str | None  # as the page itself says


def read_page(
    visit: Visit, content: bytes, listed: ListedPage | None, publisher: str | None, loader: GuardedLoader
) -> ReadPage:
    """What a page says, as it is to be stored. Raises FetchFailed where there is no text to be read."""
    name = _name_of(visit)
    try:
        loaded = loader.load(content, name)
        blocks = clean(loaded)
        if not blocks:
            raise FileRefused("no_text", "nothing but furniture")
    except FileRefused as refused:
        told = refusal(refused.reason, refused.detail)
        raise FetchFailed(f"What is there cannot be used: {told}.") from refused
    kind = kind_of(content, name)[0]
    return ReadPage(
        content,
        KINDS[kind].extension,
        _digest(blocks, loaded.metadata),
        _entry(visit, loaded.metadata, listed, publisher),
        loaded.metadata.title,
        loaded.metadata.published,
    )


def _name_of(visit: Visit) -> str:
    """A name for the file: what the server calls it counts before the address."""
    media_type = (visit.media_type or "").partition(";")[0].strip().lower()
    return NAMES.get(media_type) or httpx.URL(visit.final).path.rpartition("/")[2]


def _digest(blocks: Sequence[Block], metadata: FileMetadata) -> str:
    """Of the clean text and of what is shown beside it; scripts, menus and counters do not change it."""
    said = [metadata.title, metadata.published, metadata.publisher, metadata.language]
    text = [[block.kind, block.level, block.text] for block in blocks]
    return hashlib.sha256(json.dumps([said, text]).encode()).hexdigest()


def _entry(
    visit: Visit, metadata: FileMetadata, listed: ListedPage | None, publisher: str | None
) -> dict[str, Any]:
    """Where it is, and what the list says of it where the page is silent."""
    entry: dict[str, Any] = {"url": _address(visit, metadata)}
    if listed and listed.published and not metadata.published:
        entry["published"] = listed.published
    if listed and listed.title and not metadata.title:
        entry["title"] = listed.title
    if publisher and not metadata.publisher:
        entry["publisher"] = publisher
    return entry


def _address(visit: Visit, metadata: FileMetadata) -> str:
    """The address that the page wants to be known by, if that is on its own site."""
    with suppress(httpx.InvalidURL):
        if metadata.url and same_site(canonical := httpx.URL(metadata.url), httpx.URL(visit.final)):
            return str(canonical.copy_with(fragment=None))
    return visit.final

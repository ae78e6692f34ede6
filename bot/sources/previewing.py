"""Look at a source before it is kept: what would be fetched, and what its first page says.

Draft -> Preview. Only the lists are fetched, or the one page; nothing is kept.
"""

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

import httpx

from bot.admin.refusal import AdminRefused
from bot.settings import Settings
from bot.sources.charset import as_stored
from bot.sources.defining import checked
from bot.sources.faults import FetchFailed, SourceFailed
from bot.sources.listing import Listing
from bot.sources.opening import lister_of, visitor_of
from bot.sources.pages import read_page
from bot.sources.shelf import Shelf
from bot.sources.source import Draft, Source
from bot.sources.urls import document_path
from bot.sources.visiting import Visitor
from retrieval.corpus.loaders.guard import GuardedLoader

SHOWN = 20  # addresses
LONGEST_S = 25.0  # that somebody waits
AT_ONCE = BoundedSemaphore(2)  # a site that hangs holds no more than this many of the server's threads


@dataclass(frozen=True, slots=True)
class PreviewedPage:
    """An address that would be fetched."""

    url: str
    path: str  # of the document, should it be a web page
    title: str | None
    published: str | None
    fault: str | None  # why it would not be fetched after all


@dataclass(frozen=True, slots=True)
class Preview:
    """What a source would bring."""

    total: int  # addresses found; with `complete` false there are more
    complete: bool
    left_out: int  # addresses that the rules do not want, or of other sites
    pages: tuple[PreviewedPage, ...]
    faults: dict[str, str]  # by address: lists and addresses that cannot be had


def preview(draft: Draft, settings: Settings) -> Preview:
    """Fetch as little as tells what the source is. Raises AdminRefused."""
    wanted = checked(draft, settings)
    if not AT_ONCE.acquire(blocking=False):
        raise AdminRefused("too_many", "Others are being looked at just now.", "Try again in half a minute.")
    try:
        with tempfile.TemporaryDirectory() as folder:
            return asyncio.run(_previewed(wanted, settings, Path(folder)))
    except SourceFailed as error:
        raise _refused(error.reason) from error
    except TimeoutError as error:
        raise _refused(f"It took longer than {LONGEST_S:g} s.") from error
    finally:
        AT_ONCE.release()


async def _previewed(draft: Draft, settings: Settings, folder: Path) -> Preview:
    source = _as_source(draft)
    async with asyncio.timeout(LONGEST_S), visitor_of(settings, source) as visitor:
        lister = lister_of(settings, source, visitor, Shelf(folder))
        listing = await lister.find(_untold, enough=SHOWN)
        pages = [await _page(url, listing, source, visitor) for url in list(listing.pages)[:SHOWN]]
        if source.kind == "page":
            pages = [await _read(pages[0], visitor)]
    return Preview(len(listing.pages), listing.complete, listing.left_out, tuple(pages), listing.faults)


async def _page(url: str, listing: Listing, source: Source, visitor: Visitor) -> PreviewedPage:
    """An address of a list, and whether the site lets us fetch it."""
    listed = listing.pages[url]
    path = document_path(httpx.URL(url), source.folder, ".html", ())
    return PreviewedPage(url, path, listed.title, listed.published, await visitor.refusal(httpx.URL(url)))


async def _read(page: PreviewedPage, visitor: Visitor) -> PreviewedPage:
    """A single page with what it says of itself. Raises SourceFailed."""
    try:
        visit, content = await visitor.visit(httpx.URL(page.url))
        with GuardedLoader() as loader:
            stored = as_stored(content, visit.media_type)
            read = await asyncio.to_thread(read_page, visit, stored, None, None, loader)
    except FetchFailed as error:
        raise SourceFailed(error.reason) from error
    path = page.path.removesuffix(".html") + read.ending
    return PreviewedPage(page.url, path, read.title, read.published, None)


def _untold(done: int, total: int) -> None:
    """Nobody watches a preview."""


def _as_source(draft: Draft) -> Source:
    assert draft.folder is not None
    return Source(
        "preview",
        draft.kind,
        draft.url,
        draft.folder,
        draft.rules,
        draft.every_minutes,
        draft.enabled,
        revision=0,
        created_by="",
        created_at="",
        next_at=None,
        last_at=None,
        last_result=None,
    )


def _refused(reason: str) -> AdminRefused:
    return AdminRefused("invalid", reason, "Check the address in a browser, or try again later.", "url")

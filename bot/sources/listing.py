"""Find the addresses that a source names now.

Source -> its lists, visited and read -> Listing. A list that cannot be had fails the source; a list below
another one leaves the listing incomplete, and then nothing counts as gone for not being listed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from bot.sources.apart import read_apart
from bot.sources.faults import FetchFailed, SiteBusy, SourceFailed
from bot.sources.list_file import ListedPage, ListFile, ListKind
from bot.sources.shelf import Shelf
from bot.sources.source import Source
from bot.sources.unpacking import GZIP_MARK, gunzipped
from bot.sources.urls import read_url, wanted
from bot.sources.visiting import NOTHING, Known, Visitor

MOST_LISTS = 200  # files of one sitemap
DEEPEST = 2  # lists below the first

Counted = Callable[[int, int], None]  # done, total


@dataclass
class Listing:
    """The addresses of a source, in its order."""

    pages: dict[str, ListedPage] = field(default_factory=dict)  # by address
    lists: list[str] = field(default_factory=list)  # that were read
    faults: dict[str, str] = field(default_factory=dict)  # why an address was passed over
    left_out: int = 0  # addresses that the rules do not want
    complete: bool = True  # whether what is not here is not at the source
    publisher: str | None = None


class Lister:
    """Reads the lists of one source."""

    def __init__(
        self,
        source: Source,
        visitor: Visitor,
        shelf: Shelf,
        *,
        ports: frozenset[int],
        most: int,
        most_bytes: int,
    ) -> None:
        """`shelf` keeps the lists from one time to the next."""
        self._source = source
        self._visitor = visitor
        self._shelf = shelf
        self._ports = ports
        self._most = min(most, source.rules.pages or most)
        self._most_bytes = most_bytes

    async def find(self, counted: Counted, enough: int | None = None) -> Listing:
        """The addresses; with `enough`, not many more than these. Raises SourceFailed."""
        listing = Listing()
        root = self._url(self._source.url)
        if self._source.kind == "page":
            listing.pages[str(root)] = ListedPage(str(root))
            return listing
        await self._read_all(self._source.kind, root, listing, counted, enough)
        return listing

    async def _read_all(
        self, kind: ListKind, root: httpx.URL, listing: Listing, counted: Counted, enough: int | None
    ) -> None:
        """The list, and those below it, nearest first."""
        waiting, known = [(root, 0)], {str(root)}
        while waiting and (enough is None or len(listing.pages) < enough):
            url, depth = waiting.pop(0)
            file = await self._read(kind, url, listing, first=depth == 0)
            if file is None:
                continue
            listing.publisher = listing.publisher or file.publisher
            self._take(file, url, listing)
            for below in self._below(file, url, listing) if depth < DEEPEST else ():
                if str(below) not in known and len(known) < MOST_LISTS:
                    known.add(str(below))
                    waiting.append((below, depth + 1))
            counted(len(known) - len(waiting), len(known))
        listing.complete = listing.complete and not waiting

    async def _read(self, kind: ListKind, url: httpx.URL, listing: Listing, first: bool) -> ListFile | None:
        """One file; None where it cannot be had and is not the first."""
        try:
            final, content = await self._fetched(url)
            file = read_apart(kind, self._unpacked(content), final)
        except SiteBusy as error:
            raise SourceFailed(error.reason, error.wait_s) from error
        except FetchFailed as error:
            if first:
                raise SourceFailed(f"The {kind} {url} could not be read. {error.reason}") from error
            listing.faults[str(url)] = error.reason
            listing.complete = False
            return None
        listing.lists.append(str(url))
        return file

    async def _fetched(self, url: httpx.URL) -> tuple[str, bytes]:
        """Where a list is, and what is in it; from the shelf where it is as it was."""
        kept = self._shelf.recall(str(url))
        known = Known(kept[0].etag, kept[0].last_modified) if kept else NOTHING
        visit, content = await self._visitor.visit(url, known)
        if visit.outcome == "same" and kept:
            return kept[0].final, kept[1]
        try:
            self._shelf.keep(visit, content)
        except OSError as error:
            raise SourceFailed(f"There is no room to keep what was fetched ({error.strerror}).") from error
        return visit.final, content

    def _unpacked(self, content: bytes) -> bytes:
        """A list that is itself a gzip file, as sitemaps may be."""
        if not content.startswith(GZIP_MARK):
            return content
        try:
            return gunzipped(content, self._most_bytes)
        except ValueError as error:
            raise FetchFailed(f"The file cannot be unpacked: {error}.") from error

    def _take(self, file: ListFile, base: httpx.URL, listing: Listing) -> None:
        """Add a file's pages that belong to the source and are wanted."""
        for page in file.pages:
            url = self._belonging(page.url, base, listing)
            if url is None or str(url) in listing.pages:
                continue
            if not wanted(url, self._source.rules.include, self._source.rules.exclude):
                listing.left_out += 1
            elif len(listing.pages) >= self._most:
                listing.left_out += 1
                listing.complete = False
            else:
                listing.pages[str(url)] = page

    def _below(self, file: ListFile, base: httpx.URL, listing: Listing) -> list[httpx.URL]:
        found = [self._belonging(text, base, listing) for text in file.lists]
        return [url for url in found if url is not None]

    def _belonging(self, text: str, base: httpx.URL, listing: Listing) -> httpx.URL | None:
        """An address as it is fetched; None for one that never will be, which is noted."""
        try:
            url = read_url(text, self._ports, base)
        except FetchFailed as error:
            listing.faults[text] = error.reason
            return None
        if not self._visitor.may_visit(url):
            listing.left_out += 1
            return None
        return url

    def _url(self, text: str) -> httpx.URL:
        try:
            return read_url(text, self._ports)
        except FetchFailed as error:
            raise SourceFailed(error.reason) from error

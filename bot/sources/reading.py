"""Read what was gathered: which pages say something else than before, and take those in.

Gathered -> Findings. The files are below the data folder then, and still count for nothing.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.admin.kinds import kind_of_staged
from bot.admin.refusal import AdminRefused
from bot.admin.staging import StagedFile, stage
from bot.settings import Settings
from bot.sources.charset import as_stored
from bot.sources.faults import FetchFailed, SaysTheSame, SourceFailed
from bot.sources.gathering import Gathered
from bot.sources.listing import Counted, Listing
from bot.sources.pages import ReadPage, read_page
from bot.sources.shelf import Shelf, Visit
from bot.sources.standing import Standing
from retrieval.corpus.loaders.guard import GuardedLoader


@dataclass(frozen=True, slots=True)
class Brought:
    """A page that says something else than before."""

    staged: StagedFile
    ending: str  # of the document's path
    entry: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a visit came to."""

    visit: Visit
    digest: str | None = None  # of what the page says; None where it was not read
    brought: Brought | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What the visits came to."""

    found: Mapping[str, Finding]  # by address
    faults: Mapping[str, str]  # by address: why nothing is concluded
    same: Mapping[str, str]  # by address: that another one says the same


def read_gathered(
    gathered: Gathered,
    listing: Listing,
    standing: Standing,
    shelf: Shelf,
    settings: Settings,
    counted: Counted,
) -> Findings:
    """Read the pages that came anew. Raises SourceFailed where there is no room to take them in."""
    found: dict[str, Finding] = {}
    faults, same = dict(gathered.faults), dict[str, str]()
    said: dict[str, str] = {item.digest: url for url, item in standing.items.items() if item.digest}
    with GuardedLoader() as loader:
        for done, (url, visit) in enumerate(gathered.visits.items()):
            counted(done, len(gathered.visits))
            if visit.outcome != "page":
                found[url] = Finding(visit)
                continue
            try:
                found[url] = _finding(url, visit, listing, standing, shelf, said, loader, settings)
            except SaysTheSame as error:
                same[url] = error.reason
            except FetchFailed as error:
                faults[url] = error.reason
    return Findings(found, faults, same)


def _finding(
    url: str,
    visit: Visit,
    listing: Listing,
    standing: Standing,
    shelf: Shelf,
    said: dict[str, str],
    loader: GuardedLoader,
    settings: Settings,
) -> Finding:
    """The page, taken in where it says something else. Raises FetchFailed, or SaysTheSame."""
    kept = shelf.recall(url)
    if kept is None:
        raise FetchFailed("What was fetched was lost before it was read.")
    content = as_stored(kept[1], visit.media_type)
    known = standing.items[url].digest if standing.hold(url) in ("ours", "withdrawn") else None
    if known and hashlib.sha256(content).hexdigest() == standing.stored.get(url):
        return Finding(visit, known)
    page = read_page(visit, content, listing.pages.get(url), listing.publisher, loader)
    if page.digest == known:
        return Finding(visit, known)
    first = said.setdefault(page.digest, url)
    if first != url and standing.hold(url) == "new":
        raise SaysTheSame(f"It says the same as {first}, and is kept once.")
    return Finding(visit, page.digest, _taken_in(page, settings))


def _taken_in(page: ReadPage, settings: Settings) -> Brought:
    try:
        staged = stage(settings, [page.content])
        kind_of_staged(staged, f"page{page.ending}")
    except AdminRefused as refused:
        if refused.fault == "full":
            raise SourceFailed(refused.reason) from refused
        raise FetchFailed(refused.reason) from refused
    return Brought(staged, page.ending, page.entry)

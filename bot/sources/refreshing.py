"""Refresh a source: find its addresses, visit them, read what is new, and apply it all at once.

Source -> Listing -> Gathered -> Findings -> one transaction -> a report. Until that transaction nothing that
anybody answers from has changed; a refresh that fails leaves its reason with the source, and what it fetched
on disk for the next try.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

from bot.admin.administration import Administration
from bot.admin.refusal import AdminRefused
from bot.settings import Settings
from bot.sources.applying import Applying
from bot.sources.faults import RefreshStopped, SourceFailed
from bot.sources.gathering import Gathered, gather, watched
from bot.sources.listing import Listing
from bot.sources.opening import lister_of, visitor_of
from bot.sources.reading import Findings, read_gathered
from bot.sources.results import keep_failure, keep_result
from bot.sources.standing import Standing, standing_of
from bot.sources.visits import lists_of, pages_of

Report = Callable[[str, int, int], None]  # stage, done, total; may raise to stop the work
RECHECKED = 20  # addresses that a feed no longer lists, looked at again a refresh

log = logging.getLogger(__name__)


def refresh(
    administration: Administration, source_id: str, report: Report, should_stop: Callable[[], bool]
) -> dict[str, Any]:
    """Bring a source's documents up to date; a report in numbers. Raises SourceFailed or RefreshStopped.

    Stages are list, fetch, read and keep. What `report` raises ends the refresh and is passed on.
    """
    with administration.reading() as session:
        standing = standing_of(session, source_id)
    if standing is None:
        raise SourceFailed(f"There is no source {source_id} any more.")
    begun = time.monotonic()
    try:
        return _refreshed(administration, standing, _Told(report, should_stop), begun)
    except SourceFailed as error:
        _keep_failure(administration, standing, error, begun)
        raise
    except AdminRefused as refused:
        failed = SourceFailed(refused.reason)
        _keep_failure(administration, standing, failed, begun)
        raise failed from refused


def _refreshed(
    administration: Administration, standing: Standing, told: "_Told", begun: float
) -> dict[str, Any]:
    settings, source = administration.settings, standing.source
    listing, gathered = asyncio.run(watched(_fetched(settings, standing, told), told.again))
    shelf = pages_of(settings, source)
    findings = read_gathered(gathered, listing, standing, shelf, settings, told.of("read"))
    told("keep", 0, 1)
    result = _applied(administration, standing, listing, findings, begun)
    shelf.clear()
    return result


async def _fetched(settings: Settings, standing: Standing, told: "_Told") -> tuple[Listing, Gathered]:
    """All that needs the network."""
    source = standing.source
    async with visitor_of(settings, source) as visitor:
        lister = lister_of(settings, source, visitor, lists_of(settings, source.id))
        listing = await lister.find(told.of("list"))
        if not listing.pages and source.kind == "sitemap" and standing.items:
            raise SourceFailed("The sitemap lists nothing that is wanted, although it did before.")
        urls = _to_visit(standing, listing)
        pages = pages_of(settings, source)
        return listing, await gather(urls, standing.known(), visitor, pages, told.of("fetch"))


def _to_visit(standing: Standing, listing: Listing) -> list[str]:
    """The listed addresses, but for those that an administrator took over; of a feed also older ones."""
    urls = [url for url in listing.pages if standing.hold(url) != "theirs"]
    if standing.source.kind != "feed":
        return urls
    older = [
        item
        for url, item in standing.items.items()
        if url not in listing.pages and standing.hold(url) == "ours" and item.vanished_at is None
    ]
    older.sort(key=lambda item: item.seen_at)
    return urls + [item.url for item in older[:RECHECKED]]


def _applied(
    administration: Administration, standing: Standing, listing: Listing, findings: Findings, begun: float
) -> dict[str, Any]:
    """The transaction. Raises SourceFailed where the source is not what was refreshed any more."""
    at = administration.now()
    with administration.writing() as session:
        now = standing_of(session, standing.source.id)
        if now is None or now.source.revision != standing.source.revision:
            raise SourceFailed("The source was changed while it was refreshed; refresh it again.")
        counts = Applying(session, administration.settings, now, at).apply(listing, findings)
        return keep_result(session, now.source, listing, findings, counts, at, time.monotonic() - begun)


def _keep_failure(
    administration: Administration, standing: Standing, error: SourceFailed, begun: float
) -> None:
    """The reason, where administrators see it; that it cannot be kept does not hide it from the caller."""
    log.warning("source %s: %s", standing.source.id, error)
    try:
        with administration.writing() as session:
            keep_failure(session, standing.source.id, error, administration.now(), time.monotonic() - begun)
    except Exception:
        log.exception("the failure of source %s was not kept", standing.source.id)


class _Told:
    """Tells how far the refresh is, and asks whether to stop, also while it waits for an answer."""

    def __init__(self, report: Report, should_stop: Callable[[], bool]) -> None:
        self._report = report
        self._should_stop = should_stop
        self._last = ("list", 0, 0)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Raises RefreshStopped, or whatever `report` raises."""
        self._last = (stage, done, total)
        self._report(stage, done, total)
        if self._should_stop():
            raise RefreshStopped(f"at {stage}, {done} of {total}")

    def again(self) -> None:
        """The same once more."""
        self(*self._last)

    def of(self, stage: str) -> Callable[[int, int], None]:
        """Tells of one stage."""
        return lambda done, total: self(stage, done, total)

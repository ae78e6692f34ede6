"""Visit the addresses of a source, each once, and keep what came of it on disk.

Addresses -> visits on the shelf, or the reason why one could not be had. Nothing is changed anywhere else.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import httpx

from bot.sources.faults import FetchFailed, PageGone, SiteBusy, SourceFailed
from bot.sources.listing import Counted
from bot.sources.shelf import Shelf, Visit
from bot.sources.visiting import NOTHING, Known, Visitor

GOES_ON = timedelta(hours=3)  # in which an interrupted refresh need not ask again
MOST_SILENT = 5  # addresses in a row without an answer: then the site is given up for this time
LOOK_S = 0.5  # between looks whether to stop

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of the addresses."""

    visits: Mapping[str, Visit]  # by the address that was asked for
    faults: Mapping[str, str]  # why an address could not be had, as a sentence


async def gather(
    urls: Sequence[str], known: Mapping[str, Known], visitor: Visitor, shelf: Shelf, counted: Counted
) -> Gathered:
    """Visit every address. Raises SourceFailed where the site has had enough, or does not answer at all."""
    since = datetime.now(UTC) - GOES_ON
    visits: dict[str, Visit] = {}
    faults: dict[str, str] = {}
    silent = 0
    for done, url in enumerate(urls):
        counted(done, len(urls))
        try:
            visits[url] = await _visit(url, known.get(url, NOTHING), visitor, shelf, since)
            silent = 0
        except SiteBusy as error:
            raise SourceFailed(error.reason, error.wait_s) from error
        except FetchFailed as error:
            faults[url] = error.reason
            silent = silent + 1 if error.silent else 0
            if silent >= MOST_SILENT:
                raise _given_up(done + 1, len(urls), error) from error
    if faults and not visits:
        raise SourceFailed(_nothing_had(faults))
    return Gathered(visits, faults)


async def _visit(url: str, known: Known, visitor: Visitor, shelf: Shelf, since: datetime) -> Visit:
    """What came of an address now, or a short while ago."""
    if kept := shelf.recall(url, since):
        return kept[0]
    try:
        visit, content = await visitor.visit(httpx.URL(url), known)
    except PageGone:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        visit, content = Visit(url, url, "gone", now), b""
    try:
        shelf.keep(visit, content)
    except OSError as error:
        raise SourceFailed(f"There is no room to keep what was fetched ({error.strerror}).") from error
    return visit


def _given_up(done: int, total: int, error: FetchFailed) -> SourceFailed:
    return SourceFailed(f"The site stopped answering at address {done} of {total}. {error.reason}")


def _nothing_had(faults: Mapping[str, str]) -> str:
    url, reason = next(iter(faults.items()))
    return (
        reason if len(faults) == 1 else f"None of {len(faults)} addresses could be fetched: {url}: {reason}"
    )


async def watched(work: Awaitable[Done], look: Callable[[], None]) -> Done:
    """Do the work, and look now and then; what looking raises ends the work, wherever it hangs."""
    task = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait({task}, timeout=LOOK_S))[0]:
            look()
        return task.result()
    finally:
        task.cancel()
        await asyncio.wait({task})

"""Keep what came of a refresh with its source, and when the next one is due.

Counts or a failure -> SourceRow.last_result, next_at.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.jobs.job import stamp
from bot.sources.applying import CHANGES
from bot.sources.due import due_again
from bot.sources.faults import SourceFailed
from bot.sources.listing import Listing
from bot.sources.reading import Findings
from bot.sources.source import Source
from bot.sources.standing import actor_of
from bot.store.admin_tables import SourceRow
from bot.store.audit import note

MOST_FAULTS = 50  # addresses whose faults are told; each address keeps its own
COUNTED = (
    *CHANGES,
    "unchanged",
    "vanished",
    "failed",
    "duplicates",
    "left_alone",
)


def keep_result(
    session: Session,
    source: Source,
    listing: Listing,
    findings: Findings,
    counts: Counter[str],
    at: datetime,
    took_s: float,
) -> dict[str, Any]:
    """Keep that the source was refreshed, in the transaction that did it; the report."""
    faults = {**listing.faults, **findings.faults, **findings.same}
    result = {
        "state": "done",
        "reason": None,
        "at": stamp(at),
        "took_s": round(took_s, 3),
        "listed": len(listing.pages),
        "left_out": listing.left_out,
        "complete": listing.complete,
        **{name: counts[name] for name in COUNTED},
        "documents_changed": any(counts[name] for name in CHANGES),
        "faults": [{"url": url, "reason": reason} for url, reason in list(faults.items())[:MOST_FAULTS]],
        "failures": 0,
    }
    row = session.get_one(SourceRow, source.id)
    row.last_result, row.last_at = result, stamp(at)
    row.next_at = due_again(row.every_minutes, at, failures=0)
    if result["documents_changed"]:
        told = {name: counts[name] for name in COUNTED}
        note(session, actor_of(source.id), "source.refreshed", source.id, at, None, told)
    return result


def keep_failure(session: Session, source_id: str, error: SourceFailed, at: datetime, took_s: float) -> None:
    """Keep why a refresh failed; its numbers are those of the last one that did not."""
    row = session.get(SourceRow, source_id)
    if row is None:
        return
    failures = int((row.last_result or {}).get("failures", 0)) + 1
    row.last_result = {
        "state": "failed",
        "reason": error.reason,
        "at": stamp(at),
        "took_s": round(took_s, 3),
        "failures": failures,
        "retry_at": stamp(at + timedelta(seconds=error.wait_s)) if error.wait_s else None,
    }
    row.last_at = stamp(at)
    row.next_at = due_again(row.every_minutes, at, failures, error.wait_s)

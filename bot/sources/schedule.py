"""Queue the refreshes that are due.

Sources, the time -> jobs. Called by whoever looks after the queue, as often as it likes.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.jobs.job import stamp
from bot.jobs.queue import enqueue
from bot.sources.due import due_again
from bot.store.admin_tables import JobRow, SourceRow

SCHEDULE = Actor("schedule", "editor")
UNDER_WAY = ("queued", "running")


def enqueue_due(session: Session, at: datetime) -> int:
    """Queue a refresh of every source that is due and not being refreshed; how many were queued."""
    busy = _being_refreshed(session)
    due = (
        select(SourceRow)
        .where(SourceRow.enabled, SourceRow.every_minutes.is_not(None), SourceRow.next_at <= stamp(at))
        .order_by(SourceRow.next_at, SourceRow.id)
        .with_for_update(skip_locked=True)  # another process that looks at the same time
    )
    queued = 0
    for row in session.scalars(due).all():
        row.next_at = due_again(row.every_minutes, at, failures=0)  # should the job be lost
        if row.id not in busy:
            enqueue(session, "refresh", {"source": row.id}, SCHEDULE, at)
            queued += 1
    return queued


def _being_refreshed(session: Session) -> set[str]:
    """The sources that wait to be refreshed, or are."""
    jobs = select(JobRow.request).where(JobRow.kind == "refresh", JobRow.state.in_(UNDER_WAY))
    return {str(request.get("source")) for request in session.scalars(jobs)}

"""What became of jobs whose worker ended: taken up again, or given up; and when ended ones are forgotten.

Whoever holds the lease knows that no running job is worked on but by itself.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.jobs.job import ENDED, Job, stamp
from bot.jobs.queue import changed, tell
from bot.store.admin_tables import JobRow

MOST_ATTEMPTS = 3
KEPT = 200  # jobs that have ended are kept however old they are


def take_up(session: Session, at: datetime, own: Collection[str] = ()) -> None:
    """Every running job but the taker's own waits again; after too many attempts, or cancelled, it ends."""
    left = select(JobRow).where(JobRow.state == "running", JobRow.id.not_in(own))
    for row in session.scalars(left).all():
        if row.cancel:
            _end(session, row, "cancelled", "The job was cancelled.", at)
        elif row.attempts >= MOST_ATTEMPTS:
            text = f"The worker ended {row.attempts} times in the middle of this job; it is not tried again."
            _end(session, row, "failed", text, at)
        else:
            row.state = "queued"
            tell(session, row.id, "The worker ended before the job did; the job is taken up again.", at)


def give_back(session: Session, job: Job, at: datetime) -> None:
    """A worker that ends in order lets go of its job, which counts as no attempt."""
    if changed(session, job.id, "running", {"state": "queued", "attempts": job.attempts - 1}, job.attempts):
        tell(session, job.id, "The worker ends in order; the job waits for the next one.", at)


def forget_ended(session: Session, at: datetime, days: int) -> None:
    """Delete jobs that ended so many days ago, but for the newest."""
    ended = JobRow.state.in_(ENDED - {"held"})
    newest = select(JobRow.id).where(ended).order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(KEPT)
    kept = session.scalars(newest).all()
    old = JobRow.finished_at < stamp(at - timedelta(days=days))
    forgotten = delete(JobRow).where(ended, old, JobRow.id.not_in(kept))
    session.execute(forgotten.execution_options(synchronize_session=False))


def give_up_held(session: Session, lying: Collection[str], at: datetime) -> None:
    """A held job whose snapshot was deleted waits for nothing any more."""
    for row in session.scalars(select(JobRow).where(JobRow.state == "held")).all():
        if row.snapshot not in lying:
            _end(session, row, "cancelled", f"Snapshot {row.snapshot} was deleted without approval.", at)


def _end(session: Session, row: JobRow, state: str, text: str, at: datetime) -> None:
    row.state, row.finished_at = state, stamp(at)
    tell(session, row.id, text, at)

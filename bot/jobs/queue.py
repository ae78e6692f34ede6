"""The queue of jobs: what waits, what is being done, what came of it.

Request -> Job. Each function works in the session's transaction; a state is changed only by an UPDATE that
names the state before, so that two who try at once never both succeed, on SQLite and PostgreSQL alike.
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.admin.parking import release
from bot.admin.refusal import AdminRefused
from bot.jobs.job import KINDS, Job, Kind, State, job_from, stamp
from bot.registers.paging import DEFAULT_LIMIT, Page
from bot.store.admin_tables import JobRow

KEY_CHARS = 200  # of an idempotency key


def enqueue(
    session: Session,
    kind: Kind,
    request: Mapping[str, Any],
    actor: Actor,
    at: datetime,
    *,
    explicit: bool = False,
    idempotency_key: str | None = None,
) -> Job:
    """A job that does what is asked for: the key's own, one that waits to do the same, or a new one.

    Call it in the transaction of the change that the job is to pick up. Raises AdminRefused where the key
    was used for another request.
    """
    if known := _by_key(session, idempotency_key):
        return _same(known, kind, request)
    if waiting := _waiting(session, kind, request, idempotency_key, explicit):
        return waiting
    row = JobRow(
        id=secrets.token_hex(8),
        kind=kind,
        request=dict(request),
        explicit=explicit,
        idempotency_key=idempotency_key,
        state="queued",
        cancel=False,
        done=0,
        total=0,
        attempts=0,
        messages=[],
        created_by=actor.name,
        created_at=stamp(at),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # the same key came at the same time
        if known := _by_key(session, idempotency_key):
            return _same(known, kind, request)
        raise
    return job_from(row)


def job_of(session: Session, job_id: str) -> Job:
    """A job by its id. Raises AdminRefused."""
    return job_from(row_of(session, job_id))


def list_jobs(
    session: Session,
    *,
    state: State | None = None,
    kind: Kind | None = None,
    limit: int = DEFAULT_LIMIT,
    offset: int = 0,
) -> Page[Job]:
    """The jobs, newest first."""
    wanted = [JobRow.state == state] if state else []
    wanted += [JobRow.kind == kind] if kind else []
    total = session.scalar(select(func.count()).select_from(JobRow).where(*wanted)) or 0
    newest = select(JobRow).where(*wanted).order_by(JobRow.created_at.desc(), JobRow.id.desc())
    rows = session.scalars(newest.limit(limit).offset(offset))
    return Page(total, limit, offset, tuple(job_from(row) for row in rows))


def claim(session: Session, at: datetime, kinds: Collection[Kind] = KINDS) -> Job | None:
    """Take the oldest job of these kinds that waits; None where none does, or somebody else was quicker."""
    waiting = select(JobRow.id).where(JobRow.state == "queued", JobRow.kind.in_(kinds))
    job_id = session.scalar(waiting.order_by(JobRow.created_at, JobRow.id).limit(1))
    if job_id is None:
        return None
    started = {
        "state": "running",
        "attempts": JobRow.attempts + 1,
        "started_at": func.coalesce(JobRow.started_at, stamp(at)),
        "stage": None,
        "stage_at": None,
        "done": 0,
        "total": 0,
    }
    if not changed(session, job_id, "queued", started):
        return None
    return job_of(session, job_id)


def progress(session: Session, job: Job, stage: str, done: int, total: int, stage_at: datetime) -> Job | None:
    """Write how far a claimed job is; the job as it stands, or None where it is ours no more."""
    values = {"stage": stage[:20], "done": done, "total": total, "stage_at": stamp(stage_at)}
    return job_of(session, job.id) if changed(session, job.id, "running", values, job.attempts) else None


def tell(session: Session, job_id: str, text: str, at: datetime) -> None:
    """Add a message to a job."""
    row = row_of(session, job_id, lock=True)
    row.messages = [*row.messages, [stamp(at), text]]
    session.flush()


def finish(
    session: Session,
    job: Job,
    state: State,
    at: datetime,
    *,
    report: Mapping[str, Any] | None = None,
    snapshot: str | None = None,
) -> bool:
    """End a claimed job; False where it is ours no more."""
    values = {
        "state": state,
        "report": dict(report) if report is not None else None,
        "snapshot": snapshot,
        "finished_at": stamp(at),
    }
    return changed(session, job.id, "running", values, job.attempts)


def cancel(session: Session, job_id: str, at: datetime) -> Job:
    """Stop a job: at once while it waits, soon while it runs. Raises AdminRefused where it has ended."""
    if changed(session, job_id, "running", {"cancel": True}):
        return job_of(session, job_id)
    ended = {"state": "cancelled", "cancel": True, "finished_at": stamp(at)}
    if changed(session, job_id, "queued", ended) or changed(session, job_id, "held", ended):
        return job_of(session, job_id)
    job = job_of(session, job_id)
    if job.state == "cancelled":
        return job
    raise AdminRefused(
        "conflict",
        f"The job has ended; its state is {job.state}.",
        "Start another job that does otherwise, or activate an earlier snapshot.",
        "id",
    )


def settle_held(session: Session, snapshot_id: str, at: datetime | None = None) -> None:
    """The held snapshot was approved: its jobs are done, and nothing in it is kept back any more."""
    from retrieval.ingest import utc_now

    now = at or utc_now()
    held = select(JobRow.id, JobRow.finished_at).where(JobRow.state == "held", JobRow.snapshot == snapshot_id)
    for job_id, built_at in session.execute(held).all():
        if changed(session, job_id, "held", {"state": "done", "finished_at": stamp(now)}):
            release(session, datetime.fromisoformat(built_at or stamp(now)))
            tell(session, job_id, f"Snapshot {snapshot_id} was approved and is current.", now)


def row_of(session: Session, job_id: str, *, lock: bool = False) -> JobRow:
    """A job's row as it stands in the database now, locked where that can be. Raises AdminRefused."""
    wanted = select(JobRow).where(JobRow.id == job_id).execution_options(populate_existing=True)
    known = job_id.isascii() and job_id.isalnum()  # PostgreSQL refuses to look for some characters
    row = session.scalar(wanted.with_for_update() if lock else wanted) if known else None
    if row is None:
        raise AdminRefused(
            "missing", f"There is no job {job_id}.", "List the jobs; old ones are forgotten.", "id"
        )
    return row


def changed(
    session: Session, job_id: str, state: State, values: Mapping[str, Any], attempts: int | None = None
) -> bool:
    """Change a job that is in a state, and of an attempt where one is named; False if it is not."""
    mine = [JobRow.id == job_id, JobRow.state == state]
    mine += [JobRow.attempts == attempts] if attempts is not None else []
    made = session.execute(
        update(JobRow).where(*mine).values(**values).execution_options(synchronize_session=False)
    )
    assert isinstance(made, CursorResult)
    return made.rowcount == 1


def _by_key(session: Session, key: str | None) -> Job | None:
    row = session.scalar(select(JobRow).where(JobRow.idempotency_key == key)) if key else None
    return job_from(row) if row else None


def _same(job: Job, kind: Kind, request: Mapping[str, Any]) -> Job:
    """The job that was made for this key, if it was for this request."""
    if (job.kind, job.request) == (kind, dict(request)):
        return job
    raise AdminRefused(
        "conflict",
        "The idempotency key was used for another request.",
        "Send a new key with a new request.",
        "Idempotency-Key",
    )


def _waiting(
    session: Session, kind: Kind, request: Mapping[str, Any], key: str | None, explicit: bool
) -> Job | None:
    """A job that waits to do the same; kept from being started until the transaction ends."""
    for row in session.scalars(select(JobRow).where(JobRow.state == "queued", JobRow.kind == kind)).all():
        if row.request != dict(request) or (key and row.idempotency_key):
            continue
        values = {"explicit": row.explicit or explicit, "idempotency_key": row.idempotency_key or key}
        if changed(session, row.id, "queued", values):
            return job_of(session, row.id)
    return None

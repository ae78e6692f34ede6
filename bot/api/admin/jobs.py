"""Re-indexing, and the jobs that do it."""

from typing import Annotated, Any

import anyio
from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from sse_starlette.sse import EventSourceResponse

from bot.admin.administration import Administration
from bot.api.admin.authority import CurrentAdministration, Editor, Viewer
from bot.api.admin.job_events import CLOSING_S, PING_S, job_events, number_in
from bot.api.admin.job_forms import (
    JobName,
    JobOut,
    JobsIn,
    JobsOut,
    ReindexIn,
    StartedOut,
    job_out,
)
from bot.api.description import event_stream
from bot.api.problems import documented
from bot.jobs.job import Job, stamp
from bot.jobs.waking import wake

CHANGED = ReindexIn(mode="changed", dry_run=False)
EVENTS: dict[str, Any] = {
    "description": "`progress` with the whole job when it changed, `message` with `at` and `text`, "
    "`end` with the whole job at last",
    "content": event_stream("progress", "message", "end"),
}
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern="^[!-~]([ -~]*[!-~])?$",
        description="the same key with the same request is the same job, however often it is sent",
    ),
]
LastEventId = Annotated[
    str | None, Header(alias="Last-Event-ID", description="the id of the last event that was received")
]
router = APIRouter()


@router.post("/reindex", status_code=202, responses=documented(401, 403, 409, 413, 422, 429, 500, 503))
def start_reindex(
    actor: Editor,
    administration: CurrentAdministration,
    request: Request,
    response: Response,
    asked: ReindexIn | None = None,
    idempotency_key: IdempotencyKey = None,
) -> StartedOut:
    """Index what changed, or everything again; or, as a dry run, tell what would change."""
    from bot.jobs.queue import enqueue
    from bot.store.audit import note

    now = administration.now()
    wanted = (asked or CHANGED).model_dump()
    with administration.writing() as session:
        job = enqueue(session, "reindex", wanted, actor, now, idempotency_key=idempotency_key)
        if job.created_at == stamp(now):
            note(session, actor, "job.start", job.id, now, after=wanted)
    wake(administration)
    response.headers["Location"] = request.url_for("read_job", job_id=job.id).path
    return StartedOut(**job_out(job, now).model_dump(), job=JobName(id=job.id))


@router.get("/jobs", responses=documented(401, 403, 422, 429, 500, 503))
def list_all_jobs(
    _: Viewer, administration: CurrentAdministration, asked: Annotated[JobsIn, Query()]
) -> JobsOut:
    """The jobs, newest first; those that ended long ago are forgotten."""
    from bot.jobs.queue import list_jobs

    with administration.reading() as session:
        page = list_jobs(session, state=asked.state, kind=asked.kind, limit=asked.limit, offset=asked.offset)
    now = administration.now()
    items = [job_out(job, now) for job in page.items]
    return JobsOut(total=page.total, limit=page.limit, offset=page.offset, items=items)


@router.get("/jobs/{job_id}", responses=documented(401, 403, 404, 422, 429, 500, 503))
def read_job(_: Viewer, administration: CurrentAdministration, job_id: str) -> JobOut:
    """A job as it stands now."""
    return job_out(_job(administration, job_id), administration.now())


@router.get(
    "/jobs/{job_id}/events",
    response_class=EventSourceResponse,
    responses=documented(401, 403, 404, 422, 429, 500, 503) | {200: EVENTS},
)
async def follow_job(
    _: Viewer,
    administration: CurrentAdministration,
    job_id: str,
    last_event_id: LastEventId = None,
) -> EventSourceResponse:
    """Follow a job until it ends, as server-sent events."""
    await run_in_threadpool(_job, administration, job_id)  # refused before the stream begins
    closing = anyio.Event()
    events = job_events(
        lambda: _job(administration, job_id),
        lambda job: job_out(job, administration.now()),
        number_in(last_event_id),
        closing.is_set,
    )
    return EventSourceResponse(events, ping=PING_S, shutdown_event=closing, shutdown_grace_period=CLOSING_S)


@router.post("/jobs/{job_id}/cancel", responses=documented(401, 403, 404, 409, 422, 429, 500, 503))
def cancel_job(actor: Editor, administration: CurrentAdministration, job_id: str) -> JobOut:
    """Stop a job: at once while it waits, soon while it runs; what answers does not change by it.

    One that is held is given up: its snapshot is not put to use.
    """
    from bot.jobs.queue import cancel, job_of
    from bot.store.audit import note

    now = administration.now()
    with administration.writing() as session:
        before = job_of(session, job_id)
        job = cancel(session, job_id, now)
        if job != before:
            note(session, actor, "job.cancel", job_id, now, {"state": before.state}, {"state": job.state})
    return job_out(job, now)


def _job(administration: Administration, job_id: str) -> Job:
    from bot.jobs.queue import job_of

    with administration.reading() as session:
        return job_of(session, job_id)

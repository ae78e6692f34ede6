"""Jobs as programs see them, and how they are asked for.

Job -> JobOut.
"""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.jobs.job import Job, Kind, State, stamp
from bot.registers.paging import DEFAULT_LIMIT, MOST

EXAMPLE: dict[str, Any] = {
    "id": "5f0c6c3a9d1e4b27",
    "kind": "reindex",
    "request": {"mode": "changed", "dry_run": False},
    "state": "running",
    "cancel": False,
    "stage": "read",
    "done": 40,
    "total": 120,
    "rate": 20.0,
    "estimated_end": "2026-11-22T09:30:08.000000+00:00",
    "messages": [],
    "report": None,
    "snapshot": None,
    "created_at": "2026-11-22T09:30:01.000000+00:00",
    "created_by": "anna",
    "started_at": "2026-11-22T09:30:01.050000+00:00",
    "finished_at": None,
    "attempts": 1,
}
HIGHEST = 2**31 - 1  # PostgreSQL counts no further


class ReindexIn(BaseModel):
    """What is to be indexed."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"mode": "changed", "dry_run": False}]}
    )

    mode: Literal["changed", "all"] = Field(
        "changed",
        description="`changed` reads what changed; `all` reads every file again and builds in any case",
    )
    dry_run: bool = Field(False, description="only tell what would change")


class JobsIn(BaseModel):
    """Which jobs are wanted."""

    state: State | None = Field(None, description="only jobs in this state")
    kind: Kind | None = Field(None, description="only jobs of this kind")
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST, description="jobs of a page")
    offset: int = Field(0, ge=0, le=HIGHEST, description="jobs before it")


class MessageOut(BaseModel):
    """Something that was told of a job."""

    at: str
    text: str


class JobOut(BaseModel):
    """A job as it stands; times are UTC."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    kind: Kind
    request: dict[str, Any] = Field(description="what was asked for")
    state: State = Field(description="`held` waits for an administrator, who activates its snapshot or not")
    cancel: bool = Field(description="somebody asked to stop it")
    stage: str | None = Field(description="what is being done now")
    done: int = Field(description="pieces of the stage that are done")
    total: int = Field(description="pieces of the stage; 0 where it is not known")
    rate: float | None = Field(description="pieces a second; null while it cannot be told")
    estimated_end: str | None = Field(description="of the stage; null while it cannot be told")
    messages: list[MessageOut]
    report: dict[str, Any] | None = Field(description="what came of it")
    snapshot: str | None = Field(description="what it made current, found current, or made to be approved")
    created_at: str
    created_by: str
    started_at: str | None
    finished_at: str | None
    attempts: int = Field(description="how often it was begun; a crash of the worker begins it again")


class JobName(BaseModel):
    """The job that a request led to."""

    id: str


class StartedOut(JobOut):
    """A job that was just asked for; `job` names it as the answers of uploads do."""

    job: JobName


class JobsOut(BaseModel):
    """A page of jobs, newest first."""

    total: int
    limit: int
    offset: int
    items: list[JobOut]


def job_out(job: Job, at: datetime) -> JobOut:
    """A job, its rate and its end as of a moment."""
    end = job.estimated_end(at)
    return JobOut(
        id=job.id,
        kind=job.kind,
        request=dict(job.request),
        state=job.state,
        cancel=job.cancel,
        stage=job.stage,
        done=job.done,
        total=job.total,
        rate=job.rate(at),
        estimated_end=stamp(end) if end else None,
        messages=[MessageOut(at=message.at, text=message.text) for message in job.messages],
        report=dict(job.report) if job.report is not None else None,
        snapshot=job.snapshot,
        created_at=job.created_at,
        created_by=job.created_by,
        started_at=job.started_at,
        finished_at=job.finished_at,
        attempts=job.attempts,
    )

"""A job as it stands: what was asked for, how far it is, what came of it.

JobRow -> Job.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

if TYPE_CHECKING:
    from bot.store.admin_tables import JobRow

Kind = Literal["reindex", "refresh"]
State = Literal["queued", "running", "held", "done", "failed", "cancelled"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATES: tuple[State, ...] = get_args(State)
ENDED: frozenset[State] = frozenset({"held", "done", "failed", "cancelled"})  # nobody works on it any more


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was told of a job, in words."""

    at: str  # UTC, ISO 8601
    text: str


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the table of jobs; times are UTC, ISO 8601."""

    id: str
    kind: Kind
    request: Mapping[str, Any]
    explicit: bool
    idempotency_key: str | None
    state: State
    cancel: bool  # somebody asked to stop it
    stage: str | None
    done: int
    total: int  # 0 where it is not known
    attempts: int
    messages: tuple[Message, ...]
    report: Mapping[str, Any] | None
    snapshot: str | None
    created_by: str
    created_at: str
    started_at: str | None
    stage_at: str | None
    finished_at: str | None

    @property
    def ended(self) -> bool:
        """Whether nobody works on it any more; one that is held waits for an administrator."""
        return self.state in ENDED

    def rate(self, at: datetime) -> float | None:
        """How many of the stage's pieces were done a second; None while that cannot be told."""
        if self.state != "running" or not self.stage_at or not self.done:
            return None
        seconds = (at - datetime.fromisoformat(self.stage_at)).total_seconds()
        return round(self.done / seconds, 3) if seconds > 0 else None

    def estimated_end(self, at: datetime) -> datetime | None:
        """When the stage ends if it goes on like this; None while that cannot be told."""
        rate = self.rate(at)
        if not rate or self.total < self.done:
            return None
        return at + timedelta(seconds=(self.total - self.done) / rate)


def job_from(row: "JobRow") -> Job:
    """What the row says."""
    return Job(
        id=row.id,
        kind=cast(Kind, row.kind),
        request=dict(row.request),
        explicit=row.explicit,
        idempotency_key=row.idempotency_key,
        state=cast(State, row.state),
        cancel=row.cancel,
        stage=row.stage,
        done=row.done,
        total=row.total,
        attempts=row.attempts,
        messages=tuple(Message(at, text) for at, text in row.messages),
        report=row.report,
        snapshot=row.snapshot,
        created_by=row.created_by,
        created_at=row.created_at,
        started_at=row.started_at,
        stage_at=row.stage_at,
        finished_at=row.finished_at,
    )


def stamp(at: datetime) -> str:
    """A time as the tables hold it, of one width, so that times compare as text."""
    return at.isoformat(timespec="microseconds")

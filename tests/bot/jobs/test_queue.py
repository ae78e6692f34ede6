"""The queue: the same request is one job, a state changes once, and nobody writes to what is not theirs."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.admin.refusal import AdminRefused
from bot.jobs.job import Job, State
from bot.jobs.queue import (
    cancel,
    claim,
    enqueue,
    finish,
    job_of,
    list_jobs,
    progress,
    settle_held,
    tell,
)
from bot.settings import Settings
from bot.store.admin_tables import JobRow
from bot.store.database import Database

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
ANNA = Actor("anna", "editor")
CHANGED = {"mode": "changed", "dry_run": False}
ALL = {"mode": "all", "dry_run": False}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with closing(Database(Settings.model_construct(data=tmp_path))) as database:
        database.upgrade()
        with database.writing() as session:
            yield session


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def queued(session: Session, at: float = 0, key: str | None = None) -> Job:
    return enqueue(session, "reindex", CHANGED, ANNA, after(at), idempotency_key=key)


def running(session: Session) -> Job:
    queued(session)
    job = claim(session, NOON)
    assert job is not None
    return job


def test_a_request_that_waits_already_is_one_job_and_one_that_runs_is_not(session: Session) -> None:
    first = queued(session)
    assert queued(session, 1) == first
    assert enqueue(session, "reindex", ALL, ANNA, after(1)).id != first.id
    claim(session, after(2))
    assert queued(session, 3).id != first.id


def test_an_upload_makes_the_job_that_waits_one_that_is_never_held(session: Session) -> None:
    first = queued(session)
    assert enqueue(session, "reindex", CHANGED, ANNA, NOON, explicit=True).id == first.id
    assert job_of(session, first.id).explicit
    assert queued(session).explicit


def test_the_same_key_is_the_same_job_also_after_it_ended(session: Session) -> None:
    first = queued(session, key="k")
    claimed = claim(session, after(1))
    assert claimed is not None
    assert finish(session, claimed, "done", after(2))
    again = queued(session, 3, key="k")
    assert (again.id, again.state) == (first.id, "done")


def test_the_same_key_with_another_request_is_refused(session: Session) -> None:
    queued(session, key="k")
    with pytest.raises(AdminRefused) as refused:
        enqueue(session, "reindex", ALL, ANNA, NOON, idempotency_key="k")
    assert (refused.value.fault, refused.value.field) == ("conflict", "Idempotency-Key")


def test_a_key_joins_the_job_that_waits_unless_that_has_another(session: Session) -> None:
    first = queued(session)
    assert queued(session, key="k").id == first.id
    assert queued(session, key="other").id != first.id
    assert queued(session, key="k").id == first.id


def test_the_oldest_is_claimed_first_and_each_only_once(session: Session) -> None:
    second = enqueue(session, "reindex", ALL, ANNA, after(1))
    first = queued(session, 0)
    taken = [claim(session, after(2)), claim(session, after(3))]
    assert [job.id for job in taken if job] == [first.id, second.id]
    assert claim(session, after(4)) is None


def test_how_far_a_job_is_tells_its_rate_and_its_end(session: Session) -> None:
    job = running(session)
    seen = progress(session, job, "read", 20, 60, after(1))
    assert seen is not None
    assert (seen.stage, seen.done, seen.total) == ("read", 20, 60)
    assert (seen.rate(after(11)), seen.estimated_end(after(11))) == (2.0, after(31))
    assert (seen.rate(after(1)), seen.estimated_end(after(1))) == (None, None)


def test_what_was_taken_up_by_another_attempt_is_written_by_nobody_else(session: Session) -> None:
    stale = running(session)
    session.get_one(JobRow, stale.id).attempts = 2
    session.flush()
    assert progress(session, stale, "read", 1, 2, NOON) is None
    assert not finish(session, stale, "done", NOON)
    assert job_of(session, stale.id).state == "running"


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_is_asked_to_stop(session: Session) -> None:
    running_one, waiting = running(session), queued(session, 1)
    assert cancel(session, waiting.id, NOON).state == "cancelled"
    asked = cancel(session, running_one.id, NOON)
    assert (asked.state, asked.cancel) == ("running", True)
    assert cancel(session, waiting.id, after(9)).finished_at == job_of(session, waiting.id).finished_at


@pytest.mark.parametrize("state", ["done", "failed"])
def test_what_has_ended_cannot_be_cancelled(session: Session, state: State) -> None:
    job = running(session)
    finish(session, job, state, NOON)
    with pytest.raises(AdminRefused) as refused:
        cancel(session, job.id, NOON)
    assert refused.value.fault == "conflict"


def test_a_held_job_is_done_when_its_snapshot_is_approved_and_no_other_is(session: Session) -> None:
    held, other = running(session), running(session)
    finish(session, held, "held", after(1), snapshot="new")
    finish(session, other, "held", after(1), snapshot="other")
    settle_held(session, "new", after(2))
    assert [job_of(session, job.id).state for job in (held, other)] == ["done", "held"]
    assert [m.text for m in job_of(session, held.id).messages] == [
        "Snapshot new was approved and is current."
    ]


def test_the_list_is_cut_into_pages_newest_first_and_filtered(session: Session) -> None:
    first = running(session)
    second = queued(session, 1)
    refresh = enqueue(session, "refresh", {"source": "s"}, ANNA, after(2))
    page = list_jobs(session, limit=2)
    assert (page.total, [job.id for job in page.items]) == (3, [refresh.id, second.id])
    assert [job.id for job in list_jobs(session, state="running").items] == [first.id]
    assert [job.id for job in list_jobs(session, kind="refresh").items] == [refresh.id]


def test_messages_are_kept_in_order(session: Session) -> None:
    job = queued(session)
    tell(session, job.id, "one", after(1))
    tell(session, job.id, "two", after(2))
    assert [message.text for message in job_of(session, job.id).messages] == ["one", "two"]

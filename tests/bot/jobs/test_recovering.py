"""What becomes of the jobs of a worker that ended, and for how long ended ones are kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.jobs.job import Job, State
from bot.jobs.queue import cancel, claim, enqueue, finish, job_of, list_jobs
from bot.jobs.recovering import KEPT, MOST_ATTEMPTS, forget_ended, give_back, give_up_held, take_up
from tests.bot.jobs.processes import ALL, ANNA, CHANGED, administering, settings_of

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with (
        administering(settings_of(tmp_path, tmp_path)) as administration,
        administration.writing() as session,
    ):
        yield session


def running(session: Session, at: datetime = NOON) -> Job:
    enqueue(session, "reindex", CHANGED, ANNA, at)
    job = claim(session, at)
    assert job is not None
    return job


def ended(session: Session, state: State, at: datetime = NOON, snapshot: str | None = None) -> Job:
    job = running(session, at)
    finish(session, job, state, at, snapshot=snapshot)
    return job


def test_the_job_of_a_worker_that_died_goes_before_those_that_came_later(session: Session) -> None:
    lost = running(session)
    enqueue(session, "reindex", ALL, ANNA, NOON + timedelta(seconds=1))
    take_up(session, NOON)
    again = claim(session, NOON)
    assert again is not None
    assert (again.id, again.attempts) == (lost.id, 2)
    assert "taken up again" in again.messages[0].text


def test_a_job_that_kills_its_worker_each_time_fails_and_says_why(session: Session) -> None:
    job = running(session)
    for _ in range(MOST_ATTEMPTS - 1):
        take_up(session, NOON)
        assert claim(session, NOON) is not None
    take_up(session, NOON)
    failed = job_of(session, job.id)
    assert (failed.state, failed.attempts, failed.finished_at is not None) == ("failed", MOST_ATTEMPTS, True)
    assert "3 times" in failed.messages[-1].text


def test_a_job_that_was_to_be_cancelled_is_not_taken_up(session: Session) -> None:
    job = running(session)
    cancel(session, job.id, NOON)
    take_up(session, NOON)
    assert job_of(session, job.id).state == "cancelled"


def test_a_worker_that_ends_in_order_costs_no_attempt(session: Session) -> None:
    job = running(session)
    give_back(session, job, NOON)
    assert (job_of(session, job.id).state, job_of(session, job.id).attempts) == ("queued", 0)


def test_a_job_that_another_worker_has_is_not_given_back(session: Session) -> None:
    stale = running(session)
    take_up(session, NOON)
    newer = claim(session, NOON)
    give_back(session, stale, NOON)
    assert newer == job_of(session, stale.id)


def test_old_jobs_are_forgotten_but_the_newest_are_kept_and_what_waits_is(session: Session) -> None:
    held = ended(session, "held", NOON - timedelta(days=90))
    first = ended(session, "done", NOON - timedelta(days=80))
    for number in range(KEPT):
        ended(session, "failed", NOON - timedelta(days=70 - number / KEPT))
    forget_ended(session, NOON, 30)
    kept = {job.id for job in list_jobs(session, limit=KEPT + 9).items}
    assert (held.id in kept, first.id in kept, len(kept)) == (True, False, KEPT + 1)
    forget_ended(session, NOON, 99)
    assert list_jobs(session).total == KEPT + 1


def test_a_held_job_ends_when_its_snapshot_was_deleted(session: Session) -> None:
    gone, lying = ended(session, "held", snapshot="gone"), ended(session, "held", snapshot="there")
    give_up_held(session, ["there"], NOON)
    assert [job_of(session, job.id).state for job in (gone, lying)] == ["cancelled", "held"]

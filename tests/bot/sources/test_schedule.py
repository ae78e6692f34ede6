"""When sources are refreshed by themselves."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.jobs.job import stamp
from bot.jobs.queue import claim, list_jobs
from bot.sources.due import due_again
from bot.sources.faults import SourceFailed
from bot.sources.schedule import enqueue_due
from tests.bot.sources.desk import Desk
from tests.bot.sources.site import Site, gives

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def due(minutes: int, failures: int = 0, wait_s: float = 0.0, chance: float = 0.0) -> timedelta:
    at = due_again(minutes, NOON, failures, wait_s, lambda: chance)
    assert at is not None
    return datetime.fromisoformat(at) - NOON


def queue(desk: Desk, at: datetime) -> int:
    with desk.administration.writing() as session:
        return enqueue_due(session, at)


def jobs(desk: Desk) -> list[tuple[str, str]]:
    with desk.administration.reading() as session:
        page = list_jobs(session)
    return [(str(job.request["source"]), job.state) for job in page.items]


def test_a_source_by_hand_is_never_due() -> None:
    assert due_again(None, NOON, 0) is None


def test_the_interval_is_spread_a_little_by_chance() -> None:
    assert (due(60), due(60, chance=1)) == (timedelta(minutes=60), timedelta(minutes=66))
    assert due(10_000, chance=1) == timedelta(minutes=10_010)


def test_a_failing_source_is_asked_ever_more_seldom_up_to_a_day_or_its_own_interval() -> None:
    hours = [due(60, failures) / timedelta(hours=1) for failures in range(8)]
    assert hours == [1, 2, 4, 8, 16, 24, 24, 24]
    assert due(3 * 1440, failures=5) == timedelta(days=3)


def test_a_site_that_asks_for_a_longer_pause_gets_it() -> None:
    assert due(5, failures=1, wait_s=7200) == timedelta(hours=2)


def test_what_is_due_is_queued_once(desk: Desk) -> None:
    source = desk.add("page", "/a", every_minutes=5)
    desk.add("page", "/b")
    now = desk.administration.now()
    assert queue(desk, now - timedelta(minutes=1)) == 0
    assert [queue(desk, now + timedelta(seconds=each)) for each in (1, 2)] == [1, 0]
    assert jobs(desk) == [(source, "queued")]


def test_a_source_that_is_being_refreshed_is_not_queued_again(desk: Desk) -> None:
    source = desk.add("page", "/a", every_minutes=5)
    now = desk.administration.now()
    queue(desk, now)
    with desk.administration.writing() as session:
        assert claim(session, now) is not None
    assert queue(desk, now + timedelta(hours=1)) == 0
    assert jobs(desk) == [(source, "running")]


def test_a_source_that_is_switched_off_is_not_queued(desk: Desk) -> None:
    source = desk.add("page", "/a", every_minutes=5)
    desk.change(source, enabled=False)
    assert queue(desk, desk.administration.now() + timedelta(days=1)) == 0


def test_a_change_makes_it_due_at_once_and_a_refresh_by_its_interval(desk: Desk, site: Site) -> None:
    site.answers["/a"] = gives(200, "<p>Det här är en text.")
    source = desk.add("page", "/a", every_minutes=60)
    desk.refresh(source)
    now = desk.administration.now()
    assert (
        stamp(now + timedelta(minutes=59))
        < str(desk.source(source).next_at)
        < stamp(now + timedelta(minutes=67))
    )
    desk.change(source, every_minutes=30)
    assert str(desk.source(source).next_at) <= stamp(desk.administration.now())
    desk.change(source, every_minutes=None)
    assert desk.source(source).next_at is None


def test_failures_are_counted_until_one_succeeds(desk: Desk, site: Site, tmp_path: Path) -> None:
    source = desk.add("page", "/a", every_minutes=60)
    site.answers["/a"] = gives(500)
    for _ in range(2):
        with pytest.raises(SourceFailed):
            desk.refresh(source)
    result = desk.source(source).last_result
    assert result is not None
    assert result["failures"] == 2
    assert str(desk.source(source).next_at) > stamp(desk.administration.now() + timedelta(hours=3))

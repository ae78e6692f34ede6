"""The lease: one holder at a time, taken over when it has run out or its holder is known to be dead."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.jobs.lease import LASTS_S, Lease, is_free, release, renew, take
from bot.settings import Settings
from bot.store.database import Database
from tests.bot.jobs.processes import administering, settings_of

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
BEFORE_IT_ENDS, WHEN_IT_ENDS = NOON + timedelta(seconds=LASTS_S - 1), NOON + timedelta(seconds=LASTS_S)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with closing(Database(Settings.model_construct(data=tmp_path))) as database:
        database.upgrade()
        with database.writing() as session:
            yield session


def test_one_holds_it_until_it_runs_out(session: Session) -> None:
    assert take(session, "work", "a", NOON)
    assert not take(session, "work", "b", BEFORE_IT_ENDS)
    assert take(session, "work", "b", WHEN_IT_ENDS)
    assert not renew(session, "work", "a", WHEN_IT_ENDS)


def test_who_renews_it_keeps_it(session: Session) -> None:
    take(session, "work", "a", NOON)
    assert renew(session, "work", "a", BEFORE_IT_ENDS)
    assert not take(session, "work", "b", WHEN_IT_ENDS)


def test_who_lets_go_of_it_is_not_waited_for_and_lets_go_of_nobody_elses(session: Session) -> None:
    take(session, "work", "a", NOON)
    release(session, "work", "b", NOON)
    assert not is_free(session, "work", NOON)
    release(session, "work", "a", NOON)
    assert is_free(session, "work", NOON)
    assert take(session, "work", "b", NOON)


def test_a_holder_that_is_known_to_be_dead_is_not_waited_for(session: Session) -> None:
    take(session, "work", "here.1", NOON)
    assert not take(session, "work", "there.1", NOON, dead="there.")
    assert take(session, "work", "here.2", NOON, dead="here.")


def test_a_lease_is_renewed_while_it_is_held_and_free_afterwards(tmp_path: Path) -> None:
    with (
        administering(settings_of(tmp_path, tmp_path)) as administration,
        closing(Lease(administration)) as ours,
        closing(Lease(administration)) as theirs,
    ):
        with ours.held() as mine, theirs.held() as stolen:
            assert (mine, stolen, theirs.free()) == (True, False, False)
        assert theirs.free()

"""The day's calls of a model: counted together by all who call it, never more than there may be."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.models.failing import ModelFailed
from bot.settings import Settings, SettingsWrong
from bot.store.database import Database
from bot.store.tables import ModelCallsRow
from bot.writing.counting import KeptQuota
from bot.writing.opening import writer_of
from bot.writing.spending import Allowance, Left
from tests.databases import on_sqlite, settings_with

TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
PROCESSES, TRIES, MOST = 2, 8, 10
MANY = f"""
import sys
from datetime import date
from pathlib import Path
from pydantic import SecretStr
from bot.models.failing import ModelFailed
from bot.settings import Settings
from bot.writing.counting import KeptQuota
from bot.writing.spending import Allowance

data, url = Path(sys.argv[1]), sys.argv[2]
settings = Settings.model_construct(data=data, database_url=SecretStr(url) if url else None)
quota = KeptQuota(Allowance({MOST}, 0), lambda: date(2026, 11, 22), settings)
quota._patience_s = 20.0
taken = 0
for number in range({TRIES}):
    try:
        quota.take(f"asker {{number}}")
        taken += 1
    except ModelFailed:
        pass
    quota._patience_s = 20.0
quota.close()
print(taken)
"""


@pytest.fixture
def settings(tmp_path: Path, database_url: SecretStr | None) -> Settings:
    return settings_with(database_url, tmp_path)


@contextmanager
def quota_of(
    settings: Settings, allowance: Allowance, today: Callable[[], date] = lambda: TODAY
) -> Iterator[KeptQuota]:
    with closing(KeptQuota(allowance, today, settings)) as quota:
        quota._patience_s = 20.0  # on a busy machine, the first time
        yield quota


def taken(quota: KeptQuota, *askers: str | None) -> int:
    """How many of these calls were allowed."""
    count = 0
    for asker in askers:
        try:
            quota.take(asker)
        except ModelFailed:
            continue
        count += 1
    return count


def rows(settings: Settings) -> set[tuple[str, int, int]]:
    with closing(Database(settings)) as database, database.reading() as session:
        return {(row.day, row.calls, row.cost) for row in session.scalars(select(ModelCallsRow))}


def test_calls_are_counted_for_all_and_for_each_who_asks(settings: Settings) -> None:
    with quota_of(settings, Allowance(5, 2)) as quota:
        assert taken(quota, "a", "a", "a", "b", None, None, None) == 5


def test_another_process_goes_on_where_the_first_ended(settings: Settings) -> None:
    with quota_of(settings, Allowance(0, 2)) as quota:
        assert taken(quota, "a") == 1
    with quota_of(settings, Allowance(0, 2)) as quota:
        assert taken(quota, "a", "a", "b") == 2


def test_many_at_once_are_never_more_than_there_may_be(settings: Settings) -> None:
    with (
        quota_of(settings, Allowance(10, 0)) as first,
        quota_of(settings, Allowance(10, 0)) as second,
        ThreadPoolExecutor(8) as threads,
    ):
        counts = threads.map(lambda n: taken(first if n % 2 else second, f"asker {n}"), range(40))
        assert sum(counts) == 10


def test_several_processes_at_once_share_one_allowance(settings: Settings, tmp_path: Path) -> None:
    url = settings.database_url.get_secret_value() if settings.database_url else ""
    command = [sys.executable, "-c", MANY, str(tmp_path), url]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3])
        for _ in range(PROCESSES)
    ]
    assert sum(int(each.communicate(timeout=60)[0]) for each in running) == MOST


def test_what_calls_cost_is_added_and_stops_at_what_may_be_spent(settings: Settings) -> None:
    with quota_of(settings, Allowance(cost=0.03)) as quota:
        for _ in range(3):
            assert taken(quota, "a") == 1
            quota.spend(0.0101)
        assert taken(quota, "a") == 0
        assert quota.left() == Left(None, 0.0)
    with quota_of(settings, Allowance(cost=0.05)) as quota:
        assert quota.left().cost == pytest.approx(0.0197)


def test_a_new_day_begins_with_nothing_and_the_old_one_is_forgotten(settings: Settings) -> None:
    days = [TODAY]
    with quota_of(settings, Allowance(1, 0), lambda: days[-1]) as quota:
        assert taken(quota, "a", "b") == 1
        days.append(TOMORROW)
        assert taken(quota, "a", "b") == 1
    assert rows(settings) == {("2026-11-23", 1, 0)}


def test_who_asked_stands_nowhere_and_under_another_name_the_next_day(settings: Settings) -> None:
    known = []
    for day in (TODAY, TOMORROW):
        with quota_of(settings, Allowance(9, 9), partial(as_of, day)) as quota:
            quota.take("telegram 4711")
        with closing(Database(settings)) as database, database.reading() as session:
            known += [row.asker for row in session.scalars(select(ModelCallsRow)) if row.asker]
    assert len(set(known)) == 2
    assert "4711" not in str(known)


def as_of(day: date) -> date:
    return day


@on_sqlite
def test_while_the_database_is_away_this_process_counts_on_from_what_it_knows(settings: Settings) -> None:
    with quota_of(settings, Allowance(4, 0)) as quota, quota_of(settings, Allowance(4, 0)) as other:
        assert taken(quota, "a") == taken(other, "b") == taken(quota, "a") == 1
        quota._patience_s = 0.2
        with locked(settings):
            assert taken(quota, "a", "b") == 1  # the fourth of the day: it knows of the other's
            quota._away_until = 0.0
            assert quota.left() == Left(0, None)
        quota._away_until = 0.0
        assert taken(quota, "c") == taken(other, "c") == 0  # what was counted here is written down
    assert rows(settings) == {("2026-11-22", 4, 0), ("2026-11-22", 3, 0), ("2026-11-22", 1, 0)}


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    with closing(sqlite3.connect(settings.data / "regionsvar.sqlite", isolation_level=None)) as own:
        own.execute("BEGIN IMMEDIATE")
        yield
        own.execute("ROLLBACK")


def test_a_database_that_cannot_be_opened_fails_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "away").mkdir()
    away = Settings.model_construct(database_url=SecretStr(f"sqlite:///{tmp_path}/away"), data=tmp_path)
    with quota_of(away, Allowance(2, 0)) as quota:
        assert taken(quota, "a", "b", "c") == 2
        quota.spend(1.0)
        assert quota.left() == Left(0, None)
    assert caplog.text.count("counted here alone") == 1


def test_where_nothing_is_limited_nothing_is_kept(tmp_path: Path) -> None:
    free = Settings(data=tmp_path, chat_model="liten", model_calls_per_day=0, model_calls_per_asker=0)
    writer = writer_of(free, lambda: TODAY)
    assert writer is not None
    writer.warm()
    writer.close()
    assert list(tmp_path.iterdir()) == []


def test_a_limit_to_the_cost_needs_prices(tmp_path: Path) -> None:
    wrong = Settings(data=tmp_path, chat_model="liten", model_cost_per_day=5)
    with pytest.raises(SettingsWrong, match="REGIONSVAR_MODEL_PRICE_PROMPT"):
        writer_of(wrong, lambda: TODAY)

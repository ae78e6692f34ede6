"""The log of what administrators decided."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.admin.actor import Actor
from bot.settings import Settings
from bot.store.audit import AuditFilter, whole_audit
from bot.store.corrections import CorrectionLog, Entry, NothingToUndo
from bot.store.database import Database
from bot.store.places import DatabaseUnavailable
from bot.store.stamps import FileStamp
from retrieval.corrected.kept import read_copy
from retrieval.registers.corrections import Correction, Draft

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PHONE = Draft("contacts", "correct", "anna-berg", (("phone", "090-12"), ("email", None)), "Eva", "ny växel")
ADD_TWENTY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bot.admin.actor import Actor
from bot.settings import Settings
from bot.store.audit import AuditFilter, whole_audit
from bot.store.corrections import CorrectionLog
from bot.store.database import Database
from retrieval.registers.corrections import Draft
data = Path(sys.argv[1])
log = CorrectionLog(Database(Settings.model_construct(data=data)), data)
for number in range(20):
    log.add(Draft("contacts", "withdraw", f"{sys.argv[2]}-{number}", (), "Eva"), datetime.now(UTC))
"""


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CorrectionLog]:
    with log_in(tmp_path) as log:
        yield log


def log_in(data: Path) -> CorrectionLog:
    return CorrectionLog(Database(Settings.model_construct(data=data)), data)


def test_a_correction_is_kept_with_who_when_and_why(log: CorrectionLog) -> None:
    made = log.add(PHONE, AT)
    assert made == Correction(
        1,
        "contacts",
        "correct",
        "anna-berg",
        (("phone", "090-12"), ("email", None)),
        "Eva",
        "2026-11-22T09:30:00+00:00",
        "ny växel",
    )
    assert log.entries() == [Entry(made)]
    assert log.kept().corrections == (made,)


def test_what_is_undone_holds_no_more_and_is_still_listed(log: CorrectionLog) -> None:
    made, other = log.add(PHONE, AT), log.add(PHONE, AT)
    assert log.undo(made.id, "Bo", AT) == made
    assert log.entries() == [Entry(made, "Bo", "2026-11-22T09:30:00+00:00"), Entry(other)]
    assert log.kept().corrections == (other,)


def test_every_act_is_noted_whoever_asked_for_it(log: CorrectionLog, tmp_path: Path) -> None:
    made = log.add(PHONE, AT)
    log.undo(made.id, "Bo", AT, Actor("Bo", "editor", "k1", "192.0.2.7"))
    with pytest.raises(NothingToUndo):
        log.undo(made.id, "Bo", AT)
    with (
        closing(Database(Settings.model_construct(data=tmp_path))) as database,
        database.reading() as session,
    ):
        told = [(each.actor, each.key, each.action) for each in whole_audit(session, AuditFilter())]
    assert told == [("Eva", None, "correction.correct"), ("Bo", "k1", "correction.undo")]


def test_only_a_correction_that_holds_can_be_undone(log: CorrectionLog) -> None:
    made = log.add(PHONE, AT)
    log.undo(made.id, "Bo", AT)
    for number in (made.id, made.id + 1, 99):
        with pytest.raises(NothingToUndo, match=f"correction {number}"):
            log.undo(number, "Bo", AT)
    assert len(log.entries()) == 1


def test_the_stamp_is_another_after_every_act_and_the_file_says_the_same(
    log: CorrectionLog, tmp_path: Path
) -> None:
    stamps = [log.stamp()]
    log.add(PHONE, AT)
    stamps.append(log.stamp())
    log.undo(1, "Bo", AT)
    stamps.append(log.stamp())
    assert len(set(stamps)) == 3
    file = FileStamp(tmp_path / "regionsvar.sqlite")
    assert file.now() == log.stamp() == log.kept().stamp
    file.close()


def test_the_copy_beside_the_snapshots_says_what_holds(log: CorrectionLog, tmp_path: Path) -> None:
    log.add(PHONE, AT)
    assert read_copy(tmp_path) == log.kept()
    log.undo(1, "Bo", AT)
    assert read_copy(tmp_path) == log.kept()


def test_reading_where_nothing_was_written_makes_no_table(log: CorrectionLog, tmp_path: Path) -> None:
    assert (log.entries(), log.stamp()) == ([], "")


def test_two_processes_that_write_at_once_lose_nothing(log: CorrectionLog, tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", ADD_TWENTY, str(tmp_path), name]) for name in ("a", "b")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    records = [entry.correction.record for entry in log.entries()]
    assert sorted(records) == sorted(f"{name}-{number}" for name in ("a", "b") for number in range(20))


def test_a_database_that_stays_locked_is_told_and_nothing_is_half_kept(
    log: CorrectionLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.database.BUSY_S", 0.1)
    log.add(PHONE, AT)
    locker = sqlite3.connect(tmp_path / "regionsvar.sqlite", isolation_level=None)
    locker.execute("BEGIN IMMEDIATE")
    with log_in(tmp_path) as other, pytest.raises(DatabaseUnavailable, match="locked"):
        other.add(PHONE, AT)
    assert len(log.entries()) == 1  # readers are not held up
    locker.close()

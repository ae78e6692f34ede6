"""What holds now, and what holds while the database is away."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.store.corrections import CorrectionLog
from bot.store.database import Database
from bot.store.following import FollowedCorrections
from retrieval.corrected.kept import COPY, NOTHING, CorrectionsUnreadable, keep_copy, read_copy
from retrieval.registers.corrections import Correction, Draft
from tests.databases import Server, on_sqlite, password_in, settings_with

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
GONE = Draft("contacts", "withdraw", "anna-berg", (("name", "Anna Berg"),), "Eva")
FILE = "regionsvar.sqlite"
IMPORTED = """
import sys
from pathlib import Path
from bot.settings import Settings
from bot.store.following import FollowedCorrections
kept = FollowedCorrections(Settings.model_construct(data=Path(sys.argv[1]))).now()
print(len(kept.corrections), "sqlalchemy" in sys.modules)
"""


@pytest.fixture
def settings(tmp_path: Path, database_url: SecretStr | None) -> Settings:
    return settings_with(database_url, tmp_path)


def log_of(settings: Settings) -> CorrectionLog:
    return CorrectionLog(Database(settings), settings.data)


def add(settings: Settings) -> Correction:
    with log_of(settings) as log:
        return log.add(GONE, AT)


def undo(settings: Settings, made: Correction) -> None:
    with log_of(settings) as log:
        log.undo(made.id, "Bo", AT)


def held(settings: Settings) -> tuple[Correction, ...]:
    """What a process that starts now takes to hold."""
    with closing(FollowedCorrections(settings)) as followed:
        return followed.now().corrections


@pytest.fixture
def followed(settings: Settings) -> Iterator[FollowedCorrections]:
    with closing(FollowedCorrections(settings)) as opened:
        yield opened


def said_in_another_process(data: Path) -> str:
    command = [sys.executable, "-c", IMPORTED, str(data)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_without_a_database_nothing_holds_nothing_is_made_and_sqlalchemy_stays_away(tmp_path: Path) -> None:
    assert said_in_another_process(tmp_path) == "0 False"
    assert list(tmp_path.iterdir()) == []


@on_sqlite
def test_with_a_database_whose_state_the_copy_has_sqlalchemy_stays_away_too(settings: Settings) -> None:
    add(settings)
    assert said_in_another_process(settings.data) == "1 False"


def test_an_act_of_another_is_taken_up_and_what_did_not_change_is_the_same_object(
    settings: Settings, followed: FollowedCorrections
) -> None:
    assert followed.now() is followed.now() is NOTHING
    made = add(settings)
    first = followed.now()
    assert first.corrections == (made,)
    assert followed.now() is first
    undo(settings, made)
    assert followed.now().corrections == ()


def test_a_copy_of_another_state_is_not_believed_and_is_mended(settings: Settings) -> None:
    keep_copy(settings.data, NOTHING)
    made = add(settings)
    keep_copy(settings.data, NOTHING)
    assert held(settings) == (made,)
    kept = read_copy(settings.data)
    assert kept is not None
    assert kept.corrections == (made,)


def test_a_broken_copy_is_mended_while_the_database_can_be_read(settings: Settings) -> None:
    made = add(settings)
    (settings.data / COPY).write_text("{")
    assert held(settings) == (made,)
    with log_of(settings) as log:
        assert read_copy(settings.data) == log.kept()


@on_sqlite
@pytest.mark.parametrize("damage", [b"no database at all", b"", None])
def test_while_the_database_is_away_the_last_that_was_known_holds(
    settings: Settings, followed: FollowedCorrections, damage: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    made = add(settings)
    assert followed.now().corrections == (made,)
    for leftover in settings.data.glob(f"{FILE}*"):
        leftover.unlink()
    if damage is not None:
        (settings.data / FILE).write_bytes(damage)
    assert followed.now().corrections == held(settings) == (made,)
    assert followed.now().corrections == (made,)
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 2  # once each


def test_while_the_server_knows_no_such_database_the_last_that_was_known_holds(
    postgresql: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = postgresql.create()
    settings = settings_with(url, tmp_path)
    with closing(FollowedCorrections(settings)) as followed:
        made = add(settings)
        assert followed.now().corrections == (made,)
        postgresql.drop(url)
        assert followed.now().corrections == held(settings) == (made,)
    told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(told) == 2  # once each
    assert not [each for each in told if password_in(url) in each]


@on_sqlite
def test_what_was_never_known_is_not_guessed(settings: Settings) -> None:
    add(settings)
    (settings.data / COPY).unlink()
    for leftover in settings.data.glob(f"{FILE}*"):
        leftover.unlink()
    (settings.data / FILE).write_bytes(b"no database at all")
    with pytest.raises(CorrectionsUnreadable, match=FILE):
        held(settings)


@on_sqlite
def test_a_broken_copy_is_not_taken_for_an_empty_one(settings: Settings) -> None:
    (settings.data / COPY).write_text("{")
    with pytest.raises(CorrectionsUnreadable, match=COPY):
        read_copy(settings.data)

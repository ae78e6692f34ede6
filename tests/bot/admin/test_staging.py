"""Files are taken in whole or not at all."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.admin.refusal import AdminRefused
from bot.admin.staging import blob_of, stage
from bot.admin.sweeping import discard, sweep_documents
from bot.settings import Settings
from tests.bot.admin.given import Office

KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.admin.actor import Actor
from bot.admin.administration import Administration
from bot.admin.documents import put_document
from bot.admin.staging import stage
from bot.settings import Settings
from bot.wiring import Serving

step, data = sys.argv[1], Path(sys.argv[2])
settings = Settings.model_construct(corpus=data.parent / "corpus", data=data)

def reached(name):
    if name == step:
        os.kill(os.getpid(), signal.SIGKILL)

def chunks():
    yield b"x" * 1_000_000
    reached("written")

administration = Administration(settings, Serving(settings))
staged = stage(settings, chunks())
reached("staged")
with administration.writing() as session:
    put_document(session, settings, "a.txt", staged, Actor("eva", "editor"), datetime.now(UTC))
    reached("put")
reached("committed")
"""
SLOW = """
import sys, time
from pathlib import Path
from bot.admin.staging import stage
from bot.settings import Settings

def chunks():
    yield b"begun"
    print("begun", flush=True)
    time.sleep(60)
    yield b"ended"

stage(Settings.model_construct(data=Path(sys.argv[1])), chunks())
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.model_construct(data=tmp_path, upload_mb=1)


def left(data: Path) -> list[Path]:
    return [each for each in data.rglob("*") if each.is_file()]


def test_a_file_lies_under_the_digest_of_what_was_written(settings: Settings) -> None:
    staged = stage(settings, [b"Hej ", b"", b"hopp"])
    digest = hashlib.sha256(b"Hej hopp").hexdigest()
    assert (staged.digest, staged.size, staged.path) == (digest, 8, blob_of(settings.data, digest))
    assert left(settings.data) == [staged.path]
    assert staged.path.read_bytes() == b"Hej hopp"


def test_the_same_content_twice_is_one_file(settings: Settings) -> None:
    assert stage(settings, [b"a"]) == stage(settings, [b"a"])
    assert len(left(settings.data)) == 1


def test_a_file_above_the_limit_is_refused_before_it_is_read_to_its_end(settings: Settings) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 100_000
            yield b"x" * 100_000

    with pytest.raises(AdminRefused) as refused:
        stage(settings, endless())
    assert (refused.value.fault, read) == ("too_large", 1_100_000)
    assert left(settings.data) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_write_that_fails_for_want_of_room_leaves_nothing(settings: Settings, number: int) -> None:
    def failing() -> Iterator[bytes]:
        yield b"begun"
        raise OSError(number, os.strerror(number))

    with pytest.raises(AdminRefused) as refused:
        stage(settings, failing())
    assert refused.value.fault == "full"
    assert left(settings.data) == []


def test_a_disk_that_is_full_refuses_and_takes_what_fits_afterwards(small_disk: Path) -> None:
    settings = Settings.model_construct(data=small_disk)
    with pytest.raises(AdminRefused) as refused:
        stage(settings, (b"x" * 100_000 for _ in range(30)))
    assert refused.value.fault == "full"
    assert left(small_disk) == []
    assert stage(settings, [b"small"]).path.read_bytes() == b"small"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_killed_upload_is_seen_by_nobody_and_swept_after_a_day(given: Office) -> None:
    data = given.settings.data
    child = subprocess.Popen([sys.executable, "-c", SLOW, str(data)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child.stdout:
        assert child.stdout.readline() == b"begun\n"
        child.send_signal(signal.SIGKILL)
        child.wait()
    (leftover,) = given.files
    assert leftover.endswith(".part")
    assert sweep(given, hours=23) == 0
    assert sweep(given, hours=25) == 1
    assert given.files == []


@pytest.mark.parametrize("step", ["written", "staged", "put", "committed"])
def test_a_kill_at_any_step_leaves_a_document_whole_or_none(given: Office, step: str) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, step, str(given.settings.data)], check=False)
    assert done.returncode == -signal.SIGKILL
    there = step == "committed"
    assert ("a.txt" in given.standings()) is there
    assert len(given.files) == 1
    assert sweep(given, hours=25) == (0 if there else 1)


def sweep(given: Office, hours: float) -> int:
    later = datetime.now(UTC) + timedelta(hours=hours)
    with given.administration.writing() as session:
        return sweep_documents(session, given.settings, later)


def test_what_a_version_names_is_never_swept(given: Office) -> None:
    kept = given.put("a.txt", "Ett dokument om skog.")
    given.withdraw("a.txt")
    unnamed = given.stage("aldrig sparad")
    assert sweep(given, hours=25) == 1
    assert given.files == [kept.digest]
    assert not unnamed.path.exists()


def test_content_that_is_staged_again_is_young_again(given: Office) -> None:
    old = given.stage("samma innehåll")
    yesterday = time.time() - 2 * 86_400
    os.utime(old.path, (yesterday, yesterday))
    given.stage("samma innehåll")
    assert sweep(given, hours=0) == 0
    assert old.path.exists()


def test_a_refused_upload_takes_no_content_with_it_that_a_document_has(given: Office) -> None:
    given.put("a.txt", "Ett dokument om skog.")
    same, other = given.stage("Ett dokument om skog."), given.stage("Något annat.")
    with given.administration.writing() as session:
        discard(session, [same, other])
    assert (same.path.exists(), other.path.exists()) == (True, False)


def test_a_staged_file_that_was_swept_meanwhile_is_refused(given: Office) -> None:
    staged = given.stage("Ett dokument om skog.")
    staged.path.unlink()
    from bot.admin.documents import put_document

    with pytest.raises(AdminRefused) as refused:
        given.do(put_document, "a.txt", staged)
    assert refused.value.fault == "conflict"
    assert "a.txt" not in given.standings()

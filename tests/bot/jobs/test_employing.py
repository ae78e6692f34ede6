"""The worker beside the server: started when it is called for, started again when it dies, ended in order."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from pydantic import SecretStr

from bot.admin.administration import Administration
from bot.jobs.employing import Employer
from bot.jobs.waking import wake
from bot.settings import Settings
from bot.wiring import Serving
from tests.bot.jobs.processes import queued, read


@contextmanager
def employing(administration: Administration) -> Iterator[Employer]:
    employer = Employer(administration)
    employer.start()
    try:
        yield employer
    finally:
        employer.close()


def until(holds: Callable[[], object], seconds: float = 60) -> None:
    deadline = monotonic() + seconds
    while not holds():
        assert monotonic() < deadline, "it never came about"
        sleep(0.02)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_worker_comes_when_it_is_called_again_when_it_dies_and_ends_with_its_employer(
    administration: Administration,
) -> None:
    with employing(administration) as employer:
        job = queued(administration)
        wake(administration)
        until(lambda: read(administration, job).ended)
        first = employer.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        until(lambda: employer.pid not in (None, first))
        job = queued(administration)
        called = monotonic()
        wake(administration)
        until(lambda: read(administration, job).ended)
        assert monotonic() - called < 30
        second = employer.pid
    assert second is not None
    assert not lives(first)
    assert not lives(second)
    assert read(administration, job).state == "done"


def test_work_that_was_left_is_done_without_a_call(administration: Administration) -> None:
    job = queued(administration)
    with employing(administration):
        until(lambda: read(administration, job).ended)


def test_waking_never_raises_whoever_is_there_to_be_woken(tmp_path: Path) -> None:
    away = Settings.model_construct(
        data=tmp_path, database_url=SecretStr("postgresql+psycopg://127.0.0.1:1/none")
    )
    with Serving(away) as serving:
        administration = Administration(away, serving)
        wake(administration)
        with employing(administration):
            wake(administration)
        administration.waker = _broken
        wake(administration)


def _broken() -> None:
    raise OSError("no more processes")

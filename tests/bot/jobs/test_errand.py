"""A source that is fetched slowly keeps no upload waiting."""

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from bot.jobs.errand import Errand
from bot.jobs.queue import cancel, enqueue
from bot.jobs.working import Bell, Worker
from tests.bot.jobs.processes import ANNA, queued, read
from tests.bot.sources.desk import Desk
from tests.bot.sources.site import Site, hangs

PATIENCE_S = 30.0


def test_an_errand_lasts_until_its_work_is_done() -> None:
    errand, done = Errand(), Event()
    errand.begin("one", lambda: assert_waited(done))
    assert (errand.lasts, errand.jobs) == (True, ("one",))
    done.set()
    errand.wait()
    assert (errand.lasts, errand.jobs) == (False, ())


def assert_waited(done: Event) -> None:
    assert done.wait(PATIENCE_S)


@pytest.mark.filterwarnings("error")
def test_what_escapes_an_errand_ends_it_and_nothing_else() -> None:
    errand = Errand()

    def fail() -> None:
        raise OSError("no database")

    errand.begin("one", fail)
    errand.wait()
    assert not errand.lasts


def test_an_upload_is_indexed_while_a_source_is_asked_slowly(tmp_path: Path) -> None:
    with Site() as site:
        site.answers["/robots.txt"] = hangs(PATIENCE_S)
        desk = Desk(tmp_path, site, source_seconds=PATIENCE_S)
        administration = desk.administration
        source = desk.add("page", "/slow")
        with administration.writing() as session:
            slow = enqueue(session, "refresh", {"source": source}, ANNA, administration.now())
        bell = Bell()
        worker = Thread(target=Worker(administration, bell).run)
        worker.start()
        try:
            until(lambda: read(administration, slow).state == "running")
            quick = queued(administration)
            bell.ring()
            until(lambda: read(administration, quick).state == "done")
            assert read(administration, slow).state == "running"
            with administration.writing() as session:
                cancel(session, slow.id, administration.now())
            until(lambda: read(administration, slow).state == "cancelled")
            assert read(administration, slow).attempts == 1
        finally:
            bell.end()
            worker.join(PATIENCE_S)
            desk.close()
        assert not worker.is_alive()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)

"""Real worker processes, killed at random: every job is taken up again and ends, and answers go on."""

import os
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

import pytest

from bot.admin.administration import Administration
from bot.assistant import Asked
from bot.jobs.job import Job
from bot.settings import Settings
from retrieval.errors import RegionsvarError
from retrieval.index.pointer import current_id
from tests.bot.jobs.processes import administering, ended, queued, read, started
from tests.databases import on_sqlite

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows starts and kills processes otherwise")
KILLS = 10
KILLS_A_JOB = 2  # one less than it takes to give a job up
PATIENCE_S = 90.0


def until_ended(administration: Administration, job: Job) -> Job:
    deadline = monotonic() + PATIENCE_S
    while not (seen := read(administration, job)).ended:
        assert monotonic() < deadline, seen
        sleep(0.02)
    return seen


def until_running(administration: Administration, job: Job) -> None:
    deadline = monotonic() + PATIENCE_S
    while (seen := read(administration, job)).state == "queued":
        assert monotonic() < deadline, seen
        sleep(0.005)


class Asking:
    """Asks one question after the other, and keeps what was wrong with an answer."""

    def __init__(self, settings: Settings) -> None:
        self.faults: list[str] = []
        self.answers = 0
        self._settings = settings
        self._ended = threading.Event()

    @contextmanager
    def beside(self) -> Iterator[None]:
        thread = threading.Thread(target=self._ask)
        thread.start()
        try:
            yield
        finally:
            self._ended.set()
            thread.join()

    def _ask(self) -> None:
        with administering(self._settings) as administration:
            while not self._ended.wait(0.05):
                try:
                    answer = administration.serving.answer(Asked("Vem arbetar med bredband?"))
                except RegionsvarError as error:
                    self.faults.append(repr(error))
                    continue
                self.answers += 1
                if "Anna Berg" not in answer.answer:
                    self.faults.append(answer.answer)


@on_sqlite
def test_a_killed_worker_leaves_every_job_to_the_next_and_the_answers_go_on(
    administration: Administration, settings: Settings
) -> None:
    asking, chance = Asking(settings), random.Random(7)
    worker = started(settings)
    try:
        with asking.beside():
            took = _measured(administration)
            jobs: list[Job] = []
            for _ in range(KILLS // KILLS_A_JOB):
                job = queued(administration, mode="all")
                for _ in range(KILLS_A_JOB):
                    until_running(administration, job)
                    sleep(chance.uniform(0, 0.6 * took))
                    ended(worker)
                    worker = started(settings)
                jobs.append(until_ended(administration, job))
    finally:
        ended(worker)
    assert {job.state for job in jobs} == {"done"}
    assert jobs[-1].snapshot == current_id(settings.data)
    assert sum(job.attempts - 1 for job in jobs) >= KILLS // 4  # the others came when it was done
    assert (asking.faults, asking.answers > 0) == ([], True)


def _measured(administration: Administration) -> float:
    """The seconds that a job takes here and now."""
    job = queued(administration, mode="all")
    until_running(administration, job)
    began = monotonic()
    assert until_ended(administration, job).state == "done"
    return monotonic() - began


def test_a_job_whose_worker_is_killed_each_time_fails_in_the_end(administration: Administration) -> None:
    job = queued(administration, mode="all")
    settings = administration.settings
    for _ in range(3):
        worker = started(settings)
        try:
            until_attempted(administration, job)
        finally:
            ended(worker)
    worker = started(settings)
    try:
        failed = until_ended(administration, job)
    finally:
        ended(worker)
    assert (failed.state, failed.attempts) == ("failed", 3)


def until_attempted(administration: Administration, job: Job) -> None:
    """Until a worker that was just started has begun the job anew."""
    before = read(administration, job).attempts
    deadline = monotonic() + PATIENCE_S
    while read(administration, job).attempts == before:
        assert monotonic() < deadline
        sleep(0.005)


def test_of_two_workers_the_other_takes_over_when_the_one_that_works_is_killed(
    administration: Administration, settings: Settings
) -> None:
    workers = [started(settings), started(settings)]
    try:
        first = until_ended(administration, queued(administration, mode="all"))
        job = queued(administration, mode="all")
        until_running(administration, job)
        ended(workers[0])
        last = until_ended(administration, job)
    finally:
        for worker in workers:
            ended(worker)
    assert (first.state, first.attempts) == ("done", 1)  # two at once would have taken it twice
    assert last.state == "done"
    assert last.attempts in (1, 2)

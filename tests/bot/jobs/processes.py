"""Workers as real processes that start at once: forked from a server that has imported everything."""

import multiprocessing
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from bot.admin.actor import Actor
from bot.admin.administration import Administration
from bot.jobs.job import Job
from bot.jobs.queue import enqueue, job_of
from bot.jobs.working import Bell, Worker
from bot.settings import Settings
from bot.wiring import Serving

ANNA = Actor("anna", "editor")
CHANGED = {"mode": "changed", "dry_run": False}
ALL = {"mode": "all", "dry_run": False}


def settings_of(corpus: Path, data: Path) -> Settings:
    return Settings.model_construct(corpus=corpus, data=data)


@contextmanager
def administering(settings: Settings) -> Iterator[Administration]:
    with Serving(settings) as serving, closing(Administration(settings, serving)) as administration:
        yield administration


def started(settings: Settings) -> ForkServerProcess:
    """A worker that works until it is killed."""
    process = _context().Process(target=_work, args=(settings.corpus, settings.data), daemon=True)
    process.start()
    return process


def ended(process: ForkServerProcess) -> None:
    process.kill()
    process.join()


def queued(administration: Administration, **request: object) -> Job:
    with administration.writing() as session:
        return enqueue(session, "reindex", CHANGED | request, ANNA, administration.now())


def read(administration: Administration, job: Job) -> Job:
    with administration.reading() as session:
        return job_of(session, job.id)


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "bot.jobs.running", "retrieval.registers.filling"])
    return context


def _work(corpus: Path, data: Path) -> None:
    with administering(settings_of(corpus, data)) as administration:
        Worker(administration, Bell()).run()

"""The worker: take the oldest job that waits, run it, look for the next.

Queue -> jobs done, one at a time, while the lease is held. It holds the lease only while there is work.
"""

import logging
from datetime import datetime
from threading import Event
from time import monotonic

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.admin.administration import Administration
from bot.admin.sweeping import sweep_documents
from bot.jobs.errand import Errand
from bot.jobs.job import KINDS, Job, Kind, stamp
from bot.jobs.lease import Lease
from bot.jobs.queue import claim
from bot.jobs.recovering import forget_ended, give_up_held, take_up
from bot.jobs.running import run_job
from bot.store.admin_tables import AdminKeyRow, JobRow, SourceRow
from retrieval.errors import RegionsvarError
from retrieval.index.pointer import finished_ids
from retrieval.index.vector_writers import WriterAtHand, Writers, vector_writer

BESIDE: tuple[Kind, ...] = ("reindex",)  # kinds that are done while an errand lasts
POLL_S = 0.2  # between looks while more may come
IDLE_S = 1.0  # between looks when nothing came for a while; whoever knows of work rings
SOON_S = 60.0  # after a job, more may come
AWAY_S = 5.0  # between looks while the database is away
MOST_JOBS = 50  # of one process, which grows by a megabyte with each (2026-11-22): then a fresh one

log = logging.getLogger(__name__)


class Bell:
    """Rung when there is work, and when the worker is to end."""

    def __init__(self) -> None:
        self._rung = Event()
        self._ending = Event()

    def ring(self) -> None:
        """There is work."""
        self._rung.set()

    def end(self) -> None:
        """The worker is to end, soon and in order."""
        self._ending.set()
        self._rung.set()

    def ending(self) -> bool:
        """Whether the worker is to end."""
        return self._ending.is_set()

    def wait(self, seconds: float) -> None:
        """Until it is rung, at most so long."""
        self._rung.wait(seconds)
        if not self.ending():
            self._rung.clear()


class Worker:
    """Works until it is told to end, or has done enough."""

    def __init__(self, administration: Administration, bell: Bell) -> None:
        self._administration = administration
        self._bell = bell
        self._lease = Lease(administration)
        self._writer = WriterAtHand()
        self._errand = Errand()
        self._jobs = 0
        self._busy_at = monotonic()

    def run(self) -> None:
        """Work; whatever goes wrong with one job or one look, the next is taken."""
        try:
            while not self._bell.ending() and self._jobs < MOST_JOBS:
                pause = self._looked()
                self._prepare()
                self._bell.wait(pause)
        finally:
            self._writer.close()
            self._lease.close()

    def _looked(self) -> float:
        """Do all that waits; the seconds until the next look."""
        try:
            if work_waits(self._administration) and self._lease.free():
                self._work()
        except RegionsvarError as error:
            log.warning("cannot look for jobs: %s", error)
            return AWAY_S
        except Exception:
            log.exception("looking for jobs failed")
            return AWAY_S
        return POLL_S if monotonic() - self._busy_at < SOON_S else IDLE_S

    def _prepare(self) -> None:
        """Have at hand what the next job takes longest to start."""
        try:
            self._writer.prepare()
        except OSError as error:
            log.warning("nothing could be prepared for the next job: %s", error)

    def _work(self) -> None:
        """Job after job, while the lease is ours."""
        with self._lease.held() as mine:
            while mine and not self._stopped():
                if job := self._next():
                    self._do(job)
                elif self._errand.lasts:
                    self._bell.wait(POLL_S)
                else:
                    break
            self._errand.wait()

    def _do(self, job: Job) -> None:
        """A job; a source is fetched beside the others, which politeness to its host may make slow."""
        self._jobs += 1
        if job.kind == "refresh":
            self._errand.begin(job.id, lambda: self._run(job, vector_writer))
        else:
            self._run(job, self._writer)
            self._tidy()

    def _run(self, job: Job, writers: Writers) -> None:
        run_job(self._administration, job, self._bell.ending, self._lease.lost.is_set, writers)
        self._busy_at = monotonic()

    def _stopped(self) -> bool:
        if self._bell.ending() or self._lease.lost.is_set():
            return True
        return self._jobs >= MOST_JOBS and not self._errand.lasts

    def _next(self) -> Job | None:
        """The next job, after those were taken up whose worker ended and those queued whose time has come."""
        now = self._administration.now()
        with self._administration.writing() as session:
            take_up(session, now, self._errand.jobs)
            _enqueue_due(session, now)
            return claim(session, now, BESIDE if self._errand.lasts else KINDS)

    def _tidy(self) -> None:
        """Let go of old jobs, holds of snapshots that were deleted, and files that nothing names."""
        settings, now = self._administration.settings, self._administration.now()
        with self._administration.writing() as session:
            forget_ended(session, now, settings.job_days)
            give_up_held(session, finished_ids(settings.data), now)
        with self._administration.writing() as session:
            sweep_documents(session, settings, now)


def work_waits(administration: Administration) -> bool:
    """Whether a job waits, or a worker left one, or a source is due. Raises DatabaseUnavailable."""
    at = stamp(administration.now())
    unfinished = select(JobRow.id).where(JobRow.state.in_(("queued", "running"))).limit(1)
    due = select(SourceRow.id).where(SourceRow.enabled.is_(True), SourceRow.next_at <= at).limit(1)
    with administration.reading() as session:
        return session.scalar(unfinished) is not None or session.scalar(due) is not None


def work_may_come(administration: Administration) -> bool:
    """Whether somebody administers here, so that a worker should stand by. Raises DatabaseUnavailable."""
    keys = select(AdminKeyRow.id).where(AdminKeyRow.revoked_at.is_(None)).limit(1)
    with administration.reading() as session:
        return session.scalar(keys) is not None


def _enqueue_due(session: Session, now: datetime) -> None:
    """The sources whose time has come; a fault of theirs keeps no job from being done."""
    from bot.sources.schedule import enqueue_due

    try:
        with session.begin_nested():
            enqueue_due(session, now)
    except RegionsvarError:
        log.exception("the sources that are due could not be queued")

"""Watch a job while it is done: how far it is goes to its row, and whether to stop comes back.

Stage, done, total -> the row, at most a few times a second; JobCancelled out of the work itself.
"""

import logging
from collections.abc import Callable
from time import monotonic
from typing import ClassVar

from bot.admin.administration import Administration
from bot.jobs.job import Job
from bot.jobs.queue import progress
from retrieval.errors import RegionsvarError

EVERY_S = 0.2  # a row is written no more often
LAST = "publish"  # the last stage at which nothing has changed yet
AFTER = frozenset({"tidy"})  # stages after the switch: too late to stop

log = logging.getLogger(__name__)


class JobCancelled(RegionsvarError):
    """An administrator asked to stop the job."""

    reply: ClassVar[str] = "job_cancelled"


class JobLost(RegionsvarError):
    """The job is another worker's by now, or this worker is to end; `returned` if it may be given back."""

    reply: ClassVar[str] = "job_lost"

    def __init__(self, message: str, *, returned: bool) -> None:
        super().__init__(message)
        self.returned = returned


class Watch:
    """Called by the work with its progress; raises JobCancelled or JobLost where it is to stop."""

    def __init__(
        self,
        administration: Administration,
        job: Job,
        ending: Callable[[], bool],
        lost: Callable[[], bool],
    ) -> None:
        self._administration = administration
        self._job = job
        self._ending = ending
        self._lost = lost
        self._told = ("", 0, 0)  # stage, done, total
        self._stage_at = administration.now()
        self._written = 0.0  # monotonic
        self._cancelled = False

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell how far the work is. Raises JobCancelled, JobLost."""
        if stage != self._told[0]:
            self._stage_at = self._administration.now()
        self._told = (stage, done, total)
        if stage == LAST or monotonic() - self._written >= EVERY_S:
            self._write()
        if stage not in AFTER:
            self.stop_if_told()

    def should_stop(self) -> bool:
        """Whether the work is to stop, for whoever cannot be told by an error."""
        if self._told[0] and monotonic() - self._written >= EVERY_S:
            self._write()
        return self._cancelled or self._ending() or self._lost()

    def stop_if_told(self) -> None:
        """Raises JobCancelled or JobLost where the work is to stop."""
        if self._lost():
            raise JobLost(f"job {self._job.id} is another worker's", returned=False)
        if self._cancelled:
            raise JobCancelled(f"job {self._job.id}")
        if self._ending():
            raise JobLost("the worker ends", returned=True)

    def _write(self) -> None:
        """Write, and look; a database that is away for a while stops no work."""
        self._written = monotonic()
        stage, done, total = self._told
        try:
            with self._administration.writing() as session:
                seen = progress(session, self._job, stage, done, total, self._stage_at)
        except RegionsvarError as error:
            log.warning("how far job %s is could not be written: %s", self._job.id, error)
            return
        if seen is None:
            raise JobLost(f"job {self._job.id} is another worker's", returned=False)
        self._cancelled = seen.cancel

"""Do one job beside the others, in a thread of its own.

A source's host is asked slowly: an upload must not wait for that.
"""

import logging
from collections.abc import Callable
from threading import Thread

log = logging.getLogger(__name__)


class Errand:
    """At most one job at a time."""

    def __init__(self) -> None:
        self._thread: Thread | None = None
        self._job = ""

    @property
    def lasts(self) -> bool:
        """Whether a job is under way."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def jobs(self) -> tuple[str, ...]:
        """The job that is under way, if there is one."""
        return (self._job,) if self.lasts else ()

    def begin(self, job: str, work: Callable[[], None]) -> None:
        """Begin a job; the one before has ended."""
        self._job = job
        self._thread = Thread(target=_done, args=(job, work), name="errand", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Until it has ended."""
        if self._thread is not None:
            self._thread.join()


def _done(job: str, work: Callable[[], None]) -> None:
    """Do it; what escapes it leaves the job to be taken up again."""
    try:
        work()
    except Exception:
        log.exception("job %s was interrupted", job)

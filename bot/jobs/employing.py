"""Keep a worker at hand beside the server: a process of its own, so that building slows no answer.

Administration -> `regionsvar worker`, started at the first work, poked when there is more, started again when
it dies, ended with the server.
"""

import logging
import os
import subprocess
import sys
from contextlib import suppress
from threading import Event, Thread
from time import monotonic

from bot.admin.administration import Administration
from bot.store.places import has_database
from retrieval.errors import RegionsvarError

COMMAND = (sys.executable, "-m", "bot", "worker", "--attached")
LOOK_S = 2.0  # between looks for work while there is no worker
WATCH_S = 0.1  # between looks whether the worker lives
STEADY_S = 30.0  # a worker that lived so long died of something new
LONGEST_S = 30.0  # between two starts
ENDING_S = 10.0  # for a worker that ends in order

log = logging.getLogger(__name__)


class Employer:
    """Attends to one worker, in a thread of its own."""

    def __init__(self, administration: Administration) -> None:
        self._administration = administration
        self._called = Event()
        self._ending = Event()
        self._thread = Thread(target=self._run, name="employer", daemon=True)
        self._child: subprocess.Popen[bytes] | None = None
        self._wanted = False
        self._started = 0.0  # monotonic
        self._not_before = 0.0  # monotonic
        self._backoff_s = 0.0

    @property
    def pid(self) -> int | None:
        """The worker's process; None while there is none."""
        child = self._child
        return child.pid if child and child.poll() is None else None

    def start(self) -> None:
        """Begin to attend."""
        self._administration.waker = self.call
        self._thread.start()

    def call(self) -> None:
        """There is work."""
        self._called.set()

    def close(self) -> None:
        """End the worker in order, by force if it takes too long."""
        self._ending.set()
        self._called.set()
        self._thread.join()

    def _run(self) -> None:
        called = False
        while not self._ending.is_set():
            try:
                self._attend(called)
            except Exception:
                log.exception("the worker could not be attended to")
            if called := self._called.wait(WATCH_S if self._child or self._wanted else LOOK_S):
                self._called.clear()
        self._dismiss()

    def _attend(self, called: bool) -> None:
        """Bury, start, poke: whatever is called for."""
        self._wanted = self._wanted or called
        if self._child and self._child.poll() is not None:
            self._bury(self._child)
        if self._child:
            if called:
                _poke(self._child)
            self._wanted = False
        elif self._wanted or self._work_waits():
            self._wanted = True
            if monotonic() >= self._not_before:
                self._employ()

    def _bury(self, child: "subprocess.Popen[bytes]") -> None:
        """A worker has ended: at once another one, unless they die in a row."""
        self._child = None
        self._wanted = True
        if child.stdin:
            child.stdin.close()
        if child.returncode == 0:  # it has done its share
            return
        lived = monotonic() - self._started
        log.error("the worker ended with status %s after %.0f s", child.returncode, lived)
        self._backoff_s = 0.0 if lived >= STEADY_S else min(LONGEST_S, max(0.25, self._backoff_s * 2))
        self._not_before = monotonic() + self._backoff_s

    def _employ(self) -> None:
        """Start a worker; it looks for work by itself."""
        self._started = monotonic()
        self._child = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=_environment(self._administration),
            start_new_session=True,  # Ctrl-C is for the server, which then ends its worker in order
        )
        assert self._child.stdin is not None
        os.set_blocking(self._child.stdin.fileno(), False)
        self._wanted = False

    def _work_waits(self) -> bool:
        """Whether there is work that nobody called for, or somebody who may call for some.

        A worker takes a second or two to start: it stands by where there are administrators.
        """
        if not has_database(self._administration.settings):
            return False
        from bot.jobs.working import work_may_come, work_waits

        try:
            return work_waits(self._administration) or work_may_come(self._administration)
        except RegionsvarError as error:
            log.warning("cannot look for jobs: %s", error)
            return False

    def _dismiss(self) -> None:
        if self._child is None:
            return
        if self._child.stdin:
            with suppress(OSError):
                self._child.stdin.close()
        try:
            self._child.wait(ENDING_S)
        except subprocess.TimeoutExpired:
            log.warning("the worker did not end in %g s and is stopped", ENDING_S)
            self._child.kill()
            self._child.wait()


def _poke(child: "subprocess.Popen[bytes]") -> None:
    """A byte; a full pipe has enough of them, and a broken one is noticed at the next look."""
    assert child.stdin is not None
    with suppress(OSError):
        os.write(child.stdin.fileno(), b"\n")


def _environment(administration: Administration) -> dict[str, str]:
    """Ours, with the very settings that this process has."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("REGIONSVAR_")}
    return own | administration.settings.environment()

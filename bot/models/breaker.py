"""Leave a model alone that failed of late, so that the next asker does not wait for it.

Failures -> whether to ask. After a rest one asker tries; if that succeeds, all may again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from bot.models.failing import Fault, ModelFailed

FAILURES = 3  # in a row, from which it rests
REST_S = 30.0
LONGEST_REST_S = 300.0
AT_ONCE: frozenset[Fault] = frozenset(("unauthorised", "no_model", "spent"))  # do not pass by themselves
INNOCENT: frozenset[Fault] = frozenset(
    ("too_long", "rejected", "empty", "refused", "quota", "paced")
)  # of this question


class Breaker:
    """One for each model; safe for many threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._failed = 0
        self._rests = 0  # in a row
        self._until = 0.0
        self._trying = False

    @property
    def rests(self) -> bool:
        """Whether the model is left alone now."""
        with self._lock:
            return self._now() < self._until

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """A call, whose end counts. Raises ModelFailed where the model is not to be asked."""
        self._enter()
        try:
            yield
        except ModelFailed as failure:
            self._failed_by(failure.fault)
            raise
        except BaseException:  # the asker's fault, or the asker is gone
            self._left()
            raise
        self._succeeded()

    def _enter(self) -> None:
        with self._lock:
            if self._now() < self._until or (self._rests and self._trying):
                raise ModelFailed("resting")
            self._trying = True

    def _succeeded(self) -> None:
        with self._lock:
            self._failed = self._rests = 0
            self._trying = False

    def _left(self) -> None:
        with self._lock:
            self._trying = False

    def _failed_by(self, fault: Fault) -> None:
        with self._lock:
            self._trying = False
            if fault in INNOCENT:
                return
            self._failed += 1
            if self._rests or self._failed >= FAILURES or fault in AT_ONCE:
                self._until = self._now() + min(REST_S * 2**self._rests, LONGEST_REST_S)
                self._rests += 1

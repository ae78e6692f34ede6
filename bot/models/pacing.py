"""Keep to so many calls a minute.

A build waits for its turn; a question does not, it goes without.
"""

import time
from collections.abc import Callable
from threading import Lock

AHEAD_S = 5.0  # of calls that questions may take at once


class Pace:
    """Counted in this process; safe for many threads."""

    def __init__(
        self,
        per_minute: int,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """0 for as many as one likes."""
        self._apart_s = 60 / per_minute if per_minute else 0.0
        self._now = now
        self._sleep = sleep
        self._lock = Lock()
        self._next = 0.0  # when the next call may be made

    def wait(self) -> None:
        """Until it is this call's turn."""
        with self._lock:
            now = self._now()
            turn = max(now, self._next)
            self._next = turn + self._apart_s
        if turn > now:
            self._sleep(turn - now)

    def take(self) -> bool:
        """Whether a call may be made now."""
        with self._lock:
            now = self._now()
            if self._next - now > AHEAD_S:
                return False
            self._next = max(now, self._next) + self._apart_s
            return True

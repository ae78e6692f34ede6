"""Say when a source is due again.

Interval, failures -> a time. A failing source is asked ever more seldom, and no two at the same second.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.jobs.job import stamp

SHORTEST_MIN = 5
LONGEST_MIN = 366 * 24 * 60
MOST_DOUBLED = 5  # times that the interval doubles with failures
LONGEST_BACKOFF = timedelta(days=1)  # beyond the interval itself
SPREAD = 0.1  # share of the interval, by chance, that is added
LONGEST_SPREAD = timedelta(minutes=10)


def due_again(
    every_minutes: int | None,
    at: datetime,
    failures: int,
    wait_s: float = 0.0,
    chance: Callable[[], float] = random.random,
) -> str | None:
    """The next time of a source as its row holds it; None for one that is refreshed by hand."""
    if every_minutes is None:
        return None
    every = timedelta(minutes=every_minutes)
    doubled = every * 2 ** min(failures, MOST_DOUBLED)
    pause = max(every, min(doubled, LONGEST_BACKOFF))
    spread = min(every * SPREAD, LONGEST_SPREAD) * chance()
    return stamp(at + max(pause, timedelta(seconds=wait_s)) + spread)

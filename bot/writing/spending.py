"""What calls of a model cost, and how many there may be in a day.

Usage -> cost. A call is taken from the day's quota before it is made; past it, answers are quoted.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Protocol

from bot.models.failing import ModelFailed
from bot.models.protocols import Usage

ID_CHARS = 32


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, in whatever currency the operator counts."""

    prompt: float = 0.0
    reply: float = 0.0

    def of(self, usage: Usage) -> float:
        """What a call cost."""
        return round((usage.prompt_tokens * self.prompt + usage.reply_tokens * self.reply) / 1e6, 6)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many calls a day there may be; 0 for as many as one likes."""

    overall: int
    asker: int


class Quota(Protocol):
    """Counts the calls of a day."""

    def take(self, asker: str | None) -> None:
        """One call more. Raises ModelFailed where that would be one too many."""
        ...


class Unmetered:
    """Lets every call through and counts none: for whoever measures."""

    def take(self, asker: str | None) -> None:
        """One call more."""


class CountedQuota:
    """A quota counted in this process; safe for many threads."""

    def __init__(self, allowance: Allowance, today: Callable[[], date]) -> None:
        self._allowance = allowance
        self._today = today
        self._lock = Lock()
        self._day: date | None = None
        self._taken: Counter[str] = Counter()

    def take(self, asker: str | None) -> None:
        """One call more. Raises ModelFailed where that would be one too many."""
        with self._lock:
            day = self._today()
            if day != self._day:
                self._day, self._taken = day, Counter()
            own = asker_id(asker, day) if asker else None
            if self._allowance.overall and self._taken.total() >= self._allowance.overall:
                raise ModelFailed("quota", "the day's calls are used up")
            if own and self._allowance.asker and self._taken[own] >= self._allowance.asker:
                raise ModelFailed("quota", "the asker's calls of the day are used up")
            self._taken[own or ""] += 1


def asker_id(asker: str, day: date) -> str:
    """What stands for an asker for a day: nothing that tells who it is, or follows them to the next day."""
    return hashlib.sha256(f"{day.isoformat()} {asker}".encode()).hexdigest()[:ID_CHARS]

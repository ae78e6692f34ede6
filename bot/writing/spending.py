"""What calls of a model cost, and how many there may be in a day.

Usage -> cost. A call is taken from the day's quota before it is made, and what it cost is added when that is
known; past the quota, answers are quoted.
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
class Spent:
    """What a day has taken so far."""

    calls: int = 0
    own: int = 0  # calls of one asker
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Left:
    """What a day still allows; None where there is no limit."""

    calls: int | None
    cost: float | None


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much a day there may be; 0 for as much as one likes."""

    overall: int = 0  # calls
    asker: int = 0  # calls of one asker
    cost: float = 0.0

    @property
    def is_limited(self) -> bool:
        """Whether there is anything to count."""
        return bool(self.overall or self.asker or self.cost)

    def check(self, spent: Spent, *, has_asker: bool) -> None:
        """Nothing where one call more is allowed. Raises ModelFailed where it would be one too many."""
        if self.overall and spent.calls >= self.overall:
            raise ModelFailed("quota", "the day's calls are used up")
        if has_asker and self.asker and spent.own >= self.asker:
            raise ModelFailed("quota", "the asker's calls of the day are used up")
        if self.cost and spent.cost >= self.cost:
            raise ModelFailed("quota", "what may be spent in a day is spent")

    def left(self, spent: Spent) -> Left:
        """What is left for all together."""
        return Left(
            max(0, self.overall - spent.calls) if self.overall else None,
            max(0.0, self.cost - spent.cost) if self.cost else None,
        )


class Quota(Protocol):
    """Counts the calls of a day."""

    def take(self, asker: str | None) -> None:
        """One call more. Raises ModelFailed where that would be one too many."""
        ...

    def spend(self, cost: float) -> None:
        """What a call cost."""
        ...

    def left(self) -> Left:
        """What the day still allows."""
        ...

    def warm(self) -> None:
        """Get ready what the first call would wait for."""
        ...

    def close(self) -> None:
        """Let go of whatever is open; the next call opens it again."""
        ...


class Unmetered:
    """Lets every call through and counts none: for whoever measures."""

    def take(self, asker: str | None) -> None:
        """One call more."""

    def spend(self, cost: float) -> None:
        """What a call cost."""

    def left(self) -> Left:
        """As much as one likes."""
        return Left(None, None)

    def warm(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing is open."""


class CountedQuota:
    """A quota counted in this process; safe for many threads."""

    def __init__(self, allowance: Allowance, today: Callable[[], date]) -> None:
        self._allowance = allowance
        self._today = today
        self._lock = Lock()
        self._day: date | None = None
        self._calls, self._cost = 0, 0.0
        self._of: Counter[str] = Counter()

    def take(self, asker: str | None) -> None:
        """One call more. Raises ModelFailed where that would be one too many."""
        with self._lock:
            own = self._own(asker)
            self._allowance.check(Spent(self._calls, self._of[own], self._cost), has_asker=bool(own))
            self._calls += 1
            self._of[own] += 1

    def spend(self, cost: float) -> None:
        """What a call cost."""
        with self._lock:
            self._own(None)
            self._cost += cost

    def learn(self, asker: str | None, spent: Spent) -> None:
        """What is known from elsewhere of the day, where that is more."""
        with self._lock:
            own = self._own(asker)
            self._calls = max(self._calls, spent.calls)
            self._cost = max(self._cost, spent.cost)
            self._of[own] = max(self._of[own], spent.own)

    def left(self) -> Left:
        """What the day still allows."""
        with self._lock:
            self._own(None)
            return self._allowance.left(Spent(self._calls, 0, self._cost))

    def warm(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing is open."""

    def _own(self, asker: str | None) -> str:
        """What stands for the asker today; a new day begins with nothing."""
        day = self._today()
        if day != self._day:
            self._day, self._calls, self._cost, self._of = day, 0, 0.0, Counter()
        return asker_id(asker, day) if asker else ""


def asker_id(asker: str, day: date) -> str:
    """What stands for an asker for a day: nothing that tells who it is, or follows them to the next day."""
    return hashlib.sha256(f"{day.isoformat()} {asker}".encode()).hexdigest()[:ID_CHARS]

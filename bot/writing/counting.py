"""Count the day's calls of a model where every process over the same database counts them.

Asker -> one call more, or ModelFailed. The database is asked in a thread of its own and waited for briefly:
while it is away, this process goes on counting from what it knows, and writes down later what it owes.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from bot.models.failing import ModelFailed
from bot.settings import Settings
from bot.store.batching import BatchedWriting
from bot.store.places import DatabaseUnavailable
from bot.writing.spending import Allowance, CountedQuota, Left, Spent, asker_id
from retrieval.errors import RegionsvarError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.store.database import Database

PATIENCE_S = 0.5  # for a database that was there before; it takes some milliseconds
OPENING_S = 2.0  # the first time: imports and the tables
AWAY_S = 30.0  # without another try after one that failed

Result = TypeVar("Result")

log = logging.getLogger(__name__)


class KeptQuota:
    """A quota kept in the database; safe for many threads."""

    def __init__(
        self,
        allowance: Allowance,
        today: Callable[[], date],
        settings: Settings,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Opens nothing."""
        self._allowance, self._today, self._now = allowance, today, now
        self._settings = settings
        self._here = CountedQuota(allowance, today)
        self._owed = _Owed()
        self._writing = BatchedWriting(self._opened)
        self._database: Database | None = None
        self._swept: date | None = None
        self._patience_s = OPENING_S
        self._away_until = 0.0

    def take(self, asker: str | None) -> None:
        """One call more. Raises ModelFailed where that would be one too many."""
        day = self._today()
        own = asker_id(asker, day) if asker else ""
        if self._is_away:
            self._here.take(asker)
            self._owed.add(_Part(day, own, calls=1))
            return
        self._settle(day)
        counting = self._writing.submit(partial(self._take, day=day, own=own))
        try:
            found = self._asked(counting)
        except DatabaseUnavailable:
            self._here.take(asker)
            counting.add_done_callback(partial(self._owe_what_is_not_counted, _Part(day, own, calls=1)))
            return
        if isinstance(found, ModelFailed):
            raise found
        self._here.learn(asker, found)

    def spend(self, cost: float) -> None:
        """What a call cost; nobody waits until it is written."""
        if not cost:
            return
        self._here.spend(cost)
        self._owed.add(_Part(self._today(), "", cost=cost))
        if not self._is_away:
            self._settle(self._today())

    def left(self) -> Left:
        """What the day still allows, as far as is known."""
        if self._is_away:
            return self._here.left()
        try:
            spent = self._asked(self._writing.submit(partial(_spent, day=self._today(), own="")))
        except DatabaseUnavailable:
            return self._here.left()
        return self._allowance.left(spent)

    def warm(self) -> None:
        """Open the database, and forget the days before."""
        self._settle(self._today())

    def close(self) -> None:
        """Write down what is owed and let go of the database; the next call opens it again."""
        if self._database is not None:
            self._settle(self._today())
            with suppress(Exception):  # whatever it is, it was told when it happened
                self._writing.submit(lambda _: None).result(self._patience_s)
            self._database.close()

    @property
    def _is_away(self) -> bool:
        return self._now() < self._away_until

    def _take(self, session: "Session", day: date, own: str) -> Spent | ModelFailed:
        """What the day has taken with this call, within a transaction that no other writer is beside."""
        spent = _spent(session, day, own)
        try:
            self._allowance.check(spent, has_asker=bool(own))
        except ModelFailed as failure:
            return failure
        _add(session, _Part(day, own, calls=1))
        return Spent(spent.calls + 1, spent.own + 1, spent.cost)

    def _asked(self, future: "Future[Result]") -> Result:
        """What the database says, if it says it soon. Raises DatabaseUnavailable."""
        try:
            found = future.result(self._patience_s)
        except Exception as error:  # whatever it is, an answer neither waits for it nor fails
            self._away_until = self._now() + AWAY_S
            log.error("calls of a model are counted here alone for %g s: %s", AWAY_S, _named(error))
            raise DatabaseUnavailable("the day's calls cannot be counted") from error
        self._patience_s = PATIENCE_S
        return found

    def _owe_what_is_not_counted(self, part: "_Part", counting: "Future[Spent | ModelFailed]") -> None:
        """The call was made; that it is written may still have come about."""
        if counting.exception() or isinstance(counting.result(), ModelFailed):
            self._owed.add(part)

    def _settle(self, day: date) -> None:
        """Have written what is owed, and on a new day the days before forgotten; nobody waits for it."""
        parts = self._owed.taken()
        if day == self._swept and not parts:
            return
        self._swept = day
        writing = self._writing.submit(partial(_settled, parts=parts, day=day))
        writing.add_done_callback(lambda done: self._owed.add(*parts) if done.exception() else None)

    def _opened(self) -> "Database":
        if self._database is None:
            from bot.store.database import Database

            self._database = Database(self._settings)
        return self._database


@dataclass(frozen=True, slots=True)
class _Part:
    """What is to be added to a day's count."""

    day: date
    own: str  # whose calls, by what stands for them that day; "" for nobody's
    calls: int = 0
    cost: float = 0.0


class _Owed:
    """What was counted here alone so far; safe for many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._calls: Counter[tuple[date, str]] = Counter()
        self._costs: dict[date, float] = {}

    def add(self, *parts: _Part) -> None:
        """Owe it."""
        with self._lock:
            for part in parts:
                self._calls[part.day, part.own] += part.calls
                self._costs[part.day] = self._costs.get(part.day, 0.0) + part.cost

    def taken(self) -> list[_Part]:
        """All of it, which is owed no more."""
        with self._lock:
            parts = [_Part(day, own, calls=calls) for (day, own), calls in self._calls.items() if calls]
            parts += [_Part(day, "", cost=cost) for day, cost in self._costs.items() if cost]
            self._calls, self._costs = Counter(), {}
            return parts


def _spent(session: "Session", day: date, own: str) -> Spent:
    from bot.store.model_calls import counted

    return Spent(*counted(session, day.isoformat(), own))


def _add(session: "Session", part: _Part) -> None:
    from bot.store.model_calls import add

    add(session, part.day.isoformat(), part.own, part.calls, part.cost)


def _settled(session: "Session", parts: Sequence[_Part], day: date) -> None:
    """Yesterday's count holds nothing back any more: it goes with whose it was."""
    from bot.store.model_calls import forget_before

    for part in parts:
        _add(session, part)
    forget_before(session, day.isoformat())


def _named(error: Exception) -> str:
    return str(error) if isinstance(error, RegionsvarError) else type(error).__name__

"""When the next message may go out: to a chat, to a group, and in all.

A chat -> a wait. Whoever asks gets the next free moment, in the order of asking; what a chat has to wait for
does not hold up the others. Figures: Telegram's FAQ for bots, read 2026-11 (a message a second a chat with
short bursts, 20 a minute a group, 30 a second in all).
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from math import ceil
from typing import Protocol

CHAT_BURST = 3  # messages at once to a chat that was quiet
OVERALL_BURST = 3
SMOOTH = 0.9  # of what may arrive in any second: at 27 a second never more than 30
LONGEST_WAY_S = 2.0  # one message that is stuck does not hold up the others
LOOK_AGAIN_S = 0.05
GROUP_PER_MIN = 20
MINUTE_S = 61.0  # Telegram counts when a message arrives, we when it leaves
CHATS_KEPT = 2000  # before those that were quiet are forgotten
OVERSLEPT_S = 0.1  # a busy processor wakes many at once, who would all send at once
MOST_OVERSLEPT = 3  # then it is always busy, and goes out all the same
ALIKE_S = 5.0  # two chats refused within it: it is not the chats, it is all of us

PREPARING_S = 0.2  # for a commit, on a disk that others use too

Sleep = Callable[[float], Awaitable[None]]
Prepare = Callable[[], Awaitable[None]]


async def nothing() -> None:
    """What most have to do before."""


class Budget(Protocol):
    """Gives out moments."""

    holds: int  # how often it was told to wait

    def take(self, now: float) -> float:
        """Take the next free moment; how many seconds it is away."""

    def hold(self, until: float) -> None:
        """Give out nothing before a moment; what was given out is to be asked for again."""

    def is_idle(self, now: float) -> bool:
        """Whether it is as good as a new one."""

    def spares(self, now: float) -> bool:
        """Whether one moment can be taken now and none of the next that are needed comes later for it."""


class NotNow(Exception):
    """There is no moment that an answer may not need; what is worth nothing later is left out."""


class Rate:
    """So many a second, and a few at once after a pause (the generic cell rate algorithm, ITU-T I.371)."""

    def __init__(self, per_s: float, burst: int) -> None:
        self.holds = 0
        self._interval = 1 / per_s
        self._slack = (burst - 1) * self._interval
        self._full_at = 0.0

    def take(self, now: float) -> float:
        """Take the next free moment; how many seconds it is away."""
        full_at = max(now, self._full_at)
        self._full_at = full_at + self._interval
        return max(0.0, full_at - self._slack - now)

    def hold(self, until: float) -> None:
        """Give out nothing before a moment."""
        self._full_at = until + self._slack
        self.holds += 1

    def is_idle(self, now: float) -> bool:
        """Whether nothing is left of what was given out."""
        return self._full_at <= now

    def spares(self, now: float) -> bool:
        """Whether all the moments of a burst are there: after one, an answer and its card go out at once."""
        return self.is_idle(now)


class Window:
    """So many in any stretch of a minute."""

    def __init__(self, most: int, stretch_s: float) -> None:
        self.holds = 0
        self._given: deque[float] = deque(maxlen=most)
        self._stretch_s = stretch_s
        self._until = 0.0

    def take(self, now: float) -> float:
        """Take the next free moment; how many seconds it is away."""
        full = len(self._given) == self._given.maxlen
        at = max(now, self._until, self._given[0] + self._stretch_s if full else now)
        self._given.append(at)
        return at - now

    def hold(self, until: float) -> None:
        """Give out nothing before a moment."""
        self._until = until
        self.holds += 1

    def is_idle(self, now: float) -> bool:
        """Whether nothing is left of what was given out."""
        return self._until <= now and (not self._given or self._given[-1] + self._stretch_s <= now)

    def spares(self, now: float) -> bool:
        """Whether more than half of them are there."""
        lately = sum(at + self._stretch_s > now for at in self._given)
        return self._until <= now and 2 * lately < (self._given.maxlen or 0)


class Arrivals:
    """What may have reached Telegram in the last second.

    The last word, since a busy processor keeps no appointments; a message arrives at some time between its
    beginning and its end.
    """

    def __init__(self, most: int) -> None:
        self._latest: deque[list[float]] = deque(maxlen=most)

    def wait(self, now: float) -> float:
        """Seconds until one more may be begun; 0 or less when it may now."""
        full = len(self._latest) == self._latest.maxlen
        return self._latest[0][0] + 1 - now if full else 0.0

    @contextmanager
    def counted(self, clock: Callable[[], float]) -> Iterator[None]:
        """One more is on its way meanwhile."""
        arrived = [clock() + LONGEST_WAY_S]
        self._latest.append(arrived)
        try:
            yield
        finally:
            arrived[0] = min(arrived[0], clock())


class Pacing:
    """The budgets of every chat and the one of them all; for one event loop."""

    def __init__(
        self,
        per_s: float,
        chat_per_s: float,
        clock: Callable[[], float],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._chat_per_s, self._clock, self._sleep = chat_per_s, clock, sleep
        self._overall = Rate(per_s, OVERALL_BURST)
        self._arrivals = Arrivals(ceil(per_s / SMOOTH))
        self._chats: dict[int | str, tuple[Budget, ...]] = {}
        self._held: dict[int | str, float] = {}  # chats that were refused, until when
        self._refused: deque[tuple[float, int | str]] = deque(maxlen=2)
        self._all_held_until = 0.0

    @asynccontextmanager
    async def turn(self, chat: int | str, prepare: Prepare = nothing) -> AsyncIterator[None]:
        """Wait until a message may go out to a chat, which it does inside; `prepare` is done just before."""
        for budget in self._budgets(chat):
            await self._moment(budget)
        await self._moment(self._overall, prepare)
        while (wait_s := self._arrivals.wait(self._clock())) > 0:
            await self._sleep(min(wait_s, LOOK_AGAIN_S))
        with self._arrivals.counted(self._clock):
            yield

    @asynccontextmanager
    async def spare(self, chat: int | str, prepare: Prepare = nothing) -> AsyncIterator[None]:
        """A moment now that no answer waits for; raises NotNow where there is none."""
        now = self._clock()
        budgets = (*self._budgets(chat), self._overall)
        if not all(budget.spares(now) for budget in budgets) or self._arrivals.wait(now) > 0:
            raise NotNow
        for budget in budgets:
            budget.take(now)
        await prepare()
        with self._arrivals.counted(self._clock):
            yield

    def refused(self, chat: int | str, wait_s: float) -> bool:
        """Telegram wants a chat to wait; all of them, if it says so of two. Whether that is new of all."""
        now = self._clock()
        until = self._held[chat] = now + wait_s
        self._budgets(chat)[0].hold(until)
        self._refused.append((now, chat))
        (first_at, first), (last_at, last) = self._refused[0], self._refused[-1]
        if first == last or last_at - first_at >= ALIKE_S or until <= self._all_held_until:
            return False
        is_new = self._all_held_until <= now
        self._overall.hold(until)
        self._all_held_until = until
        return is_new

    def is_held(self, chat: int | str) -> bool:
        """Whether Telegram wants nothing at all for a chat now."""
        return self._held.get(chat, 0.0) > self._clock()

    async def _moment(self, budget: Budget, prepare: Prepare = nothing) -> None:
        """A moment that nobody else has; another one if Telegram says no meanwhile, or if we overslept."""
        overslept = 0
        while True:
            holds, now = budget.holds, self._clock()
            at = now + budget.take(now)
            await self._sleep_until(at - PREPARING_S)
            await prepare()
            await self._sleep_until(at)
            is_late = self._clock() - at > OVERSLEPT_S
            if budget.holds == holds and not (is_late and overslept < MOST_OVERSLEPT):
                return
            overslept += is_late

    async def _sleep_until(self, at: float) -> None:
        if (wait_s := at - self._clock()) > 0:
            await self._sleep(wait_s)

    def _budgets(self, chat: int | str) -> tuple[Budget, ...]:
        if chat not in self._chats:
            if len(self._chats) >= CHATS_KEPT:
                self._forget_the_quiet()
            rate = Rate(self._chat_per_s, CHAT_BURST)
            self._chats[chat] = (rate, Window(GROUP_PER_MIN, MINUTE_S)) if _is_group(chat) else (rate,)
        return self._chats[chat]

    def _forget_the_quiet(self) -> None:
        now = self._clock()
        busy = {
            chat: budgets
            for chat, budgets in self._chats.items()
            if not all(budget.is_idle(now) for budget in budgets)
        }
        self._chats = busy
        self._held = {chat: until for chat, until in self._held.items() if until > now}


def _is_group(chat: int | str) -> bool:
    return isinstance(chat, str) or chat < 0

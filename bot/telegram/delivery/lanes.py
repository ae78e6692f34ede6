"""Deal with many chats at once, and with each chat's updates in their order.

Updates -> one after the other in a lane, lanes side by side, up to a number; fresh ones before late ones.
"""

import asyncio
import heapq
import itertools
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.telegram.delivery.waiting import How, Waiting

FIRST, LATER = 0, 1

Handle = Callable[[Waiting, How], Awaitable[None]]

log = logging.getLogger(__name__)


class Gate:
    """Lets so many through at a time; of those that wait, the most urgent first, then the earliest."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._queue: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    @asynccontextmanager
    async def passed(self, urgency: int) -> AsyncIterator[None]:
        """Be inside meanwhile."""
        await self._enter(urgency)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, urgency: int) -> None:
        if self._free > 0:
            self._free -= 1
            return
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (urgency, next(self._numbers), called))
        try:
            await called
        except asyncio.CancelledError:
            if called.done() and not called.cancelled():  # called and cancelled at once
                self._leave()
            raise

    def _leave(self) -> None:
        while self._queue:
            _, _, called = heapq.heappop(self._queue)
            if not called.done():
                called.set_result(None)
                return
        self._free += 1


class Lanes:
    """The chats that have something to deal with; those that have not take no room."""

    def __init__(self, handle: Handle, at_once: int) -> None:
        self._handle = handle
        self._gate = Gate(at_once)
        self._waiting: dict[int | str, deque[tuple[Waiting, How]]] = {}
        self._running: dict[int | str, asyncio.Task[None]] = {}
        self._is_ending = False
        self._space = asyncio.Event()
        self._space.set()
        self.count = 0  # updates that are not dealt with yet

    def put(self, waiting: Waiting, how: How) -> None:
        """Deal with an update after those of its lane that came before it."""
        if self._is_ending:
            return  # it is kept, and the next process deals with it
        lane: int | str = f"alone {waiting.id}" if waiting.lane is None else waiting.lane
        self.count += 1
        self._waiting.setdefault(lane, deque()).append((waiting, how))
        if lane not in self._running:
            self._running[lane] = asyncio.create_task(self._run(lane))

    async def room(self, most: int) -> None:
        """Wait until less than so many are not dealt with."""
        while self.count >= most:
            self._space.clear()
            await self._space.wait()

    async def end(self, grace_s: float) -> None:
        """Begin nothing more; what is under way has some seconds to end."""
        self._is_ending = True
        if running := list(self._running.values()):
            _, late = await asyncio.wait(running, timeout=grace_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, lane: int | str) -> None:
        waiting = self._waiting[lane]
        try:
            while waiting and not self._is_ending:
                _, how = waiting[0]
                async with self._gate.passed(FIRST if how in ("fresh", "again") else LATER):
                    if not self._is_ending:
                        await self._deal(*waiting.popleft())
        finally:
            del self._waiting[lane], self._running[lane]

    async def _deal(self, waiting: Waiting, how: How) -> None:
        try:
            await self._handle(waiting, how)
        except Exception:  # of the delivery itself: one update must not stop its chat
            log.exception("update %s could not be dealt with", waiting.id)
        finally:
            self.count -= 1
            self._space.set()

"""getUpdates: the bot waits for what happened, and there may be only one that waits.

Updates in the queue -> updates in an answer. Runs in the server's loop.
"""

import asyncio
import json
from collections.abc import Callable

from tests.bot_api.arguments import Arguments
from tests.bot_api.plain import Json
from tests.bot_api.refusals import Refused, conflict
from tests.bot_api.world import World

MOST = 100
LONGEST_WAIT_S = 50
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


class Polling:
    """The side of the queue that a polling bot sees."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._waiting: asyncio.Future[None] | None = None
        self.polls = 0  # how often getUpdates was called

    async def updates(self, arguments: Arguments, is_gone: Callable[[], bool]) -> list[Json]:
        """The unconfirmed updates, at once when there are any, else as soon as one comes."""
        self.terminate(conflict(OTHER_POLLER))
        limit = min(max(arguments.number("limit") or MOST, 1), MOST)
        wait_s = min(max(arguments.number("timeout") or 0, 0), LONGEST_WAIT_S)
        with self._world.changing():
            self.polls += 1
            self._prepare(arguments)
        until = asyncio.get_running_loop().time() + wait_s
        while not (found := self._found(limit)):
            if is_gone() or not await self._more_before(until):
                break
        return found

    def wake(self) -> None:
        """Something new is in the queue."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    def terminate(self, reason: Refused) -> None:
        """Send whoever waits away with a refusal."""
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(reason)

    def _prepare(self, arguments: Arguments) -> None:
        if arguments.has("allowed_updates"):
            self._world.updates.allow(json.loads(arguments.text("allowed_updates")))
        if offset := arguments.number("offset"):
            self._world.updates.confirm(offset)

    def _found(self, limit: int) -> list[Json]:
        with self._world.lock:
            return [update.as_api() for update in self._world.updates.after(0, limit)]

    async def _more_before(self, until: float) -> bool:
        """Wait for a new update; False when the time is up."""
        loop = asyncio.get_running_loop()
        self._waiting = loop.create_future()
        try:
            await asyncio.wait_for(self._waiting, until - loop.time())
        except TimeoutError:
            return False
        return True

"""Delivery by webhook: each update is posted until the bot takes it.

Updates in the queue -> HTTP posts. Updates of one chat go in order, those of different chats side by
side; a refusal is tried again after a pause that doubles. Runs in the server's loop.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from tests.bot_api.plain import Json
from tests.bot_api.updates import Update
from tests.bot_api.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST_PAUSE_S = 60.0
ANSWER_S = 60.0  # the bot may take so long to say that it has the update


@dataclass(slots=True)
class Hook:
    """Where updates are posted, and how that went."""

    url: str
    secret: str = ""
    connections: int = 40
    last_error: str = ""
    last_error_at: float = 0
    lanes: dict[int, deque[Update]] = field(default_factory=dict)
    seen: int = 0  # the last update that has a lane


class Webhook:
    """The side of the queue that a bot with a webhook sees."""

    def __init__(self, world: World, pause_s: float, on_reply: Callable[[Json], None]) -> None:
        self._world, self._pause_s, self._on_reply = world, pause_s, on_reply
        self._tasks: set[asyncio.Task[None]] = set()
        self._client: httpx.AsyncClient | None = None
        self._free = asyncio.Semaphore(1)
        self.hook: Hook | None = None

    async def set(self, hook: Hook) -> None:
        """Deliver there from now on, also what waits already."""
        await self.remove()
        self.hook, self._free = hook, asyncio.Semaphore(hook.connections)
        limits = httpx.Limits(max_connections=hook.connections)
        self._client = httpx.AsyncClient(limits=limits, timeout=ANSWER_S, trust_env=False, verify=False)
        self.wake()

    async def remove(self) -> None:
        """Deliver nothing more; what was not taken stays in the queue."""
        tasks, self._tasks, self.hook = self._tasks, set(), None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client:
            await self._client.aclose()
            self._client = None

    def wake(self) -> None:
        """Something new is in the queue: put it in the lane of its chat."""
        if (hook := self.hook) is None or self._client is None:
            return
        with self._world.lock:
            fresh = self._world.updates.after(hook.seen)
        for update in fresh:
            hook.seen = update.id
            if update.lane in hook.lanes:
                hook.lanes[update.lane].append(update)
            else:
                hook.lanes[update.lane] = deque([update])
                self._start(self._run(hook, self._client, update.lane))

    def _start(self, delivery: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(delivery)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, hook: Hook, client: httpx.AsyncClient, lane: int) -> None:
        """Deliver the updates of a lane one after the other."""
        while hook.lanes[lane]:
            update = hook.lanes[lane][0]
            pause = self._pause_s
            while not await self._delivered(hook, client, update):
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)
            hook.lanes[lane].popleft()
        del hook.lanes[lane]

    async def _delivered(self, hook: Hook, client: httpx.AsyncClient, update: Update) -> bool:
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with self._free:
                answer = await client.post(hook.url, json=update.as_api(), headers=headers)
        except httpx.HTTPError as error:
            return self._failed(hook, str(error) or "Connection closed")
        if not answer.is_success:
            return self._failed(
                hook, f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
            )
        with self._world.changing():
            self._world.updates.remove(update.id)
        self._reply(answer)
        return True

    def _failed(self, hook: Hook, reason: str) -> bool:
        with self._world.changing():
            hook.last_error, hook.last_error_at = reason, time.time()
        return False

    def _reply(self, answer: httpx.Response) -> None:
        """A bot may call one method in its answer to an update."""
        with suppress(ValueError):
            said = answer.json()
            if isinstance(said, dict) and said.get("method"):
                self._on_reply(said)

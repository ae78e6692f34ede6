"""Waiting for what a person would wait for: a message of the bot, or anything else to come true.

A condition -> what made it true, or NotSeen with what was there instead. From a thread or a loop.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from tests.bot_api.shown import Shown, shown_of
from tests.bot_api.world import World

Found = TypeVar("Found")
PATIENCE_S = 10.0

Predicate = Callable[[Shown], bool]


class HasChat(Protocol):
    """Whatever lies in a chat or is one: a person, a group, a message."""

    @property
    def chat_id(self) -> int: ...


Place = HasChat | int


class NotSeen(AssertionError):
    """The time was up before it happened."""


def chat_of(place: Place) -> int:
    return place if isinstance(place, int) else place.chat_id


def anything(_: Shown) -> bool:
    """The predicate of someone who takes whatever comes."""
    return True


class Waiting:
    """What is shown now, and what will be."""

    def __init__(self, world: World) -> None:
        self._world = world

    def shown(self, place: Place) -> list[Shown]:
        """The messages that are in a chat, first to last."""
        return [message for message in self.history(place) if not message.is_deleted]

    def history(self, place: Place) -> list[Shown]:
        """Every message that was ever in a chat, also those that were deleted."""
        with self._world.lock:
            return [shown_of(message) for message in self._world.chats[chat_of(place)].messages.values()]

    def first(self, place: Place, predicate: Predicate, after: int) -> Shown | None:
        """The bot's first message after another that is as it should be, None while there is none."""
        with self._world.lock:
            messages = self._world.chats[chat_of(place)].messages
            later = [messages[number] for number in range(after + 1, len(messages) + 1)]
            mine = [message for message in later if message.sender == self._world.bot]
            seen = (shown_of(message) for message in mine if message.deleted_at is None)
            return next((message for message in seen if predicate(message)), None)

    def wait_until(
        self, condition: Callable[[], Found | None], timeout_s: float = PATIENCE_S, place: Place | None = None
    ) -> Found:
        """Wait in a thread until a condition gives something true; look again after each change."""
        changed, until = threading.Event(), time.monotonic() + timeout_s
        with self._world.watched_by(changed.set, place if place is None else chat_of(place)):
            while not (found := condition()):
                if not changed.wait(until - time.monotonic()):
                    raise NotSeen(f"not within {timeout_s} s")
                changed.clear()
        return found

    async def until(
        self, condition: Callable[[], Found | None], timeout_s: float = PATIENCE_S, place: Place | None = None
    ) -> Found:
        """The same in a loop."""
        changed, loop = asyncio.Event(), asyncio.get_running_loop()
        wake = _Waker(loop, changed)
        with self._world.watched_by(wake, place if place is None else chat_of(place)):
            try:
                async with asyncio.timeout(timeout_s):
                    while not (found := condition()):
                        await changed.wait()
                        changed.clear()
            except TimeoutError:
                raise NotSeen(f"not within {timeout_s} s") from None
        return found

    def wait_for(
        self, place: Place, predicate: Predicate = anything, timeout_s: float = PATIENCE_S, after: int = 0
    ) -> Shown:
        """Wait in a thread for a message of the bot."""
        try:
            found = self.wait_until(lambda: self.first(place, predicate, after), timeout_s, place)
        except NotSeen as error:
            raise self._instead(place, error) from None
        assert found is not None
        return found

    async def see(
        self, place: Place, predicate: Predicate = anything, timeout_s: float = PATIENCE_S, after: int = 0
    ) -> Shown:
        """The same in a loop."""
        try:
            found = await self.until(lambda: self.first(place, predicate, after), timeout_s, place)
        except NotSeen as error:
            raise self._instead(place, error) from None
        assert found is not None
        return found

    def _instead(self, place: Place, error: NotSeen) -> NotSeen:
        lines = [
            f"{message.message_id} {message.sender}: {message.text!r}" for message in self.history(place)
        ]
        return NotSeen("\n".join([f"the bot did not say it, {error}; the chat:", *lines]))


class _Waker:
    """Sets an event of a loop from any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
        self._loop, self._event = loop, event

    def __call__(self) -> None:
        self._loop.call_soon_threadsafe(self._event.set)

"""Telegram's flood control: how many messages a bot may send, to whom, and when it may try again.

A message about to be sent -> nothing, or the seconds to wait. Figures: Telegram's bot FAQ, read
2026-11: a message a second a chat with short bursts, 20 a minute to a group, 30 a second in all.
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

MINUTE_S = 60.0
TOO_SHORT_S = 1e-6  # a wait that only rounding made


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a bot may send before it is told to wait."""

    chat_per_s: float = 1.0
    chat_burst: int = 4  # messages at once to a chat that was quiet
    group_per_min: int = 20
    overall_per_s: float = 30.0
    overall_burst: int = 30


TELEGRAM = Limits()


class _Bucket:
    """Fills with time and is emptied by messages."""

    __slots__ = ("_at", "_full", "_level", "_per_s")

    def __init__(self, per_s: float, full: int, now: float) -> None:
        self._per_s, self._full, self._level, self._at = per_s, full, float(full), now

    def wait(self, now: float) -> float:
        """Seconds until one more message fits, 0 when it does now."""
        self._level = min(self._full, self._level + (now - self._at) * self._per_s)
        self._at = now
        return max(0.0, (1 - self._level) / self._per_s)

    def take(self) -> None:
        self._level -= 1


class _Window:
    """Counts the messages of the last minute."""

    __slots__ = ("_most", "_sent")

    def __init__(self, most: int) -> None:
        self._most = most
        self._sent: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._sent and self._sent[0] <= now - MINUTE_S:
            self._sent.popleft()
        return self._sent[0] + MINUTE_S - now if len(self._sent) >= self._most else 0.0

    def take(self, now: float) -> None:
        self._sent.append(now)


class FloodControl:
    """Remembers what was sent; a chat that was told to wait is told so until the time is over."""

    def __init__(self, limits: Limits | None, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._chats: dict[int, _Bucket] = {}
        self._groups: dict[int, _Window] = {}
        self._until: dict[int, float] = {}
        self._overall = _Bucket(limits.overall_per_s, limits.overall_burst, clock()) if limits else None

    def wait(self, chat_id: int) -> int:
        """Whole seconds until a message to this chat is taken, 0 when it was taken now."""
        if self._limits is None or self._overall is None:
            return 0
        now = self._clock()
        chat, group = self._chat(chat_id, self._limits, now), self._group(chat_id, self._limits)
        waits = [self._until.get(chat_id, now) - now, chat.wait(now), self._overall.wait(now)]
        if (wait := max(*waits, group.wait(now) if group else 0.0)) > TOO_SHORT_S:
            self._until[chat_id] = max(self._until.get(chat_id, now), now + max(waits[0], wait))
            return math.ceil(wait)
        chat.take()
        self._overall.take()
        if group:
            group.take(now)
        return 0

    def _chat(self, chat_id: int, limits: Limits, now: float) -> _Bucket:
        if chat_id not in self._chats:
            self._chats[chat_id] = _Bucket(limits.chat_per_s, limits.chat_burst, now)
        return self._chats[chat_id]

    def _group(self, chat_id: int, limits: Limits) -> _Window | None:
        """The window of a group; people's own chats have none."""
        return self._groups.setdefault(chat_id, _Window(limits.group_per_min)) if chat_id < 0 else None

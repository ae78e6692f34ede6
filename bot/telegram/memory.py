"""What a chat asked last, kept in memory for follow-ups.

A restart forgets; nothing is written.
"""

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field

TURNS_KEPT = 4  # earlier questions of a chat
CHATS_KEPT = 2000  # those that wrote last


@dataclass
class Chat:
    """A chat's last questions; the lock keeps its answers in the order of its questions."""

    turns: deque[str] = field(default_factory=lambda: deque(maxlen=TURNS_KEPT))
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Memory:
    """The chats that wrote last."""

    def __init__(self) -> None:
        self._chats: OrderedDict[int, Chat] = OrderedDict()

    def chat(self, chat_id: int) -> Chat:
        """A chat, new or as it was left."""
        chat = self._chats.setdefault(chat_id, Chat())
        self._chats.move_to_end(chat_id)
        while len(self._chats) > CHATS_KEPT:
            self._chats.popitem(last=False)
        return chat

    def forget(self, chat_id: int) -> None:
        """Forget a chat's questions."""
        self._chats.pop(chat_id, None)

"""What every handler gets, and what it may ask of the delivery: the seam between the two.

Handlers -> Sender -> Telegram. Nothing here sends.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.answer import Answer
from bot.assistant import Asked
from bot.settings import Settings
from bot.telegram.memory import Memory
from bot.telegram.rendering.messages import CardMessage, Message
from bot.wiring import Serving

Ask = Callable[[Asked], Awaitable[Answer]]


class Sender(Protocol):
    """Brings messages to a chat: paced, tried again, and each exactly once as far as can be known."""

    async def send(
        self, chat_id: int, message: Message, *, thread: int | None = None, reply_to: int | None = None
    ) -> int | None:
        """The message's id; None when the chat is gone (blocked, kicked)."""

    async def send_card(self, chat_id: int, card: CardMessage, *, thread: int | None = None) -> int | None:
        """The message's id; None when the chat is gone."""

    async def edit(self, chat_id: int, message_id: int, message: Message) -> None:
        """Change a message; one that says so already, or is gone, stays as it is."""

    async def typing(self, chat_id: int, thread: int | None = None) -> None:
        """Show that an answer is under way; that it could not be shown does not matter."""


@dataclass(frozen=True, slots=True)
class Services:
    """What every handler gets as keyword arguments."""

    serving: Serving
    ask: Ask
    sender: Sender
    settings: Settings
    memory: Memory
    clock: Callable[[], datetime]

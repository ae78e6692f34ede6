"""What every handler gets, and what it may ask of the delivery: the seam between the two.

Handlers -> Sender -> Telegram. Nothing here sends.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.listening import Ask as Ask
from bot.settings import Settings
from bot.telegram.memory import Memory
from bot.telegram.rendering.messages import CardMessage, Message
from bot.wiring import Serving


class Showing(Protocol):
    """What a chat sees of an answer while it is written; of what cannot be shown at once, only the newest."""

    @property
    def message(self) -> int | None:
        """The message that the answer is to replace; None where what was shown goes by itself."""

    def show(self, message: Message) -> None:
        """Show so much of it; nobody waits for it."""


class Sender(Protocol):
    """Brings messages to a chat: paced, tried again, and each exactly once as far as can be known."""

    async def send(
        self, chat_id: int, message: Message, *, thread: int | None = None, reply_to: int | None = None
    ) -> int | None:
        """The message's id; None when the chat is gone (blocked, kicked)."""

    async def send_card(self, chat_id: int, card: CardMessage, *, thread: int | None = None) -> int | None:
        """The message's id; None when the chat is gone."""

    async def edit(self, chat_id: int, message_id: int, message: Message) -> bool:
        """Change a message; one that says so already stays as it is. False where it is gone."""

    def showing(
        self, chat_id: int, *, is_group: bool, thread: int | None = None, reply_to: int | None = None
    ) -> AbstractAsyncContextManager[Showing]:
        """Show an answer while it is written, until the block ends; it delays nothing that is sent."""

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

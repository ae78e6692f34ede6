"""The update that is being dealt with, known to whatever is sent meanwhile.

Handling -> UnderWay -> sending. Carried along by the task, so that handlers need not hand it on.
"""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass

from bot.telegram.delivery.waiting import Waiting
from bot.telegram.rendering.messages import Message
from retrieval.documents import Language


@dataclass(slots=True)
class UnderWay:
    """An update, and how far its answer is."""

    waiting: Waiting
    note_beginning: Callable[[Waiting], Awaitable[None]]
    language: Callable[[Waiting], Awaitable[Language]]  # in which the chat is spoken to
    preface: Message | None = None  # said before the first message, if there is one
    is_begun: bool = False
    may_be_sent: bool = False  # something of the answer has arrived, as far as can be known
    is_failed: bool = False

    async def begin(self) -> None:
        """Note, before the first message goes out, that one may have gone out."""
        if not self.is_begun:
            await self.note_beginning(self.waiting)
            self.is_begun = True

    def take_preface(self, chat_id: int) -> Message | None:
        """What is to be said first in this chat, once."""
        if chat_id != self.waiting.lane:
            return None
        preface, self.preface = self.preface, None
        return preface


async def language_here() -> Language:
    """The language of the chat that is being dealt with."""
    under_way = UNDER_WAY.get()
    return await under_way.language(under_way.waiting) if under_way else "sv"


UNDER_WAY: ContextVar[UnderWay | None] = ContextVar("under_way", default=None)

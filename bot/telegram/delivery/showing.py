"""Show an answer while it is written: a draft in a chat between two, one message that grows in a group.

Messages, each longer than the last -> what the chat sees. Only moments that no answer needs are used: what
finds none is left out, and what goes wrong is the end of it. The answer itself is sent or edited in as ever.
"""

import asyncio
import logging
import secrets
from typing import Any, Protocol

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.telegram.delivery.calls import NOW_OR_NEVER
from bot.telegram.delivery.inbox import TakenOver
from bot.telegram.delivery.pacing import NotNow
from bot.telegram.rendering.messages import Message

LOOK_AGAIN_S = 0.1  # for a spare moment
ON_ITS_WAY_S = 1.0  # for a call that is under way when the answer is there; usually it takes a tenth of that
HIGHEST_DRAFT = 2**31 - 1
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # a preview of a source would dwarf the answer

log = logging.getLogger(__name__)


class Unshown:
    """Shows nothing."""

    message: int | None = None

    def show(self, message: Message) -> None:
        """Not this either."""


class Put(Protocol):
    """Brings the text so far to the chat."""

    message: int | None  # that the chat keeps, once there is one

    async def __call__(self, message: Message) -> None:
        """Show it now. Raises NotNow, TelegramError."""


class Draft:
    """What a private chat sees of a message that is not sent yet; it goes by itself."""

    message: int | None = None

    def __init__(self, bot: "ExtBot[Any]", chat_id: int, thread: int | None) -> None:
        self._bot, self._chat_id, self._thread = bot, chat_id, thread
        self._number = 1 + secrets.randbelow(HIGHEST_DRAFT)

    async def __call__(self, message: Message) -> None:
        """Change the draft. Raises NotNow, TelegramError."""
        await self._bot.send_message_draft(
            self._chat_id,
            self._number,
            message.html,
            message_thread_id=self._thread,
            parse_mode=ParseMode.HTML,
            rate_limit_args=NOW_OR_NEVER,
        )


class GrowingMessage:
    """A message that is sent when there is something to say, and edited when there is more."""

    def __init__(self, bot: "ExtBot[Any]", chat_id: int, thread: int | None, reply_to: int | None) -> None:
        self.message: int | None = None
        self._bot, self._chat_id, self._thread, self._reply_to = bot, chat_id, thread, reply_to

    async def __call__(self, message: Message) -> None:
        """Send or edit it. Raises NotNow, TelegramError, TakenOver."""
        if self.message is None:
            await self._send(message)
            return
        await self._bot.edit_message_text(
            message.html,
            self._chat_id,
            self.message,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            rate_limit_args=NOW_OR_NEVER,
        )

    async def _send(self, message: Message) -> None:
        sent = await self._bot.send_message(
            self._chat_id,
            message.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_parameters=ReplyParameters(self._reply_to) if self._reply_to else None,
            message_thread_id=self._thread,
            rate_limit_args=NOW_OR_NEVER,
        )
        self.message = sent.message_id


class NewestShown:
    """Shows the newest text as soon as there is a moment for it; for one event loop."""

    def __init__(self, put: Put) -> None:
        self._put = put
        self._newest: Message | None = None
        self._task: asyncio.Task[None] | None = None
        self._is_on_its_way = self._is_over = False

    @property
    def message(self) -> int | None:
        """The message that it is seen in; None for a draft, and where nothing was shown."""
        return self._put.message

    def show(self, message: Message) -> None:
        """Show so much of it; nobody waits for it."""
        if self._is_over:
            return
        self._newest = message
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._show_newest())

    async def end(self) -> None:
        """Show nothing more; what is on its way arrives before, so that it replaces no answer."""
        self._is_over = True
        if self._task is None:
            return
        if self._is_on_its_way:
            await asyncio.wait({self._task}, timeout=ON_ITS_WAY_S)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _show_newest(self) -> None:
        while self._newest is not None and not self._is_over:
            try:
                await self._put_newest()
            except NotNow:
                await asyncio.sleep(LOOK_AGAIN_S)
            except (TelegramError, TakenOver) as error:
                log.info("an answer is not shown while it is written: %s", error)
                self._is_over = True

    async def _put_newest(self) -> None:
        """Show what is the newest now; it stays the newest where that cannot be."""
        message = self._newest
        assert message is not None
        self._is_on_its_way = True
        try:
            await self._put(message)
        finally:
            self._is_on_its_way = False
        if self._newest is message:
            self._newest = None

"""Bring a message to a chat: as it is meant to look, else plainly, else not at all and quietly.

Message -> its id. What was said before the connection broke is said again with a note, since nobody can know
whether it arrived.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from telegram import Message as Sent
from telegram import ReplyParameters
from telegram.constants import ChatAction, MessageLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.telegram.delivery.calls import is_said, pauses
from bot.telegram.delivery.showing import NO_PREVIEW, Draft, GrowingMessage, NewestShown, Unshown
from bot.telegram.delivery.underway import UNDER_WAY, language_here
from bot.telegram.rendering.messages import CardMessage, Message
from bot.telegram.rendering.native import to_markup
from bot.telegram.rendering.notices import said
from bot.telegram.rendering.rich import units
from bot.telegram.services import Showing

UNREADABLE = ("can't parse entities", "can't find end", "unsupported start tag", "entity_")
NO_REPLY = ("message to be replied not found", "message to reply not found", "replied message not found")
NO_TOPIC = ("message thread not found", "topic_deleted", "topic_id_invalid")
GONE = (
    "chat not found", "user is deactivated", "bot was kicked", "group chat was deactivated",
    "not enough rights", "have no rights", "chat_write_forbidden", "chat_restricted", "peer_id_invalid",
    "topic_closed", "user_is_blocked", "need administrator rights",
)  # fmt: skip
UNCHANGED = ("message is not modified",)
LOST = ("message to edit not found", "message can't be edited")

MOST_SHOWING = 3  # at a time
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """A message on its way, and what it has lost on it."""

    chat_id: int
    content: Message | CardMessage
    thread: int | None = None
    reply_to: int | None = None
    is_plain: bool = False
    is_noted: bool = False  # that it may be there already


class TelegramSender:
    """Sends for every handler; the bot's own calls are paced and made again below it."""

    def __init__(self, bot: "ExtBot[int]") -> None:
        self._bot = bot
        self._showing = 0  # typing that is being shown

    async def send(
        self, chat_id: int, message: Message, *, thread: int | None = None, reply_to: int | None = None
    ) -> int | None:
        """The message's id; None when the chat is gone. What must be said first is said first."""
        for before in _prefaced(chat_id, message):
            sent = await self._delivered(_Outgoing(chat_id, before, thread, reply_to))
            if sent is None:
                return None
        return sent  # type: ignore[possibly-undefined]

    async def send_card(self, chat_id: int, card: CardMessage, *, thread: int | None = None) -> int | None:
        """The message's id; None when the chat is gone."""
        under_way = UNDER_WAY.get()
        if under_way and (preface := under_way.take_preface(chat_id)):
            await self._delivered(_Outgoing(chat_id, preface, thread))
        return await self._delivered(_Outgoing(chat_id, card, thread))

    async def edit(self, chat_id: int, message_id: int, message: Message) -> bool:
        """Change a message; one that says so already stays as it is. False where it is gone."""
        try:
            await self._edited(chat_id, message_id, message, is_plain=False)
        except (BadRequest, Forbidden) as error:
            if isinstance(error, Forbidden) or is_said(error, UNCHANGED + LOST + GONE):
                log.info("a message was not edited: %s", error)
                return is_said(error, UNCHANGED)
            if not is_said(error, UNREADABLE):
                raise
            log.warning("a message was edited without its looks: %s", error)
            await self._edited(chat_id, message_id, message, is_plain=True)
        return True

    @asynccontextmanager
    async def showing(
        self, chat_id: int, *, is_group: bool, thread: int | None = None, reply_to: int | None = None
    ) -> AsyncIterator[Showing]:
        """Show an answer while it is written, until the block ends; it delays nothing that is sent."""
        under_way = UNDER_WAY.get()
        if is_group and under_way and under_way.preface:  # what must be said first belongs to the answer
            yield Unshown()
            return
        own = GrowingMessage(self._bot, chat_id, thread, reply_to) if is_group else None
        showing = NewestShown(own or Draft(self._bot, chat_id, thread))
        try:
            yield showing
        finally:
            await showing.end()

    async def typing(self, chat_id: int, thread: int | None = None) -> None:
        """Show that an answer is under way; that it could not be shown does not matter.

        In a crowd it is left out: each showing costs as much as a tenth of an answer.
        """
        if self._showing >= MOST_SHOWING:
            return
        self._showing += 1
        try:
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread)
        except TelegramError as error:
            log.debug("typing was not shown: %s", error)
        finally:
            self._showing -= 1

    async def _edited(self, chat_id: int, message_id: int, message: Message, *, is_plain: bool) -> None:
        await self._bot.edit_message_text(
            message.text if is_plain else message.html,
            chat_id,
            message_id,
            parse_mode=None if is_plain else ParseMode.HTML,
            reply_markup=to_markup(message.keyboard),
            link_preview_options=NO_PREVIEW,
        )

    async def _delivered(self, outgoing: _Outgoing) -> int | None:
        """Send until it is there. Raises BadRequest for what nobody foresaw."""
        waits = pauses()
        while True:
            try:
                return (await self._posted(outgoing)).message_id
            except Forbidden as error:
                log.info("a chat is gone: %s", error)
                return None
            except ChatMigrated as error:
                log.info("a group became a supergroup")
                outgoing = replace(outgoing, chat_id=error.new_chat_id)
            except BadRequest as error:
                if is_said(error, GONE):
                    log.info("a chat is gone: %s", error)
                    return None
                outgoing = _mended(outgoing, error)
            except NetworkError as error:
                log.warning("a message may have arrived, it is sent once more: %s", error)
                await asyncio.sleep(next(waits))
                outgoing = await self._with_note(outgoing)

    async def _with_note(self, outgoing: _Outgoing) -> _Outgoing:
        """The message with a note that it may be there already; a card's goes before it."""
        note = said(await language_here(), "telegram_again")
        if isinstance(outgoing.content, CardMessage):
            if not outgoing.is_noted:
                await self._delivered(_Outgoing(outgoing.chat_id, note, outgoing.thread, is_noted=True))
            return replace(outgoing, is_noted=True)
        content = outgoing.content if outgoing.is_noted else _joined(note, outgoing.content)[-1]
        return replace(outgoing, content=content, is_noted=True)

    async def _posted(self, outgoing: _Outgoing) -> Sent:
        content, chat_id, thread = outgoing.content, outgoing.chat_id, outgoing.thread
        if isinstance(content, CardMessage):
            return await self._bot.send_contact(
                chat_id, content.phone, content.first_name, content.last_name, vcard=content.vcard,
                message_thread_id=thread,
            )  # fmt: skip
        answered = ReplyParameters(outgoing.reply_to) if outgoing.reply_to else None
        return await self._bot.send_message(
            chat_id,
            content.text if outgoing.is_plain else content.html,
            parse_mode=None if outgoing.is_plain else ParseMode.HTML,
            reply_markup=to_markup(content.keyboard),
            link_preview_options=NO_PREVIEW,
            reply_parameters=answered,
            message_thread_id=thread,
        )


def _mended(outgoing: _Outgoing, error: BadRequest) -> _Outgoing:
    """The message without what Telegram could not take. Raises the error where that is not known."""
    if is_said(error, UNREADABLE) and not outgoing.is_plain:
        log.warning("a message was sent without its looks: %s", error)
        return replace(outgoing, is_plain=True)
    if is_said(error, NO_REPLY) and outgoing.reply_to:
        return replace(outgoing, reply_to=None)
    if is_said(error, NO_TOPIC) and outgoing.thread:
        return replace(outgoing, thread=None)
    raise error


def _prefaced(chat_id: int, message: Message) -> list[Message]:
    """The message with what must be said before it, in one if they fit."""
    under_way = UNDER_WAY.get()
    preface = under_way.take_preface(chat_id) if under_way else None
    return [message] if preface is None else _joined(preface, message)


def _joined(first: Message, second: Message) -> list[Message]:
    html, text = f"{first.html}\n\n{second.html}", f"{first.text}\n\n{second.text}"
    if units(html) > MessageLimit.MAX_TEXT_LENGTH:
        return [first, second]
    return [Message(html, text, second.keyboard)]

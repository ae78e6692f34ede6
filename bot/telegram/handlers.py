"""What the bot does with a message: unpack, ask, render, send.

What a handler needs comes as keyword arguments, bound where it is registered.
"""

import logging
import uuid
from collections.abc import Awaitable, Callable

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.answer import Answer
from bot.assistant import Asked
from bot.telegram.memory import Memory
from bot.telegram.rendering.answers import rendered
from bot.telegram.rendering.messages import to_html_messages
from bot.telegram.rendering.notices import help_text, start
from bot.wording import say
from retrieval.documents import Language
from retrieval.errors import RegionsvarError
from retrieval.language.detection import language_of

Ask = Callable[[Asked], Awaitable[Answer]]
Context = ContextTypes.DEFAULT_TYPE
DAYS_KEPT = 30  # after a chat's last question

log = logging.getLogger(__name__)


async def on_question(update: Update, _: Context, *, ask: Ask, memory: Memory) -> None:
    """Answer a text message in the chat that it came from, as a follow-up to those before it."""
    message = update.effective_message
    if message is None or message.text is None:
        return
    chat = memory.chat(message.chat_id)
    async with chat.lock:
        asked = Asked(message.text, tuple(chat.turns), str(message.chat_id))
        try:
            parts = [part.html for part in rendered(await ask(asked)).messages]
        except RegionsvarError as error:
            log.error("cannot answer: %s", error)
            parts = to_html_messages(say(language_of(message.text), error.reply, detail="-", reference="-"))
        await _send(message, parts)
        chat.turns.append(message.text)


async def on_start(update: Update, _: Context, *, memory: Memory) -> None:
    """Greet, and begin anew."""
    if message := update.effective_message:
        memory.forget(message.chat_id)
        language = language_of_user(update)
        await _send(message, [start(language, say(language, "telegram_the_region"), DAYS_KEPT).html])


async def on_help(update: Update, _: Context) -> None:
    """Say what the bot does."""
    if message := update.effective_message:
        await _send(message, [help_text(language_of_user(update)).html])


async def on_error(update: object, context: Context) -> None:
    """Log what a handler raised, and apologise where there is someone to apologise to."""
    reference = uuid.uuid4().hex[:8]
    log.error("reference %s", reference, exc_info=context.error)
    message: Message | None = getattr(update, "effective_message", None)  # other updates have none
    if message is not None:
        language = language_of(message.text or "")
        await _send(message, to_html_messages(say(language, "internal_error", reference=reference)))


def language_of_user(update: Update) -> Language:
    """The language of the user's own Telegram: Swedish, or English for everyone else who tells."""
    code = (update.effective_user.language_code if update.effective_user else None) or "sv"
    return "sv" if code.startswith("sv") else "en"


async def _send(message: Message, parts: list[str]) -> None:
    for part in parts:
        await message.reply_html(part)

"""What the bot does with a message: unpack, ask, render, send.

What a handler needs comes as keyword arguments, bound where it is registered.
"""

import logging
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from bot.assistant import Asked
from bot.telegram.memory import Memory
from bot.telegram.rendering.answers import rendered
from bot.telegram.rendering.messages import messages
from bot.telegram.rendering.notices import help_text, start
from bot.telegram.rendering.rich import rich
from bot.telegram.services import Ask, Sender, Services
from bot.wording import say
from retrieval.documents import Language
from retrieval.errors import RegionsvarError
from retrieval.language.detection import language_of

Context = ContextTypes.DEFAULT_TYPE
Bot = Application[Any, Any, Any, Any, Any, Any]
DAYS_KEPT = 30  # after a chat's last question

log = logging.getLogger(__name__)


def register(application: Bot, services: Services) -> None:
    """Add every handler."""
    memory, sender = Memory(), services.sender
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    question = partial(on_question, ask=services.ask, sender=sender, memory=memory)
    application.add_handler(CommandHandler("start", partial(on_start, sender=sender, memory=memory), private))
    application.add_handler(CommandHandler("help", partial(on_help, sender=sender), private))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND & private, question))


async def on_start_up(application: Bot, services: Services) -> None:
    """Nothing yet."""


async def on_question(update: Update, _: Context, *, ask: Ask, sender: Sender, memory: Memory) -> None:
    """Answer a text message in the chat that it came from, as a follow-up to those before it."""
    message = update.effective_message
    if message is None or message.text is None:
        return
    chat = memory.chat(message.chat_id)
    asked = Asked(message.text, tuple(chat.turns), str(message.chat_id))
    await sender.typing(message.chat_id)
    try:
        parts = rendered(await ask(asked)).messages
    except RegionsvarError as error:
        log.error("cannot answer: %s", error)
        parts = messages(rich(say(language_of(message.text), error.reply, detail="-", reference="-")))
    for part in parts:
        await sender.send(message.chat_id, part)
    chat.turns.append(message.text)


async def on_start(update: Update, _: Context, *, sender: Sender, memory: Memory) -> None:
    """Greet, and begin anew."""
    if message := update.effective_message:
        memory.forget(message.chat_id)
        language = language_of_user(update)
        greeting = start(language, say(language, "telegram_the_region"), DAYS_KEPT)
        await sender.send(message.chat_id, greeting)


async def on_help(update: Update, _: Context, *, sender: Sender) -> None:
    """Say what the bot does."""
    if message := update.effective_message:
        await sender.send(message.chat_id, help_text(language_of_user(update)))


def language_of_user(update: Update) -> Language:
    """The language of the user's own Telegram: Swedish, or English for everyone else who tells."""
    code = (update.effective_user.language_code if update.effective_user else None) or "sv"
    return "sv" if code.startswith("sv") else "en"

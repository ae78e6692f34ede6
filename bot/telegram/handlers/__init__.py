"""What the bot does with each kind of update: unpack, ask, render, send.

`register` binds what the handlers need; whoever runs the bot feeds the updates.
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.telegram.handlers.answering import Answering
from bot.telegram.handlers.attachments import Albums, on_attachment
from bot.telegram.handlers.browsing import on_list
from bot.telegram.handlers.buttons import on_button
from bot.telegram.handlers.forwarded import Passing
from bot.telegram.handlers.guarding import Guard, on_anything
from bot.telegram.handlers.inline import on_inline
from bot.telegram.handlers.menus import present
from bot.telegram.handlers.questions import on_edited, on_text
from bot.telegram.handlers.talking import (
    Talking,
    on_forget,
    on_help,
    on_language,
    on_privacy,
    on_start,
)
from bot.telegram.rendering.commands import COMMANDS, Command
from bot.telegram.services import Services
from retrieval.documents import Language

# what Telegram is asked to tell; channel posts are none of it
UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY)
BEFORE_ALL = -1

Bot = Application[Any, Any, Any, Any, Any, Any]
Handler = Callable[..., Coroutine[Any, Any, None]]


def register(application: Bot, services: Services) -> None:
    """Add every handler."""
    settings, clock = services.settings, services.clock
    memory = services.memory
    answering = Answering(services.ask, services.sender, memory, services.serving)
    talking = Talking(services.sender, memory, services.serving)
    passing = Passing(answering)
    guard = Guard(settings.telegram_questions_per_minute, settings.telegram_allow)
    longest = settings.telegram_question_chars
    people = filters.ChatType.PRIVATE | filters.ChatType.GROUPS
    new, edited = people & filters.UpdateType.MESSAGE, people & filters.UpdateType.EDITED_MESSAGE
    guarding = partial(on_anything, guard=guard, sender=services.sender, memory=memory, clock=clock)
    application.add_handler(TypeHandler(Update, guarding), BEFORE_ALL)
    for command, handler in _commands(talking, answering, services):
        for name in command.names:
            bound = partial(handler, own=_language_of(command, name))
            application.add_handler(CommandHandler(name, bound, new))
    unknown = filters.COMMAND & filters.ChatType.PRIVATE & new
    application.add_handler(MessageHandler(unknown, partial(on_help, talking=talking)))
    text = filters.TEXT & ~filters.COMMAND
    asked = partial(on_text, answering=answering, passing=passing, longest=longest)
    application.add_handler(MessageHandler(text & new, asked))
    changed = partial(on_edited, answering=answering, longest=longest)
    application.add_handler(MessageHandler(text & edited, changed))
    not_text = partial(on_attachment, talking=talking, passing=passing, albums=Albums())
    application.add_handler(MessageHandler(filters.ATTACHMENT & new, not_text))
    pressed = partial(on_button, answering=answering, talking=talking, clock=clock)
    application.add_handler(CallbackQueryHandler(pressed))
    sought = partial(
        on_inline,
        ask=services.ask,
        memory=memory,
        serving=services.serving,
        is_closed=bool(settings.telegram_allow),
    )
    application.add_handler(InlineQueryHandler(sought))


async def on_start_up(application: Bot, services: Services) -> None:
    """Present the bot in its languages, and begin to forget what is unused."""
    application.bot_data["sweep"] = asyncio.create_task(services.memory.sweep())  # kept from being collected
    await present(application.bot)


def _commands(talking: Talking, answering: Answering, services: Services) -> list[tuple[Command, Handler]]:
    lists = partial(on_list, talking=talking, clock=services.clock)
    handlers: dict[str, Handler] = {
        "contacts": partial(lists, register="contacts"),
        "priorities": partial(lists, register="priorities"),
        "funding": partial(lists, register="funding"),
        "sources": partial(lists, register="sources"),
        "language": partial(on_language, talking=talking),
        "privacy": partial(on_privacy, talking=talking),
        "forget": partial(on_forget, talking=talking),
        "help": partial(on_help, talking=talking),
        "start": partial(on_start, talking=talking, answering=answering),
    }
    return [(command, handlers[command.key]) for command in COMMANDS]


def _language_of(command: Command, name: str) -> Language | None:
    """The language that a command is written in; None where both call it the same."""
    if command.swedish == command.english:
        return None
    return "sv" if name == command.swedish else "en"

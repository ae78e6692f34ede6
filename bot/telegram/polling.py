"""Telegram by polling, alone or beside the web application in one event loop.

Serving -> a running bot. Telegram being away is waited out; it never stops anything else.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, ClassVar

from telegram import Update
from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application, ApplicationBuilder, CommandHandler, MessageHandler, filters

from bot.answer import Answer
from bot.assistant import Asked
from bot.telegram.handlers import Ask, on_error, on_help, on_question, on_start
from bot.telegram.memory import Memory
from bot.wiring import Serving
from retrieval.errors import RegionsvarError

AT_ONCE = 16  # chats that are answered at the same time
RETRY_S = 10.0  # until Telegram is tried again

Bot = Application[Any, Any, Any, Any, Any, Any]
log = logging.getLogger(__name__)


class TelegramRefused(RegionsvarError):
    """Telegram does not know the token."""

    reply: ClassVar[str] = "telegram_refused"


def application(token: str, api_url: str, ask: Ask) -> Bot:
    """The bot with its handlers; nothing is sent before it starts."""
    bot: Bot = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .concurrent_updates(AT_ONCE)
        .build()
    )
    memory = Memory()
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    bot.add_handler(CommandHandler("start", partial(on_start, memory=memory), private))
    bot.add_handler(CommandHandler("help", on_help, private))
    bot.add_handler(
        MessageHandler(
            filters.TEXT & ~filters.COMMAND & private, partial(on_question, ask=ask, memory=memory)
        )
    )
    bot.add_error_handler(on_error)
    return bot


def ask_in_thread(serving: Serving) -> Ask:
    """Answering blocks: it is done in a thread."""

    async def ask(asked: Asked) -> Answer:
        return await asyncio.to_thread(serving.answer, asked)

    return ask


@asynccontextmanager
async def polling(bot: Bot) -> AsyncIterator["asyncio.Task[None]"]:
    """The bot, running; the task raises TelegramRefused, and otherwise ends only when it is cancelled."""
    task = asyncio.create_task(_poll(bot))
    task.add_done_callback(_log_failure)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, RegionsvarError):
            await task


async def _poll(bot: Bot) -> None:
    try:
        await _initialise(bot)
        assert bot.updater is not None  # the builder made one
        await bot.start()
        await bot.updater.start_polling(bootstrap_retries=-1, allowed_updates=[Update.MESSAGE])
        await asyncio.Event().wait()
    finally:
        await _stop(bot)


async def _initialise(bot: Bot) -> None:
    """Greet Telegram; tried until it answers."""
    while True:
        try:
            await bot.initialize()
            return
        except InvalidToken as error:
            raise TelegramRefused("the token was rejected") from error
        except NetworkError as error:
            log.warning("Telegram does not answer, trying again in %g s: %s", RETRY_S, error)
            await asyncio.sleep(RETRY_S)


async def _stop(bot: Bot) -> None:
    """Stop in order; the last updates are acknowledged, so that none is answered twice."""
    if bot.updater is not None and bot.updater.running:
        await bot.updater.stop()
    if bot.running:
        await bot.stop()
    await bot.shutdown()


def _log_failure(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("Telegram is off: %s", error)

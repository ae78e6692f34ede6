"""The bot, put together: what comes, what deals with it, what is sent, and how it all ends.

Serving -> Delivery -> runs until it is cancelled. Telegram or the database being away is waited out; neither
stops anything else.
"""

import asyncio
import itertools
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder

from bot.answer import Answer
from bot.assistant import Asked
from bot.store.database import Database
from bot.store.places import DatabaseUnavailable
from bot.telegram import handlers
from bot.telegram.delivery.calls import PacedCalls, pauses
from bot.telegram.delivery.dealing import Bot, Dealing
from bot.telegram.delivery.errors import on_error
from bot.telegram.delivery.inbox import Inbox
from bot.telegram.delivery.pacing import Pacing
from bot.telegram.delivery.polling import Poller
from bot.telegram.delivery.posting import Posting
from bot.telegram.delivery.presence import BEAT_S, Presence
from bot.telegram.delivery.refusal import TelegramRefused
from bot.telegram.delivery.sending import TelegramSender
from bot.telegram.delivery.waiting import Payload
from bot.telegram.delivery.webhook import path_of, secret_of, set_webhook, webhook_route
from bot.telegram.memory import Memory
from bot.telegram.services import Ask, Services
from bot.telegram.transactions import Transactions
from bot.wiring import Serving

# Answering keeps a processor busy, and Python uses one: a few at a time leave the loop room, and what they
# end together is kept and fetched together. A model is waited for.
ASKED_AT_ONCE, ASKED_AT_ONCE_OF_MODEL = 4, 8
MOST_WAITING = 5000  # updates in memory; Telegram keeps the rest so long
SWEEP_BEATS = 360  # an hour

log = logging.getLogger(__name__)


def ask_in_thread(serving: Serving) -> Ask:
    """Answering blocks: it is done in threads, few of them, so that others are left for the database."""
    free = asyncio.Semaphore(ASKED_AT_ONCE_OF_MODEL if serving.settings.chat_model else ASKED_AT_ONCE)

    async def ask(asked: Asked) -> Answer:
        async with free:
            return await asyncio.to_thread(serving.answer, asked)

    return ask


def application(token: str, api_url: str, calls: PacedCalls) -> Bot:
    """The library's application, without handlers; nothing is sent before it starts."""
    # what the library wants to call retry_after in its next release; without it, every refusal warns
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    built: Bot = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(Posting(api_url))
        .get_updates_request(Posting(api_url))
        .rate_limiter(calls)
        .updater(None)  # updates are fetched, kept and dealt with here
        .build()
    )
    return built


class Delivery:
    """One bot in one process."""

    def __init__(self, serving: Serving, token: str) -> None:
        """Connects to nothing yet. Raises DatabaseUnavailable, SettingsWrong."""
        self._serving, settings = serving, serving.settings
        self._webhook_url = settings.telegram_webhook_url
        self._secret = secret_of(settings, token)
        self._path = path_of(self._webhook_url) if self._webhook_url else None
        pacing = Pacing(settings.telegram_messages_per_s, settings.telegram_chat_messages_per_s, asyncio_time)
        self._application = application(token, settings.telegram_api_url, PacedCalls(pacing))
        self._database = Database(settings)
        self._number = int(token.partition(":")[0]) if token.partition(":")[0].isdigit() else 0
        self._dealing: Dealing | None = None

    def route(self) -> APIRouter | None:
        """Where Telegram posts to; None where updates are fetched."""
        return webhook_route(self._path, self._secret, self._accept) if self._path else None

    async def run(self) -> None:
        """Answer until cancelled, then end in order. Raises TelegramRefused."""
        with Presence(self._serving.settings.data) as presence:
            transactions = Transactions(self._database)
            inbox = Inbox(transactions, self._number, presence)
            await _opened(inbox)
            sender = TelegramSender(self._application.bot)
            self._register(sender, transactions)
            settings = self._serving.settings
            dealing = Dealing(
                self._application, inbox, sender, self._services.memory, settings.telegram_late_min * 60,
                settings.telegram_stale_h * 3600,
            )  # fmt: skip
            poller = Poller(self._application.bot, self._accept)
            try:
                await self._started()
                await _look_after(inbox, dealing, beats=0)
                self._dealing = dealing
                async with asyncio.TaskGroup() as together:
                    together.create_task(_beat(inbox, dealing))
                    together.create_task(self._prepare())
                    together.create_task(self._receive(poller))
            except BaseExceptionGroup as group:
                raise group.exceptions[0] from group
            finally:
                self._dealing = None
                await self._end(dealing, poller)
                transactions.close()
                self._database.close()

    async def _accept(self, payloads: Sequence[Payload]) -> None:
        """Keep updates and deal with them. Raises DatabaseUnavailable when that is not possible now."""
        if (dealing := self._dealing) is None:
            raise DatabaseUnavailable("the bot is not ready to receive")
        await asyncio.shield(asyncio.ensure_future(dealing.accept(payloads)))
        await dealing.lanes.room(MOST_WAITING)

    def _register(self, sender: TelegramSender, transactions: Transactions) -> None:
        serving, clock = self._serving, partial(datetime.now, UTC)
        memory = Memory(transactions, serving.settings, clock)
        self._services = Services(
            serving, ask_in_thread(serving), sender, serving.settings, memory, clock
        )  # fmt: skip
        handlers.register(self._application, self._services)
        self._application.add_error_handler(partial(on_error, sender=sender))

    async def _started(self) -> None:
        """Greet Telegram; tried until it answers."""
        try:
            await self._application.initialize()
        except InvalidToken as error:
            raise TelegramRefused("the token was rejected") from error
        await self._application.start()

    async def _prepare(self) -> None:
        """What the handlers do once; the bot answers meanwhile, and also if that fails."""
        try:
            await handlers.on_start_up(self._application, self._services)
        except TelegramError as error:
            log.warning("the bot's commands and descriptions were not set: %s", error)

    async def _receive(self, poller: Poller) -> None:
        if self._webhook_url:
            await set_webhook(self._application.bot, self._webhook_url, self._secret)
        else:
            await poller.run()

    async def _end(self, dealing: Dealing, poller: Poller) -> None:
        """Stop in order; what is not done is kept for the next start."""
        await dealing.end()
        if self._application.running:
            await poller.confirm()
            await self._application.stop()
        with suppress(TelegramError):
            await self._application.shutdown()


def asyncio_time() -> float:
    """Seconds of the running loop's clock."""
    return asyncio.get_running_loop().time()


async def _opened(inbox: Inbox) -> None:
    """Wait for the database."""
    for pause_s in pauses():
        try:
            await inbox.open()
            return
        except DatabaseUnavailable as error:
            log.error("no database, again in %.1f s: %s", pause_s, error)
            await asyncio.sleep(pause_s)


async def _beat(inbox: Inbox, dealing: Dealing) -> None:
    for beats in itertools.count(1):
        await asyncio.sleep(BEAT_S)
        await _look_after(inbox, dealing, beats)


async def _look_after(inbox: Inbox, dealing: Dealing, beats: int) -> None:
    """Say that this process lives, take over from those that do not, and forget what is old."""
    try:
        dealing.take(await inbox.take_over())
        if beats % SWEEP_BEATS == 0:
            await inbox.sweep()
    except DatabaseUnavailable as error:
        log.error("the inbox cannot be looked after: %s", error)

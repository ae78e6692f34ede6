"""Run the bot beside something else in one event loop, such as the web application.

Delivery -> a task. That it fails stops nobody else.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.telegram.delivery.running import Delivery
from retrieval.errors import RegionsvarError

log = logging.getLogger(__name__)


@asynccontextmanager
async def beside(delivery: Delivery) -> "AsyncIterator[asyncio.Task[None]]":
    """The bot, running; the task raises TelegramRefused, and otherwise ends only when it is cancelled."""
    task = asyncio.create_task(delivery.run())
    task.add_done_callback(_log_failure)
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError, RegionsvarError):
            await task


def _log_failure(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error(
            "Telegram is off: %s", error, exc_info=None if isinstance(error, RegionsvarError) else error
        )

"""Show that the bot is typing while it works."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.telegram.handlers.places import Place
from bot.telegram.services import Sender

SHOWN_S = 4.5  # Telegram shows it for five seconds
PATIENCE_S = 0.5  # for the first showing, so that it does not come after the answer


@asynccontextmanager
async def typing(sender: Sender, place: Place) -> AsyncIterator[None]:
    """Typing from now to the end; never after it."""
    shown = asyncio.Event()
    task = asyncio.create_task(_keep_typing(sender, place, shown))
    try:
        yield
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await shown.wait()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_typing(sender: Sender, place: Place, shown: asyncio.Event) -> None:
    try:
        while True:
            await sender.typing(place.chat_id, place.thread)
            shown.set()
            await asyncio.sleep(SHOWN_S)
    finally:
        shown.set()

"""`regionsvar telegram`: the bot alone, by polling, until interrupted."""

import asyncio
import signal
from contextlib import suppress
from typing import ClassVar

from bot.commands.opening import opened, opened_settings
from bot.commands.printing import print_text
from bot.wiring import Serving
from bot.wording import say
from retrieval.errors import RegionsvarError


class SettingMissing(RegionsvarError):
    """A setting without which the command makes no sense."""

    reply: ClassVar[str] = "setting_missing"


def run() -> None:
    """Poll until interrupted."""
    settings = opened_settings()
    if settings.telegram_token is None:
        raise SettingMissing("REGIONSVAR_TELEGRAM_TOKEN must be the token that @BotFather gave.")
    with opened(settings) as serving:
        asyncio.run(_run(serving, settings.telegram_token.get_secret_value()))


async def _run(serving: Serving, token: str) -> None:
    from bot.telegram.polling import application, ask_in_thread, polling

    bot = application(token, serving.settings.telegram_api_url, ask_in_thread(serving))
    async with polling(bot) as task:
        for name in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):  # Windows: Ctrl-C interrupts the loop itself
                asyncio.get_running_loop().add_signal_handler(name, task.cancel)
        print_text(say("en", "serving_telegram"))
        with suppress(asyncio.CancelledError):
            await task

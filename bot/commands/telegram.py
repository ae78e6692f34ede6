"""`regionsvar telegram`: the bot alone, by polling, until interrupted."""

import asyncio
import signal
from contextlib import suppress

from bot.commands.opening import SettingMissing, opened, opened_settings
from bot.commands.printing import print_text
from bot.settings import SettingsWrong
from bot.wiring import Serving
from bot.wording import say


def run() -> None:
    """Poll until interrupted."""
    settings = opened_settings()
    if settings.telegram_token is None:
        raise SettingMissing("REGIONSVAR_TELEGRAM_TOKEN must be the token that @BotFather gave.")
    if settings.telegram_webhook_url is not None:
        raise SettingsWrong(
            "REGIONSVAR_TELEGRAM_WEBHOOK_URL: a webhook is served by `regionsvar serve`; unset it to poll."
        )
    with opened(settings) as serving:
        if serving.writes:
            serving.warm()  # what the first answer of a model would wait for
        asyncio.run(_run(serving, settings.telegram_token.get_secret_value()))


async def _run(serving: Serving, token: str) -> None:
    from bot.telegram.delivery.beside import beside
    from bot.telegram.delivery.running import Delivery

    async with beside(Delivery(serving, token)) as task:
        for name in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):  # Windows: Ctrl-C interrupts the loop itself
                asyncio.get_running_loop().add_signal_handler(name, task.cancel)
        print_text(say("en", "serving_telegram"))
        with suppress(asyncio.CancelledError):
            await task

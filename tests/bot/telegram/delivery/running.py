"""The delivery in this process, over the Bot API server of the tests, with handlers that a test names."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from telegram import Update
from telegram.ext import TypeHandler

from bot.settings import Settings
from bot.telegram import handlers
from bot.telegram.delivery.beside import beside
from bot.telegram.delivery.running import Delivery
from bot.telegram.rendering.messages import Message
from bot.telegram.services import Services
from bot.wiring import Serving
from tests.bot_api.server import BotApi

Deal = Callable[[Update, Services], Awaitable[None]]


def settings_for(server: BotApi, data: Path, **more: Any) -> Settings:
    own = {"telegram_messages_per_s": 500.0, "telegram_chat_messages_per_s": 500.0} | more
    return Settings(data=data, telegram_token=SecretStr(server.token), telegram_api_url=server.url, **own)


def message(text: str) -> Message:
    return Message(f"<b>{text}</b>", text)


async def echo(update: Update, services: Services) -> None:
    """Say everything again."""
    if update.message and update.message.text:
        await services.sender.send(update.message.chat_id, message(update.message.text))


@asynccontextmanager
async def delivering(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, deal: Deal = echo
) -> "AsyncIterator[asyncio.Task[None]]":
    """The bot with one handler, running."""

    def register(application: Any, services: Services) -> None:
        async def on_update(update: Update, _: Any) -> None:
            await deal(update, services)

        application.add_handler(TypeHandler(Update, on_update))

    monkeypatch.setattr(handlers, "register", register)
    assert settings.telegram_token is not None
    delivery = Delivery(Serving(settings), settings.telegram_token.get_secret_value())
    async with beside(delivery) as task:
        yield task

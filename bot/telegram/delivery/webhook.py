"""Take updates that Telegram posts: the answer comes when they are kept.

POST with the secret -> what accepts it. As many processes as wanted serve the same address.
"""

import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from json import JSONDecodeError
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, HTTPException, Request, Response
from telegram.ext import ExtBot

from bot.settings import Settings, SettingsWrong, name_of
from bot.store.places import DatabaseUnavailable
from bot.telegram.delivery.polling import ALLOWED
from bot.telegram.delivery.waiting import Payload

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
CONNECTIONS = 40  # Telegram's own default; a hundred at most

Accept = Callable[[Sequence[Payload]], Awaitable[None]]

log = logging.getLogger(__name__)


def path_of(url: str) -> str:
    """Where the route stands. Raises SettingsWrong for an address without a path."""
    path = urlsplit(url).path
    if path in ("", "/"):
        raise SettingsWrong(
            f"{name_of('telegram_webhook_url')}: it must have a path, such as https://example.org/telegram."
        )
    return path


def secret_of(settings: Settings, token: str) -> str:
    """What Telegram sends along: as set, else made of the token, the same in every process."""
    if settings.telegram_webhook_secret:
        return settings.telegram_webhook_secret.get_secret_value()
    return hmac.new(token.encode(), b"regionsvar webhook", hashlib.sha256).hexdigest()


async def set_webhook(bot: "ExtBot[Any]", url: str, secret: str) -> None:
    """Tell Telegram where to post; said again at each start, by each process alike."""
    await bot.set_webhook(url, secret_token=secret, max_connections=CONNECTIONS, allowed_updates=ALLOWED)


def webhook_route(path: str, secret: str, accept: Accept) -> APIRouter:
    """The route that Telegram posts to."""
    router = APIRouter()

    @router.post(path, include_in_schema=False)
    async def take(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode()):
            raise HTTPException(403, "The secret is missing or wrong.")
        try:
            await accept([_update_in(await request.json())])
        except (JSONDecodeError, UnicodeDecodeError, ValueError) as error:
            raise HTTPException(400, "That is no update.") from error
        except DatabaseUnavailable as error:
            log.error("an update could not be kept; Telegram sends it again: %s", error)
            raise HTTPException(503, "The update could not be kept.") from error
        return Response()

    return router


def _update_in(body: Any) -> Payload:
    if not isinstance(body, dict) or not isinstance(body.get("update_id"), int):
        raise ValueError("no update")
    return body

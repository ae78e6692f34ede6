"""Every call to Telegram: paced, and made again until Telegram has done it or refuses for good.

A call -> its result. A message of which nobody knows whether it arrived is not sent again from here.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram.delivery.pacing import Pacing, Sleep, nothing
from bot.telegram.delivery.posting import Unanswered
from bot.telegram.delivery.underway import UNDER_WAY, UnderWay

SHOWN_ONCE_MORE = frozenset(  # calls that say something again when they are made again
    "sendMessage sendContact sendDocument sendPhoto sendMediaGroup copyMessage forwardMessage".split()
)
COUNTED = SHOWN_ONCE_MORE | {"editMessageText", "editMessageReplyMarkup", "editMessageCaption"}
PASSING = frozenset({"sendChatAction"})  # worth nothing later
HURRIED = frozenset({"answerCallbackQuery", "answerInlineQuery"})  # Telegram waits some seconds for them
MOST_HURRIED = 3  # attempts
NOW_OR_NEVER = 1  # given along with a call that is worth nothing later: no wait, no second attempt
TOO_OLD = ("query is too old", "query id is invalid", "query_id_invalid")
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0

Json = dict[str, Any]
Call = Callable[..., Coroutine[Any, Any, bool | Json | list[Json]]]

log = logging.getLogger(__name__)


class PacedCalls(BaseRateLimiter[int]):
    """What every call of the bot passes through, getUpdates apart."""

    def __init__(self, pacing: Pacing, sleep: Sleep = asyncio.sleep) -> None:
        self._pacing, self._sleep = pacing, sleep
        self._is_away = False

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: Json,
        endpoint: str,
        data: Json,
        rate_limit_args: int | None,
    ) -> bool | Json | list[Json]:
        """Make a call. Raises what Telegram refuses it with, and NetworkError where it may be done.

        One that is to be made now or never raises NotNow, too, and any NetworkError.
        """
        chat = data.get("chat_id")
        if rate_limit_args == NOW_OR_NEVER:
            return await self._made_now(callback, args, kwargs, endpoint, chat or 0)
        if endpoint in PASSING:
            return True if self._pacing.is_held(chat or 0) else await callback(*args, **kwargs)
        waits = pauses()
        attempts = 0
        while True:
            attempts += 1
            under_way = UNDER_WAY.get() if endpoint in SHOWN_ONCE_MORE else None
            try:
                async with self._turn(endpoint, chat, under_way):
                    result = await _made(callback, args, kwargs, under_way)
            except RetryAfter as error:
                wait_s = seconds_of(error)
                if endpoint in HURRIED and attempts >= MOST_HURRIED:
                    return True
                await self._told_to_wait(endpoint, chat, wait_s)
            except BadRequest as error:
                if endpoint in HURRIED and is_said(error, TOO_OLD):
                    log.info("%s came too late", endpoint)
                    return True
                raise
            except NetworkError as error:
                if endpoint in SHOWN_ONCE_MORE and isinstance(error, Unanswered):
                    raise
                if endpoint in HURRIED and attempts >= MOST_HURRIED:
                    return True
                await self._wait_out(endpoint, error, next(waits))
            else:
                self._is_back()
                return result

    async def _made_now(
        self, callback: Call, args: Any, kwargs: Json, endpoint: str, chat: int | str
    ) -> bool | Json | list[Json]:
        under_way = UNDER_WAY.get() if endpoint in SHOWN_ONCE_MORE else None
        try:
            async with self._pacing.spare(chat, under_way.begin if under_way else nothing):
                return await _made(callback, args, kwargs, under_way)
        except RetryAfter as error:
            if endpoint in COUNTED:
                await self._told_to_wait(endpoint, chat, seconds_of(error))
            raise

    def _turn(
        self, endpoint: str, chat: int | str | None, under_way: UnderWay | None
    ) -> AbstractAsyncContextManager[None]:
        if endpoint not in COUNTED or chat is None:
            return nullcontext()
        return self._pacing.turn(chat, under_way.begin if under_way else nothing)

    async def _told_to_wait(self, endpoint: str, chat: int | str | None, wait_s: float) -> None:
        if endpoint not in COUNTED or chat is None:
            log.info("Telegram wants %s to wait %g s", endpoint, wait_s)
            await self._sleep(wait_s)
        elif self._pacing.refused(chat, wait_s):
            log.warning("Telegram wants every chat to wait %g s", wait_s)
        else:
            log.info("Telegram wants a chat to wait %g s", wait_s)

    async def _wait_out(self, endpoint: str, error: NetworkError, wait_s: float) -> None:
        level = logging.INFO if self._is_away else logging.WARNING  # said once, not with every call
        self._is_away = True
        log.log(level, "%s did not reach Telegram, again in %.1f s: %s", endpoint, wait_s, error)
        await self._sleep(wait_s)

    def _is_back(self) -> None:
        if self._is_away:
            log.warning("Telegram answers again")
        self._is_away = False


async def _made(
    callback: Call, args: Any, kwargs: Json, under_way: UnderWay | None
) -> bool | Json | list[Json]:
    """The call, and what is known of it afterwards."""
    if under_way is None:
        return await callback(*args, **kwargs)
    before, under_way.may_be_sent = under_way.may_be_sent, True
    try:
        return await callback(*args, **kwargs)
    except Exception as error:
        if not isinstance(error, Unanswered):
            under_way.may_be_sent = before
        raise


def pauses() -> Iterator[float]:
    """Ever longer waits, none like that of another who began at the same time."""
    pause_s = FIRST_PAUSE_S
    while True:
        yield pause_s * random.uniform(0.5, 1.0)
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)


def is_said(error: Exception, sayings: tuple[str, ...]) -> bool:
    """Whether Telegram's reason is one of these."""
    reason = str(error).lower()
    return any(saying in reason for saying in sayings)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram wants us to wait; the public attribute changes its type between releases."""
    return error._retry_after.total_seconds()

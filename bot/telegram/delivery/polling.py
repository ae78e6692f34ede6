"""Fetch updates: each batch is kept before Telegram hears that it came.

getUpdates -> what accepts it. Telegram being away, or another poller, is waited out.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.store.places import DatabaseUnavailable
from bot.telegram.delivery.calls import pauses, seconds_of
from bot.telegram.delivery.refusal import TelegramRefused
from bot.telegram.delivery.waiting import Payload

POLL_S = 25  # Telegram answers at once when there is something
ANSWER_S = 10.0  # beyond it, until the connection counts as dead
GATHER_S = 0.05  # after updates, so that those of a crowd come together: each fetch is a call and a commit
CONFIRM_S = 3.0  # at the end, for telling Telegram what came
BATCH = 100  # the most that Telegram gives
CONFLICT_S = 15.0
ALLOWED = (
    "message", "edited_message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member",
)  # fmt: skip
CONFLICTED = (
    "another process fetches updates with the same token, or a webhook was set (%s): stop one of them; "
    "trying again every %g s"
)

Accept = Callable[[Sequence[Payload]], Awaitable[None]]

log = logging.getLogger(__name__)


class Poller:
    """Asks Telegram for updates, again and again."""

    def __init__(self, bot: "ExtBot[Any]", accept: Accept) -> None:
        self._bot, self._accept = bot, accept
        self._offset = 0  # the next update's number; 0 while none is known
        self._was_told = False  # of the present trouble

    async def run(self) -> None:
        """Fetch until cancelled. Raises TelegramRefused."""
        await self._bot.delete_webhook()
        waits = pauses()
        while True:
            try:
                if payloads := await self._fetched(POLL_S):
                    await self._accept(payloads)
                    self._offset = max(int(payload["update_id"]) for payload in payloads) + 1
            except InvalidToken as error:
                raise TelegramRefused("the token was rejected") from error
            except (TelegramError, DatabaseUnavailable) as error:
                await asyncio.sleep(self._pause(error, next(waits)))
            except Exception:  # of our own making: it must not be what keeps everyone from an answer
                log.exception("updates were not taken in")
                await asyncio.sleep(next(waits))
            else:
                waits = pauses()
                self._told_well()
                await asyncio.sleep(GATHER_S if payloads else 0)

    async def confirm(self) -> None:
        """Tell Telegram what came, so that it is not given again; if that fails, it is known here anyhow."""
        if self._offset:
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(CONFIRM_S):
                    await self._fetched(0)

    async def _fetched(self, wait_s: int) -> list[Payload]:
        """What waits at Telegram, as it came: the library logs in full what it cannot read."""
        wanted = {"timeout": wait_s, "limit": BATCH, "allowed_updates": ALLOWED}
        if self._offset:
            wanted["offset"] = self._offset
        result: Any = await self._bot._post("getUpdates", wanted, read_timeout=wait_s + ANSWER_S)
        return [one for one in result if isinstance(one, dict) and "update_id" in one]

    def _pause(self, error: Exception, usual_s: float) -> float:
        """How long to wait after an error, which is said once."""
        level = logging.INFO if self._was_told else logging.WARNING
        self._was_told = True
        if isinstance(error, Conflict):
            log.log(max(level, logging.INFO), CONFLICTED, error, CONFLICT_S)
            return CONFLICT_S
        if isinstance(error, RetryAfter):
            return seconds_of(error)
        away = isinstance(error, NetworkError)
        what = "Telegram does not answer" if away else "updates cannot be fetched"
        log.log(level, "%s, again in %.1f s: %s", what, usual_s, error)
        return usual_s

    def _told_well(self) -> None:
        if self._was_told:
            log.warning("updates are fetched again")
        self._was_told = False

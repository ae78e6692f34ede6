"""Deal with one update: hand it to the handlers, note how far it came, and that it is done.

Waiting -> handlers -> done. What stands here decides that nothing is lost and nothing is answered twice.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.store.chats import Remembered
from bot.telegram.delivery.inbox import Inbox
from bot.telegram.delivery.lanes import Lanes
from bot.telegram.delivery.underway import UNDER_WAY, UnderWay
from bot.telegram.delivery.waiting import How, Payload, Waiting, apology, newest_first, planned
from bot.telegram.memory import Memory
from bot.telegram.services import Sender
from retrieval.documents import Language

AT_ONCE = 128  # chats that are dealt with at the same time; most of them wait for their turn to send
SETTLED_S = 1.0  # without another late update: all of them are here, and the newest is known
MOST_SETTLING = 10  # times SETTLED_S
OTHER_PROCESS_S = 0.2  # until it is asked again whether another process is done with the chat
MOST_POLLS = 300
GRACE_S = 8.0  # for answers under way when the process ends; Docker kills after ten

Bot = Application[Any, Any, Any, Any, Any, Any]
log = logging.getLogger(__name__)


class Dealing:
    """Takes updates in and sees each of them through."""

    def __init__(
        self,
        application: Bot,
        inbox: Inbox,
        sender: Sender,
        memory: Memory,
        late_s: float,
        stale_s: float,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._application, self._inbox = application, inbox
        self._sender, self._memory = sender, memory
        self._late_s, self._stale_s, self._now = late_s, stale_s, now
        self.lanes = Lanes(self._deal, AT_ONCE)
        self._late: list[Waiting] = []
        self._settling: asyncio.Task[None] | None = None
        self._unsent: list[int] = []

    async def accept(self, payloads: Sequence[Payload]) -> None:
        """Keep what came, then deal with it. Raises DatabaseUnavailable: then it must be sent again."""
        self.take(await self._inbox.add(payloads))

    def take(self, updates: Sequence[Waiting]) -> None:
        """Deal with what is kept; late ones when no more of them come."""
        late_lanes = {waiting.lane for waiting in self._late}
        for waiting, how in planned(updates, self._now(), self._late_s, self._stale_s):
            if how in ("fresh", "again") and waiting.lane not in late_lanes:
                self.lanes.put(waiting, how)
            else:
                self._late.append(waiting)
                late_lanes.add(waiting.lane)
        if self._late and (self._settling is None or self._settling.done()):
            self._settling = asyncio.create_task(self._settle())

    async def end(self) -> None:
        """Finish what is under way, leave the rest to the next process."""
        if self._settling:
            self._settling.cancel()
        await self.lanes.end(GRACE_S)
        await self._inbox.close(self._unsent)

    async def _settle(self) -> None:
        for _ in range(MOST_SETTLING):
            before = len(self._late)
            await asyncio.sleep(SETTLED_S)
            if len(self._late) == before:
                break
        late, self._late = self._late, []
        for waiting, how in newest_first(planned(late, self._now(), self._late_s, self._stale_s)):
            self.lanes.put(waiting, how)

    async def _deal(self, waiting: Waiting, how: How) -> None:
        await self._turn(waiting)
        under_way = UnderWay(waiting, self._inbox.begin, self._language, is_begun=waiting.is_begun)
        UNDER_WAY.set(under_way)
        self._inbox.start(waiting)
        try:
            if how in ("late", "again"):
                under_way.preface = apology(waiting, how, await self._language(waiting))
            await self._answer(waiting, how)
        except asyncio.CancelledError:
            if under_way.is_begun and not under_way.may_be_sent and not waiting.is_begun:
                self._unsent.append(waiting.id)
            raise
        except Exception:  # handlers are caught before; the rest of the chat goes on all the same
            log.exception("update %s could not be dealt with", waiting.id)
            under_way.is_failed = True
        finally:
            UNDER_WAY.set(None)
        await self._inbox.finish(waiting, failed=under_way.is_failed)

    async def _answer(self, waiting: Waiting, how: How) -> None:
        if how == "overtaken":
            return
        if how == "stale":
            await self._apologise(waiting)
            return
        try:
            update = Update.de_json(dict(waiting.payload), self._application.bot)
        except Exception as error:  # of a kind that the library does not know; what it said is not logged
            log.error("update %s cannot be read: %s", waiting.id, type(error).__name__)
            return
        await self._application.process_update(update)

    async def _apologise(self, waiting: Waiting) -> None:
        """Only where it is certain that the bot was meant."""
        words = apology(waiting, "stale", await self._language(waiting))
        if waiting.is_private and waiting.lane is not None and words:
            await self._sender.send(waiting.lane, words)

    async def _language(self, waiting: Waiting) -> Language:
        """In which the chat is spoken to."""
        remembered = await self._memory.recall(waiting.whose) if waiting.whose else Remembered()
        return waiting.language(remembered)

    async def _turn(self, waiting: Waiting) -> None:
        """Let another process end with what came earlier in the chat."""
        for _ in range(MOST_POLLS):
            if await self._inbox.turn(waiting):
                return
            await asyncio.sleep(OTHER_PROCESS_S)

"""The inbox: what came is kept before Telegram hears that it came, and nothing is dealt with twice.

Payloads -> Waiting -> done. Everything that happens at the same time is one transaction, in a thread of
its own: a commit waits for the disk, and a hundred chats need not wait a hundred times.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

from sqlalchemy.orm import Session

from bot.store.database import Database
from bot.store.places import DatabaseUnavailable
from bot.telegram.delivery import records
from bot.telegram.delivery.presence import Presence
from bot.telegram.delivery.waiting import Payload, Waiting
from retrieval.errors import RegionsvarError

RETRY_S = 1.0

Result = TypeVar("Result")
Act = Callable[[Session], Any]

log = logging.getLogger(__name__)


class TakenOver(RegionsvarError):
    """Another process deals with the update: this one was taken for dead."""

    reply: ClassVar[str] = "internal_error"


@dataclass(slots=True)
class _Wish:
    """A step of the next transaction, and who waits for it."""

    act: Act
    done: "asyncio.Future[Any]"


class Inbox:
    """One bot's updates, as far as this process deals with them; for one event loop."""

    def __init__(
        self,
        database: Database,
        bot: int,
        presence: Presence,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database, self._bot, self._presence, self._clock = database, bot, presence, clock
        self._thread = ThreadPoolExecutor(1, "telegram-inbox")
        self._wishes: list[_Wish] = []
        self._writer: asyncio.Task[None] | None = None
        self._others: set[str] = set()

    async def open(self) -> None:
        """Make the tables if need be. Raises DatabaseUnavailable."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._database.upgrade)

    async def add(self, payloads: Sequence[Payload]) -> list[Waiting]:
        """Keep what came; only what was not here before. Raises DatabaseUnavailable: then nothing is kept."""
        now = self._clock()
        return await self._write(lambda s: records.add(s, self._bot, self._presence.owner, payloads, now))

    def start(self, waiting: Waiting) -> None:
        """It is given to the handlers; noted with what comes next, nobody waits for it."""
        now, owner = self._clock(), self._presence.owner
        wish = self._wish(lambda s: records.start(s, self._bot, owner, waiting.id, now))
        wish.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def begin(self, waiting: Waiting) -> None:
        """An answer goes out from now on. Raises TakenOver."""
        owner = self._presence.owner
        try:
            if not await self._write(lambda s: records.begin(s, self._bot, owner, waiting.id)):
                raise TakenOver(f"update {waiting.id}")
        except DatabaseUnavailable as error:  # an answer without a trace is better than none
            log.error("update %s is answered, and not noted: %s", waiting.id, error)

    async def finish(self, waiting: Waiting, *, failed: bool = False) -> None:
        """It is dealt with; noted as soon as the database is there."""
        now, owner = self._clock(), self._presence.owner
        state = "failed" if failed else "done"
        while True:
            try:
                await self._write(lambda s: records.finish(s, self._bot, owner, waiting.id, state, now))
                return
            except DatabaseUnavailable as error:
                log.error("update %s is done, and that cannot be noted yet: %s", waiting.id, error)
                await asyncio.sleep(RETRY_S)

    async def turn(self, waiting: Waiting) -> bool:
        """Whether no other process deals with something earlier in the same chat."""
        if not self._others or waiting.lane is None:
            return True
        try:
            owner = self._presence.owner
            return await self._write(lambda s: records.is_next(s, self._bot, owner, waiting))
        except DatabaseUnavailable:  # out of order is better than not at all
            return True

    async def take_over(self) -> list[Waiting]:
        """What processes that ended left behind. Raises DatabaseUnavailable."""
        now = self._clock()

        def act(session: Session) -> tuple[set[str], list[Waiting]]:
            self._presence.beat(session, now)
            others = self._presence.others(session, now)
            return others, records.take_over(session, self._bot, self._presence.owner, others)

        self._others, found = await self._write(act)
        return found

    async def sweep(self) -> None:
        """Forget what was done days ago. Raises DatabaseUnavailable."""
        now = self._clock()
        await self._write(lambda s: records.sweep(s, now))

    async def close(self, unsent: Sequence[int] = ()) -> None:
        """Leave what is not done to the next process; of `unsent` nothing went out."""

        def act(session: Session) -> None:
            records.let_go(session, self._bot, self._presence.owner, unsent)
            self._presence.leave(session)

        try:
            await self._write(act)
        except DatabaseUnavailable as error:  # the lock will tell that we are gone
            log.warning("the updates under way could not be handed on: %s", error)
        self._thread.shutdown(wait=False)

    async def _write(self, act: Callable[[Session], Result]) -> Result:
        """Do a step in the next transaction. Raises DatabaseUnavailable."""
        result: Result = await self._wish(act)
        return result

    def _wish(self, act: Act) -> "asyncio.Future[Any]":
        wish = _Wish(act, asyncio.get_running_loop().create_future())
        self._wishes.append(wish)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())
        return wish.done

    async def _write_all(self) -> None:
        while self._wishes:
            together, self._wishes = self._wishes, []
            if not await self._written(together) and len(together) > 1:
                for alone in together:  # one of them was at fault, or the database was busy
                    await self._written([alone], last=True)

    async def _written(self, wishes: list[_Wish], *, last: bool = False) -> bool:
        loop = asyncio.get_running_loop()
        try:
            results = await loop.run_in_executor(self._thread, self._transact, [w.act for w in wishes])
        except Exception as error:
            if last or len(wishes) == 1:
                _told(wishes[0], error)
            return False
        for wish, result in zip(wishes, results, strict=True):
            if not wish.done.done():
                wish.done.set_result(result)
        return True

    def _transact(self, acts: Sequence[Act]) -> list[Any]:
        with self._database.writing() as session:
            return [act(session) for act in acts]


def _told(wish: _Wish, error: Exception) -> None:
    if not wish.done.done():
        wish.done.set_exception(error)

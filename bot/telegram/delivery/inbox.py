"""The inbox: what came is kept before Telegram hears that it came, and nothing is dealt with twice.

Payloads -> Waiting -> done.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy.orm import Session

from bot.store.places import DatabaseUnavailable
from bot.telegram.delivery import records
from bot.telegram.delivery.presence import Presence
from bot.telegram.delivery.waiting import Payload, Waiting
from bot.telegram.transactions import Transactions
from retrieval.errors import RegionsvarError

RETRY_S = 1.0

log = logging.getLogger(__name__)


class TakenOver(RegionsvarError):
    """Another process deals with the update: this one was taken for dead."""

    reply: ClassVar[str] = "internal_error"


class Inbox:
    """One bot's updates, as far as this process deals with them; for one event loop."""

    def __init__(
        self,
        transactions: Transactions,
        bot: int,
        presence: Presence,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._transactions, self._bot, self._presence, self._clock = transactions, bot, presence, clock
        self._others: set[str] = set()

    async def open(self) -> None:
        """Make the tables if need be. Raises DatabaseUnavailable."""
        await self._transactions.do(lambda _: None)

    async def add(self, payloads: Sequence[Payload]) -> list[Waiting]:
        """Keep what came; only what was not here before. Raises DatabaseUnavailable: then nothing is kept."""
        now = self._clock()
        return await self._transactions.do(
            lambda s: records.add(s, self._bot, self._presence.owner, payloads, now)
        )

    def start(self, waiting: Waiting) -> None:
        """It is given to the handlers; noted with what comes next, nobody waits for it."""
        now, owner = self._clock(), self._presence.owner
        self._transactions.later(lambda s: records.start(s, self._bot, owner, waiting.id, now))

    async def begin(self, waiting: Waiting) -> None:
        """An answer goes out from now on. Raises TakenOver."""
        owner = self._presence.owner
        try:
            if not await self._transactions.do(lambda s: records.begin(s, self._bot, owner, waiting.id)):
                raise TakenOver(f"update {waiting.id}")
        except DatabaseUnavailable as error:  # an answer without a trace is better than none
            log.error("update %s is answered, and not noted: %s", waiting.id, error)

    async def finish(self, waiting: Waiting, *, failed: bool = False) -> None:
        """It is dealt with; noted as soon as the database is there."""
        now, owner = self._clock(), self._presence.owner
        state = "failed" if failed else "done"
        while True:
            try:
                await self._transactions.do(
                    lambda s: records.finish(s, self._bot, owner, waiting.id, state, now)
                )
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
            return await self._transactions.do(lambda s: records.is_next(s, self._bot, owner, waiting))
        except DatabaseUnavailable:  # out of order is better than not at all
            return True

    async def take_over(self) -> list[Waiting]:
        """What processes that ended left behind. Raises DatabaseUnavailable."""
        now = self._clock()

        def act(session: Session) -> tuple[set[str], list[Waiting]]:
            self._presence.beat(session, now)
            others = self._presence.others(session, now)
            return others, records.take_over(session, self._bot, self._presence.owner, others)

        self._others, found = await self._transactions.do(act)
        return found

    async def sweep(self) -> None:
        """Forget what was done days ago. Raises DatabaseUnavailable."""
        now = self._clock()
        await self._transactions.do(lambda s: records.sweep(s, now))

    async def close(self, unsent: Sequence[int] = ()) -> None:
        """Leave what is not done to the next process; of `unsent` nothing went out."""

        def act(session: Session) -> None:
            records.let_go(session, self._bot, self._presence.owner, unsent)
            self._presence.leave(session)

        try:
            await self._transactions.do(act)
        except DatabaseUnavailable as error:  # the lock will tell that we are gone
            log.warning("the updates under way could not be handed on: %s", error)

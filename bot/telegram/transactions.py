"""What one bot reads and writes in the database: everything of the same moment is one transaction.

Acts -> a transaction in a thread of its own -> results, in the order of asking. A commit waits for the disk,
and a hundred chats need not wait a hundred times; two writers of one process would wait for each other.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.store.database import Database
from retrieval.errors import RegionsvarError

Result = TypeVar("Result")
Act = Callable[[Session], Result]

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Wish:
    """A step of the next transaction, and who waits for it, if anybody does."""

    act: Act[Any]
    done: "asyncio.Future[Any] | None"


class Transactions:
    """Does acts one after the other, also those whose asker has gone; for one event loop."""

    def __init__(self, database: Database) -> None:
        """Opens nothing yet."""
        self._database = database
        self._thread = ThreadPoolExecutor(1, "database")
        self._wishes: list[_Wish] = []
        self._writer: asyncio.Task[None] | None = None

    async def do(self, act: Act[Result]) -> Result:
        """What an act gives, once it is kept. Raises DatabaseUnavailable, and what the act raises."""
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._wish(_Wish(act, done))
        return await done

    def later(self, act: Act[Any]) -> None:
        """Nobody waits for it: whatever is asked for after it finds it done. A failure is logged."""
        self._wish(_Wish(act, None))

    def close(self) -> None:
        """Do nothing more."""
        self._thread.shutdown(wait=False)

    def _wish(self, wish: _Wish) -> None:
        self._wishes.append(wish)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._do_all())

    async def _do_all(self) -> None:
        while self._wishes:
            together, self._wishes = self._wishes, []
            if not await self._done(together) and len(together) > 1:
                for alone in together:  # one of them was at fault, or the database was busy
                    await self._done([alone], is_last=True)

    async def _done(self, wishes: Sequence[_Wish], *, is_last: bool = False) -> bool:
        loop = asyncio.get_running_loop()
        try:
            results = await loop.run_in_executor(self._thread, self._transact, [w.act for w in wishes])
        except Exception as error:
            if is_last or len(wishes) == 1:
                _tell(wishes[0], error)
            return False
        for wish, result in zip(wishes, results, strict=True):
            if wish.done and not wish.done.done():
                wish.done.set_result(result)
        return True

    def _transact(self, acts: Sequence[Act[Any]]) -> list[Any]:
        self._database.upgrade()
        with self._database.writing() as session:
            return [act(session) for act in acts]


def _tell(wish: _Wish, error: Exception) -> None:
    if wish.done is None:
        cause = error if isinstance(error, RegionsvarError) else type(error).__name__
        log.error("not written: %s", cause)
    elif not wish.done.done():
        wish.done.set_exception(error)

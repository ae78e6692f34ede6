"""Write what many ask to have written, in as few transactions as there can be, in a thread of its own.

Acts -> transactions -> Futures. What waits while one transaction is kept is written together in the next.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from retrieval.errors import RegionsvarError

if TYPE_CHECKING:  # SQLAlchemy is imported when there is something to write
    from sqlalchemy.orm import Session

    from bot.store.database import Database

MOST = 200  # acts of one transaction
REST_S = 5.0  # without an act, after which the thread ends and lets go of the database
FLUSH_S = 10.0

Result = TypeVar("Result")
Act = Callable[["Session"], Result]
Waiting = tuple[Act[Any], "Future[Any]"]

log = logging.getLogger(__name__)


class BatchedWriting:
    """Writes in the order in which it is asked to; safe for many threads."""

    def __init__(self, opened: Callable[[], "Database"], released: Callable[[], None] = lambda: None) -> None:
        """Opens nothing: `opened` is called in the thread that writes, `released` when it rested a while."""
        self._opened, self._released = opened, released
        self._queue: SimpleQueue[Waiting] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None

    def submit(self, act: Act[Result]) -> "Future[Result]":
        """What the act gives, once it is kept. The future raises DatabaseUnavailable.

        It cannot be cancelled: what was asked for is written, also where nobody waits for it any more.
        """
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:
            self._queue.put((act, future))
            if self._thread is None:
                self._thread = Thread(target=self._run, name="writing", daemon=True)
                self._thread.start()
        return future

    def flush(self) -> None:
        """Wait until everything that was asked for is written."""
        if self._thread is None:
            return
        with suppress(Exception):  # whoever asked is told
            self.submit(lambda _: None).result(FLUSH_S)

    def _run(self) -> None:
        while batch := self._next_batch():
            self._write(batch)
        self._released()

    def _next_batch(self) -> list[Waiting]:
        """Everything that waits; empty when nothing came for a while, and the thread ends."""
        try:
            batch = [self._queue.get(timeout=REST_S)]
        except Empty:
            with self._lock:
                if self._queue.empty():
                    self._thread = None
                    return []
            return self._next_batch()
        while len(batch) < MOST and not self._queue.empty():
            batch.append(self._queue.get())
        return batch

    def _write(self, batch: list[Waiting]) -> None:
        """All in one transaction; each in its own where one of them fails."""
        try:
            results = self._together([act for act, _ in batch])
        except Exception as error:
            if len(batch) == 1:
                batch[0][1].set_exception(error)
                return
            for each in batch:
                self._write([each])
            return
        for (_, future), result in zip(batch, results, strict=True):
            future.set_result(result)

    def _together(self, acts: list[Act[Any]]) -> list[Any]:
        database = self._opened()
        database.upgrade()
        with database.writing() as session:
            return [act(session) for act in acts]


def log_failure(future: "Future[Any]") -> None:
    """Tell the log that something was not written that nobody waits for."""
    if error := future.exception():
        cause = error if isinstance(error, RegionsvarError) else type(error).__name__
        log.error("not written: %s", cause)

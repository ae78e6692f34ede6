"""What every act of administration needs: the settings, the database at its newest version, what answers.

Settings, Serving -> Administration. Opens nothing before it is first used.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from bot.admin.attempts import FailedAttempts
from bot.settings import Settings
from bot.store.batching import BatchedWriting
from bot.wiring import Serving

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.store.database import Database


class Administration:
    """Held by the application; safe for many threads."""

    def __init__(self, settings: Settings, serving: Serving, database_of: Settings | None = None) -> None:
        """With `database_of`, over the database that these other settings name."""
        self.settings = settings
        self.serving = serving
        self.database_of = database_of or settings
        self.waker: Callable[[], None] = _nobody_to_wake  # whoever starts a worker puts its own here
        self.attempts = FailedAttempts()
        self.beside = BatchedWriting(lambda: self.database)  # for what no request waits for
        self._lock = Lock()
        self._database: Database | None = None

    @property
    def database(self) -> "Database":
        """The database, its tables at their newest version. Raises DatabaseUnavailable."""
        from bot.store.database import Database

        with self._lock:
            if self._database is None:
                database = Database(self.database_of)
                database.upgrade()
                self._database = database
            return self._database

    @contextmanager
    def reading(self) -> "Iterator[Session]":
        """One view of what is there. Raises DatabaseUnavailable."""
        with self.database.reading() as session:
            yield session

    @contextmanager
    def writing(self) -> "Iterator[Session]":
        """One transaction: a change and its line in the audit together. Raises DatabaseUnavailable."""
        with self.database.writing() as session:
            yield session

    def now(self) -> datetime:
        """The clock, UTC."""
        return datetime.now(UTC)

    def close(self) -> None:
        """Let go of the database, once everything is written."""
        self.beside.flush()
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None


def _nobody_to_wake() -> None:
    """No worker belongs to this process: a job waits for one of another."""

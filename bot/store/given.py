"""Keep the answers that programs were given, so that they can say how good they were.

Answer -> database, beside the answering and never in its way. Nothing of who asked is kept. SQLAlchemy is
imported in the thread that writes, when there is something to write.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.answer import Answer
from bot.settings import Settings
from bot.store.batching import BatchedWriting, log_failure
from bot.store.places import has_database

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.store.database import Database


class GivenAnswers:
    """The answers of one process's interface; safe for many threads."""

    def __init__(self, settings: Settings) -> None:
        """Opens nothing."""
        self._settings = settings
        self._database: Database | None = None
        self._writing = BatchedWriting(self._opened, self._released)

    def keep(self, answer: Answer) -> None:
        """Keep an answer; that it could not be kept is told to the log alone."""
        at = datetime.now(UTC)

        def act(session: "Session") -> None:
            from bot.store.chats import keep_answer

            keep_answer(session, answer, None, at)

        self._writing.submit(act).add_done_callback(log_failure)

    def judge(self, answer_id: str, verdict: str, reason: str | None) -> bool:
        """Keep a verdict; False for an unknown answer. Raises DatabaseUnavailable."""
        at = datetime.now(UTC)

        def act(session: "Session") -> bool:
            from bot.store.feedback import judge

            return judge(session, answer_id, None, verdict, reason, at)

        return self._writing.submit(act).result()

    def sweep(self) -> None:
        """Forget what is older than it may be, where there is anything."""
        before = datetime.now(UTC) - timedelta(days=self._settings.kept_days)

        def act(session: "Session") -> None:
            from bot.store.chats import forget_unused

            forget_unused(session, before)

        if has_database(self._settings):
            self._writing.submit(act).add_done_callback(log_failure)

    def flush(self) -> None:
        """Wait until what was given is kept."""
        self._writing.flush()

    def _opened(self) -> "Database":
        if self._database is None:
            from bot.store.database import Database

            self._database = Database(self._settings)
        return self._database

    def _released(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

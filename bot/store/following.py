"""Follow the corrections: what holds now, read again only when it changed.

Database -> Kept. While the database is away, what was last known of it holds: nobody who was withdrawn is
shown because a disk is full or a server is down.
"""

import logging
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from bot.settings import Settings
from bot.store.places import DatabaseUnavailable, database_file
from bot.store.stamps import EMPTY, FileStamp
from retrieval.corrected.kept import NOTHING, CorrectionsUnreadable, Kept, keep_copy, read_copy

if TYPE_CHECKING:  # SQLAlchemy is imported when there is something to read
    from bot.store.corrections import CorrectionLog

log = logging.getLogger(__name__)


class FollowedCorrections:
    """The corrections of the settings' database; safe for many threads."""

    def __init__(self, settings: Settings) -> None:
        """Opens nothing."""
        self._settings = settings
        self._lock = Lock()
        self._known: Kept | None = None
        self._away = False
        file = database_file(settings)
        self._file = FileStamp(file) if file else None
        self._log: CorrectionLog | None = None

    def close(self) -> None:
        """Let go of the database; the next look opens it again."""
        with self._lock:
            if self._file is not None:
                self._file.close()
            if self._log is not None:
                self._log.close()

    def now(self) -> Kept:
        """The corrections that hold, the same object until they change. Raises CorrectionsUnreadable."""
        with self._lock:
            try:
                self._known = self._followed(self._stamp())
                self._away = False
            except DatabaseUnavailable as error:
                self._known = self._last_known(error)
            return self._known

    def _stamp(self) -> str:
        """The database's stamp. Raises DatabaseUnavailable, also for one that has lost what it held."""
        stamp = self._file.now() if self._file else self._opened_log().stamp()
        if stamp == EMPTY and self._remembered().corrections:
            raise DatabaseUnavailable("the database holds no corrections, and yet there were some")
        return stamp

    def _followed(self, stamp: str) -> Kept:
        """What is known or stands in the copy, where it is of this stamp; else what the database says."""
        if stamp == EMPTY:
            return NOTHING
        with suppress(CorrectionsUnreadable):  # a broken copy is written anew
            if self._remembered().stamp == stamp:
                return self._remembered()
        kept = self._opened_log().kept()
        try:
            keep_copy(self._settings.data, kept)
        except OSError as error:
            log.warning("the copy of the corrections was not written: %s", error)
        return kept

    def _last_known(self, error: DatabaseUnavailable) -> Kept:
        known = self._known or read_copy(self._settings.data)
        if known is None:
            raise CorrectionsUnreadable(str(error)) from error
        if not self._away:  # said once, not with every question
            log.error("the corrections of %s hold on: %s", known.stamp or "no time", error)
        self._away = True
        return known

    def _remembered(self) -> Kept:
        """What was last known, by us or by the copy."""
        return self._known or read_copy(self._settings.data) or NOTHING

    def _opened_log(self) -> "CorrectionLog":
        if self._log is None:
            from bot.store.corrections import CorrectionLog
            from bot.store.database import Database

            self._log = CorrectionLog(Database(self._settings), self._settings.data)
        return self._log

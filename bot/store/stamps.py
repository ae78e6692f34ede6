"""Tell at a glance whether the corrections changed, without SQLAlchemy where the database is a file.

SQLite file -> stamp. It is looked at before every question: a tenth of a millisecond.
"""

import sqlite3
from pathlib import Path

from bot.store.places import DatabaseUnavailable

EMPTY = ""  # the stamp of no act at all
BUSY_S = 2.0
STATE = "SELECT COUNT(*), MAX(id), (SELECT at FROM corrections ORDER BY id DESC LIMIT 1) FROM corrections"


def stamp_of(count: int, last_id: int, last_at: str) -> str:
    """How many acts there are, counted since they may be committed out of order, and which is the last."""
    return f"{count}.{last_id}.{last_at}"


class FileStamp:
    """Looks at one SQLite file through a connection that stays open; for one thread at a time.

    Opening it anew each time takes two milliseconds, since the last to leave clears the journal away.
    """

    def __init__(self, file: Path) -> None:
        """Opens nothing yet."""
        self._file = file
        self._opened: tuple[sqlite3.Connection, tuple[int, int]] | None = None

    def now(self) -> str:
        """The stamp; that of no act where there is no file. Raises DatabaseUnavailable."""
        try:
            count, last_id, last_at = self._connection().execute(STATE).fetchone()
        except FileNotFoundError:
            self.close()
            return EMPTY
        except (sqlite3.Error, OSError) as error:
            self.close()
            if "no such table" in str(error):
                return EMPTY  # made, and nothing was ever written
            raise DatabaseUnavailable(f"{self._file}: {error}") from error
        return stamp_of(count, last_id, last_at) if count else EMPTY

    def close(self) -> None:
        """Let go of the file; the next look opens it again."""
        if self._opened is not None:
            self._opened[0].close()
            self._opened = None

    def _connection(self) -> sqlite3.Connection:
        """A connection to the file that lies there now, not to one that it replaced."""
        found = self._file.stat()
        own = (found.st_dev, found.st_ino)
        if self._opened is None or self._opened[1] != own:
            self.close()
            address = f"{self._file.absolute().as_uri()}?mode=rw"
            connection = sqlite3.connect(address, BUSY_S, uri=True, check_same_thread=False)
            self._opened = connection, own
        return self._opened[0]

"""Tell the living processes from the dead, so that what a dead one left is taken over and nothing else.

A lock that the system frees at the end of a process tells at once, among those that share the data folder;
of the others, one that was not heard of for a minute counts as dead.
"""

import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.store.tables import TelegramProcessRow
from retrieval.index.lock import free, taken

FOLDER = "processes"  # below the data folder
SILENT_S = 60.0  # several times BEAT_S, and no clock of ours is so wrong
BEAT_S = 10.0


class Presence:
    """This process among the others."""

    def __init__(self, data: Path) -> None:
        """Takes a name that no other process has, and its lock."""
        self.owner = secrets.token_hex(12)
        self._folder = data / FOLDER
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = self._file(self.owner).open("ab")
        taken(self._lock)
        self._has_left = False

    def close(self) -> None:
        """Be gone; a file that nobody holds tells the others, if the database was not told."""
        if not self._lock.closed:
            free(self._lock)
            self._lock.close()
        if self._has_left:
            with suppress(OSError):
                self._file(self.owner).unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def beat(self, session: Session, now: datetime) -> None:
        """Say that this process lives."""
        row = TelegramProcessRow
        found = session.execute(update(row).where(row.owner == self.owner).values(seen_at=_text(now)))
        if not found.rowcount:  # type: ignore[attr-defined]
            session.add(row(owner=self.owner, seen_at=_text(now)))
            session.flush()

    def leave(self, session: Session) -> None:
        """Say goodbye."""
        session.execute(delete(TelegramProcessRow).where(TelegramProcessRow.owner == self.owner))
        self._has_left = True

    def others(self, session: Session, now: datetime) -> set[str]:
        """The other processes that live; those that are dead are forgotten."""
        rows = session.execute(select(TelegramProcessRow.owner, TelegramProcessRow.seen_at)).all()
        silent_since = _text(now - timedelta(seconds=SILENT_S))
        living = {
            owner for owner, seen in rows if owner != self.owner and self._lives(owner, seen > silent_since)
        }
        dead = [owner for owner, _ in rows if owner not in living and owner != self.owner]
        if dead:
            session.execute(delete(TelegramProcessRow).where(TelegramProcessRow.owner.in_(dead)))
        return living

    def _lives(self, owner: str, is_heard: bool) -> bool:
        """The lock tells where it lies in our data folder, however busy the process is."""
        if not self._file(owner).exists():
            return is_heard
        with self._file(owner).open("ab") as file:
            if not taken(file):
                return True
            free(file)
        with suppress(OSError):
            self._file(owner).unlink()
        return False

    def _file(self, owner: str) -> Path:
        return self._folder / f"{owner}.lock"


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")

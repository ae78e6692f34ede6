"""Keep what administrators decided about records, every act with its author and its time.

Draft -> Correction. An act is undone by another one; nothing is changed or deleted.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Self, cast

from sqlalchemy import func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.store.audit import note
from bot.store.database import Database, translated
from bot.store.stamps import EMPTY, stamp_of
from bot.store.tables import CorrectionRow
from retrieval.corrected.kept import Kept, keep_copy
from retrieval.errors import RegionsvarError
from retrieval.registers.corrections import Action, Correction, Draft, Register

UNDO = "undo"

log = logging.getLogger(__name__)


class NothingToUndo(RegionsvarError):
    """There is no such correction, or it was undone before."""

    reply: ClassVar[str] = "correction_wrong"

    def __init__(self, message: str, *, was_undone: bool) -> None:
        super().__init__(message)
        self.was_undone = was_undone  # otherwise there is no such correction


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction, and whether it still holds."""

    correction: Correction
    undone_by: str | None = None
    undone_at: str | None = None

    @property
    def holds(self) -> bool:
        """Whether it was not undone."""
        return self.undone_at is None


class CorrectionLog:
    """The corrections in the database."""

    def __init__(self, database: Database, data: Path) -> None:
        self._database = database
        self._data = data
        self._exists = False

    def close(self) -> None:
        """Let go of the database; the next use opens it again."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, draft: Draft, at: datetime, actor: Actor | None = None) -> Correction:
        """Keep a correction; it holds from now on, and is noted. Raises DatabaseUnavailable.

        Without an actor, the audit knows whoever the draft says.
        """
        self._database.upgrade()
        with self._database.writing() as session:
            row = _row(draft, at)
            session.add(row)
            session.flush()
            made = _correction(row)
            note(session, actor or _named(draft.by), f"correction.{made.action}", *_noted(made, at))
        self._copy()
        return made

    def undo(self, number: int, by: str, at: datetime, actor: Actor | None = None) -> Correction:
        """Take a correction back, and note that. Raises NothingToUndo, DatabaseUnavailable."""
        self._database.upgrade()
        try:
            with self._database.writing() as session:
                undone = _correction(_undoable(session, number))
                session.add(_undoing(undone, by, at))
                session.flush()
                note(session, actor or _named(by), "correction.undo", *_noted(undone, at))
        except IntegrityError as error:  # somebody else was faster
            raise NothingToUndo(f"correction {number} was undone before", was_undone=True) from error
        self._copy()
        return undone

    def entries(self) -> list[Entry]:
        """Every correction with what became of it, the oldest first. Raises DatabaseUnavailable."""
        return _entries(self._rows())

    def kept(self) -> Kept:
        """The corrections that hold, with the stamp that they are of. Raises DatabaseUnavailable."""
        rows = self._rows()
        holding = (entry.correction for entry in _entries(rows) if entry.holds)
        last = rows[-1] if rows else None
        stamp = stamp_of(len(rows), last.id, last.at) if last else EMPTY
        return Kept(stamp, tuple(holding))

    def stamp(self) -> str:
        """Something that is another after every act. Raises DatabaseUnavailable."""
        if not self._table_exists():
            return EMPTY
        with self._database.reading() as session:
            count = session.scalar(select(func.count()).select_from(CorrectionRow)) or 0
            last = session.execute(
                select(CorrectionRow.id, CorrectionRow.at).order_by(CorrectionRow.id.desc()).limit(1)
            ).first()
            return stamp_of(count, *last) if last else EMPTY

    def _rows(self) -> Sequence[CorrectionRow]:
        if not self._table_exists():
            return ()
        with self._database.reading() as session:
            return session.scalars(select(CorrectionRow).order_by(CorrectionRow.id)).all()

    def _table_exists(self) -> bool:
        with translated():
            self._exists = self._exists or inspect(self._database.engine).has_table(
                CorrectionRow.__tablename__
            )
        return self._exists

    def _copy(self) -> None:
        """Keep the copy up to date; whoever follows the database mends one that is not."""
        try:
            keep_copy(self._data, self.kept())
        except OSError as error:
            log.warning("the copy of the corrections was not written: %s", error)


def _named(by: str) -> Actor:
    """Whoever is at the command line, which may everything."""
    return Actor(by, "owner")


def _noted(made: Correction, at: datetime) -> tuple[str, datetime, None, dict[str, Any]]:
    """What the audit tells of it: which fields, and nothing of what they say, since people are withdrawn."""
    fields = list(dict.fromkeys(name for name, _ in made.fields))
    after = {"correction": made.id, "fields": fields}
    return f"{made.register}/{made.record}", at, None, after


def _row(draft: Draft, at: datetime) -> CorrectionRow:
    return CorrectionRow(
        action=draft.action,
        register=draft.register,
        record=draft.record,
        fields=[list(field) for field in draft.fields],
        by=draft.by,
        at=at.isoformat(timespec="seconds"),
        reason=draft.reason,
    )


def _undoable(session: Session, number: int) -> CorrectionRow:
    row = session.get(CorrectionRow, number)
    if row is None or row.action == UNDO:
        raise NothingToUndo(
            f"there is no correction {number}; the list shows their numbers", was_undone=False
        )
    if session.scalar(select(CorrectionRow.id).where(CorrectionRow.undoes == number)):
        raise NothingToUndo(
            f"correction {number} was undone before; enter it again to make it hold again", was_undone=True
        )
    return row


def _undoing(undone: Correction, by: str, at: datetime) -> CorrectionRow:
    return CorrectionRow(
        action=UNDO,
        register=undone.register,
        record=undone.record,
        fields=[],
        undoes=undone.id,
        by=by,
        at=at.isoformat(timespec="seconds"),
    )


def _entries(rows: Iterable[CorrectionRow]) -> list[Entry]:
    acts = list(rows)
    undone = {row.undoes: row for row in acts if row.action == UNDO}
    return [
        Entry(_correction(row), undone[row.id].by, undone[row.id].at)
        if row.id in undone
        else Entry(_correction(row))
        for row in acts
        if row.action != UNDO
    ]


def _correction(row: CorrectionRow) -> Correction:
    fields = tuple((str(name), value) for name, value in row.fields)
    return Correction(
        row.id,
        cast(Register, row.register),
        cast(Action, row.action),
        row.record,
        fields,
        row.by,
        row.at,
        row.reason,
    )

"""Correct, add and withdraw records, take that back, and see what was done: for every channel alike.

What is asked for -> checked against the records -> kept and noted -> what a reader sees now.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot import correcting
from bot.admin.actor import Actor
from bot.assigning import Assignments, CorrectionWrong
from bot.correcting import Registers
from bot.settings import Settings
from bot.store.corrections import CorrectionLog, Entry
from bot.wiring import Serving
from retrieval.corrected.store import CorrectedStore
from retrieval.errors import RegionsvarError
from retrieval.registers.corrections import CLOCK_ZONE, Action, Correction, Draft, path_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an administrator asks for, before it is checked."""

    action: Action
    register: str
    record: str | None  # its id or its name; None for an addition
    fields: Assignments
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A correction that holds, and what a reader sees of its record now."""

    correction: Correction
    shown: tuple[str, ...]  # nothing after a withdrawal
    masked: int  # passages in which text is hidden, of all withdrawals
    has_record: bool  # whether the index has the record that it is of


@dataclass(frozen=True, slots=True)
class Undone:
    """A correction that was taken back, and its record as it is read now."""

    correction: Correction
    shown: str | None  # None where there is no such record


@dataclass(frozen=True, slots=True)
class Listed:
    """A correction with what became of it."""

    entry: Entry
    has_record: bool | None  # None where there is no index to ask


def make(serving: Serving, log: CorrectionLog, wanted: Wanted, by: str, actor: Actor) -> Made:
    """Keep what is wanted; it holds from now on. Raises CorrectionWrong, and what `Serving.answer` does."""
    with registers_of(serving) as registers:
        draft = draft_of(registers, wanted, by)
    made = log.add(draft, moment(serving.settings), actor)
    with serving.snapshot() as read:
        store = read.store
        if not isinstance(store, CorrectedStore):  # somebody has undone it already
            return Made(made, (), 0, has_record=True)
        texts = () if made.action == "withdraw" else store.of_document(path_of(made))
        shown = tuple(passage.text for passage in texts)
        return Made(made, shown, store.masked, made.id not in store.unmatched)


def undo(serving: Serving, log: CorrectionLog, number: int, by: str, actor: Actor) -> Undone:
    """Take a correction back. Raises NothingToUndo, and what `Serving.answer` does."""
    undone = log.undo(number, by, moment(serving.settings), actor)
    with registers_of(serving) as registers:
        return Undone(undone, registers.in_words(undone.register, undone.record))


def listed(serving: Serving, log: CorrectionLog) -> list[Listed]:
    """Every correction, the newest first."""
    entries = log.entries()
    unmatched = _unmatched(serving) if entries else frozenset()
    return [
        Listed(entry, None if unmatched is None else entry.correction.id not in unmatched)
        for entry in reversed(entries)
    ]


def draft_of(registers: Registers, wanted: Wanted, by: str) -> Draft:
    """What is wanted, checked. Raises CorrectionWrong."""
    if wanted.action == "add":
        return correcting.addition(registers, wanted.register, wanted.fields, by, wanted.reason)
    if wanted.record is None:
        raise CorrectionWrong("say which record: its id, or its name", "record")
    checked = correcting.correction if wanted.action == "correct" else correcting.withdrawal
    return checked(registers, wanted.register, wanted.record, wanted.fields, by, wanted.reason)


@contextmanager
def registers_of(serving: Serving) -> Iterator[Registers]:
    """The records as they are read and as they were built."""
    with serving.snapshot() as read, serving.uncorrected() as built:
        yield Registers(read.store, built.store)


def moment(settings: Settings) -> datetime:
    """Now, on the day that replaces the clock's where one is set."""
    now = datetime.now(CLOCK_ZONE)
    return (datetime.combine(settings.today, now.timetz()) if settings.today else now).astimezone(UTC)


def _unmatched(serving: Serving) -> frozenset[int] | None:
    """The corrections whose record the index does not have; None where there is no index to ask."""
    try:
        with serving.snapshot() as read:
            return read.store.unmatched if isinstance(read.store, CorrectedStore) else frozenset()
    except RegionsvarError:
        return None

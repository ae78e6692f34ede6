"""`regionsvar admin corrections`: correct, add or withdraw records, and see what was done by whom."""

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot import correcting
from bot.commands.opening import opened, opened_settings
from bot.commands.printing import print_json, print_text
from bot.correcting import Registers
from bot.settings import Settings
from bot.store.places import has_database
from bot.wiring import Serving
from bot.wording import say
from retrieval.corrected.store import CorrectedStore
from retrieval.errors import RegionsvarError
from retrieval.registers.corrections import CLOCK_ZONE, Correction, Draft, path_of

if TYPE_CHECKING:  # SQLAlchemy is imported when there is something to read or write
    from bot.store.corrections import CorrectionLog, Entry


def show(*, as_json: bool) -> None:
    """Every correction, the newest first; whether the index has its record."""
    settings = opened_settings()
    entries = _entries(settings) if has_database(settings) else []
    unmatched = _unmatched(settings) if entries else frozenset()
    if as_json:
        print_json([_as_object(entry, unmatched) for entry in reversed(entries)])
    elif entries:
        _print(entries, unmatched)
    else:
        print_text(say("en", "corrections_none"))


def correct(
    register: str,
    record: str,
    assignments: Sequence[str],
    by: str | None,
    reason: str | None,
    *,
    as_json: bool,
) -> None:
    """Keep that a record is otherwise, and show it."""
    with opened(opened_settings()) as serving:
        with _registers(serving) as registers:
            draft = correcting.correction(registers, register, record, assignments, by or _login(), reason)
        _keep(serving, draft, as_json=as_json)


def add(
    register: str, assignments: Sequence[str], by: str | None, reason: str | None, *, as_json: bool
) -> None:
    """Keep that there is one record more, and show it."""
    with opened(opened_settings()) as serving:
        with _registers(serving) as registers:
            draft = correcting.addition(registers, register, assignments, by or _login(), reason)
        _keep(serving, draft, as_json=as_json)


def withdraw(
    register: str,
    record: str,
    assignments: Sequence[str],
    by: str | None,
    reason: str | None,
    *,
    as_json: bool,
) -> None:
    """Keep that a record is gone, and say from how many passages."""
    with opened(opened_settings()) as serving:
        with _registers(serving) as registers:
            draft = correcting.withdrawal(registers, register, record, assignments, by or _login(), reason)
        _keep(serving, draft, as_json=as_json)


def undo(number: int, by: str | None, *, as_json: bool) -> None:
    """Take a correction back, and show its record."""
    with opened(opened_settings()) as serving:
        with _log(serving.settings) as log:
            undone = log.undo(number, by or _login(), _now(serving.settings))
        with _registers(serving) as registers:
            shown = registers.in_words(undone.register, undone.record) or say(
                "en", "correction_shows_nothing"
            )
    if as_json:
        print_json({"id": number, "undone": True, "shown": shown})
    else:
        print_text(say("en", "correction_undone", number=number, shown=shown))


def _keep(serving: Serving, draft: Draft, *, as_json: bool) -> None:
    with _log(serving.settings) as log:
        made = log.add(draft, _now(serving.settings))
    with serving.snapshot() as read:
        assert isinstance(read.store, CorrectedStore)
        shown = _effect(made, read.store)
        unmatched = made.id in read.store.unmatched
    if as_json:
        print_json(asdict(made) | {"fields": dict(made.fields), "shown": shown, "unmatched": unmatched})
    else:
        print_text(shown)


def _effect(made: Correction, store: CorrectedStore) -> str:
    """What a reader sees now."""
    if made.action == "withdraw":
        key, masked = "correction_withdrawn", store.masked
        return say("en", key, number=made.id, record=made.record, passages=masked)
    texts = [passage.text for passage in store.of_document(path_of(made))]
    return say("en", "correction_kept", number=made.id, shown="\n".join(texts))


@contextmanager
def _registers(serving: Serving) -> Iterator[Registers]:
    with serving.snapshot() as read, serving.uncorrected() as built:
        yield Registers(read.store, built.store)


def _entries(settings: Settings) -> list["Entry"]:
    with _log(settings) as log:
        return log.entries()


def _log(settings: Settings) -> "CorrectionLog":
    from bot.store.corrections import CorrectionLog
    from bot.store.database import Database

    return CorrectionLog(Database(settings), settings.data)


def _now(settings: Settings) -> datetime:
    """The moment, on the day that replaces the clock's where one is set."""
    now = datetime.now(CLOCK_ZONE)
    moment = datetime.combine(settings.today, now.timetz()) if settings.today else now
    return moment.astimezone(UTC)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a process without a user of its own
        return ""


def _unmatched(settings: Settings) -> frozenset[int]:
    """The corrections whose record the index does not have; none where there is no index to ask."""
    try:
        with Serving(settings) as serving, serving.snapshot() as read:
            return read.store.unmatched if isinstance(read.store, CorrectedStore) else frozenset()
    except RegionsvarError:
        return frozenset()


def _as_object(entry: "Entry", unmatched: frozenset[int]) -> dict[str, Any]:
    undone = {"undone_by": entry.undone_by, "undone_at": entry.undone_at}
    made = asdict(entry.correction) | {"fields": [list(field) for field in entry.correction.fields]}
    return made | undone | {"has_record": entry.correction.id not in unmatched}


def _print(entries: Sequence["Entry"], unmatched: frozenset[int]) -> None:
    for entry in reversed(entries):
        made = entry.correction
        print_text(f"{made.id}. {made.action} {made.register} {made.record} ({_state(entry, unmatched)})")
        for name, value in made.fields:
            print_text(f"   {name}: {value or '-'}")
        reason = f": {made.reason}" if made.reason else ""
        print_text(f"   by {made.by}, {_minute(made.at)}{reason}")


def _minute(at: str) -> str:
    """A moment by the region's clock."""
    return datetime.fromisoformat(at).astimezone(CLOCK_ZONE).strftime("%Y-%m-%d %H:%M")


def _state(entry: "Entry", unmatched: frozenset[int]) -> str:
    if entry.undone_at is not None:
        return f"undone by {entry.undone_by}, {_minute(entry.undone_at)}"
    return "without a record" if entry.correction.id in unmatched else "holds"

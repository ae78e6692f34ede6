"""`regionsvar admin corrections`: correct, add or withdraw records, and see what was done by whom."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.admin import corrections
from bot.admin.corrections import Listed, Made, Wanted
from bot.assigning import Assignments
from bot.commands.acting import acting
from bot.commands.opening import opened, opened_settings
from bot.commands.printing import print_json, print_text
from bot.settings import Settings
from bot.store.corrections import CorrectionLog
from bot.store.database import Database
from bot.store.places import has_database
from bot.wiring import Serving
from bot.wording import say
from retrieval.registers.corrections import CLOCK_ZONE, Action


def show(*, as_json: bool) -> None:
    """Every correction, the newest first; whether the index has its record."""
    settings = opened_settings()
    found = _listed(settings) if has_database(settings) else []
    if as_json:
        print_json([_as_object(each) for each in found])
    elif found:
        _print(found)
    else:
        print_text(say("en", "corrections_none"))


def make(
    action: Action,
    register: str,
    record: str | None,
    assignments: Assignments,
    by: str | None,
    reason: str | None,
    *,
    as_json: bool,
) -> None:
    """Keep that a record is otherwise, is there or is gone, and show what a reader sees now."""
    actor = acting(by)
    wanted = Wanted(action, register, record, assignments, reason)
    with opened(opened_settings()) as serving, _log(serving.settings) as log:
        made = corrections.make(serving, log, wanted, actor.name, actor)
    if as_json:
        said = asdict(made.correction) | {"fields": dict(made.correction.fields)}
        print_json(said | {"shown": _effect(made), "unmatched": not made.has_record})
    else:
        print_text(_effect(made))


def undo(number: int, by: str | None, *, as_json: bool) -> None:
    """Take a correction back, and show its record."""
    actor = acting(by)
    with opened(opened_settings()) as serving, _log(serving.settings) as log:
        undone = corrections.undo(serving, log, number, actor.name, actor)
    shown = undone.shown or say("en", "correction_shows_nothing")
    if as_json:
        print_json({"id": number, "undone": True, "shown": shown})
    else:
        print_text(say("en", "correction_undone", number=number, shown=shown))


def _effect(made: Made) -> str:
    """What a reader sees now, in words."""
    number, record = made.correction.id, made.correction.record
    if made.correction.action == "withdraw":
        return say("en", "correction_withdrawn", number=number, record=record, passages=made.masked)
    return say("en", "correction_kept", number=number, shown="\n".join(made.shown))


def _listed(settings: Settings) -> list[Listed]:
    with Serving(settings) as serving, _log(settings) as log:
        return corrections.listed(serving, log)


def _log(settings: Settings) -> CorrectionLog:
    return CorrectionLog(Database(settings), settings.data)


def _as_object(found: Listed) -> dict[str, Any]:
    entry = found.entry
    undone = {"undone_by": entry.undone_by, "undone_at": entry.undone_at}
    made = asdict(entry.correction) | {"fields": [list(field) for field in entry.correction.fields]}
    return made | undone | {"has_record": found.has_record is not False}


def _print(found: Sequence[Listed]) -> None:
    for each in found:
        made = each.entry.correction
        print_text(f"{made.id}. {made.action} {made.register} {made.record} ({_state(each)})")
        for name, value in made.fields:
            print_text(f"   {name}: {value or '-'}")
        reason = f": {made.reason}" if made.reason else ""
        print_text(f"   by {made.by}, {_minute(made.at)}{reason}")


def _minute(at: str) -> str:
    """A moment by the region's clock."""
    return datetime.fromisoformat(at).astimezone(CLOCK_ZONE).strftime("%Y-%m-%d %H:%M")


def _state(found: Listed) -> str:
    entry = found.entry
    if entry.undone_at is not None:
        return f"undone by {entry.undone_by}, {_minute(entry.undone_at)}"
    return "without a record" if found.has_record is False else "holds"

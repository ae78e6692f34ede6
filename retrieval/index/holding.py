"""Remember the snapshots that were built and proved, and yet wait for an administrator's approval.

Hold <-> held.json in the snapshot's directory and below the data folder. The second outlives the first, so
that a held snapshot that was deleted is not built again before something changes.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from retrieval.coding import from_plain, to_plain
from retrieval.durable import replace_file
from retrieval.index.pointer import current_id, directory_of, finished_ids

HELD = "held.json"


@dataclass(frozen=True, slots=True)
class Hold:
    """A snapshot that is not made current before somebody approves it, and why."""

    key: str
    snapshot: str
    reasons: tuple[str, ...]  # sentences
    at: str  # UTC, ISO


def write_hold(folder: Path, hold: Hold) -> None:
    """Keep it in a snapshot's directory, or below the data folder."""
    replace_file(folder / HELD, json.dumps(to_plain(hold), ensure_ascii=False).encode())


def forget_hold(folder: Path) -> None:
    """It was approved, or something newer was built."""
    (folder / HELD).unlink(missing_ok=True)


def hold_in(folder: Path) -> Hold | None:
    """Why the snapshot in a directory waits, or the newest that did; None where none does."""
    try:
        return from_plain(Hold, json.loads((folder / HELD).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def holds(data: Path) -> dict[str, Hold]:
    """The snapshots that wait, by id, oldest first; what is current was approved."""
    waiting = (name for name in finished_ids(data) if name != current_id(data))
    found = ((name, hold_in(directory_of(data, name))) for name in waiting)
    return {name: hold for name, hold in found if hold is not None}


def hold_on(data: Path, key: str) -> Hold | None:
    """The newest hold of what a key stands for; None if it may be built."""
    known = [hold for hold in holds(data).values() if hold.key == key]
    last = hold_in(data)
    return known[-1] if known else last if last is not None and last.key == key else None

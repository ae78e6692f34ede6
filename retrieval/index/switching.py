"""Change which snapshot is current: a build that is done, a rollback, the approval of one that was held.

Snapshot -> data/current, data/pinned. Every change is made under a lock of its own, so that a rollback need
not wait for a running build, and that build then does not undo it.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import SnapshotBroken, SnapshotInUse, SnapshotMissing
from retrieval.index.holding import Hold, forget_hold, hold_in, holds, write_hold
from retrieval.index.lock import switch_lock
from retrieval.index.manifest import read_manifest
from retrieval.index.pointer import (
    current_id,
    directory_of,
    finish,
    finished_ids,
    pin,
    pinned_id,
    point_to,
    set_aside,
    unpin,
)
from retrieval.index.retention import KEEPING, Retention, bytes_of
from retrieval.index.snapshot import Snapshot
from retrieval.index.wholeness import Counts, check_whole, looked_into

__all__ = ["activate", "pinned_id", "snapshots_of"]

# the candidate and what is current -> the reasons to hold the candidate; none: it may be made current
Gate = Callable[[Snapshot, Snapshot | None], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a finished build is made current."""

    gate: Gate | None = None
    retention: Retention = KEEPING
    pinned: str | None = None  # what was pinned when the build was asked for


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """A snapshot that lies there."""

    id: str
    current: bool
    pinned: bool
    created: str | None  # UTC, ISO; None where it cannot be read
    held: tuple[str, ...]  # why it waits for approval
    broken: str | None  # why nothing can be answered from it
    counts: Counts | None
    size: int  # bytes on disk


def release(data: Path, building: Path, hold: Hold, pinned: str | None) -> tuple[str, ...]:
    """Give a proved build its name and make it current, unless there are reasons to hold it.

    Returns the reasons. `pinned`: what was pinned when the build was asked for; whatever was pinned since
    is a later decision, and stays.
    """
    with switch_lock(data):
        reasons = (*hold.reasons, *_rolled_back(data, pinned))
        if not reasons:
            point_to(data, finish(building).name)
            unpin(data)
            forget_hold(data)
            return ()
        held = Hold(hold.key, hold.snapshot, reasons, hold.at)
        write_hold(building, held)  # before the directory has its name: never in the list without it
        finish(building)
        write_hold(data, held)
        return reasons


def _rolled_back(data: Path, pinned: str | None) -> tuple[str, ...]:
    now = pinned_id(data)
    if now is None or now == pinned:
        return ()
    return (f"Snapshot {now} was activated while this one was being built.",)


def examined(data: Path, building: Path, extra_lexicon: Path | None, gate: Gate | None) -> tuple[str, ...]:
    """What the gate has against a build that was proved."""
    if gate is None:
        return ()
    with Snapshot(building, extra_lexicon) as candidate:
        current = _comparable(data, extra_lexicon)
        if current is None:
            return tuple(gate(candidate, None))
        with current:
            return tuple(gate(candidate, current))


def _comparable(data: Path, extra_lexicon: Path | None) -> Snapshot | None:
    """What is current; nothing if there is none, or one that cannot be read."""
    current = current_id(data)
    if current is None:
        return None
    try:
        check_whole(directory_of(data, current))
        return Snapshot(directory_of(data, current), extra_lexicon)
    except SnapshotBroken:
        return None


def activate(data: Path, snapshot_id: str) -> str | None:
    """Make a snapshot that lies there current, and approve it if it was held; returns what was current.

    One that is older than others is pinned: builds by themselves do not replace it. For what is current
    already nothing changes. Raises SnapshotMissing or SnapshotBroken; nothing has changed then.
    """
    with switch_lock(data):
        directory = _lying(data, snapshot_id)
        before = current_id(data)
        if snapshot_id == before:
            _approve(data, directory)
            return before
        check_whole(directory)
        if hold_in(directory) is None and not _is_newest(data, snapshot_id):
            pin(data, snapshot_id)  # holds from the next line on
            point_to(data, snapshot_id)
        else:
            point_to(data, snapshot_id)
            unpin(data)
        _approve(data, directory)
        return before


def _approve(data: Path, directory: Path) -> None:
    """It waits no more."""
    last = hold_in(data)
    if last is not None and last.snapshot == directory.name:
        forget_hold(data)
    forget_hold(directory)


def _is_newest(data: Path, snapshot_id: str) -> bool:
    """Whether it is the one that would be current if nobody had gone back."""
    held = holds(data)
    return [name for name in finished_ids(data) if name not in held][-1:] == [snapshot_id]


def remove_snapshot(data: Path, snapshot_id: str) -> None:
    """Delete a snapshot. Raises SnapshotMissing, or SnapshotInUse for the one that is current."""
    with switch_lock(data):
        _lying(data, snapshot_id)
        if snapshot_id == current_id(data):
            raise SnapshotInUse(f"{snapshot_id} is current")
        doomed = set_aside(data, snapshot_id)
    if doomed is not None:
        shutil.rmtree(doomed, ignore_errors=True)


def snapshots_of(data: Path) -> list[SnapshotInfo]:
    """The snapshots that lie there, newest first."""
    return [info for name in reversed(finished_ids(data)) if (info := _info(data, name))]


def snapshot_of(data: Path, snapshot_id: str) -> SnapshotInfo:
    """One snapshot. Raises SnapshotMissing."""
    _lying(data, snapshot_id)
    if (info := _info(data, snapshot_id)) is None:
        raise SnapshotMissing(f"no snapshot {snapshot_id}")
    return info


def opened_snapshot(data: Path, snapshot_id: str, extra_lexicon: Path | None = None) -> Snapshot:
    """Any snapshot that lies there, for reading. Raises SnapshotMissing or SnapshotBroken."""
    directory = _lying(data, snapshot_id)
    looked_into(directory)
    return Snapshot(directory, extra_lexicon)


def _info(data: Path, snapshot_id: str) -> SnapshotInfo | None:
    """What is known of a snapshot; None if it was deleted just now."""
    directory = directory_of(data, snapshot_id)
    current = snapshot_id == current_id(data)
    hold = None if current else hold_in(directory)
    created, counts, broken = _seen(directory)
    if not directory.is_dir():
        return None
    return SnapshotInfo(
        id=snapshot_id,
        current=current,
        pinned=snapshot_id == pinned_id(data),
        created=created,
        held=hold.reasons if hold else (),
        broken=broken,
        counts=counts,
        size=bytes_of(directory),
    )


def _seen(directory: Path) -> tuple[str | None, Counts | None, str | None]:
    """When it was made, what it holds, and why it cannot be used."""
    created = None
    try:
        created = read_manifest(directory).made_at
        return created, looked_into(directory)[1], None
    except SnapshotBroken as error:
        return created, None, str(error)


def _lying(data: Path, snapshot_id: str) -> Path:
    """The directory of a snapshot that lies there; the id may be anything that somebody typed."""
    if snapshot_id not in finished_ids(data):
        raise SnapshotMissing(f"no snapshot {snapshot_id}")
    return directory_of(data, snapshot_id)

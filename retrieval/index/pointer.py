"""Which snapshot is current: one small file that is replaced at once, and the directories around it.

data/current -> data/snapshots/<id>. A directory that is being built or deleted has an ending, and is no
snapshot to anyone.
"""

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from retrieval.durable import replace_file, sync_directory

POINTER = "current"
PINNED = "pinned"
SNAPSHOTS = "snapshots"
BUILDING = ".building"
DELETED = ".deleted"


def current_id(data: Path) -> str | None:
    """The current snapshot's id, read anew; None before the first."""
    return _id_in(data / POINTER)


def pinned_id(data: Path) -> str | None:
    """The snapshot that an administrator went back to, and that no build by itself replaces.

    A pin on another than the current snapshot is one that was never completed, or is outlived: it counts
    for nothing.
    """
    pinned = _id_in(data / PINNED)
    return pinned if pinned is not None and pinned == current_id(data) else None


def pinned_before(data: Path, moment: datetime | None) -> str | None:
    """What was pinned at a moment; None for one that was pinned later. No moment: what is pinned now."""
    if moment is None:
        return pinned_id(data)
    try:
        pinned_at = datetime.fromtimestamp((data / PINNED).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
    return pinned_id(data) if pinned_at <= moment else None


def _id_in(path: Path) -> str | None:
    try:
        name = path.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return name or None


def directory_of(data: Path, snapshot_id: str) -> Path:
    """Where a finished snapshot lies."""
    return data / SNAPSHOTS / snapshot_id


def point_to(data: Path, snapshot_id: str) -> None:
    """Make a snapshot current, for this and every other process."""
    replace_file(data / POINTER, snapshot_id.encode("ascii"))


def pin(data: Path, snapshot_id: str) -> None:
    """Pin a snapshot; it holds once that is current."""
    replace_file(data / PINNED, snapshot_id.encode("ascii"))


def unpin(data: Path) -> None:
    """Let builds follow the corpus again."""
    (data / PINNED).unlink(missing_ok=True)


def finished_ids(data: Path) -> list[str]:
    """The snapshots that lie there, oldest first."""
    folder = data / SNAPSHOTS
    if not folder.is_dir():
        return []
    found = (path for path in folder.iterdir() if path.suffix not in (BUILDING, DELETED) and path.is_dir())
    return sorted(path.name for path in found if not path.name.startswith("."))


def fresh_directory(data: Path, snapshot_id: str) -> Path:
    """An empty directory to build a snapshot in."""
    directory = data / SNAPSHOTS / (snapshot_id + BUILDING)
    directory.mkdir(parents=True)
    return directory


def finish(building: Path) -> Path:
    """Give a built directory its snapshot's name."""
    finished = building.with_suffix("")
    building.rename(finished)
    sync_directory(finished.parent)
    return finished


def remove_leftovers(data: Path) -> None:
    """Delete what killed builds and deletions left; only the holder of the builder's lock may."""
    folder = data / SNAPSHOTS
    for path in [*folder.glob(f"*{BUILDING}"), *folder.glob(f"*{DELETED}")]:
        shutil.rmtree(path, ignore_errors=True)
    for path in data.glob("*.tmp"):
        with suppress(OSError):
            path.unlink()


def set_aside(data: Path, snapshot_id: str) -> Path | None:
    """Take a snapshot out of the list, for deletion; None if it cannot be done."""
    directory = directory_of(data, snapshot_id)
    doomed = directory.with_name(snapshot_id + DELETED)
    try:
        return directory.rename(doomed)
    except OSError:
        return None

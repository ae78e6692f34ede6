"""Which snapshot is current: one small file that is replaced at once, and the directories around it.

data/current -> data/snapshots/<id>. A directory that is being built or deleted has an ending, and is no
snapshot to anyone.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from retrieval.durable import replace_file, sync_directory

POINTER = "current"
SNAPSHOTS = "snapshots"
BUILDING = ".building"
DELETED = ".deleted"
PREVIOUS_KEPT = 3  # for rollback, and for readers that began with them


def current_id(data: Path) -> str | None:
    """The current snapshot's id, read anew; None before the first."""
    try:
        name = (data / POINTER).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return name or None


def directory_of(data: Path, snapshot_id: str) -> Path:
    """Where a finished snapshot lies."""
    return data / SNAPSHOTS / snapshot_id


def point_to(data: Path, snapshot_id: str) -> None:
    """Make a snapshot current, for this and every other process."""
    replace_file(data / POINTER, snapshot_id.encode("ascii"))


def finished_ids(data: Path) -> list[str]:
    """The snapshots that lie there, oldest first."""
    folder = data / SNAPSHOTS
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.suffix not in (BUILDING, DELETED))


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


def remove_old(data: Path) -> None:
    """Delete all but the current snapshot and those just before it."""
    current = current_id(data)
    others = [snapshot_id for snapshot_id in finished_ids(data) if snapshot_id != current]
    for snapshot_id in others[:-PREVIOUS_KEPT]:
        directory = directory_of(data, snapshot_id)
        doomed = directory.with_name(snapshot_id + DELETED)
        with suppress(OSError):
            directory.rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)

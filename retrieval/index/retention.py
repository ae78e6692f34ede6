"""Keep so many earlier snapshots and so much disk, and delete what is beyond.

Snapshots that lie there -> those that go. The current one (a pin is always on it), the one that was current
just before and the newest that waits for approval always stay.
"""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from retrieval.index.holding import holds
from retrieval.index.lock import switch_lock
from retrieval.index.pointer import current_id, directory_of, finished_ids, set_aside

KEPT = 3  # previous snapshots: for rollback, and for readers that began with them
KEPT_MB = 10_000
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Retention:
    """What is kept besides what always stays."""

    previous: int = KEPT  # snapshots
    megabytes: int = KEPT_MB  # of all snapshots together


KEEPING = Retention()


@dataclass(frozen=True, slots=True)
class Lying:
    """A snapshot as retention sees it."""

    id: str
    size: int  # bytes
    current: bool = False
    replaced: bool = False  # it was current just before: answers are under way from it
    held: bool = False


def remove_old(data: Path, retention: Retention, replaced: str | None = None) -> None:
    """Delete the snapshots beyond what is kept; `replaced` was current until now."""
    with switch_lock(data):
        doomed = [set_aside(data, name) for name in to_remove(_lying(data, replaced), retention)]
    for directory in filter(None, doomed):
        shutil.rmtree(directory, ignore_errors=True)


def to_remove(lying: Sequence[Lying], retention: Retention) -> list[str]:
    """The snapshots that go, of those that lie there oldest first: the oldest, and older held ones."""
    newest_held = [each for each in lying if each.held][-1:]
    staying = [each for each in lying if each.current or each.replaced or each in newest_held]
    others = [each for each in reversed(lying) if each not in staying]
    doomed = [each.id for each in others if each.held]
    left = retention.previous - sum(each.replaced for each in staying)
    room = retention.megabytes * MB - sum(each.size for each in staying)
    for each in (each for each in others if not each.held):
        left, room = left - 1, room - each.size
        if left < 0 or room < 0:  # and everything older with it
            doomed.append(each.id)
    return doomed


def _lying(data: Path, replaced: str | None) -> list[Lying]:
    current, held = current_id(data), holds(data)
    return [
        Lying(name, bytes_of(directory_of(data, name)), name == current, name == replaced, name in held)
        for name in finished_ids(data)
    ]


def bytes_of(directory: Path) -> int:
    """How much disk a directory takes: of a file that snapshots share, its part."""
    return sum(_sizes(directory.rglob("*")))


def _sizes(paths: Iterable[Path]) -> Iterable[int]:
    for path in paths:
        try:
            status = path.lstat()
        except OSError:  # deleted meanwhile
            continue
        if S_ISREG(status.st_mode):
            yield status.st_size // max(1, status.st_nlink)

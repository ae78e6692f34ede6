"""Let one process build at a time, and one change what is current.

The system frees a lock when its holder ends, also by a kill: no stale lock is ever left. A build takes
minutes, a switch milliseconds, so that what is current can be changed beside a running build.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from retrieval.errors import BuildInProgress

LOCK = "build.lock"
SWITCH_LOCK = "switch.lock"
POLL_S = 0.1
SWITCH_POLL_S = 0.005
SWITCH_WAIT_S = 10.0  # a holder renames and writes small files; longer means that the disk hangs


@contextmanager
def builder_lock(data: Path, wait_s: float) -> Iterator[None]:
    """Be the only builder below a data folder. Raises BuildInProgress after waiting in vain."""
    with _held(data / LOCK, wait_s, POLL_S, f"another process has been building in {data} for {wait_s:g} s"):
        yield


@contextmanager
def switch_lock(data: Path) -> Iterator[None]:
    """Be the only one who changes what is current. Raises BuildInProgress after waiting in vain."""
    complaint = f"another process has been switching snapshots in {data} for {SWITCH_WAIT_S:g} s"
    with _held(data / SWITCH_LOCK, SWITCH_WAIT_S, SWITCH_POLL_S, complaint):
        yield


@contextmanager
def _held(path: Path, wait_s: float, poll_s: float, complaint: str) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        deadline = time.monotonic() + wait_s
        while not taken(file):
            if time.monotonic() >= deadline:
                raise BuildInProgress(complaint)
            time.sleep(poll_s)
        try:
            yield
        finally:
            free(file)


if sys.platform == "win32":
    import msvcrt

    def taken(file: BinaryIO) -> bool:
        """Take an open file's lock; False where another process has it."""
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def free(file: BinaryIO) -> None:
        """Let go of the lock."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def taken(file: BinaryIO) -> bool:
        """Take an open file's lock; False where another process has it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def free(file: BinaryIO) -> None:
        """Let go of the lock."""
        fcntl.flock(file, fcntl.LOCK_UN)

"""Let one process build at a time.

The system frees the lock when its holder ends, also by a kill: no stale lock is ever left.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from retrieval.errors import BuildInProgress

LOCK = "build.lock"
POLL_S = 0.1


@contextmanager
def builder_lock(data: Path, wait_s: float) -> Iterator[None]:
    """Be the only builder below a data folder. Raises BuildInProgress after waiting in vain."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / LOCK).open("ab") as file:
        deadline = time.monotonic() + wait_s
        while not taken(file):
            if time.monotonic() >= deadline:
                raise BuildInProgress(f"another process has been building in {data} for {wait_s:g} s")
            time.sleep(POLL_S)
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

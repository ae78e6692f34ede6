"""Write files so that a crash or a power cut leaves the old content or the new, never half of it.

bytes -> a file. POSIX: rename is atomic, and lasting once file and directory are synchronised.
"""

import os
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Put content in a file's place at once, and make it last."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def sync_tree(directory: Path, unlinked_only: bool = False) -> None:
    """Make every file below a directory last, and the directories themselves.

    With `unlinked_only`, files of more than one name are passed over: they lasted under the first.
    """
    for path in sorted(directory.rglob("*"), reverse=True):
        if path.is_dir():
            sync_directory(path)
        elif not unlinked_only or path.stat().st_nlink == 1:
            _sync(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    sync_directory(directory)


def sync_directory(directory: Path) -> None:
    """Make the names in a directory last; Windows cannot and need not."""
    if os.name != "nt":
        _sync(directory, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

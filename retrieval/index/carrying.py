"""Take over what a finished snapshot holds into the directory of the next one.

Snapshot's directory -> a directory that is being built. What is never changed again is linked, so that it
costs neither room nor time; what the next build changes is copied.
"""

import os
import shutil
from pathlib import Path

from retrieval.index.manifest import EMBEDDER, LEXICAL, STORE, VECTORS

# what tantivy writes once: segments, named by a random number of 32 digits; it replaces meta.json at once
SEGMENT_NAME = 32


def carry_texts(base: Path, building: Path) -> None:
    """The store, to be patched."""
    shutil.copyfile(base / STORE, building / STORE)


def carry_words(base: Path, building: Path) -> None:
    """The lexical index: its segments linked, what names them copied, no lock."""
    (building / LEXICAL).mkdir()
    for path in (base / LEXICAL).iterdir():
        target = building / LEXICAL / path.name
        if len(path.name.split(".")[0]) == SEGMENT_NAME:
            _link(path, target)
        elif path.suffix in (".json",):
            shutil.copyfile(path, target)


def carry_vectors(base: Path, building: Path) -> None:
    """The closed vectors, to be patched, and what embedded them."""
    shutil.copytree(base / VECTORS, building / VECTORS)
    if (base / EMBEDDER).exists():
        _link(base / EMBEDDER, building / EMBEDDER)


def _link(path: Path, target: Path) -> None:
    """A second name of the same file; a copy where the file system knows no such thing."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)

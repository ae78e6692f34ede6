"""The files of a corpus folder, each with the digest of its content.

Folder -> SourceFiles. Nothing is written there. A digest is remembered below the data folder as long as a
file keeps its size and time of change, so that an unchanged corpus is not read again.
"""

import hashlib
import json
import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from retrieval.documents import RefusedFile, SourceFile
from retrieval.durable import replace_file
from retrieval.errors import CorpusMissing

CATALOGUE = "catalogue.toml"
SETTLED_NS = (
    2_000_000_000  # a file that changed less than this ago may change again within the same time stamp
)

Remembered = dict[str, tuple[int, int, str]]  # path -> size, time of change in ns, digest


@dataclass(frozen=True, slots=True)
class Listing:
    """What a corpus folder holds."""

    files: tuple[SourceFile, ...]  # ordered by path
    unreadable: tuple[RefusedFile, ...]


def list_files(corpus: Path, memory: Path | None = None, remember: bool = True) -> Listing:
    """The corpus's files, hidden ones and the catalogue left out.

    `memory` is the file in which digests are remembered. Raises CorpusMissing if there is no such folder.
    """
    if not corpus.is_dir():
        raise CorpusMissing(f"{corpus} is not a folder")
    known = _recall(memory)
    files: list[SourceFile] = []
    unreadable: list[RefusedFile] = []
    found: Remembered = {}
    for name, path in sorted(_paths(corpus, unreadable)):
        try:
            files.append(_source(path, _checked(name), known, found))
        except FileNotFoundError:  # gone since it was listed, or no file
            continue
        except (OSError, UnicodeEncodeError) as error:
            unreadable.append(RefusedFile(_printable(name), "unreadable", type(error).__name__))
    if memory is not None and remember and found != known:
        _remember(memory, found)
    return Listing(tuple(files), tuple(unreadable))


def _paths(corpus: Path, unreadable: list[RefusedFile]) -> Iterator[tuple[str, Path]]:
    """Every file below the folder with its name there; a link is followed only to a file within it."""

    def note(error: OSError) -> None:
        name = Path(error.filename).relative_to(corpus).as_posix()
        unreadable.append(RefusedFile(_printable(name), "unreadable", type(error).__name__))

    root = corpus.resolve()
    for folder, subfolders, names in os.walk(corpus, onerror=note):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for path in (Path(folder, name) for name in names if not name.startswith(".")):
            name = path.relative_to(corpus).as_posix()
            if name != CATALOGUE and (not path.is_symlink() or path.resolve().is_relative_to(root)):
                yield name, path


def _checked(name: str) -> str:
    """A name that can be stored and shown. Raises UnicodeEncodeError for bytes that are no UTF-8."""
    name.encode("utf-8")
    return name


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


def _source(path: Path, name: str, known: Remembered, found: Remembered) -> SourceFile:
    """The file with its digest, recalled where size and time of change are as they were."""
    now = time.time_ns()
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise FileNotFoundError(f"{name} is no file")
    size, changed = status.st_size, status.st_mtime_ns
    recalled = known.get(name)
    same = recalled is not None and recalled[:2] == (size, changed)
    digest = recalled[2] if recalled is not None and same else digest_of(path)
    if changed < now - SETTLED_NS:
        found[name] = (size, changed, digest)
    return SourceFile(name, digest, size)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's content, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _recall(memory: Path | None) -> Remembered:
    """What was remembered; nothing if it cannot be read, since it can be found out again."""
    if memory is None:
        return {}
    try:
        stored = json.loads(memory.read_bytes())
        return {
            name: (int(size), int(changed), str(digest)) for name, (size, changed, digest) in stored.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(memory: Path, found: Remembered) -> None:
    """A folder that cannot be written costs time, not the run."""
    with suppress(OSError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        replace_file(memory, json.dumps(found).encode())

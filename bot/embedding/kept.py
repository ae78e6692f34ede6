"""Keep vectors that were paid for, in one SQLite file that may be lost.

Embedder, text -> vector. What is torn is not there, and is written anew; what no snapshot holds any more is
deleted, since a vector tells much of its text.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

if TYPE_CHECKING:  # numpy is imported when vectors are recalled
    from retrieval.index.embedding import Vectors

FILE = "cache/embeddings.sqlite"
SCHEMA = """
    PRAGMA auto_vacuum = FULL;
    CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL, checksum INTEGER NOT NULL)
    WITHOUT ROWID;
"""
SINGLE = "<f4"  # as numpy names it
SINGLE_BYTES = 4
MANY = 500  # of the values that one SQL statement may hold
WAIT_S = 10.0  # for another process that writes
T = TypeVar("T")

log = logging.getLogger(__name__)


def key_of(embedder: str, text: str) -> bytes:
    """What stands for a text and for what embeds it."""
    return hashlib.sha256(f"{embedder}\n{text}".encode("utf-8", "surrogatepass")).digest()


class KeptVectors:
    """Recalls vectors and keeps new ones at once; a file that cannot be used costs calls alone."""

    def __init__(self, data: Path) -> None:
        """Opens nothing yet."""
        self._path = data / FILE
        self._tried = False
        self._connection: sqlite3.Connection | None = None

    def recall(self, keys: Sequence[bytes], dimensions: int) -> "dict[bytes, Vectors]":
        """Those of the vectors that are there and whole."""
        found: dict[bytes, Vectors] = {}
        for start in range(0, len(keys), MANY):
            found.update(self._recalled(keys[start : start + MANY], dimensions))
        return found

    def keep(self, vectors: "Mapping[bytes, Vectors]") -> None:
        """Write them, in place of any that are there."""
        packed = ((key, vector.astype(SINGLE).tobytes()) for key, vector in vectors.items())
        rows = [(key, blob, crc32(blob)) for key, blob in packed]
        self._try(lambda connection: connection.executemany("REPLACE INTO vectors VALUES (?, ?, ?)", rows))

    def forget_others(self, keys: Collection[bytes]) -> None:
        """Delete all but these."""
        rows = self._try(lambda connection: connection.execute("SELECT key FROM vectors").fetchall()) or []
        unused = [(key,) for (key,) in rows if key not in keys]
        self._try(lambda connection: connection.executemany("DELETE FROM vectors WHERE key = ?", unused))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _recalled(self, keys: Sequence[bytes], dimensions: int) -> "Iterable[tuple[bytes, Vectors]]":
        import numpy as np

        marks = ",".join("?" * len(keys))
        select = f"SELECT key, vector, checksum FROM vectors WHERE key IN ({marks})"
        rows: list[Any] = self._try(lambda connection: connection.execute(select, keys).fetchall()) or []
        for key, blob, checksum in rows:
            if _is_whole(blob, checksum, dimensions):
                yield key, np.frombuffer(blob, SINGLE)

    def _try(self, act: Callable[[sqlite3.Connection], T]) -> T | None:
        """In one transaction; a broken file is begun anew for whoever comes next."""
        if not self._tried:
            self._tried, self._connection = True, _opened(self._path)
        if self._connection is None:
            return None
        try:
            with self._connection:
                return act(self._connection)
        except sqlite3.OperationalError as error:  # a full disk, another writer
            log.warning("vectors are not kept: %s", error)
        except sqlite3.DatabaseError as error:
            log.warning("kept vectors are lost: %s", error)
            self.close()
            _remove(self._path)
            self._tried = False
        return None


def _is_whole(blob: object, checksum: object, dimensions: int) -> bool:
    fits = isinstance(blob, bytes) and len(blob) == dimensions * SINGLE_BYTES
    return fits and isinstance(blob, bytes) and crc32(blob) == checksum


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, made anew where it is broken; None where there can be none."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        try:
            connection = sqlite3.connect(path, timeout=WAIT_S)
            connection.executescript(SCHEMA)
            return connection
        except sqlite3.DatabaseError as error:
            log.warning("%s is begun anew: %s", path, error)
            _remove(path)
    return None


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)

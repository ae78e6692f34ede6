"""Keep what was found in documents from one build to the next, in one SQLite file that may be lost.

Document, what was looked for, context, code -> what was found. Only what the last build used stays, so that
the file is never larger than one corpus needs.
"""

import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

from retrieval.coding import from_plain, to_plain
from retrieval.documents import Document

SCHEMA = "CREATE TABLE IF NOT EXISTS findings (key BLOB PRIMARY KEY, found TEXT NOT NULL) WITHOUT ROWID"
KEY_BYTES = 16  # of a digest: no two of a billion findings share it
T = TypeVar("T")

log = logging.getLogger(__name__)


class Findings:
    """Recalls findings, and keeps new ones when it is closed; a file that cannot be used costs time alone."""

    def __init__(self, path: Path, code: str, again: bool = False) -> None:
        """`again` finds everything anew, and keeps it."""
        self._path = path
        self._code = code
        self._of_document: dict[int, bytes] = {}
        self._used: set[bytes] = set()
        self._new: dict[bytes, str] = {}
        self._connection = _opened(path)
        self._kept = {} if again else self._read()

    def of(self, document: Document, what: str, kind: type[T], find: Callable[[], T], context: str = "") -> T:
        """What `find` finds, or found of the same document in the same context."""
        key = self._key(document, what, context)
        self._used.add(key)
        if (kept := self._kept.pop(key, None)) is not None:
            with suppress(ValueError, TypeError, KeyError):
                return from_plain(kind, json.loads(kept))
        found = find()
        self._new[key] = json.dumps(to_plain(found), ensure_ascii=False)
        return found

    def close(self) -> None:
        """Keep what was found, forget what nobody asked for."""
        if self._connection is None:
            return
        try:
            with self._connection:
                self._forget_others()
                self._connection.executemany("REPLACE INTO findings VALUES (?, ?)", self._new.items())
        except (sqlite3.Error, UnicodeEncodeError) as error:
            log.warning("findings are not kept: %s", error)
        finally:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _key(self, document: Document, what: str, context: str) -> bytes:
        """What a finding depends on."""
        if (own := self._of_document.get(id(document))) is None:
            said = to_plain(document.description) | {"replaced_by": None}
            own = _digest(f"{self._code} {document.digest} {json.dumps(said)}")
            self._of_document[id(document)] = own
        return _digest(f"{own.hex()} {what} {context}")

    def _read(self) -> dict[bytes, str]:
        """All of them at once: nearly every one is asked for, and one by one takes ten times as long."""
        if self._connection is None:
            return {}
        try:
            return dict(self._connection.execute("SELECT key, found FROM findings"))
        except sqlite3.Error as error:
            log.warning("findings are not recalled: %s", error)
            return {}

    def _forget_others(self) -> None:
        assert self._connection is not None
        kept = {key for (key,) in self._connection.execute("SELECT key FROM findings")}
        unused = ((key,) for key in kept - self._used)
        self._connection.executemany("DELETE FROM findings WHERE key = ?", unused)


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, made anew where it is broken; None where there can be none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        try:
            connection = sqlite3.connect(path)
            connection.execute(SCHEMA)
            return connection
        except sqlite3.DatabaseError as error:
            log.warning("%s is begun anew: %s", path, error)
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return None


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY_BYTES).digest()

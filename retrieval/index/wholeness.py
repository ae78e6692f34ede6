"""Look whether a snapshot that lies there can be answered from, and count what is in it.

Directory -> Counts, or SnapshotBroken. Quick enough for a rollback: Chroma's own files are looked at, and
not opened, since its import alone takes a second and a torn segment can crash whoever opens it.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import SnapshotBroken
from retrieval.index.manifest import LEXICAL, STORE, VECTORS, Manifest, read_manifest

VECTORS_DATABASE = "chroma.sqlite3"
SQLITE_MAGIC = b"SQLite format 3\0"
COUNTED = {
    "documents": "SELECT COUNT(*) FROM documents",
    "passages": "SELECT COUNT(*) FROM passages",
    "contacts": "SELECT COUNT(*) FROM contacts",
    "priorities": "SELECT COALESCE(SUM(json_array_length(record, '$.items')), 0) FROM strategies",
    "plans": "SELECT COUNT(*) FROM plans",
    "funding": "SELECT COUNT(*) FROM funding",
    "refused": "SELECT COUNT(*) FROM refused",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a snapshot; `priorities` are goals and orientations too."""

    documents: int
    passages: int
    contacts: int
    priorities: int
    plans: int
    funding: int
    refused: int


def looked_into(directory: Path) -> tuple[Manifest, Counts]:
    """What a snapshot says of itself and holds. Raises SnapshotBroken if that does not agree."""
    manifest = read_manifest(directory)
    counts = _counted(directory)
    for name in ("documents", "passages", "contacts", "refused"):
        if (said := getattr(manifest, name)) != (held := getattr(counts, name)):
            raise SnapshotBroken(f"{directory.name}: {held} {name} in the store, {said} in the manifest")
    return manifest, counts


def check_whole(directory: Path) -> Manifest:
    """The manifest of a snapshot of which every part can be read. Raises SnapshotBroken."""
    manifest, counts = looked_into(directory)
    _check_pages(directory)
    if (indexed := _indexed(directory)) != counts.passages:
        raise SnapshotBroken(f"{directory.name}: {indexed} passages in the index, {counts.passages} stored")
    _check_vectors(directory)
    return manifest


def _counted(directory: Path) -> Counts:
    try:
        with closing(_store(directory)) as store:
            return Counts(**{name: int(store.execute(sql).fetchone()[0]) for name, sql in COUNTED.items()})
    except sqlite3.Error as error:
        raise SnapshotBroken(f"{directory.name}: {STORE}: {error}") from error


def _check_pages(directory: Path) -> None:
    """Every page of the store: what lies between two counted rows may be torn too."""
    try:
        with closing(_store(directory)) as store:
            (found,) = store.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise SnapshotBroken(f"{directory.name}: {STORE}: {error}") from error
    if found != "ok":
        raise SnapshotBroken(f"{directory.name}: {STORE}: {found}")


def _store(directory: Path) -> sqlite3.Connection:
    path = (directory / STORE).resolve()
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


def _indexed(directory: Path) -> int:
    import tantivy  # a tenth of a second that only a switch pays

    try:
        return int(tantivy.Index.open(str(directory / LEXICAL)).searcher().num_docs)
    except (OSError, ValueError) as error:
        raise SnapshotBroken(f"{directory.name}: {LEXICAL}: {error}") from error


def _check_vectors(directory: Path) -> None:
    try:
        with (directory / VECTORS / VECTORS_DATABASE).open("rb") as file:
            whole = file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except OSError as error:
        raise SnapshotBroken(f"{directory.name}: {VECTORS}: {error}") from error
    if not whole:
        raise SnapshotBroken(f"{directory.name}: {VECTORS}/{VECTORS_DATABASE} is no database")

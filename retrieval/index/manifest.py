"""What a snapshot says of itself: manifest.json, written last into its directory.

Manifest <-> JSON.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.coding import from_plain, to_plain
from retrieval.durable import replace_file
from retrieval.errors import SnapshotBroken

MANIFEST = "manifest.json"
STORE = "store.sqlite"
LEXICAL = "lexical"
VECTORS = "vectors"
EMBEDDER = "embedder.npz"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the snapshot and its size, by which a torn copy is known."""

    path: str
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot was made of, and how much is in it."""

    id: str
    key: str  # two snapshots with the same key hold the same
    made_at: str  # UTC, ISO
    corpus_digest: str
    documents: int
    passages: int
    contacts: int
    refused: int
    embedder: str
    dimensions: int
    files: tuple[StoredFile, ...] = ()
    made_by: str = ""  # digest of code, engines and lexicon: what may build on it must have the same
    content: str = ""  # the key without the embedder: two snapshots with the same say the same
    patched: int = 0  # passages that came or went since everything was built and fitted at once


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Write it into its snapshot's directory."""
    replace_file(directory / MANIFEST, json.dumps(to_plain(manifest), indent=1).encode())


def read_manifest(directory: Path) -> Manifest:
    """The manifest of a whole snapshot. Raises SnapshotBroken if one of its files is missing or cut."""
    try:
        manifest = from_plain(Manifest, json.loads((directory / MANIFEST).read_bytes()))
        for file in manifest.files:
            if (size := (directory / file.path).stat().st_size) != file.size:
                raise SnapshotBroken(f"{directory.name}: {file.path} has {size} bytes, not {file.size}")
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SnapshotBroken(f"{directory.name}: {error}") from error
    return manifest


def stored_files(directory: Path) -> tuple[StoredFile, ...]:
    """The files that no reader changes; Chroma's own change when they are opened."""
    return tuple(sorted(_stored_files(directory), key=lambda file: file.path))


def _stored_files(directory: Path) -> Iterator[StoredFile]:
    for path in directory.rglob("*"):
        name = path.relative_to(directory).as_posix()
        if (
            path.is_file()
            and not name.startswith((VECTORS + "/", "."))
            and "/." not in name
            and name != MANIFEST
        ):
            yield StoredFile(name, path.stat().st_size)

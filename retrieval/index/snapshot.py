"""One finished build of the index, opened for reading.

data folder -> Snapshot. Opening reads the manifest and the store's header; each index is opened when it is
first asked for. A reader keeps the snapshot that it began with, whatever becomes current meanwhile.
"""

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from retrieval.documents import Description
from retrieval.errors import EmbedderUnavailable, SnapshotBroken
from retrieval.index.lexical import LexicalIndex
from retrieval.index.manifest import EMBEDDER, LEXICAL, STORE, VECTORS, Manifest, read_manifest
from retrieval.index.pointer import current_id, directory_of
from retrieval.index.store import Store
from retrieval.language.analysis import Analyser
from retrieval.language.compounds import CompoundSplitter

if TYPE_CHECKING:  # numpy and Chroma are imported when vectors are asked for
    from retrieval.index.embedding import LatentEmbedder
    from retrieval.index.vectors import VectorIndex

T = TypeVar("T")


def open_current(data: Path, extra_lexicon: Path | None = None) -> "Snapshot | None":
    """The current snapshot; None before the first. Raises SnapshotBroken if it cannot be opened."""
    snapshot_id = current_id(data)
    return Snapshot(directory_of(data, snapshot_id), extra_lexicon) if snapshot_id else None


class Snapshot:
    """Everything that is searched, as of one build; safe for many threads."""

    def __init__(self, directory: Path, extra_lexicon: Path | None = None) -> None:
        """Raises SnapshotBroken if a part is missing."""
        self.directory = directory
        self.manifest: Manifest = read_manifest(directory)
        self._extra_lexicon = extra_lexicon
        self._lock = RLock()
        self._opened: dict[str, Any] = {}
        try:
            self.store = Store(directory / STORE)
        except sqlite3.Error as error:
            raise SnapshotBroken(f"{directory.name}: {error}") from error

    @property
    def id(self) -> str:
        """The snapshot's name."""
        return self.manifest.id

    @property
    def descriptions(self) -> Mapping[str, Description]:
        """What is known of each document, by its path."""
        return self.store.descriptions()

    @property
    def analyser(self) -> Analyser:
        """The analysis over the corpus's own words."""
        return self._once("analyser", self._open_analyser)

    @property
    def lexical(self) -> LexicalIndex:
        """The lexical index."""
        return self._once("lexical", lambda: LexicalIndex(self.directory / LEXICAL, self.analyser))

    @property
    def embedder(self) -> "LatentEmbedder":
        """What embeds queries as the passages were embedded."""
        return self._once("embedder", self._open_embedder)

    @property
    def vectors(self) -> "VectorIndex":
        """The vectors, in Chroma."""
        return self._once("vectors", self._open_vectors)

    def close(self) -> None:
        """Let go of every file."""
        with self._lock:
            if vectors := self._opened.pop("vectors", None):
                vectors.close()
            self._opened.clear()
            self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _once(self, name: str, open_part: Callable[[], T]) -> T:
        with self._lock:
            if name not in self._opened:
                self._opened[name] = open_part()
            part: T = self._opened[name]
            return part

    def _open_analyser(self) -> Analyser:
        return Analyser(CompoundSplitter(self.store.vocabulary()), self._extra_lexicon)

    def _open_embedder(self) -> "LatentEmbedder":
        from retrieval.index.embedding import LatentEmbedder

        try:
            return LatentEmbedder.load(self.directory / EMBEDDER)
        except FileNotFoundError as error:  # the vectors are of one that lies nowhere here
            raise EmbedderUnavailable(f"{self.id} needs {self.manifest.embedder}") from error

    def _open_vectors(self) -> "VectorIndex":
        from retrieval.index.vectors import VectorIndex

        return VectorIndex(self.directory / VECTORS)

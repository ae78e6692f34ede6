"""The passages' vectors, in one Chroma generation of a snapshot.

vectors/ -> passages with their likeness. Chroma is a derived index here: written once, verified, then only
queried; importing it takes a second, so it is imported when it is used.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.documents import Description, Passage
from retrieval.errors import SnapshotBroken
from retrieval.index.embedding import Vectors

COLLECTION = "passages"
# twice Chroma's own: of 15,000 passages it loses 1 % instead of 2 to 5 %, for a second more (2026-11-22)
SPACE = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}}


class VectorIndex:
    """A finished generation, opened for reading; close it before its directory is deleted."""

    def __init__(self, directory: Path) -> None:
        """Raises SnapshotBroken if it cannot be opened."""
        try:
            self._client = _client(directory)
            self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
        except Exception as error:  # Chroma raises what its engine does, of many kinds
            raise SnapshotBroken(f"vectors: {type(error).__name__}: {error}") from error

    @property
    def count(self) -> int:
        """How many vectors it holds."""
        return int(self._collection.count())

    def query(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        """The nearest passages' ids with their cosine, best first; none for a vector that says nothing.

        Raises SnapshotBroken, also for a vector of another length.
        """
        if limit < 1 or not np.any(vector):
            return []
        try:
            found: Any = self._collection.query(
                query_embeddings=[vector], n_results=limit, include=["distances"]
            )
        except Exception as error:  # Chroma raises what its engine does, of many kinds
            raise SnapshotBroken(f"vectors: {type(error).__name__}: {error}") from error
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(int(name), 1.0 - float(distance)) for name, distance in pairs]

    def some(self, ids: Sequence[int]) -> Vectors:
        """The vectors of some passages, in no order."""
        found: Any = self._collection.get(ids=[str(number) for number in ids], include=["embeddings"])
        return np.asarray(found["embeddings"], np.float32)

    def close(self) -> None:
        """Let go of its files; Chroma would keep them open for the next client of the same path."""
        self._client.close()


@dataclass(frozen=True, slots=True)
class Change:
    """What a generation loses and gains."""

    gone: Sequence[int]
    passages: Sequence[Passage]
    vectors: Vectors  # of these passages


def patch_vectors(directory: Path, change: Change, descriptions: Mapping[str, Description]) -> None:
    """Turn a copy of a closed generation into the next one; returns when it is closed again."""
    with _writing(directory) as client:
        collection = client.get_collection(COLLECTION, embedding_function=None)
        step = client.get_max_batch_size()
        for start in range(0, len(change.gone), step):
            collection.delete(ids=[str(number) for number in change.gone[start : start + step]])
        _add(client, collection, change.passages, change.vectors, descriptions)


def write_vectors(
    directory: Path, passages: Sequence[Passage], vectors: Vectors, descriptions: Mapping[str, Description]
) -> None:
    """Write a generation into an empty directory; returns when it is closed."""
    with _writing(directory) as client:
        collection = client.create_collection(COLLECTION, embedding_function=None, configuration=SPACE)
        _add(client, collection, passages, vectors, descriptions)


def _add(
    client: Any,
    collection: Any,
    passages: Sequence[Passage],
    vectors: Vectors,
    descriptions: Mapping[str, Description],
) -> None:
    step = client.get_max_batch_size()
    for start in range(0, len(passages), step):
        some = passages[start : start + step]
        collection.add(
            ids=[str(passage.id) for passage in some],
            embeddings=vectors[start : start + step],
            documents=[passage.text for passage in some],
            metadatas=[_metadata(descriptions[passage.document]) for passage in some],
        )


@contextmanager
def _writing(directory: Path) -> Iterator[Any]:
    client = _client(directory)
    try:
        yield client
    finally:
        client.close()


def _client(directory: Path) -> Any:
    """A client of its own settings: nothing is read from .env, nothing is reported to anyone."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]
    return chromadb.PersistentClient(directory, settings)


def _metadata(description: Description) -> dict[str, str]:
    """Flat, and without empty values, as Chroma wants it."""
    known = (("publisher", description.publisher), ("published", description.published))
    return {"document": description.path} | {key: value for key, value in known if value}

"""Write and verify the vectors in a process of their own: a torn segment can crash the one that opens it.

store.sqlite -> embedder.npz and vectors/. Started by `ingest.py`, told to begin by `building.py`;
it ends when its parent does. The embedder is fitted here too, unless the vectors were given.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.coding import from_plain, to_plain
from retrieval.documents import Passage
from retrieval.errors import BuildFailed, SnapshotBroken
from retrieval.index.entries import embedded_text, words_by_passage
from retrieval.index.manifest import EMBEDDER, STORE, VECTORS
from retrieval.index.store import Store

if TYPE_CHECKING:  # numpy and Chroma are imported in the child alone
    from retrieval.index.embedding import Embedder, Vectors

CHANGE = "change.json"  # the ids that go and that come; without it everything is written
GIVEN = "given.npz"  # vectors of an embedder that the child does not know
PACKAGE_ROOT = Path(__file__).parents[2]
PROBES = 20  # vectors that are sought
# of the probes: HNSW loses some where many texts are alike (6 of 21 were seen), a torn segment finds none
FOUND_SHARE = 0.5
OWN_COSINE = 0.99  # of a vector with itself, as HNSW computes it in single precision
TAIL_CHARS = 500  # of a failed child's output, for the log


@dataclass(frozen=True, slots=True)
class WrittenVectors:
    """What a child wrote and found again."""

    count: int
    embedder: str
    dimensions: int


class VectorWriter:
    """A child that imports Chroma while its parent reads, then writes vectors while it indexes words."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self._child = child
        self.pid = child.pid

    def begin(self, directory: Path, gone: Sequence[int] = (), come: Sequence[int] | None = None) -> None:
        """Embed and write the passages of a directory's store; returns at once.

        With `come`, a generation lies there already, and only these passages come to it and others go.
        """
        if come is not None:
            (directory / CHANGE).write_text(json.dumps({"gone": list(gone), "come": list(come)}))
        assert self._child.stdin is not None
        with suppress(BrokenPipeError):  # it has ended: `written` tells why
            self._child.stdin.write(os.fsencode(directory.resolve()) + b"\n")
            self._child.stdin.flush()

    def written(self) -> WrittenVectors:
        """Wait for what was begun. Raises BuildFailed."""
        assert self._child.stdout is not None
        said = self._child.stdout.read().decode("utf-8", "replace").strip()
        status = self._child.wait()
        try:
            return from_plain(WrittenVectors, json.loads(said.rsplit("\n", 1)[-1]))
        except (ValueError, TypeError) as error:
            raise BuildFailed(f"vectors: status {status}: {said[-TAIL_CHARS:]}") from error


Writers = Callable[[Path], AbstractContextManager[VectorWriter]]  # below a data folder


@contextmanager
def vector_writer(data: Path) -> Iterator[VectorWriter]:
    """Start a writer for one snapshot; it does not outlive the block."""
    with _lent(_started(data)) as writer:
        yield writer


class WriterAtHand:
    """A writer that was started before it is needed, for whoever builds often; for one thread at a time.

    What it imports takes a second and a half of a processor: more than all else of a small change.
    """

    def __init__(self) -> None:
        """Starts nothing yet."""
        self._child: subprocess.Popen[bytes] | None = None

    @contextmanager
    def __call__(self, data: Path) -> Iterator[VectorWriter]:
        """The writer that was prepared, if it lives, for one snapshot; else one that is started now."""
        child, self._child = self._child, None
        if child is not None and child.poll() is not None:
            _end(child)
            child = None
        with _lent(child or _started(data)) as writer:
            yield writer

    def prepare(self, data: Path) -> int:
        """Start the next one, unless it waits already; its process."""
        if self._child is None:
            self._child = _started(data)
        return self._child.pid

    def close(self) -> None:
        """End the one that waits."""
        if self._child is not None:
            _end(self._child)
            self._child = None


def _started(data: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "retrieval.index.vector_build"],
        bufsize=0,  # a line that could not be sent must not be sent again at closing
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=data,
        env=_environment(data),
    )


@contextmanager
def _lent(child: "subprocess.Popen[bytes]") -> Iterator[VectorWriter]:
    try:
        yield VectorWriter(child)
    finally:
        _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kill it, if it lives, and let go of its pipes."""
    with child:
        child.kill()


def give_vectors(directory: Path, embedder: "Embedder", passages: Sequence[Passage]) -> None:
    """Embed here, by an embedder that only this process has."""
    import numpy as np

    vectors = embedder.embed_passages([embedded_text(passage) for passage in passages])
    np.savez(directory / GIVEN, name=np.array(embedder.name), vectors=vectors)


def _environment(data: Path) -> dict[str, str]:
    """Ours without keys and tokens, the way to this package, and where SQLite puts what passes."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("REGIONSVAR_", "OPENAI_"))}
    paths = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "SQLITE_TMPDIR": str(data.resolve())}


def main() -> None:
    """Embed, write, close, open again, look; the last line printed says what was found."""
    import chromadb  # noqa: F401 - the second that it takes is spent before there is work
    import numpy as np  # noqa: F401

    directory = _directory_told()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    change = _change_told(directory)
    with closing(Store(directory / STORE)) as store:
        written = _all_written(directory, store) if change is None else _patched(directory, store, *change)
    print(json.dumps(to_plain(written)))


def _all_written(directory: Path, store: Store) -> WrittenVectors:
    """A fresh generation of every passage."""
    from retrieval.index.vectors import write_vectors

    passages = store.all_passages()
    name, vectors = _given(directory) or _fitted(directory, passages)
    write_vectors(directory / VECTORS, passages, vectors, store.descriptions())
    count = _verified(directory / VECTORS, vectors[:: max(1, len(vectors) // PROBES)])
    return WrittenVectors(count, name, int(vectors.shape[1]))


def _patched(directory: Path, store: Store, gone: Sequence[int], come: Sequence[int]) -> WrittenVectors:
    """The copied generation without what goes and with what comes, by the embedder that it was made with."""
    from retrieval.index.vectors import Change, patch_vectors

    passages = store.passages(come)
    name, vectors = _given(directory) or _embedded(directory, passages)
    patch_vectors(directory / VECTORS, Change(gone, passages, vectors), store.descriptions())
    ids = store.ids()
    known = ids[:: max(1, len(ids) // PROBES)]
    count = _verified(directory / VECTORS, vectors[:: max(1, len(vectors) // PROBES)], known)
    return WrittenVectors(count, name, int(vectors.shape[1]))


def _change_told(directory: Path) -> tuple[list[int], list[int]] | None:
    """The ids that go and that come; None where everything is to be written."""
    path = directory / CHANGE
    if not path.exists():
        return None
    told = json.loads(path.read_bytes())
    path.unlink()
    return told["gone"], told["come"]


def _directory_told() -> Path:
    """The line that the parent sends; the end if it sends none."""
    line = b""
    while not line.endswith(b"\n"):
        if not (part := os.read(sys.stdin.fileno(), 1)):
            os._exit(1)
        line += part
    return Path(os.fsdecode(line[:-1]))


def _end_with_parent() -> None:
    """The pipe closes when the parent ends, however it ends."""
    os.read(sys.stdin.fileno(), 1)  # unbuffered: a lock on sys.stdin would abort our own exit
    os._exit(1)


def _given(directory: Path) -> "tuple[str, Vectors] | None":
    import numpy as np

    path = directory / GIVEN
    if not path.exists():
        return None
    with np.load(path, allow_pickle=False) as stored:
        name, vectors = str(stored["name"]), stored["vectors"]
    path.unlink()
    return name, vectors


def _fitted(directory: Path, passages: Sequence[Passage]) -> "tuple[str, Vectors]":
    from retrieval.index.embedding import LatentEmbedder

    words = words_by_passage(passages)
    embedder = LatentEmbedder.fitted(words)
    embedder.save(directory / EMBEDDER)
    return embedder.name, embedder.embed_words(words)


def _embedded(directory: Path, passages: Sequence[Passage]) -> "tuple[str, Vectors]":
    from retrieval.index.embedding import LatentEmbedder

    embedder = LatentEmbedder.load(directory / EMBEDDER)
    return embedder.name, embedder.embed_words(words_by_passage(passages))


def _verified(directory: Path, vectors: "Vectors", known: Sequence[int] = ()) -> int:
    """How many vectors a fresh reader counts, once it has found these and those of some known passages."""
    import numpy as np

    from retrieval.index.vectors import VectorIndex

    with closing(VectorIndex(directory)) as index:
        probes = [each for each in (*vectors, *(index.some(known) if known else ())) if np.any(each)]
        best = [next(iter(index.query(each, 1)), (0, 0.0)) for each in probes]
        lost = [found for found in best if found[1] < OWN_COSINE]
        if len(lost) > len(probes) * (1 - FOUND_SHARE):
            raise SnapshotBroken(f"{len(lost)} of {len(probes)} vectors do not find themselves: {lost[:5]}")
        return index.count


if __name__ == "__main__":
    main()

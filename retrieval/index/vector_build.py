"""Write and verify the vectors in a process of their own: a torn segment can crash the one that opens it.

store.sqlite, embeddings.npy -> vectors/. Run by `building.py`; it ends when its parent does.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from retrieval.errors import SnapshotBroken
from retrieval.index.embedding import Vectors
from retrieval.index.manifest import STORE, VECTORS
from retrieval.index.store import Store
from retrieval.index.vectors import VectorIndex, write_vectors

EMBEDDINGS = "embeddings.npy"
PACKAGE_ROOT = Path(__file__).parents[2]
PROBES = 20  # vectors that must find themselves
OWN_COSINE = 0.99  # of a vector with itself, as HNSW computes it in single precision
TAIL_CHARS = 500  # of a failed child's output, for the log


class VectorBuild:
    """A child that is writing a snapshot's vectors."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def count(self) -> int:
        """Wait for its end: how many vectors it wrote and found again. Raises SnapshotBroken."""
        assert self._process.stdout is not None
        said = self._process.stdout.read().decode("utf-8", "replace").strip()
        status = self._process.wait()
        last = said.rsplit("\n", 1)[-1]
        if status != 0 or not last.isdigit():
            raise SnapshotBroken(f"vectors: status {status}: {said[-TAIL_CHARS:]}")
        return int(last)


@contextmanager
def vectors_written(directory: Path, vectors: Vectors) -> Iterator[VectorBuild]:
    """Write the vectors of the passages in a directory's store while the block goes on with other work."""
    np.save(directory / EMBEDDINGS, vectors, allow_pickle=False)
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "retrieval.index.vector_build", str(directory.resolve())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=directory,
        env=_environment(),
    ) as process:
        try:
            yield VectorBuild(process)
        finally:
            process.kill()
    (directory / EMBEDDINGS).unlink()


def _environment() -> dict[str, str]:
    """Ours without keys and tokens, and the way to this package."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("REGIONSVAR_", "OPENAI_"))}
    paths = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}


def main() -> None:
    """Write, close, open again, look; the last line printed is the count."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    directory = Path(sys.argv[1])
    vectors = np.load(directory / EMBEDDINGS, allow_pickle=False)
    with closing(Store(directory / STORE)) as store:
        write_vectors(directory / VECTORS, store.all_passages(), vectors, dict(store.descriptions()))
    print(_verified(directory / VECTORS, vectors))


def _end_with_parent() -> None:
    """The pipe closes when the parent ends, however it ends."""
    sys.stdin.buffer.read()
    os._exit(1)


def _verified(directory: Path, vectors: Vectors) -> int:
    with closing(VectorIndex(directory)) as index:
        for vector in vectors[:: max(1, len(vectors) // PROBES)]:
            found = index.query(vector, 1)
            if np.any(vector) and (not found or found[0][1] < OWN_COSINE):
                raise SnapshotBroken(f"a vector does not find itself: {found}")
        return index.count


if __name__ == "__main__":
    main()

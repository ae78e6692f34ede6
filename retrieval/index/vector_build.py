"""Write and verify the vectors in a process of their own: a torn segment can crash the one that opens it.

store.sqlite -> embedder.npz and vectors/. Started and told by `vector_writers.py`; it ends when its parent
does. The embedder is fitted here too, unless the vectors were given.
"""

import json
import os
import select
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from retrieval.coding import to_plain
from retrieval.documents import Passage
from retrieval.errors import SnapshotBroken
from retrieval.index.entries import embedded_text, words_by_passage
from retrieval.index.manifest import EMBEDDER, STORE, VECTORS
from retrieval.index.store import Store
from retrieval.index.vector_writers import CHANGE, DIVIDES, END, WrittenVectors

if TYPE_CHECKING:  # numpy and Chroma are imported in the child alone
    from retrieval.index.embedding import Embedder, Vectors

GIVEN = "given.npz"  # vectors of an embedder that the child does not know
PROBES = 20  # vectors that are sought
# of the probes: HNSW loses some where many texts are alike (6 of 21 were seen), a torn segment finds none
FOUND_SHARE = 0.5
OWN_COSINE = 0.99  # of a vector with itself, as HNSW computes it in single precision


def give_vectors(directory: Path, embedder: "Embedder", passages: Sequence[Passage]) -> None:
    """Embed here, by an embedder that only this process has."""
    import numpy as np

    vectors = embedder.embed_passages([embedded_text(passage) for passage in passages])
    np.savez(directory / GIVEN, name=np.array(embedder.name), vectors=vectors)


def main() -> None:
    """Import what takes long, then do one piece of work after the other, each in a process of its own."""
    import chromadb  # noqa: F401 - the second that it takes is spent before there is work
    import numpy as np  # noqa: F401

    while told := _line():
        work = json.loads(told)
        if DIVIDES:
            status = _divided(work)
        else:
            threading.Thread(target=_end_with_parent, daemon=True).start()
            _work(work)
            status = 0
        os.write(sys.stdout.fileno(), END + b"%d\n" % status)


def _line() -> bytes:
    """The next piece of work; nothing when the parent has ended. Unbuffered, since `select` waits too."""
    line = b""
    while not line.endswith(b"\n"):
        if not (part := os.read(sys.stdin.fileno(), 1)):
            return b""
        line += part
    return line


def _divided(work: dict[str, str]) -> int:
    """Do it in a process that divides from this one, which has opened nothing; both end with the parent."""
    alive, ends = os.pipe()
    if (child := os.fork()) == 0:
        os.close(alive)
        _work_and_leave(work)
    os.close(ends)
    ready, _, _ = select.select([alive, sys.stdin], [], [])
    if alive not in ready:  # the parent has ended
        os.killpg(0, signal.SIGKILL)
    os.close(alive)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _work_and_leave(work: dict[str, str]) -> NoReturn:
    """No clean-up that belongs to the process that it was forked from."""
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        _work(work)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _work(work: dict[str, str]) -> None:
    """Embed, write, close, open again, look; the last line printed says what was found."""
    os.chdir(work["data"])
    os.environ["SQLITE_TMPDIR"] = work["data"]  # where SQLite puts what passes
    directory = Path(work["directory"])
    change = _change_told(directory)
    with closing(Store(directory / STORE)) as store:
        written = _all_written(directory, store) if change is None else _patched(directory, store, *change)
    print(json.dumps(to_plain(written)), flush=True)


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

"""Have the vectors of a snapshot written by another process, which imported Chroma before there was work.

Directory with store.sqlite -> a writing process -> WrittenVectors. Chroma takes more than a second of a
processor to import, more than all else of a small change, so the process that imported it stays and divides
for each build.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer

from retrieval.coding import from_plain
from retrieval.errors import BuildFailed

CHANGE = "change.json"  # the ids that go and that come; without it everything is written
MODULE = "retrieval.index.vector_build"
PACKAGE_ROOT = Path(__file__).parents[2]
TAIL_CHARS = 500  # of what a failed process said, for the log
REST_S = 20.0  # between two builds, after which a process that nobody asked to stay goes
END = b"\0"  # begins the line that ends a piece of work; its status follows
DIVIDES = sys.platform == "linux"  # elsewhere each build has a process of its own


@dataclass(frozen=True, slots=True)
class WrittenVectors:
    """What was written and found again."""

    count: int
    embedder: str
    dimensions: int


class VectorWriter:
    """A process that writes vectors while its parent indexes words."""

    def __init__(self, child: "subprocess.Popen[bytes]", data: Path) -> None:
        self.child = child
        self.is_spent = False  # nothing more can be asked of the process
        self._data = data
        self._status: int | None = None

    def begin(self, directory: Path, gone: Sequence[int] = (), come: Sequence[int] | None = None) -> None:
        """Embed and write the passages of a directory's store; returns at once.

        With `come`, a generation lies there already, and only these passages come to it and others go.
        """
        if come is not None:
            (directory / CHANGE).write_text(json.dumps({"gone": list(gone), "come": list(come)}))
        self.is_spent = True  # until it has said that it is done
        assert self.child.stdin is not None
        with suppress(BrokenPipeError):  # it has ended: `written` tells why
            told = {"data": str(self._data.resolve()), "directory": str(directory.resolve())}
            self.child.stdin.write(json.dumps(told).encode() + b"\n")
            self.child.stdin.flush()

    def written(self) -> WrittenVectors:
        """Wait for what was begun. Raises BuildFailed."""
        said = self._said()
        try:
            return from_plain(WrittenVectors, json.loads(said.rsplit("\n", 1)[-1]))
        except (ValueError, TypeError) as error:
            raise BuildFailed(f"vectors: status {self._status}: {said[-TAIL_CHARS:]}") from error

    def _said(self) -> str:
        """All that it says of this build: up to the line that ends it, or to its own end."""
        assert self.child.stdout is not None
        said = b""
        for line in self.child.stdout:
            if line.startswith(END):
                self.is_spent = not DIVIDES
                self._status = int(line[len(END) :])
                break
            said += line
        else:
            self._status = self.child.wait()
        return said.decode("utf-8", "replace").strip()


Writers = Callable[[Path], AbstractContextManager[VectorWriter]]  # for one snapshot below a data folder


class WriterAtHand:
    """Lends a writer; a process that did its work in order is lent again."""

    def __init__(self, rest_s: float | None = None) -> None:
        """Starts nothing yet. With `rest_s`, a process that was not asked for in that time is ended."""
        self._lock = Lock()
        self._waiting: subprocess.Popen[bytes] | None = None
        self._rest_s = rest_s
        self._timer: Timer | None = None

    @contextmanager
    def __call__(self, data: Path) -> Iterator[VectorWriter]:
        """The process that waits, if it lives, for one snapshot; else one that is started now."""
        writer = VectorWriter(self._taken() or _started(), data)
        try:
            yield writer
        except BaseException:
            _end(writer.child)
            raise
        self._give_back(writer)

    def prepare(self) -> int:
        """Start a process, unless one waits already; its number."""
        with self._lock:
            if self._waiting is None or self._waiting.poll() is not None:
                self._end_waiting()
                self._waiting = _started()
            return self._waiting.pid

    def close(self) -> None:
        """End the one that waits."""
        with self._lock:
            self._end_waiting()

    def _taken(self) -> "subprocess.Popen[bytes] | None":
        with self._lock:
            child, self._waiting = self._waiting, None
            self._forget_timer()
        if child is not None and child.poll() is not None:
            _end(child)
            return None
        return child

    def _give_back(self, writer: VectorWriter) -> None:
        with self._lock:
            if writer.is_spent or self._waiting is not None:
                _end(writer.child)
                return
            self._waiting = writer.child
            if self._rest_s is not None:
                self._timer = Timer(self._rest_s, self.close)
                self._timer.daemon = True
                self._timer.start()

    def _end_waiting(self) -> None:
        self._forget_timer()
        if self._waiting is not None:
            _end(self._waiting)
            self._waiting = None

    def _forget_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


vector_writer = WriterAtHand(REST_S)
atexit.register(vector_writer.close)


def _started() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-P", "-m", MODULE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_environment(),
        process_group=0 if DIVIDES else None,
    )


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Kill it and what divided from it, if they live, and wait until nobody writes any more."""
    with suppress(ProcessLookupError, PermissionError):
        if DIVIDES:
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    assert child.stdin is not None
    assert child.stdout is not None
    with suppress(OSError):
        child.stdin.close()
    while child.stdout.read(65536):
        pass
    child.stdout.close()
    child.wait()


def _environment() -> dict[str, str]:
    """Ours without keys and tokens, and the way to this package."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("REGIONSVAR_", "OPENAI_"))}
    paths = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}

"""Load risky formats in a child process, so that no file stops, starves or takes over the host.

path -> LoadedFile. Text and Markdown run here; PDF, Word and HTML in a child with a memory and a time
limit, which is started when first needed, killed when it does not answer, and started again.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Timer
from types import TracebackType
from typing import IO, Self

from retrieval.corpus.loaders import MAX_FILE_BYTES, load
from retrieval.corpus.loaders.sniff import kind_of
from retrieval.corpus.loaders.wire import decode_reply, receive, send
from retrieval.documents import LoadedFile
from retrieval.errors import FileRefused

TIME_LIMIT_S = 30.0
MEMORY_LIMIT_BYTES = 1 << 30
FILES_A_CHILD = 500  # a fresh child now and then, since native libraries leak
HARMLESS = frozenset(("text", "markdown", "other"))
PACKAGE_ROOT = Path(__file__).parents[3]


class GuardedLoader:
    """Loads files one at a time, from any thread; close it, or use it as a context, to end its child."""

    def __init__(
        self, time_limit_s: float = TIME_LIMIT_S, memory_limit_bytes: int = MEMORY_LIMIT_BYTES
    ) -> None:
        self._time_limit_s = time_limit_s
        self._memory_limit_bytes = memory_limit_bytes
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._files = 0

    def load_path(self, path: Path, name: str | None = None) -> LoadedFile:
        """Load a file from disk, unread if it is too large. Raises FileRefused, or OSError of reading it."""
        if (size := path.stat().st_size) > MAX_FILE_BYTES:
            raise FileRefused("too_large", f"{size} bytes")
        return self.load(path.read_bytes(), name or path.name)

    def load(self, content: bytes, name: str) -> LoadedFile:
        """Load bytes. Raises FileRefused; besides `load`'s own reasons too_slow, and broken for a crash."""
        if len(content) > MAX_FILE_BYTES or kind_of(content, name)[0] in HARMLESS:
            return load(content, name)
        with self._lock:
            return self._load_in_child(content, name)

    def close(self) -> None:
        """End the child; the next file would start another."""
        with self._lock:
            self._end_child()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _load_in_child(self, content: bytes, name: str) -> LoadedFile:
        child = self._living_child()
        with _killed_after(child, self._time_limit_s) as timed_out:
            message = _exchange(child, content, name)
        if message is None:
            self._end_child()
            raise self._refusal(child, timed_out)
        return self._answer(message)

    def _answer(self, message: bytes) -> LoadedFile:
        try:
            reply = decode_reply(message)
        except (ValueError, KeyError, TypeError) as error:
            self._end_child()
            raise FileRefused("broken", "the reading process answered nonsense") from error
        if isinstance(reply, FileRefused):
            if reply.reason == "too_large":  # its memory may be in pieces
                self._end_child()
            raise reply
        return reply

    def _refusal(self, child: subprocess.Popen[bytes], timed_out: Event) -> FileRefused:
        if timed_out.is_set():
            return FileRefused("too_slow", f"more than {self._time_limit_s:g} s")
        return FileRefused("broken", f"the reading process ended with status {child.returncode}")

    def _living_child(self) -> subprocess.Popen[bytes]:
        if self._files >= FILES_A_CHILD or (self._child is not None and self._child.poll() is not None):
            self._end_child()
        if self._child is None:
            self._child, self._files = _start_child(self._memory_limit_bytes), 0
        self._files += 1
        return self._child

    def _end_child(self) -> None:
        if self._child is None:
            return
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            _close(pipe)
        self._child = None


def _start_child(memory_limit_bytes: int) -> subprocess.Popen[bytes]:
    """A fresh interpreter: a fork would share the host's locks and secrets."""
    paths = [str(PACKAGE_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(
        [sys.executable, "-m", "retrieval.corpus.loaders.worker", str(memory_limit_bytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**_harmless_environment(), "PYTHONPATH": os.pathsep.join(paths)},
    )


def _harmless_environment() -> dict[str, str]:
    """The host's environment without keys and tokens."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("REGIONSVAR_", "OPENAI_"))}


@contextmanager
def _killed_after(child: subprocess.Popen[bytes], seconds: float) -> Iterator[Event]:
    """Kill the child when the time is over, which ends every read from it; the event tells that it was us."""
    timed_out = Event()

    def kill() -> None:
        timed_out.set()
        child.kill()

    timer = Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        yield timed_out
    finally:
        timer.cancel()


def _exchange(child: subprocess.Popen[bytes], content: bytes, name: str) -> bytes | None:
    """Send a file and wait for the reply; None if the child ended instead."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        send(child.stdin, name.encode("utf-8", "surrogatepass"))
        send(child.stdin, content)
        return receive(child.stdout)
    except (OSError, ValueError):
        return None


def _close(pipe: IO[bytes] | None) -> None:
    """A pipe to a dead process may complain of what was not sent."""
    if pipe is not None:
        with suppress(OSError):
            pipe.close()

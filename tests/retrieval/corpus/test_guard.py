"""Claims on the guarded loader: whatever a file does to its child, the host goes on."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from retrieval.corpus.loaders import load
from retrieval.corpus.loaders.guard import GuardedLoader
from retrieval.corpus.loaders.wire import decode_reply, encode_reply
from retrieval.errors import FileRefused
from tests.retrieval.corpus.pdf_by_hand import write_pdf

PAGE = "<html lang='sv'><h1>Växel</h1><p>Ring <b>oss</b></p>".encode()
SLOW = b"<html>" + b"<div><ul><li>x" * 600 + b"y" * 8_000_000  # asked at every depth for its links


def reason_of(loader: GuardedLoader, content: bytes) -> str:
    with pytest.raises(FileRefused) as refusal:
        loader.load(content, "x")
    return refusal.value.reason


def child_of(loader: GuardedLoader) -> Any:
    return loader._child


def test_a_child_reads_what_the_host_would_read(tmp_path: Path) -> None:
    with GuardedLoader() as loader:
        for name, content in {"a.html": PAGE, "b.pdf": write_pdf("Åsa"), "c.txt": b"hej"}.items():
            (tmp_path / name).write_bytes(content)
            assert loader.load_path(tmp_path / name) == load(content, name)


def test_text_needs_no_child() -> None:
    with GuardedLoader() as loader:
        loader.load("Räksmörgås".encode(), "x.txt")
        assert child_of(loader) is None


def test_one_child_reads_many_files_and_their_refusals() -> None:
    with GuardedLoader() as loader:
        loader.load(PAGE, "x.html")
        first = child_of(loader)
        assert reason_of(loader, write_pdf("")) == "no_text"
        loader.load(PAGE, "x.html")
        assert child_of(loader) is first


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_read() -> None:
    with GuardedLoader(time_limit_s=1.0) as loader:
        assert reason_of(loader, SLOW) == "too_slow"
        assert loader.load(PAGE, "x.html") == load(PAGE, "x.html")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no memory limit for a process")
def test_a_file_that_wants_too_much_memory_is_refused_and_the_next_one_read() -> None:
    with GuardedLoader(memory_limit_bytes=300 << 20) as loader:
        assert reason_of(loader, b"<html>" + b"<p>a" * 2_000_000) == "too_large"
        assert loader.load(PAGE, "x.html") == load(PAGE, "x.html")


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
def test_a_child_that_was_killed_is_replaced() -> None:
    with GuardedLoader() as loader:
        loader.load(PAGE, "x.html")
        os.kill(child_of(loader).pid, signal.SIGKILL)
        child_of(loader).wait()
        assert loader.load(PAGE, "x.html") == load(PAGE, "x.html")


def test_a_closed_loader_leaves_no_child() -> None:
    loader = GuardedLoader()
    loader.load(PAGE, "x.html")
    child = child_of(loader)
    loader.close()
    assert child.poll() is not None


def test_a_reply_crosses_the_pipe_unchanged() -> None:
    loaded = load(PAGE, "x.html")
    assert decode_reply(encode_reply(loaded)) == loaded

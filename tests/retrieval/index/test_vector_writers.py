"""A writer at hand: lent again, replaced where it died, and never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retrieval.errors import BuildFailed
from retrieval.index.vector_writers import CHANGE, DIVIDES, VectorWriter, WriterAtHand
from retrieval.ingest import ingest
from tests.retrieval.small_corpus import write_corpus

ROOT = Path(__file__).parents[3]
PREPARED = (
    "import sys; from retrieval.index.vector_writers import vector_writer\n"
    "print(vector_writer.prepare(), flush=True); sys.stdin.read()\n"
)


class Counted(WriterAtHand):
    """Keeps which processes wrote."""

    def __init__(self, rest_s: float | None = None) -> None:
        super().__init__(rest_s)
        self.used: list[int] = []

    @contextmanager
    def __call__(self, data: Path) -> Iterator[VectorWriter]:
        with super().__call__(data) as writer:
            self.used.append(writer.child.pid)
            yield writer


@pytest.fixture
def at_hand() -> Iterator[Counted]:
    writer = Counted()
    yield writer
    writer.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


@pytest.mark.skipif(not DIVIDES, reason="only Linux divides processes")
def test_a_process_writes_one_snapshot_after_the_other_and_ends_when_it_is_told(
    tmp_path: Path, data: Path, at_hand: Counted
) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    prepared = at_hand.prepare()
    assert at_hand.prepare() == prepared
    outcomes = [ingest(corpus, data, force=True, writers=at_hand).outcome for _ in range(2)]
    assert (outcomes, at_hand.used) == (["built", "built"], [prepared, prepared])
    at_hand.close()
    assert not lives(prepared)


@pytest.mark.skipif(not DIVIDES, reason="only Linux divides processes")
def test_one_whose_work_failed_goes_on_with_the_next(tmp_path: Path, data: Path, at_hand: Counted) -> None:
    with at_hand(data) as writer:
        writer.begin(data / "nowhere")
        with pytest.raises(BuildFailed, match=r"status 1: [\s\S]*unable to open database file"):
            writer.written()
    assert ingest(write_corpus(tmp_path / "corpus"), data, writers=at_hand).outcome == "built"
    assert at_hand.used[0] == at_hand.used[1]


@pytest.mark.skipif(not DIVIDES, reason="only Linux divides processes")
def test_who_gives_up_in_the_middle_leaves_nothing_that_writes(data: Path, at_hand: Counted) -> None:
    os.mkfifo(data / CHANGE)  # into which nothing is ever written: the work never ends

    def interrupted() -> None:
        with at_hand(data) as writer:
            writer.begin(data)
            until(lambda: len(in_group(writer.child.pid)) == 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert in_group(at_hand.used[0]) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_prepared_one_that_died_is_replaced(tmp_path: Path, data: Path, at_hand: Counted) -> None:
    died = at_hand.prepare()
    os.kill(died, signal.SIGKILL)
    os.waitid(os.P_PID, died, os.WEXITED | os.WNOWAIT)
    assert ingest(write_corpus(tmp_path / "corpus"), data, writers=at_hand).outcome == "built"
    assert at_hand.used != [died]


def test_one_that_nobody_needed_is_not_left_behind() -> None:
    at_hand = WriterAtHand()
    prepared = at_hand.prepare()
    at_hand.close()
    assert not lives(prepared)


@pytest.mark.skipif(not DIVIDES, reason="only Linux divides processes")
def test_one_that_rests_for_long_ends(tmp_path: Path, data: Path) -> None:
    at_hand = Counted(rest_s=0.1)
    ingest(write_corpus(tmp_path / "corpus"), data, writers=at_hand)
    until(lambda: not lives(at_hand.used[0]))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_it_ends_with_whoever_started_it_however_that_ends() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PREPARED], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        writer = int(parent.stdout.readline())
        parent.kill()
    until(lambda: not lives(writer))


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.02)


def in_group(leader: int) -> list[int]:
    """The living processes of a group."""
    found = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True, check=True)
    rows = [line.split() for line in found.stdout.splitlines()]
    return [int(pid) for pid, group, state in rows if int(group) == leader and not state.startswith("Z")]


def lives(pid: int) -> bool:
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")

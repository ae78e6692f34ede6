"""A writer at hand: used once, replaced where it died meanwhile, and never left behind."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retrieval.index.vector_build import VectorWriter, WriterAtHand
from retrieval.ingest import ingest
from tests.retrieval.small_corpus import write_corpus


class Counted(WriterAtHand):
    """Keeps which processes wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.used: list[int] = []

    @contextmanager
    def __call__(self, data: Path) -> Iterator[VectorWriter]:
        with super().__call__(data) as writer:
            self.used.append(writer.pid)
            yield writer


@pytest.fixture
def at_hand() -> Iterator[Counted]:
    writer = Counted()
    yield writer
    writer.close()


def test_the_writer_that_was_prepared_writes_one_snapshot_and_ends(tmp_path: Path, at_hand: Counted) -> None:
    corpus, data = write_corpus(tmp_path / "corpus"), tmp_path / "data"
    data.mkdir()
    prepared = at_hand.prepare(data)
    assert at_hand.prepare(data) == prepared
    outcomes = [ingest(corpus, data, force=True, writers=at_hand).outcome for _ in range(2)]
    assert outcomes == ["built", "built"]
    assert at_hand.used[0] == prepared != at_hand.used[1]
    assert not any(lives(pid) for pid in at_hand.used)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_a_prepared_writer_that_died_is_replaced(tmp_path: Path, at_hand: Counted) -> None:
    corpus, data = write_corpus(tmp_path / "corpus"), tmp_path / "data"
    data.mkdir()
    died = at_hand.prepare(data)
    os.kill(died, 9)
    os.waitid(os.P_PID, died, os.WEXITED | os.WNOWAIT)
    assert ingest(corpus, data, writers=at_hand).outcome == "built"
    assert at_hand.used != [died]


def test_a_writer_that_nobody_needed_is_not_left_behind(tmp_path: Path) -> None:
    at_hand = WriterAtHand()
    prepared = at_hand.prepare(tmp_path)
    at_hand.close()
    assert not lives(prepared)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

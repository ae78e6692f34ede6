"""Vectors are kept once for all; what is torn is not there, and what nobody needs goes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from bot.embedding.kept import FILE, KeptVectors, key_of
from retrieval.index.embedding import Vectors

KEYS = [key_of("liten#1:3", text) for text in ("a", "b", "c")]


def vector(*values: float) -> Vectors:
    return np.array(values, np.float32)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptVectors]:
    with closing(KeptVectors(tmp_path)) as opened:
        opened.keep({key: vector(number, 0.1, -1) for number, key in enumerate(KEYS)})
        yield opened


def firsts(kept: KeptVectors, dimensions: int = 3) -> dict[bytes, float]:
    return {key: float(found[0]) for key, found in kept.recall(KEYS, dimensions).items()}


def test_what_was_kept_is_recalled_by_another_process(kept: KeptVectors, tmp_path: Path) -> None:
    with closing(KeptVectors(tmp_path)) as other:
        assert firsts(other) == {KEYS[0]: 0.0, KEYS[1]: 1.0, KEYS[2]: 2.0}
        assert other.recall(KEYS, 3)[KEYS[1]].tolist() == vector(1, 0.1, -1).tolist()


def test_a_text_has_another_key_by_another_embedder() -> None:
    assert len({key_of("liten#1:3", "a"), key_of("liten#2:3", "a"), key_of("liten#1:3", "b")}) == 3


def test_more_vectors_than_a_statement_holds_are_recalled(tmp_path: Path) -> None:
    keys = [key_of("x", str(number)) for number in range(1201)]
    with closing(KeptVectors(tmp_path)) as kept:
        kept.keep({key: vector(number) for number, key in enumerate(keys)})
        found = kept.recall(keys, 1)
    assert [int(found[key][0]) for key in keys] == list(range(1201))


@pytest.mark.parametrize(
    "tear",
    [
        "UPDATE vectors SET vector = substr(vector, 1, 8) WHERE key = ?",
        "UPDATE vectors SET vector = x'000000000000000000000000' WHERE key = ?",
        "UPDATE vectors SET vector = 'text' WHERE key = ?",
        "UPDATE vectors SET checksum = 'none' WHERE key = ?",
    ],
)
def test_a_torn_entry_is_not_there_and_is_written_anew(kept: KeptVectors, tmp_path: Path, tear: str) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute(tear, (KEYS[1],))
    assert set(firsts(kept)) == {KEYS[0], KEYS[2]}
    kept.keep({KEYS[1]: vector(9, 9, 9)})
    assert firsts(kept)[KEYS[1]] == 9.0


def test_vectors_of_another_length_are_not_there(kept: KeptVectors) -> None:
    assert firsts(kept, dimensions=2) == {}


def test_only_what_is_named_stays(kept: KeptVectors) -> None:
    kept.forget_others({KEYS[1], b"unknown"})
    assert set(firsts(kept)) == {KEYS[1]}


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_broken_file_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_bytes(content)
    with closing(KeptVectors(tmp_path)) as kept:
        assert firsts(kept) == {}
        kept.keep({KEYS[0]: vector(1, 2, 3)})
        assert firsts(kept) == {KEYS[0]: 1.0}


def test_pages_that_are_torn_while_it_is_open_cost_vectors_and_no_build(tmp_path: Path) -> None:
    with closing(KeptVectors(tmp_path)) as kept:
        kept.keep({key_of("x", str(number)): vector(*range(300)) for number in range(200)})
    content = bytearray((tmp_path / FILE).read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    (tmp_path / FILE).write_bytes(content)
    with closing(KeptVectors(tmp_path)) as kept:
        for _ in range(2):
            kept.recall([key_of("x", "1")], 300)
            kept.keep({key_of("x", "1"): vector(*range(300))})
        assert len(kept.recall([key_of("x", "1")], 300)) == 1


def test_a_folder_that_cannot_be_written_costs_calls_alone(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should be")
    with closing(KeptVectors(tmp_path)) as kept:
        kept.keep({KEYS[0]: vector(1, 2, 3)})
        kept.forget_others(set())
        assert firsts(kept) == {}

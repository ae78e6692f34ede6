"""Ids that ascend with the paths and never move."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.numbering import GAP, first_ids


def test_a_whole_corpus_is_numbered_with_room_between_and_before() -> None:
    assert first_ids({"b": 2, "a": 3}, {}) == {"a": GAP, "b": 2 * GAP + 3}


def test_a_document_without_passages_takes_no_room() -> None:
    assert first_ids({"a": 0, "b": 1}, {}) == {"a": GAP, "b": 2 * GAP}


def test_without_room_nothing_is_numbered() -> None:
    assert first_ids({"b": 3}, {"a": (0, 5), "c": (7, 9)}) is None
    assert first_ids({"b": 2}, {"a": (0, 5), "c": (7, 9)}) == {"b": 5}


@given(st.lists(st.tuples(st.text("abc", min_size=1, max_size=4), st.integers(1, 50)), max_size=30))
def test_ids_ascend_with_the_paths_however_documents_come(coming: list[tuple[str, int]]) -> None:
    standing: dict[str, tuple[int, int]] = {}
    for path, size in coming:
        standing.pop(path, None)
        found = first_ids({path: size}, standing)
        assert found is not None
        standing[path] = (found[path], found[path] + size)
        spans = [standing[each] for each in sorted(standing)]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))

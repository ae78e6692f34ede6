"""Words and vectors merged into one ranking."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.snapshot import Snapshot, open_current
from retrieval.ingest import ingest
from retrieval.ranking import fuse
from retrieval.retriever import DEFAULT_VECTOR_WEIGHT, Retriever, VectorRanking
from tests.retrieval.small_corpus import write_corpus

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
LEXICAL = [(1, 12.0), (2, 8.0), (3, 4.0)]
LOADED = """
import sys
from datetime import date
from pathlib import Path
from retrieval.index.snapshot import open_current
from retrieval.retriever import Retriever, VectorRanking
with open_current(Path(sys.argv[1])) as snapshot:
    retriever = Retriever(snapshot, date(2026, 11, 22), VectorRanking(float(sys.argv[2])))
    assert retriever.find(retriever.query("teater och dans", "sv"))
    print(*sorted({"chromadb", "numpy"} & set(sys.modules)))
"""

scores = st.floats(0.01, 100)
rankings = st.dictionaries(st.integers(0, 20), scores, min_size=1).map(lambda found: list(found.items()))
likenesses = st.dictionaries(st.integers(0, 20), st.floats(-1, 1)).map(lambda found: list(found.items()))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a small corpus."""
    folder = tmp_path_factory.mktemp("fusion")
    ingest(write_corpus(folder / "corpus"), folder / "data")
    return folder / "data"


@pytest.fixture
def snapshot(data: Path) -> Iterator[Snapshot]:
    opened = open_current(data)
    assert opened is not None
    with opened:
        yield opened


def rounded(fused: list[tuple[int, float]]) -> list[tuple[int, float]]:
    return [(number, round(score, 6)) for number, score in fused]


def test_vectors_of_no_weight_change_no_score() -> None:
    assert rounded(fuse(LEXICAL, [(3, 0.9), (1, 0.1)], 0.0)) == LEXICAL


def test_vectors_that_agree_confirm_the_order_and_the_scale() -> None:
    assert rounded(fuse(LEXICAL, [(1, 0.9), (2, 0.6), (3, 0.3)], 0.4)) == LEXICAL


def test_a_heavy_vector_lifts_what_words_missed() -> None:
    fused = fuse(LEXICAL, [(7, 0.9), (3, 0.1)], 4.0)
    assert [number for number, _ in fused] == [7, 1, 2, 3]
    assert (fused[0][1], fused[-1][1]) == pytest.approx((12.0, 4.0))


def test_equal_words_leave_the_order_to_the_vectors() -> None:
    assert rounded(fuse([(1, 6.0), (2, 6.0)], [(2, 0.8), (1, 0.2)], 0.1)) == [(2, 6.0), (1, 3.0)]


def test_without_words_the_vectors_alone_are_ranked_and_what_is_unlike_is_dropped() -> None:
    assert fuse([], [(5, 0.7), (6, 0.2), (7, -0.1)], 0.4) == [(5, 0.7), (6, 0.2)]


def test_without_vectors_the_words_alone_are_ranked() -> None:
    assert rounded(fuse(LEXICAL, [], 0.4)) == LEXICAL


@given(rankings, likenesses, st.floats(0, 10))
def test_every_candidate_has_one_positive_score_within_the_lexical_range(
    lexical: list[tuple[int, float]], vectors: list[tuple[int, float]], weight: float
) -> None:
    fused = fuse(lexical, vectors, weight)
    assert sorted(number for number, _ in fused) == sorted({number for number, _ in [*lexical, *vectors]})
    assert fused == sorted(fused, key=lambda entry: (-entry[1], entry[0]))
    highest = max(score for _, score in lexical)
    assert all(0 < score <= highest * (1 + 1e-9) for _, score in fused)


def test_a_retriever_with_weight_finds_a_passage_that_shares_no_word(snapshot: Snapshot) -> None:
    """What stands in the same passages lies close; the words alone rank by what is shared."""
    by_words, by_both = Retriever(snapshot, TODAY), Retriever(snapshot, TODAY, VectorRanking(2.0))
    query = by_words.query("professionell teater", "sv")
    assert by_words.find(query)[0].passage == by_both.find(query)[0].passage
    assert len(by_both.find(query)) > len(by_words.find(query))


@pytest.mark.parametrize(("weight", "loaded"), [(DEFAULT_VECTOR_WEIGHT, ""), (0.4, "chromadb numpy")])
def test_only_a_weight_opens_the_vectors(data: Path, weight: float, loaded: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(data), str(weight)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == loaded

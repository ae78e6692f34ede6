"""Claims on compounds: split where the corpus's own words allow it, and only there."""

import pytest

from retrieval.language.compounds import CompoundSplitter
from retrieval.language.ngrams import ngrams

WORDS = """
näring liv strategi kollektiv trafik skola kyrka gata människa väg hälsa sjuk vård region kultur plan stöd
företag bibliotek
"""
SPLITTER = CompoundSplitter(WORDS.split())


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("kulturplan", ("kultur", "plan")),
        ("kulturplanen", ("kultur", "planen")),
        ("näringsliv", ("näring", "liv")),
        ("näringslivsstrategi", ("näring", "liv", "strategi")),
        ("kollektivtrafik", ("kollektiv", "trafik")),
        ("skolbibliotek", ("skola", "bibliotek")),
        ("regionbiblioteket", ("region", "biblioteket")),
        ("företagsstöd", ("företag", "stöd")),
        ("sjukvård", ("sjuk", "vård")),
        ("människovård", ("människa", "vård")),
    ],
)
def test_a_compound_is_split_into_the_corpuss_words(compound: str, parts: tuple[str, ...]) -> None:
    assert SPLITTER.parts(compound) == parts


@pytest.mark.parametrize(
    "word", ["planering", "regionen", "strategi", "stöd", "kulturen", "2024-2030", "xyzkultur", ""]
)
def test_a_word_that_is_no_compound_stays_whole(word: str) -> None:
    assert SPLITTER.parts(word) == ()


def test_without_words_nothing_is_split() -> None:
    assert CompoundSplitter([]).parts("kulturplan") == ()


def test_grams_stay_within_the_word_and_mark_its_edges() -> None:
    assert list(ngrams("stöd")) == ["_stö", "stöd", "töd_", "_stöd", "stöd_"]
    assert list(ngrams("rus")) == ["rus"]
    assert list(ngrams("å")) == ["å"]


@pytest.mark.parametrize(
    ("one", "other"), [("bredband", "bredbandet"), ("gävleborg", "gävlborg"), ("näringsliv", "närlingsliv")]
)
def test_a_misspelling_shares_many_grams(one: str, other: str) -> None:
    first, second = set(ngrams(one)), set(ngrams(other))
    assert 2 * len(first & second) / (len(first) + len(second)) >= 0.4

"""How well a text says what is asked, word by word."""

from collections import Counter

import pytest

from retrieval.language.analysis import Analyser
from retrieval.language.compounds import CompoundSplitter
from retrieval.language.tokens import words_of
from retrieval.matching import Matcher

TEXT = (
    "Regionen ger företagsstöd till företag i inlandet."
    " Digitalisering och konferens om skogsbruk hölls i Lycksele."
    " Kommunerna samverkar om kollektivtrafik, avfall och vatten. Stöd till företag ges varje år. " * 3
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    words = Counter(words_of(TEXT))
    return Matcher(Analyser(CompoundSplitter(words)), words)


@pytest.mark.parametrize(
    ("asked", "text", "least"),
    [
        ("företagen", "ett företag i länet", 1.0),  # an inflection
        ("digitaliseringskonferens", "en konferens om digitalisering", 0.8),  # a compound said by its parts
        ("konferens", "digitaliseringskonferensen", 0.8),  # a part of a compound
        ("kollektivtrafiken", "kolektivtrafik", 0.4),  # a misspelling
        ("sopor", "avfall", 0.4),  # an everyday word
    ],
)
def test_a_text_says_a_word_in_other_forms(matcher: Matcher, asked: str, text: str, least: float) -> None:
    [concept] = matcher.concepts(asked)
    assert matcher.strength(concept, text) >= least


@pytest.mark.parametrize(
    ("asked", "text"), [("2023", "år 2022"), ("skogsbruk", "en skola"), ("vatten", "avfall")]
)
def test_a_text_does_not_say_another_word(matcher: Matcher, asked: str, text: str) -> None:
    [concept] = matcher.concepts(asked)
    assert matcher.strength(concept, text) == 0.0


def test_an_english_question_is_said_by_swedish_text(matcher: Matcher) -> None:
    concepts = matcher.concepts("public transport", "en")
    assert matcher.coverage(concepts, "kollektivtrafiken i länet") == pytest.approx(1.0)


def test_texts_together_say_what_each_says(matcher: Matcher) -> None:
    reading = matcher.on(matcher.concepts("företagsstöd i inlandet"))
    assert reading.coverage("företagsstöd", "inlandet") == reading.coverage("företagsstöd i inlandet")


def test_coverage_is_between_nothing_and_all(matcher: Matcher) -> None:
    concepts = matcher.concepts("företagsstöd till inlandet")
    assert matcher.coverage(concepts, "bussar") == 0.0
    assert matcher.coverage(concepts, "företagsstöd ges i inlandet") == pytest.approx(1.0)


def test_a_rare_word_tells_more_than_a_common_one(matcher: Matcher) -> None:
    rare, common = matcher.concepts("Lycksele företag")
    assert matcher.weight(rare) > matcher.weight(common)


def test_a_word_of_no_document_is_not_known(matcher: Matcher) -> None:
    known, unknown = matcher.concepts("skogsbruk körkort")
    assert (matcher.knows(known), matcher.knows(unknown)) == (True, False)

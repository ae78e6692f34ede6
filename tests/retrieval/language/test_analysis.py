"""Claims on analysis: what a text is found by, and what a question seeks."""

from pathlib import Path

import pytest

from retrieval.documents import Language
from retrieval.language.analysis import Analyser, Concept
from retrieval.language.compounds import CompoundSplitter
from retrieval.language.stems import stem

ANALYSER = Analyser(CompoundSplitter("kultur plan företag stöd vatten kraft bok buss".split()))


def written(text: str, language: Language) -> list[str]:
    return [concept.written for concept in ANALYSER.concepts(text, language)]


def ways(concept: Concept) -> set[str]:
    return {" ".join(way.words) for way in concept.ways}


def test_a_text_is_found_by_stems_parts_and_grams() -> None:
    terms = ANALYSER.terms("En kulturplan, 2024", "sv")
    assert terms.stems == ("en", stem("kulturplan", "sv"), "2024")
    assert terms.parts == (stem("kultur", "sv"), stem("plan", "sv"))
    assert "_kult" in terms.grams
    assert not any("2024" in gram for gram in terms.grams)


@pytest.mark.parametrize(
    ("question", "language", "concepts"),
    [
        ("Vem sköter vattenkraft?", "sv", ["sköter", "vattenkraft"]),
        ("Var i Hofors lånar man böcker?", "sv", ["Hofors", "lånar", "böcker"]),
        ("Vad är vattenkraft?", "sv", ["vattenkraft"]),
        ("Hur många böcker finns det i Hofors?", "sv", ["böcker", "Hofors"]),
        ("Hur mycket böcker kan man låna?", "sv", ["böcker", "låna"]),
        ("What is hydropower in Ljusdal?", "en", ["hydropower", "Ljusdal"]),
    ],
)
def test_a_question_seeks_its_words_without_those_that_only_ask(
    question: str, language: Language, concepts: list[str]
) -> None:
    assert written(question, language) == concepts


def test_a_question_of_function_words_alone_seeks_them() -> None:
    assert written("vem är du?", "sv") == ["vem", "är", "du"]
    assert ANALYSER.concepts("", "sv") == []


def test_an_english_word_is_sought_in_swedish_and_as_written() -> None:
    (concept,) = ANALYSER.concepts("libraries", "en")
    assert {"libraries", "bibliotek"} <= ways(concept)
    assert max(way.weight for way in concept.ways if way.language == "sv") == 1.0


def test_a_phrase_is_sought_before_its_words() -> None:
    assert written("public transport of today", "en")[0] == "public transport"
    assert any("kollektivtrafik" in way for way in ways(ANALYSER.concepts("public transport", "en")[0]))


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("the public transport of today", "public transport"),
        ("Who leads the public health office?", "public health"),
        ("the council tax", "council tax"),
    ],
)
def test_an_article_does_not_break_a_phrase(question: str, phrase: str) -> None:
    assert any(concept.endswith(phrase) for concept in written(question, "en"))


def test_an_everyday_word_is_sought_as_the_official_one_with_less_weight() -> None:
    (concept,) = ANALYSER.concepts("sopor", "sv")
    assert concept.ways[0].words == ("sopor",)
    assert {way.weight < concept.ways[0].weight for way in concept.ways if way.words == ("avfall",)} == {True}


@pytest.mark.parametrize("word", ["läkarna", "soporna", "bilen"])
def test_the_inflected_everyday_word_is_known_too(word: str) -> None:
    (concept,) = ANALYSER.concepts(word, "sv")
    assert len(concept.ways) > 1


def test_a_users_own_words_are_sought(tmp_path: Path) -> None:
    own = tmp_path / "egen.tsv"
    own.write_text("blue bus\tblå buss\n", encoding="utf-8")
    (concept,) = Analyser(CompoundSplitter([]), own).concepts("blue buses", "en")
    assert "blå buss" in ways(concept)

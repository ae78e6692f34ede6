"""Claims on what a title or heading says: its words, their parts, synonyms; never a likeness of letters."""

import pytest

from retrieval.documents import Language
from retrieval.language.analysis import Analyser, Concept
from retrieval.language.compounds import CompoundSplitter
from retrieval.registers.directory.labels import SAYS, Labels

WORDS = "region kultur bibliotek regionbibliotek skog vatten plats utveckling flyg chef strateg projekt liv"
KNOWN = frozenset(WORDS.split())
ANALYSER = Analyser(CompoundSplitter(dict.fromkeys(KNOWN, 50)))
LABELS = Labels(ANALYSER.part_stems, KNOWN.__contains__)


def concept(text: str, language: Language = "sv") -> Concept:
    return ANALYSER.concepts(text, language)[0]


@pytest.mark.parametrize(
    ("label", "sought", "language"),
    [
        ("Chef för skog", "skogen", "sv"),
        ("Regionbibliotekschef", "biblioteket", "sv"),
        ("Regionkulturchef", "culture", "en"),
        ("Kulturchef", "kulturprojekt", "sv"),
        ("Kulturchef", "kulturchefen", "sv"),
        ("Enhetschef digitalisering", "digital", "sv"),
        ("Handläggare landsbygd", "landsbyggd", "sv"),
    ],
)
def test_a_label_says_its_words_their_parts_and_what_the_lexicon_has_for_them(
    label: str, sought: str, language: Language
) -> None:
    assert LABELS.says(label, concept(sought, language)) >= SAYS


@pytest.mark.parametrize(
    ("label", "sought"),
    [
        ("Kommunikatör", "kommun"),
        ("Platsutveckling", "flygplats"),
        ("Regionkulturchef", "chefskogen"),
        ("Religion och samhälle", "region"),
        ("Chef för skog", "vatten"),
    ],
)
def test_a_label_does_not_say_what_it_is_merely_like(label: str, sought: str) -> None:
    assert LABELS.says(label, concept(sought)) < SAYS


def test_a_text_says_a_compound_that_stands_in_it_in_two() -> None:
    assert LABELS.in_text([concept("kulturprojekt")], "Ett projekt inom kultur.") == [0.8]


def test_a_text_says_a_word_that_a_compound_of_it_begins_with() -> None:
    assert LABELS.in_text([concept("vatten")], "Vattenplatsen är stor.")[0] >= SAYS
    assert LABELS.in_text([concept("vatten")], "Vattnade marker.") == [0.0]

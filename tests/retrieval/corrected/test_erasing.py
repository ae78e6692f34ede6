"""Withdrawn people and replaced numbers in text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.corrected.erasing import NOBODY, Eraser, Marks
from retrieval.corrected.people import Identity, folded
from retrieval.documents import Place, PlacedText

ANNA = Identity(
    frozenset({"Anna-Karin Åsberg Ek"}),
    frozenset({"+46701234567"}),
    frozenset({"annakarin.ek@regionexempel.se"}),
)
BO = Identity(frozenset({"Bo Holm"}))
NUMBER = Identity(frozenset(), frozenset({"+4690123456"}), frozenset({"gammal@regionexempel.se"}))
MARKS = Marks("[–]", "[rättat]")
IN_FULL = frozenset({0, 1})


def eraser(*others: str, ordinary: frozenset[str] = frozenset()) -> Eraser:
    return Eraser((ANNA, BO), NUMBER, others, MARKS, ordinary)


@pytest.mark.parametrize(
    "written",
    [
        "Bo Holm", "bo holm", "BO HOLM", "Bo\nHolm", "Bo\u00a0Holm", "Bo Holms", "BO HOLM:s", "Bo Holm’s",
        "Holm, Bo", "Holm Bo", "B. Holm", "Holm, B.", "Bo E. Holm", "Bo Erik Holm", "bo_holm", "bo.holm",
        "Anna-Karin Åsberg Ek", "Anna Karin Asberg Ek", "Annakarin Ek", "ANNA-KARIN EK", "Åsberg Ek",
        "Ek, Anna-Karin", "A. Ek", "anna-karin-asberg-ek", "annakarin.ek@regionexempel.se",
        "ANNAKARIN.EK@regionexempel.se", "annakarin.ek@region-\nexempel.se", "annakarin.ek@ regionexempel.se",
        "070-123 45 67", "0701234567", "070 12 34 567", "+46 70 123 45 67", "+46 (0)70-123 45 67",
        "0046701234567", "070.123.45.67", "070/1234567",
    ],
)  # fmt: skip
def test_whatever_form_a_person_stands_in_goes(written: str) -> None:
    assert eraser().text(f"Fråga {written}, som vet.") == "Fråga [–], som vet."


@pytest.mark.parametrize(
    "text",
    [
        "Bo Holmgren och Ebbo Holm-Nilsson", "Att bo i en holme", "Karin Holm", "Bo Berg", "Eva-Bo Holmsten",
        "bo.holmgren@regionexempel.se", "070-123 45 68", "1070-123 45 67 8", "eva.ek@regionexempel.se",
    ],
)  # fmt: skip
def test_everything_else_is_left_alone(text: str) -> None:
    assert eraser().text(text) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Holm säger att Bo kommer.", "[–] säger att [–] kommer."),
        ("Direktör Holms svar, och HOLM igen", "Direktör [–] svar, och [–] igen"),
        ("säger Karin Holm och Bo Berg", "säger Karin Holm och Bo Berg"),
        ("Enligt Holm är det så", "Enligt [–] är det så"),
        ("Karin Holm, Bo Berg", "Karin Holm, Bo Berg"),
        ("Holm-Nilsson vill bo i en holme", "Holm-Nilsson vill bo i en holme"),
        ("B.H. skriver", "[–] skriver"),
    ],
)
def test_a_bare_name_goes_where_the_full_one_stands_and_nobody_elses_is_part_of_it(
    text: str, read: str
) -> None:
    assert eraser().text(text, IN_FULL) == read
    assert "[–]" not in eraser().text(text, NOBODY)


def test_the_full_names_of_those_who_stay_are_left_alone() -> None:
    others = eraser("Bo Holm Persson", "Eva Holm")
    assert others.text("Bo Holm Persson, Bo Holm och Eva Holms svar", IN_FULL) == (
        "Bo Holm Persson, [–] och Eva Holms svar"
    )


def test_a_first_word_that_the_documents_write_small_is_no_given_name() -> None:
    text = "Samtidigt Holm och Eva Holm"
    assert eraser().text(text, IN_FULL) == text
    assert eraser(ordinary=frozenset({"samtidigt"})).text(text, IN_FULL) == "Samtidigt [–] och Eva Holm"


def test_a_replaced_number_has_a_mark_of_its_own() -> None:
    assert eraser().text("Ring 090-12 34 56 eller gammal@regionexempel.se, Bo Holm") == (
        "Ring [rättat] eller [rättat], [–]"
    )


def test_a_listing_goes_with_its_title_and_of_several_lines_its_whole_line() -> None:
    listed = Identity(frozenset({"Bo Holm"}), entries=frozenset({"Bo Holm, chef för hamnen"}))
    erase = Eraser((listed,), Identity(), ("Eva Ek",), MARKS).text
    assert erase("Hamnen\nBo Holm, chef\nför hamnen\nEva Ek, lots") == "Hamnen\nEva Ek, lots"
    assert erase("Bo Holm, chef för hamnen\nBo Holm, chef för hamnen\nEva Ek") == "Eva Ek"
    assert erase("Fråga Bo Holm, chef för hamnen.") == "Fråga [–]."


def test_only_a_full_name_tells_that_somebody_stands_in_a_document() -> None:
    assert eraser().named_in("Holm, och Bo, 070-123 45 67") == NOBODY
    assert eraser().named_in("enligt BO HOLM") == frozenset({1})


WORDS = st.lists(
    st.sampled_from(
        [
            "Bo Holm",
            "HOLM",
            "Bo",
            "Eva Holm",
            "sade",
            "att",
            "070-123 45 67",
            "090-12 34 56",
            "Anna-Karin Åsberg Ek",
        ]
    ),
    max_size=12,
)


@given(WORDS, st.integers(1, 9))
def test_places_hold_and_nothing_that_should_stay_is_lost(words: list[str], width: int) -> None:
    text = ", ".join(words)
    starts = tuple(range(0, max(1, len(text)), width))
    content = PlacedText(text, starts, tuple(Place(line=n) for n in range(1, len(starts) + 1)))
    read = eraser("Eva Holm").placed(content, IN_FULL)
    assert read.text == eraser("Eva Holm").text(text, IN_FULL)
    assert read.starts[0] == 0
    assert list(read.starts) == sorted(set(read.starts))
    assert len(read.starts) == len(read.places)
    assert set(read.places) <= set(content.places)
    assert list(read.places) == sorted(read.places)
    for kept in ("sade", "att", "Eva Holm"):
        assert read.text.count(kept) == sum(word == kept for word in words)
    assert not re.search(r"bo holm|asberg|(?<!eva )holm|123 45|12 34", folded(read.text))
    for match in re.finditer("sade|att", read.text):
        own = [m.start() for m in re.finditer(match.group(), text)]
        number = [m.start() for m in re.finditer(match.group(), read.text)].index(match.start())
        assert read.place_at(match.start()) == content.place_at(own[number])

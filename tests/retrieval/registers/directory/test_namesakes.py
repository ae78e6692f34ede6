"""Claims on names in questions: misspelt and in part, whose they are, and when they are a stranger's."""

import pytest

from retrieval.documents import Place
from retrieval.registers.directory.namesakes import People, nominative
from retrieval.registers.records import Contact, Mention

NAMES = ["Parisa Rahimi", "Torbjörn Kvist", "Agneta Löfroth", "Eva von Berg", "Eva Hall", "Ola Hedman Wiik"]
MENTION = Mention("lista.txt", Place(line=1), Place(line=1), "", None, None, (), (), (), None)
COMMON = frozenset({"berg", "marina", "hall"})
PEOPLE = People([Contact(name, name, (MENTION,)) for name in NAMES], COMMON.__contains__)
ASKING = frozenset({"mejl", "nummer", "ring", "telefon"})


def named(text: str) -> list[tuple[str, str | None]]:
    """Who is named, and the stranger whose name it is instead."""
    found = PEOPLE.named_in(
        text, lambda word: word.casefold() in ASKING, lambda contact, word: word == "bredband"
    )
    return [(each.contact.name, each.stranger) for each in found]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Parisa Rahimy", "Parisa Rahimi"),
        ("rahimi mejl", "Parisa Rahimi"),
        ("Torbjorn Kvist", "Torbjörn Kvist"),
        ("Thorbjörn Qvist nummer", "Torbjörn Kvist"),
        ("Lövroth", "Agneta Löfroth"),
        ("Agnetha Löfrot", "Agneta Löfroth"),
        ("ring parisa bredband", "Parisa Rahimi"),
        ("Eva Bergs telefon", "Eva von Berg"),
        ("Vad har Ola för mejl?", "Ola Hedman Wiik"),
        ("Ola Hedman-Wiik", "Ola Hedman Wiik"),
    ],
)
def test_a_name_is_known_misspelt_and_in_part(text: str, name: str) -> None:
    assert named(text) == [(name, None)]


def test_a_part_that_several_bear_is_all_of_theirs() -> None:
    assert named("Vad har Eva för nummer?") == [("Eva von Berg", None), ("Eva Hall", None)]


@pytest.mark.parametrize("text", ["Parisa Bergström mejl", "parisa karlsson nummer", "Parisa Kvist telefon"])
def test_a_name_of_which_only_a_part_is_known_is_a_strangers(text: str) -> None:
    written = " ".join(text.split()[:2])
    assert {stranger for _, stranger in named(text)} == {written}


@pytest.mark.parametrize("text", ["vem ansvarar för berg och vatten?", "vem kan marina frågor?", "ola", ""])
def test_a_word_of_the_language_is_no_name(text: str) -> None:
    assert named(text) == []


def test_a_written_name_is_told_without_its_genitive() -> None:
    assert [nominative(name) for name in ("Eva Sandbergs", "Dan Wergelius", "Eva Hall")] == [
        "Eva Sandberg",
        "Dan Wergelius",
        "Eva Hall",
    ]

"""Claims on words and numbers as they are searched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.tokens import tokens_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("EU:s stöd och EUs mål", ["eu", "stöd", "och", "eu", "mål"]),
        ("RUS:en, VGR:s och SKR:arna", ["rus", "vgr", "och", "skr"]),
        ("35 000 invånare, 1 250 000 kr", ["35000", "invånare", "1250000", "kr"]),
        ("35\u00a0000 kr 12,5 mkr", ["35000", "kr", "12,5", "mkr"]),
        ("2020–2030 och 2021-2027", ["2020", "2030", "och", "2021", "2027"]),
        ("anslag 1:1 och mål 1.1", ["anslag", "1.1", "och", "mål", "1.1"]),
        ("kl. 08:30", ["kl", "08.30"]),
        ("Region's and regions’ don't", ["region", "and", "regions", "don"]),
        ("Åsa-Maria i Östra Ämtervik", ["åsa", "maria", "i", "östra", "ämtervik"]),
        ("SMF, A4 och covid19", ["smf", "a4", "och", "covid19"]),
        ("", []),
        ("?! – …", []),
    ],
)
def test_a_text_falls_into_its_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_an_address_is_found_whole_and_by_its_parts() -> None:
    assert words_of("Skriv till eva.ek@region-x.se.")[2:] == [
        "eva.ek@region-x.se",
        "eva",
        "ek",
        "region",
        "x",
        "se",
    ]
    assert words_of("se www.x.se/plan")[1:] == ["www.x.se/plan", "www", "x", "se", "plan"]


def test_decomposed_letters_are_the_same_word() -> None:
    assert words_of(unicodedata.normalize("NFD", "Gävle på Åland")) == words_of("Gävle på Åland")


@given(st.text(max_size=60))
def test_a_token_stands_where_it_says(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert all(composed[token.start : token.end] == token.raw for token in tokens_of(text))


@given(st.text(max_size=60))
def test_a_token_holds_something(text: str) -> None:
    assert all(token.text for token in tokens_of(text))

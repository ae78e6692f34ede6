"""Claims on names: people are told from places, bodies and titles, and known again when misspelt."""

import pytest

from retrieval.registers.contacts.names import SAME_NAME, belongs_to, likeness, name_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eva Ek, samordnare", "Eva Ek"),
        ("Välkommen att kontakta Åsa Östlund om du undrar.", "Åsa Östlund"),
        ("Carl von Sydow", "Carl von Sydow"),
        ("Anna-Lisa Hahr Berg", "Anna-Lisa Hahr Berg"),
        ("Kontakta Per Ek", "Per Ek"),
        ("For more information contact Mary Øberg, Head of Culture", "Mary Øberg"),
        ("Maria de la Cruz Ek", "Maria de la Cruz Ek"),
        ("José Álvarez", "José Álvarez"),
        ("Per Å. Dahl", "Per Å. Dahl"),
    ],
)
def test_a_persons_name_is_found(text: str, name: str) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Region Gävleborg",
        "Söderhamns kommun",
        "Chef Stab Regional Utveckling",
        "Agenda 2030",
        "North Sweden Office",
        "Kontakt Press",
        "Växel 026-15 40 00",
        "eva ek",
        "Gävle",
        "Norra Sverige",
        "Länsmuseet Gävleborg Museum",
    ],
)
def test_a_body_a_place_or_a_title_is_no_person(text: str) -> None:
    assert name_in(text) is None


@pytest.mark.parametrize(
    "text", ["South West Finland", "Green Deal", "Europeiska Unionen", "Malå Sågverk", "Svenskt Näringsliv"]
)
def test_a_place_or_a_programme_of_two_capitals_is_no_person(text: str) -> None:
    assert name_in(text) is None


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("eva.ek@x.se", "Eva Ek"),
        ("asa.ostlund@x.se", "Åsa Östlund"),
        ("anna-lisa.berg@x.se", "Anna-Lisa Berg"),
        ("lindqvist@x.se", "Karin Lindqvist"),
        ("j.ek@x.se", "Jan Ek"),
    ],
)
def test_an_address_belongs_to_the_name_it_is_made_of(email: str, name: str) -> None:
    assert belongs_to(email, name)


@pytest.mark.parametrize(
    ("email", "name"),
    [("info@x.se", "Eva Ek"), ("eva.berg@x.se", "Eva Ek"), ("kulturstod@x.se", "Kim Kultur")],
)
def test_an_address_of_another_does_not_belong(email: str, name: str) -> None:
    assert not belongs_to(email, name)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Parisa Rahimy", "Parisa Rahimi"),
        ("rahimi", "Parisa Rahimi"),
        ("Torbjorn Kvist", "Torbjörn Kvist"),
        ("Thorbjörn Qvist", "Torbjörn Kvist"),
        ("Lövroth", "Agneta Löfroth"),
        ("Agnetha Löfrot", "Agneta Löfroth"),
        ("sunqvist", "Birgitta Sundqvist"),
    ],
)
def test_a_misspelt_name_is_known_again(asked: str, name: str) -> None:
    assert likeness(asked, name) >= SAME_NAME


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Berit Sandberg", "Parisa Rahimi"),
        ("Torbjörn Andersson", "Torbjörn Kvist"),
        ("Gävle", "Agneta Löfroth"),
        ("", "Eva Ek"),
    ],
)
def test_a_strangers_name_is_not(asked: str, name: str) -> None:
    assert likeness(asked, name) < SAME_NAME

"""Claims on which organisation a question is put to."""

import pytest

from retrieval.registers.directory.bodies import bodies_in, key_words


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("Vem ansvarar för vägarna i Alby kommun?", "Alby kommun"),
        ("vem kontaktar jag på alby kommun", "alby kommun"),
        ("hur når jag någon på kommunen?", "kommunen"),
        ("Vem är chef på Trafikverket?", "Trafikverket"),
        ("Vem ringer jag på polisen?", "polisen"),
        ("vad är numret till Länsstyrelsen i Dalarna?", "Länsstyrelsen"),
        ("Who at the municipality of Alby handles permits?", "municipality of Alby"),
        ("who is rector of Alby University?", "Alby University"),
        ("vem är vd på Alby Kraft AB", "Alby Kraft AB"),
    ],
)
def test_an_organisation_that_is_asked_is_named(question: str, body: str) -> None:
    assert bodies_in(question) == [body]


@pytest.mark.parametrize(
    "question",
    [
        "vi på Alby kommun undrar vem som kan turism",
        "I work for Alby municipality. Who handles culture?",
        "vem har hand om samarbetet med Trafikverket",
        "vem på regionen har kontakt med Alby kommun",
        "vem håller i nätverket för konsthantverket?",
        "vilka kommuner är med?",
    ],
)
def test_the_askers_own_organisation_and_a_partner_are_not_asked(question: str) -> None:
    assert bodies_in(question) == []


def test_an_english_name_is_compared_in_swedish_and_without_endings() -> None:
    assert (
        sorted(key_words("municipality of Alby")) == sorted(key_words("Alby kommuns")) == ["alby", "kommun"]
    )

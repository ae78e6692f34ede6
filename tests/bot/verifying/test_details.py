"""Claims on numbers, addresses and links: a reader meets none that a source does not have."""

import pytest

from bot.verifying.characters import odd_character
from bot.verifying.details import details_of, unknown_detail

SOURCE = (
    "Kontakt: Eva Ek, 0910-77 00 00, eva.ek@region.example, se www.region.example/fiber."
    " Växel: 08-550 160 08."
)


@pytest.mark.parametrize(
    "said",
    [
        "Ring +46 910 770000.",
        "Ring 0910 77 00 00 eller 08-550 160 08.",
        "Skriv till EVA.EK@region.example.",
        "Läs mer på https://www.region.example/fiber.",
        "Läs mer på [sidan](https://region.example/fiber).",
        "Det gäller t.ex. fiber, bl.a. i byar fr.o.m. nu.",
        "Meet us at Umeå. Then we talk.",
    ],
)
def test_what_a_source_has_passes_in_any_writing(said: str) -> None:
    assert unknown_detail(said, details_of(SOURCE)) is None


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("Ring 0910-77 00 01.", "phone"),
        ("Ring 0 9 1 0 7 7 0 0 0 1.", "phone"),
        ("Ring noll nio ett noll sju sju.", "phone"),
        ("Call zero seven zero, one two three.", "phone"),
        ("Skriv till ek@region.example.", "email"),
        ("Skriv till eva.ek (at) annan.example.", "email"),
        ("Write to eva dot ek at mail dot com.", "email"),
        ("Se www.region.example/annat.", "link"),
        ("Se annanregion.se.", "link"),
        ("Se 10.0.0.1.", "link"),
        ("Se region punkt com.", "link"),
        ("Se javascript:alert(1).", "link"),
        ("Se [sidan](https://annan.example).", "link"),
        ("![bild](https://annan.example/p.png)", "link"),
        ("<b>Viktigt</b>", "markup"),
        ("<img src=x onerror=y>", "markup"),
        ("&#60;script&#62;", "markup"),
        ("```kod```", "markup"),
    ],
)
def test_what_no_source_has_is_found(said: str, fault: str) -> None:
    found = unknown_detail(said, details_of(SOURCE))
    assert found is not None
    assert found.fault == fault


@pytest.mark.parametrize(
    "text", ["Ring 07\u200b0", "Аnna", "０７０", "٠٧٠", "①②", "⁰⁷⁰", "1¹²", "a\u202eb", "\U000e0041x"]
)
def test_characters_that_deceive_are_found(text: str) -> None:
    assert odd_character(text, known=()) is not None


@pytest.mark.parametrize("text", ["Åse Öberg", "50 m² – ½", "café 👍\ufe0f", "en\u00a0fråga\u2011till"])
def test_ordinary_text_is_not_odd(text: str) -> None:
    assert odd_character(text, known=()) is None


def test_another_script_passes_where_a_source_is_written_in_it() -> None:
    assert odd_character("Київ", known=frozenset("Київ")) is None

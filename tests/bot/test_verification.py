"""Claims on verification: what the sources do not say, nobody reads."""

from dataclasses import replace

import pytest

from bot.answer import Answer, Citation
from bot.verification import unsupported, verified

QUOTE = (
    "Fonden har 24 miljoner kronor och ger högst 500 000 kronor. Ansök senast den 15 mars 2025,"
    " 35 procent går till byar. Kontakt: Eva Ek, 026-15 40 01, eva.ek@regiongavleborg.se,"
    " se www.regiongavleborg.se/fonden"
)
CITATION = Citation(1, "fond.txt", "Fonden", None, None, (1, 2), None, QUOTE, True)
SOURCE = "[1] Fonden, rad 1–2"


def answer(*lines: str) -> Answer:
    text = "\n".join(lines) + f"\n\n{SOURCE}"
    return Answer("a", "?", "sv", "answered", "quoted", text, citations=(CITATION,))


TRUE = [
    "Fonden har 24 miljoner kronor.",
    "Ett bidrag är på högst 500 000 kronor.",
    "Sista dag är den 15 mars 2025.",
    "35 procent går till byar.",
    "Ring 026-15 40 01.",
    "Skriv till **eva.ek@regiongavleborg.se**.",
    "Läs på www.regiongavleborg.se/fonden",
    "Pengarna räcker till många.",
]
FALSE = [
    "Fonden har 25 miljoner kronor.",
    "Fonden har 24 miljarder kronor.",
    "Ett bidrag är på högst 600 000 kronor.",
    "Sista dag är den 16 mars 2025.",
    "Sista dag är den 15 maj 2025.",
    "Beslut tas 2025-04-01.",
    "36 procent går till byar.",
    "Ring 026-15 40 02.",
    "Ring +46 70 123 45 67.",
    "Skriv till bo.ahl@regiongavleborg.se.",
    "Läs på https://www.example.org/fonden",
]


@pytest.mark.parametrize("line", TRUE)
def test_a_line_that_the_source_says_stays(line: str) -> None:
    assert verified(answer(line)) == answer(line)


@pytest.mark.parametrize(
    "line",
    [
        *FALSE,
        "Fonden har 4 miljoner kronor.",
        "Högst 5 procent går till byar.",
        "Skriv till ek@regiongavleborg.se.",
        "Sista dag är den 5 mars 2025.",
    ],
)
def test_a_line_with_what_no_source_says_is_dropped(line: str) -> None:
    kept = verified(answer("Fonden ger stöd.", line))
    assert kept.answer == f"Fonden ger stöd.\n\n{SOURCE}"
    assert kept.trace == {"dropped": 1}


def test_an_answer_of_which_nothing_is_left_is_none() -> None:
    assert verified(answer("Ring 026-15 40 02.")).status == "not_found"


def test_the_list_of_sources_is_not_held_against_the_quotes() -> None:
    dated = replace(answer("Fonden ger stöd."), answer="Fonden ger stöd.\n\n[1] Fonden (2024-01-31), rad 1–2")
    assert verified(dated) == dated


def test_a_sum_with_no_break_spaces_is_the_same_sum() -> None:
    assert unsupported("Fonden ger 500\u00a0000 kronor", QUOTE.casefold()) == []

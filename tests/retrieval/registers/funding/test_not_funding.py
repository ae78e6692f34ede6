"""Claims on what is no funding: help, food, statistics, refusals and wishes."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.registers.funding.extraction import funding_of
from tests.retrieval.registers.funding.shown import names, page, told

WORDS = (
    "stöd Stödet bidrag medel fonden projektet Älvlax beviljades av Vinnova 5 mkr högst för att till företag"
    " ( ) : . 2024 – | statsbidrag".split()
)


@pytest.mark.parametrize(
    "text",
    [
        "Regionen köper in systemstöd för 5 miljoner kronor.",
        "Vi erbjuder processtöd, metodstöd och konsultstöd till alla som söker projektmedlemmar.",
        "Föräldrastöd beviljas av kommunen.",
        "Med stöd av plan- och bygglagen beviljades bygglov.",
        "Livsmedel och läkemedel såldes för 3 miljoner kronor.",
        "Hjälpmedel beviljas av arbetsterapeuten.",
        "Lånet av böcker ökade med 5 procent.",
        "Använd checklistan när du ansöker.",
        "Hon har starkt stöd från väljarna och beviljades ledighet.",
        "Bolaget gjorde 5 miljoner kronor i vinst och fick stöd i media.",
        "Kommunens bidrag till klimatarbetet är viktigt.",
        "Företagets omsättning är 600 miljoner kronor.",
        "Antalet ansökningar till programmet Barn och fritid ökade.",
        "Du kan söka stöd för ångest hos vårdcentralen.",
        "Föräldrar kan få stöd för att hjälpa sina barn med läxorna.",
        "Skogsprogrammet och serviceprogrammet kostade 2 miljoner kronor.",
        "Det finns ett stort behov av stöd till företag som söker kapital.",
        "Vi arbetar för ökat kulturstöd till föreningar som söker.",
        "Det finns inga medel för att bygga ut vägen som kostar 2 miljoner kronor.",
        "The county granted the company a building permit.",
    ],
)
def test_help_goods_figures_and_wishes_are_no_funding(text: str) -> None:
    assert names(page("Om oss", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Projektet Havsvind beviljades inte medel från Vinnova.",
        "Projektet Älvlax tillhörde inte de få som beviljades medel.",
        "Kommunen fick avslag på 2 miljoner kronor till projektet Älvlax.",
        "Projektet Havsvind söker medel från Vinnova.",
        "Projektet Älvlax kan beviljas medel om nämnden vill.",
        "The project Clean Shores was not awarded any funding.",
    ],
)
def test_a_project_that_was_refused_or_only_applied_is_not_granted(text: str) -> None:
    assert names(page("Om oss", text)) == []


def test_a_granted_project_s_money_is_not_the_fund_s() -> None:
    text = "Projektet Älvlax beviljades 4 miljoner kronor från Havsfonden. Havsfonden kan sökas av alla."
    assert told(page("Om oss", text)).splitlines() == [
        "Havsfonden [fund, open]",
        "  for_whom: alla",
        "  lines: 2 2",
        "Älvlax [project, granted]",
        "  by_whom: Havsfonden",
        "  amounts: 4 miljoner kronor = 4000000 SEK",
        "  lines: 2",
    ]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_any_order_of_words_is_read_without_fault(words: list[str]) -> None:
    text = " ".join(words)
    for record in funding_of([page("Bidrag", text or "-")]):
        assert record.name
        assert record.statements


def test_a_hundred_thousand_letters_without_an_end_are_passed_over() -> None:
    started = perf_counter()
    assert names(page("Bidrag", "a" * 100_000 + " företagsstöd beviljas av Region Gävleborg")) == []
    assert perf_counter() - started < 5

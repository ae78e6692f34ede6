"""Claims on sums of money: read as printed and as numbers, and nothing else taken for money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.registers.funding.amounts import amounts_in, shares_in


def read(text: str) -> list[tuple[str, int, int, str]]:
    return [
        (p.amount.printed, p.amount.lowest, p.amount.highest, p.amount.currency) for p in amounts_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "lowest", "highest", "currency"),
    [
        ("75 mnkr", 75_000_000, 75_000_000, "SEK"),
        ("cirka 86 mkr", 86_000_000, 86_000_000, "SEK"),
        ("112 regionala miljoner kronor", 112_000_000, 112_000_000, "SEK"),
        ("över 2,3 miljarder euro", 2_300_000_000, 2_300_000_000, "EUR"),
        ("100 000 kronor", 100_000, 100_000, "SEK"),
        ("100 tkr", 100_000, 100_000, "SEK"),
        ("50 kkr", 50_000, 50_000, "SEK"),
        ("10 000–50 000 kr", 10_000, 50_000, "SEK"),
        ("mellan 10 000 och 50 000 kronor", 10_000, 50_000, "SEK"),
        ("500 000–1 miljon kronor", 500_000, 1_000_000, "SEK"),
        ("från 10 000 kronor till 20 000 kronor", 10_000, 20_000, "SEK"),
        ("SEK 75 million", 75_000_000, 75_000_000, "SEK"),
        ("€2.3 billion", 2_300_000_000, 2_300_000_000, "EUR"),
        ("EUR 500,000", 500_000, 500_000, "EUR"),
        ("from SEK 5,000 to SEK 20,000", 5_000, 20_000, "SEK"),
        ("1,5 miljoner", 1_500_000, 1_500_000, "SEK"),
        ("två miljoner kronor", 2_000_000, 2_000_000, "SEK"),
        ("en halv miljon", 500_000, 500_000, "SEK"),
        ("1.500.000 kr", 1_500_000, 1_500_000, "SEK"),
        ("upp till 100 000 kronor", 0, 100_000, "SEK"),
        ("högst 25 000 kr", 0, 25_000, "SEK"),
        ("minst 25 000 kr", 25_000, 25_000, "SEK"),
    ],
)
def test_a_sum_is_a_number_and_its_printed_words(text: str, lowest: int, highest: int, currency: str) -> None:
    assert read(text) == read(f"Vi ger {text}.") == [(text, lowest, highest, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "5 miljoner besökare",
        "miljoner människor",
        "1,5 miljoner invånare",
        "under 2023",
        "ring 076-119 86 76",
        "ökat med 17 procent",
        "mångmiljardinvesteringar",
        "3 million visitors",
    ],
)
def test_what_is_counted_called_or_dated_is_no_money(text: str) -> None:
    assert read(text) == []


def test_millions_without_a_currency_are_money_where_nothing_is_counted() -> None:
    text = "Staten gav mer än en miljard i stöd."
    assert read(text) == [("mer än en miljard", 1_000_000_000, 1_000_000_000, "SEK")]


def test_every_sum_of_a_sentence_is_read_where_it_stands() -> None:
    text = "Höjda anslag (100 mkr) men närmare 750 mkr mindre sedan."
    assert [text[p.first : p.last] for p in amounts_in(text)] == ["100 mkr", "närmare 750 mkr"]


@pytest.mark.parametrize(
    ("text", "printed", "percent"),
    [
        ("dock högst 50 procent av kostnaden", "högst 50 procent", 50.0),
        ("hälften av kostnaden", "hälften av kostnaden", 50.0),
        ("up to 40 per cent of eligible costs", "up to 40 per cent", 40.0),
        ("medfinansieringsgrad från 50% till 40%", "från 50% till 40%", 40.0),
    ],
)
def test_a_share_of_the_cost_is_read(text: str, printed: str, percent: float) -> None:
    assert [(share.printed, share.percent) for share in shares_in(text)] == [(printed, percent)]


def test_a_percentage_of_something_else_is_no_share() -> None:
    assert list(shares_in("Antalet anställda ökade med 15 procent till 2030.")) == []


SPACES = st.sampled_from([" ", "\u00a0", "."])


@given(st.integers(1_000, 999_999_999), SPACES, st.sampled_from(["kr", "kronor", "euro"]))
def test_what_is_printed_in_full_is_read_as_the_same_number(number: int, space: str, unit: str) -> None:
    printed = f"{number:,}".replace(",", space)
    expected = "EUR" if unit == "euro" else "SEK"
    found = [
        (a.lowest, a.highest, a.currency) for p in amounts_in(f"Totalt {printed} {unit}.") for a in [p.amount]
    ]
    assert found == [(number, number, expected)]


@given(st.integers(1, 9_999), st.sampled_from([("mkr", 6), ("mnkr", 6), ("tkr", 3), ("miljarder kronor", 9)]))
def test_tenths_of_a_unit_are_read_exactly(tenths: int, unit: tuple[str, int]) -> None:
    name, power = unit
    printed = f"{tenths // 10},{tenths % 10}"
    assert [p.amount.lowest for p in amounts_in(f"Det är {printed} {name} i år.")] == [
        tenths * 10 ** (power - 1)
    ]


@given(st.text(alphabet="0123456789 .,–-%€kronmilj upptdg", max_size=40))
def test_any_text_is_read_without_fault_and_places_hold_their_words(text: str) -> None:
    for placed in amounts_in(text):
        assert " ".join(text[placed.first : placed.last].split()) == placed.amount.printed
        assert 0 <= placed.amount.lowest <= placed.amount.highest

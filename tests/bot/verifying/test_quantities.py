"""Claims on how numbers are read: value, unit and bound, however they are written."""

from decimal import Decimal

import pytest

from bot.verifying.figures import all_figures, unknown_figure
from bot.verifying.quantities import quantities_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,5 mkr", "1 500 000 kronor"),
        ("1.5 million SEK", "1,5 miljoner kronor"),
        ("SEK 1.5 million", "1 500 000 kr"),
        ("640,000 trips", "640 000 resor"),
        ("2,3 miljoner resor", "2.3 million trips"),
        ("tre månader", "3 months"),
        ("en treårig period", "three years"),
        ("ett tvåårigt stöd", "a two-year grant"),
        ("12 månader", "inom ett år"),
        ("30–40 procent", "between 30 and 40 per cent"),
        ("50 procent", "half of the cost"),
        ("från 48 till 41 kronor", "from SEK 48 to SEK 41"),
        ("den 15 mars 2025", "2025-03-15"),
        ("15 March 2025", "den 15 mars 2025"),
        ("i mars 2020", "in March 2020"),
        ("elva företag", "11 companies"),
        ("tredubblats", "tripled"),
        ("upp till 100 000 kronor", "at most SEK 100,000"),
        ("fler än 20 program", "over 20 programmes"),
    ],
)
def test_the_same_number_is_known_again(one: str, other: str) -> None:
    assert unknown_figure(one, all_figures([other])) is None
    assert unknown_figure(other, all_figures([one])) is None


@pytest.mark.parametrize(
    ("claim", "source", "fault"),
    [
        ("75 mnkr", "57 mnkr", "amount"),
        ("75 miljoner euro", "75 miljoner kronor", "unit"),
        ("750 billion kronor", "750 mkr", "amount"),
        ("12 years", "12 månader", "number"),
        ("3 veckor", "tre månader", "number"),
        ("32 people", "32 procent", "unit"),
        ("4 procentenheter", "4 procent", "unit"),
        ("minst 60 procent", "högst 60 procent", "bound"),
        ("60 procent", "högst 60 procent", "bound"),
        ("20 program", "över 20 program", "bound"),
        ("16 mars 2025", "15 mars 2025", "date"),
        ("15 mars 2026", "15 mars 2025", "date"),
        ("15 mars 2025", "i mars 2025", "date"),
        ("2030", "2027", "date"),
        ("anslag 1:2", "anslag 1:1", "number"),
        ("fördubblats", "tredubblats", "number"),
        ("from 40% to 50%", "från 50% till 40%", "reversed"),
        ("två av fyra", "två av fem", "number"),
    ],
)
def test_another_number_is_told_apart(claim: str, source: str, fault: str) -> None:
    found = unknown_figure(claim, all_figures([source]))
    assert found is not None
    assert found.fault == fault


def test_a_date_may_be_said_less_exactly() -> None:
    assert unknown_figure("i mars 2025, alltså 2025", all_figures(["den 15 mars 2025"])) is None


def test_telephone_numbers_and_links_are_no_quantities() -> None:
    assert quantities_in("Ring 070-550 16 08 eller se https://region.se/2024/3") == ()


def test_a_number_that_can_be_read_in_two_ways_has_both() -> None:
    (found,) = quantities_in("1.500 platser")
    assert found.values == {Decimal("1.500"), Decimal(1500)}

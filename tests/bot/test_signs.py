"""What a sentence shows of what was asked for."""

import pytest

from bot.question import Expectation
from bot.signs import counts, shown, without_known_years


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Stödet är högst 250 000 kronor.", Expectation.AMOUNT),
        ("Programmet har 2,3 miljarder euro.", Expectation.AMOUNT),
        ("Andelen har ökat till 40 %.", Expectation.SHARE),
        ("Ungefär en tredjedel av budgeten.", Expectation.SHARE),
        ("Sista ansökningsdag är senast den 31 mars.", Expectation.DEADLINE),
        ("Mötet hölls 4–5 maj.", Expectation.DATE),
        ("Something happens in September 2024.", Expectation.DATE),
        ("Öppet från kl. 9.", Expectation.CLOCK),
        ("Nätverket träffas två gånger per år.", Expectation.FREQUENCY),
        ("Kontoret ligger på Norra gatan i Gävle.", Expectation.WHERE),
        ("Arbetet leds av Region Gävleborg.", Expectation.WHO),
    ],
)
def test_a_sentence_shows_what_was_expected(sentence: str, expected: Expectation) -> None:
    assert shown(sentence, frozenset({expected})) == 1.0


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Stödet är stort.", Expectation.AMOUNT),
        ("Ansökan görs på webben i mars.", Expectation.DEADLINE),
        ("Mötet var lyckat.", Expectation.DATE),
        ("Det kostar 40 kronor.", Expectation.SHARE),
    ],
)
def test_a_sentence_without_it_shows_nothing(sentence: str, expected: Expectation) -> None:
    assert shown(sentence, frozenset({expected})) == 0.0


def test_of_two_expectations_half_may_be_shown() -> None:
    both = frozenset({Expectation.DATE, Expectation.WHERE})
    assert shown("Mötet hölls i Umeå.", both) == 0.5


def test_the_years_of_the_question_are_no_news() -> None:
    sentence = "Strategin 2020–2030 följs upp 2023 och 2025."
    known = without_known_years(sentence, "När följs strategin upp efter 2023?", frozenset({2023}))
    assert known == "Strategin  följs upp  och 2025."


@pytest.mark.parametrize(
    ("sentence", "holds"),
    [
        ("Totalt deltog 506 personer.", True),
        ("Projektet fick 75 mnkr för 2023.", False),
        ("Under 2023 växte länet.", False),
        ("Tre kommuner är med.", True),
    ],
)
def test_a_number_counts_unless_it_is_a_sum_or_a_year(sentence: str, holds: bool) -> None:
    assert counts(sentence, None) is holds

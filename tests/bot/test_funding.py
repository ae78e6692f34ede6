"""Questions about money: what fits, whether it is open on the day, and whom to call."""

from datetime import date

import pytest

from bot.answer import Answer
from bot.assistant import Asked, Assistant
from bot.funding import asks_for_money
from bot.question import understand
from tests.fakes import FakeSnapshot
from tests.retrieval.typed import document, unwrapped

SUPPORTS = """Stöd till företag

Innovationscheck

Små företag kan söka en innovationscheck för att utveckla en ny produkt. \
Innovationschecken är på högst 100 000 kronor. Ansökan är öppen 1 mars–30 april 2024.

Landsbygdsbidrag

Landsbygdsbidrag ges till butiker och mackar i glesbygd. \
Bidraget täcker högst 50 procent av kostnaden.

Turistpremie

Turistpremien till hotell och campingar förlängdes inte under 2024.

Beviljade projekt

Projektet Skogens smaker har beviljats 3 miljoner kronor från Regionalfonden.

Kontakt

Eva Ek, chef företagsstöd, 026-15 40 01, eva.ek@regiongavleborg.se
Bo Ahl, bibliotekskonsulent, 026-15 40 02, bo.ahl@regiongavleborg.se
"""


def ask(text: str, day: date = date(2024, 3, 15)) -> Answer:
    found = document(unwrapped(SUPPORTS), path="stod.txt", published="2024-01-10")
    return Assistant(FakeSnapshot(found), day).answer(Asked(text))


@pytest.mark.parametrize(
    "text",
    [
        "Vilka bidrag finns för föreningar?",
        "Finns det något stöd för den som vill starta eget?",
        "Kan vi söka pengar till en cykelväg?",
        "Which grants are there for artists?",
        "Is there any funding for a village shop?",
        "Can a farmer apply for a loan?",
        "Är checken öppen för ansökan nu?",
    ],
)
def test_a_wish_for_money_is_understood(text: str) -> None:
    assert asks_for_money(understand(text, (), None, date(2024, 3, 15)))


@pytest.mark.parametrize(
    "text",
    [
        "Vilka projekt fick pengar 2023?",
        "Vem finansierade muséet?",
        "Why was the funding turned down?",
        "Vilket stöd fick teatern?",
        "Hur många bibliotek finns det?",
        "Vad säger planen om stödet till äldre?",
    ],
)
def test_what_was_given_to_others_is_no_wish_for_money(text: str) -> None:
    assert not asks_for_money(understand(text, (), None, date(2024, 3, 15)))


def test_what_fits_is_named_in_the_words_of_the_document_and_ends_with_whom_to_call() -> None:
    answer = ask("Vilket stöd kan ett litet företag söka för en ny produkt?")
    assert (answer.status, answer.mode) == ("answered", "record")
    assert answer.answer.split("\n")[1] == (
        "- **Innovationscheck**: Små företag kan söka en innovationscheck för att utveckla en ny produkt. [1]"
    )
    assert "Fråga **Eva Ek**, chef företagsstöd, telefon 026-15 40 01" in answer.answer
    assert [card.name for card in answer.contacts] == ["Eva Ek"]


def test_money_that_a_project_was_granted_is_not_offered() -> None:
    answer = ask("Finns det stöd till projekt om skogens smaker?")
    assert "Skogens smaker**" not in answer.answer


def test_a_support_that_was_ended_is_not_offered() -> None:
    answer = ask("Finns det någon premie för hotell?")
    assert "- **Turistpremie" not in answer.answer


@pytest.mark.parametrize(
    ("day", "beginning"),
    [
        (date(2024, 3, 15), "Ja, **Innovationscheck** går att söka i dag"),
        (date(2024, 4, 30), "Ja, **Innovationscheck** går att söka i dag"),
        (date(2024, 5, 1), "Nej, **Innovationscheck** går inte att söka"),
    ],
)
def test_whether_a_support_is_open_follows_the_clock(day: date, beginning: str) -> None:
    answer = ask("Är innovationschecken öppen för ansökan i dag?", day)
    assert answer.answer.startswith(beginning)
    assert "1 mars–30 april 2024" in answer.citations[0].quote


def test_nothing_is_said_to_be_open_where_no_dates_are_given() -> None:
    answer = ask("Kan man söka landsbygdsbidrag nu?")
    assert answer.answer.startswith("Om **Landsbygdsbidrag** går att söka i dag står inte i dokumenten.")


def test_a_sum_that_no_document_gives_is_not_replaced_by_another() -> None:
    answer = ask("Hur mycket pengar kan en butik få i landsbygdsbidrag?")
    assert "kronor" not in answer.answer

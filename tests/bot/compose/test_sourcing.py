"""How an answer numbers what it cites."""

from datetime import date

from bot.compose.sourcing import Sourcing
from retrieval.documents import Description, Place

DESCRIPTIONS = {
    "plan.txt": Description("plan.txt", "Plan", published="2022"),
    "en.txt": Description("en.txt", "Plan", language="en"),
}


def sourcing() -> Sourcing:
    return Sourcing(DESCRIPTIONS, "sv", date(2026, 11, 22))


def line(number: int) -> tuple[Place, Place]:
    return Place(line=number), Place(line=number)


def test_a_place_is_cited_once_and_no_more_places_than_an_answer_carries() -> None:
    made = sourcing()
    marks = [made.mark("plan.txt", *line(number), "Text.") for number in (1, 2, 1, 3, 4, 5, 6)]
    assert marks == [" [1]", " [2]", " [1]", " [3]", " [4]", " [5]", ""]
    assert [citation.lines for citation in made.citations] == [(n, n) for n in range(1, 6)]


def test_another_language_is_noticed() -> None:
    made = sourcing()
    made.mark("plan.txt", *line(1), "Text.")
    assert not made.foreign()
    made.mark("en.txt", *line(1), "Text.")
    assert made.foreign()

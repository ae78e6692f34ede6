"""Questions about plans in time, over two documents of another region."""

from datetime import date

import pytest

from bot.answer import Answer
from bot.assistant import Asked, Assistant
from retrieval.documents import Description, Document, Language
from tests.fakes import FakeSnapshot
from tests.retrieval.typed import document as typed
from tests.retrieval.typed import unwrapped

TODAY = date(2026, 11, 22)
OLD = """The region's plans

The Regional Development Plan (2012-2020) has three goals. The county also has a Regional food strategy
(2016-2020)."""
NEW = """Uppföljning

Den regionala utvecklingsstrategin, Ett län i rörelse (RUS 2021–2030), följs upp varje år.

Länet har sedan 2021 en ny regional livsmedelsstrategi 2021–2028.

Regional kulturplan 2023–2025 har gällt i tre år."""


def answer(question: str) -> Answer:
    return Assistant(
        FakeSnapshot(
            _document("old.txt", OLD.replace("strategy\n", "strategy "), "2015"),
            _document("new.txt", NEW, "2024"),
        ),
        TODAY,
    ).answer(Asked(question))


def _document(path: str, text: str, year: str) -> Document:
    made = typed(unwrapped(text), path=path)
    language: Language = "en" if path == "old.txt" else "sv"
    return Document(
        Description(path, f"Dokument {year}", "Region Gävleborg", published=year, language=language),
        made.blocks,
        path,
    )


def cited(found: Answer) -> list[tuple[str, tuple[int, int] | None]]:
    return [(citation.document, citation.lines) for citation in found.citations]


def test_the_plan_in_force_is_told_with_its_years_and_the_sentence_that_gives_them() -> None:
    found = answer("Vilken livsmedelsstrategi gäller nu?")
    assert found.answer.split("\n")[:2] == [
        "**Regional livsmedelsstrategi 2021–2028** är för åren 2021–2028 och gäller nu. [1]",
        "> Länet har sedan 2021 en ny regional livsmedelsstrategi 2021–2028.",
    ]
    assert cited(found) == [("new.txt", (5, 5))]


@pytest.mark.parametrize(
    "question",
    ["Vilken plan ersatte Regional Development Plan?", "Vad ersatte den regionala utvecklingsplanen?"],
)
def test_what_replaced_a_plan_is_told_from_both_documents(question: str) -> None:
    found = answer(question)
    assert (
        "**Regional Development Plan (2012-2020)** är för åren 2012–2020 och är ersatt av RUS 2021–2030."
        in (found.answer)
    )
    assert cited(found) == [("old.txt", (3, 3)), ("new.txt", (3, 3))]


def test_those_that_apply_today_are_listed_and_those_that_ended_are_not() -> None:
    found = answer("Vilka strategier och planer gäller nu?")
    assert [line[4:20] for line in found.answer.split("\n") if line.startswith("- ")] == [
        "Regionala utveck",
        "Regional livsmed",
    ]


def test_a_year_gives_the_plans_of_that_year_without_the_years_of_what_came_later() -> None:
    found = answer("Which plans applied in 2018?")
    assert "Regional Development Plan (2012-2020)" in found.answer
    assert "2021" not in found.answer
    assert [citation.in_force for citation in found.citations] == [True, True, True, True]


def test_a_plan_that_ended_is_said_to_have_run_out() -> None:
    assert "är för åren 2023–2025 och har gått ut" in answer("Hur länge gäller kulturplanen?").answer


@pytest.mark.parametrize(
    "question",
    [
        "Hur länge gäller stödet i livsmedelsstrategin?",
        "Vilken strategi gäller i Norrbotten?",
        "Vilken plan gällde 1998?",
        "Vad handlar livsmedelsstrategin om?",
    ],
)
def test_what_no_plan_tells_is_not_answered_from_one(question: str) -> None:
    assert answer(question).mode != "record"

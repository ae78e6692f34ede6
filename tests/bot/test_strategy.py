"""Questions about a strategy's own structure, answered from its records."""

from datetime import date

import pytest

from bot.answer import Answer
from bot.assistant import Asked, Assistant
from retrieval.cleaning import clean
from retrieval.documents import Description, Document, LoadedFile, Place, SourceLine
from tests.fakes import FakeSnapshot

TODAY = date(2026, 11, 22)
PLAN = """Regional plan

Vägen dit

Planen har tre prioriteringar och två mål: ett rikare länsliv och en renare natur.

Ett län som växer

Här samlas arbetet med företag, lån och nya jobb i länet.

Ett län som lär

Skolor, komvux och högskolor utbildar för länets behov.

Ett län som reser

Vägar, järnvägar och bussar binder ihop länets orter."""
OLD = """Gammal plan

Planen har två insatsområden:

• Turism
• Skogsbruk
• Gruvor"""


def answer(question: str) -> Answer:
    snapshot = FakeSnapshot(
        _document("plan.txt", PLAN, "2024"),
        _document("old.txt", OLD, "2010"),
    )
    return Assistant(snapshot, TODAY).answer(Asked(question))


def _document(path: str, text: str, year: str) -> Document:
    lines = tuple(SourceLine(line, Place(line=n)) for n, line in enumerate(text.split("\n"), 1))
    description = Description(path, f"Plan {year}", "Region Gävleborg", published=year)
    return Document(description, clean(LoadedFile(lines, wrapped=False)), path)


def test_the_priorities_are_listed_with_the_sentence_that_counts_them() -> None:
    found = answer("Vilka prioriteringar finns i strategin?")
    assert (found.status, found.mode) == ("answered", "record")
    assert [line for line in found.answer.split("\n") if line.startswith("- ")] == [
        "- Ett län som växer [2]",
        "- Ett län som lär [2]",
        "- Ett län som reser [2]",
    ]
    assert [citation.lines for citation in found.citations] == [(5, 5), (7, 15)]


def test_how_many_is_answered_by_the_same_sentence_in_english() -> None:
    found = answer("How many priorities are there?")
    assert (found.language, found.citations[0].lines) == ("en", (5, 5))
    assert "tre prioriteringar" in found.answer


def test_the_priority_that_covers_a_subject_is_named_by_its_chapter() -> None:
    found = answer("Vilken prioritering handlar om järnvägar?")
    assert found.answer.startswith("**Ett län som reser** är den prioritering som det gäller. [1]")
    assert found.citations[0].lines == (15, 15)


def test_a_text_that_counts_wrong_is_shown_as_it_stands() -> None:
    found = answer("Vilka insatsområden finns?")
    assert "(Texten säger 2, men räknar upp 3.)" in found.answer


@pytest.mark.parametrize("question", ["Vilka delmål finns?", "Vem är chef för turism?"])
def test_what_no_list_holds_is_not_answered_from_one(question: str) -> None:
    assert "prioritering" not in answer(question).answer

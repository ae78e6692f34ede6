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


ENGLISH = """Regional Development Strategy 2021–2030

Our three priorities are:

• Housing for all
• Skills for working life
• Clean industry

How we work

Work on priority 3 began in 2022 with a test plant for fossil-free steel in the harbour of the county.

Sub-priority 2.1, to strengthen adult education, is run together with the municipalities of the county.

Studios for film are built in two towns under sub-priority 2:2 with the grant 2:3 from the state."""


def english(question: str) -> Answer:
    description = Description("en.txt", "Strategy", "Region Blekinge", published="2022", language="en")
    lines = tuple(SourceLine(line, Place(line=n)) for n, line in enumerate(ENGLISH.split("\n"), 1))
    document = Document(description, clean(LoadedFile(lines, wrapped=False)), "x")
    return Assistant(FakeSnapshot(document), TODAY).answer(Asked(question))


def cited(found: Answer) -> list[tuple[int, int] | None]:
    return [citation.lines for citation in found.citations]


def test_a_part_with_a_name_is_told_with_what_it_is_a_part_of() -> None:
    found = english("What is sub-priority 2.1?")
    assert found.answer.split("\n")[:2] == [
        "**Sub-priority 2.1**: strengthen adult education [1]",
        "It is a part of priority 2, Skills for working life. [2]",
    ]
    assert cited(found) == [(13, 13), (6, 6)]


def test_a_part_without_a_name_is_told_by_the_work_under_it() -> None:
    found = english("What is sub-priority 2.2?")
    assert "**Sub-priority 2.2** has no heading of its own in the documents." in found.answer
    assert "> Studios for film are built in two towns" in found.answer
    assert cited(found) == [(6, 6), (15, 15)]


def test_the_parts_of_a_priority_are_listed_each_with_its_place() -> None:
    found = english("Which sub-priorities are there under priority 2?")
    assert "Under priority 2, Skills for working life the documents name 2 sub-priorities:" in found.answer
    assert cited(found) == [(13, 13), (15, 15)]


def test_the_work_under_a_priority_is_quoted() -> None:
    found = english("What have you done under priority 3?")
    assert "> Work on priority 3 began in 2022 with a test plant" in found.answer
    assert cited(found) == [(7, 7), (11, 11)]


def test_a_number_that_does_not_exist_is_said_not_to_stand_in_the_documents() -> None:
    found = english("What is sub-priority 3.2?")
    assert (found.status, found.citations) == ("not_found", ())
    assert found.answer == (
        "Sub-priority 3.2 does not stand in the documents."
        " The sub-priorities that are named by number are 2.1, 2.2."
    )


def test_a_grant_of_a_parts_form_is_not_answered_as_a_part() -> None:
    assert english("What is grant 2:3?").mode != "record"
    assert "2.3" not in english("Which sub-priorities are there?").answer


def test_a_strategy_without_priorities_by_that_name_is_told_by_its_goals() -> None:
    goals = _document("plan.txt", "Strategin har två mål: fler jobb och renare luft.", "2024")
    found = Assistant(FakeSnapshot(goals), TODAY).answer(Asked("Vilka prioriteringar har strategin?"))
    assert found.answer.startswith("Strategin har två mål: fler jobb och renare luft. [1]")


def test_another_regions_priorities_are_not_the_home_regions() -> None:
    found = english("Which priorities does Norrbotten have?")
    assert (found.status, found.citations) == ("not_found", ())


def test_a_list_that_no_longer_holds_says_what_replaced_it() -> None:
    old = "The Regional Development Plan (2010-2020) has two goals: more jobs and cleaner air."
    new = "Den regionala utvecklingsstrategin (RUS 2021–2030) har två mål: fler jobb och renare luft."
    snapshot = FakeSnapshot(_document("old.txt", old, "2012"), _document("new.txt", new, "2022"))
    found = Assistant(snapshot, TODAY).answer(Asked("Which goals did the plan have in 2012?"))
    assert found.citations[0].document == "old.txt"
    assert (
        "No longer in force: Regional Development Plan (2010-2020) has been replaced by RUS." in found.answer
    )

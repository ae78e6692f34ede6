"""Claims on the register of contacts: by area, by post, by subject, and at what time."""

from datetime import date

import pytest

from retrieval.language.times import AskedTime
from retrieval.registers.directory.dated import at, is_of
from retrieval.registers.directory.directory import Directory, FoundContact, is_rank, roles_in
from retrieval.retriever import Retriever
from tests.fakes import FakeSnapshot
from tests.retrieval.typed import document, unwrapped

LIST = """Kontakter

Hälsa

Eva Ek, enhetschef folkhälsa, 026-15 40 01, eva.ek@regiongavleborg.se

Bo Ahl, strateg, 026-15 40 02, bo.ahl@regiongavleborg.se
"""
OLD = LIST.replace("enhetschef folkhälsa", "turismchef")
SNAPSHOT = FakeSnapshot(
    document(unwrapped(LIST), path="ny.txt", published="2024"),
    document(unwrapped(OLD), path="gammal.txt", published="2019"),
)
RETRIEVER = Retriever(SNAPSHOT, date(2025, 1, 1))
DIRECTORY = Directory(RETRIEVER.contacts, SNAPSHOT.descriptions, RETRIEVER.matcher, "Gävleborg")
EVA = next(contact for contact in RETRIEVER.contacts if contact.name == "Eva Ek")


def by_subject(text: str, time: AskedTime | None = None) -> list[FoundContact]:
    return DIRECTORY.by_subject(RETRIEVER.concepts(text, "sv"), [], time or AskedTime(), frozenset())


def test_a_title_that_says_the_subject_is_the_reason() -> None:
    (found,) = by_subject("folkhälsa")
    assert (found.contact.name, found.reason, found.mention.as_of) == ("Eva Ek", "title", "2024")


def test_a_title_of_before_is_found_under_what_holds_today() -> None:
    (found,) = by_subject("turism")
    assert (found.reason, found.section, found.mention.title) == (
        "former",
        "turismchef",
        "enhetschef folkhälsa",
    )
    assert found.basis is not None
    assert found.basis.document == "gammal.txt"


def test_nobody_is_found_for_what_no_title_area_or_text_says() -> None:
    assert by_subject("vargar") == []


def test_an_area_has_all_who_stand_under_it_in_order() -> None:
    names = [f.contact.name for f in DIRECTORY.of_area("Hälsa") if f.mention.document == "ny.txt"]
    assert names == ["Eva Ek", "Bo Ahl"]


@pytest.mark.parametrize(
    ("role", "held"), [("folkhälsochef", True), ("enhetschef", True), ("turismchef", False), ("vd", False)]
)
def test_a_post_is_held_by_whose_title_says_all_of_it(role: str, held: bool) -> None:
    found = FoundContact(EVA, EVA.newest, 1.0, "title")
    assert DIRECTORY.holds_role(role, found) == held


@pytest.mark.parametrize(
    ("time", "year", "stated"),
    [
        (AskedTime(), "2024", True),
        (AskedTime(frozenset({2019})), "2019", True),
        (AskedTime(frozenset({2022})), "2019", False),
        (AskedTime(frozenset({2010})), "2019", False),
        (AskedTime(frozenset({2020}), since=2020), "2024", True),
    ],
)
def test_the_statement_of_a_time_is_that_years_else_the_nearest_before(
    time: AskedTime, year: str, stated: bool
) -> None:
    mention = at(EVA, time)
    assert (mention.as_of, is_of(mention, time)) == (year, stated)


def test_a_rank_alone_names_no_post() -> None:
    assert roles_in("Vem är chef, vem är turismchef och who is the press contact?") == [
        "turismchef",
        "presskontakt",
    ]
    assert [is_rank(word) for word in ("chefer", "enhetschef", "strateg", "turismchef")] == [
        True,
        True,
        True,
        False,
    ]

"""Claims on finding funding: by what is asked for, and by who asks."""

from datetime import date

import pytest

from retrieval.documents import Document
from retrieval.language.times import asked_time
from retrieval.matching import Matcher
from retrieval.registers.funding.lookup import FundingRegister
from tests.fakes import FakeSnapshot
from tests.retrieval.registers.funding.shown import page

TODAY = date(2024, 4, 10)
PAGE = page(
    "Bidrag och stöd",
    "Ideella föreningar kan söka folkhälsobidrag för att förbättra hälsan i länet.",
    "Företag kan söka en hållbarhetscheck för att minska utsläppen. Checken är på högst 100 000 kronor.",
    "Tio arrangemangsstöd har delats ut till filmfestivaler.",
    "Skärgårdsstödet till fiskare förlängdes inte under 2023. Medel fördelades till fiskare.",
    "Projektet Älvlax beviljades 4 miljoner kronor från Vinnova för att rädda laxen.",
)


def register(*documents: Document) -> tuple[FundingRegister, Matcher]:
    snapshot = FakeSnapshot(*documents)
    matcher = Matcher(snapshot.analyser, snapshot.store.vocabulary())
    funding = snapshot.store.funding()
    return FundingRegister(funding, matcher, snapshot.descriptions, "Gävleborg"), matcher


REGISTER, MATCHER = register(PAGE)


def found(question: str) -> list[tuple[str, str]]:
    asked = REGISTER.find(MATCHER.concepts(question), frozenset(), asked_time(question, TODAY))
    return [(each.funding.name, each.reason) for each in asked]


@pytest.mark.parametrize(
    ("question", "name", "reason"),
    [
        ("Vad är folkhälsobidrag?", "Folkhälsobidrag", "name"),
        ("stöd till filmfestival", "Arrangemangsstöd", "for"),
        ("bidrag till en förening", "Folkhälsobidrag", "for"),
        ("finns pengar för att minska utsläppen", "Hållbarhetscheck", "for"),
        ("vem fick pengar för laxen?", "Älvlax", "statement"),
    ],
)
def test_the_record_that_says_most_of_the_question_comes_first(question: str, name: str, reason: str) -> None:
    assert found(question)[0] == (name, reason)


def test_what_no_record_speaks_of_finds_none() -> None:
    assert found("Hur blir vädret i Kiruna?") == []


def open_to(asker: str) -> list[str]:
    return [each.funding.name for each in REGISTER.open_to(MATCHER.concepts(asker), frozenset(), TODAY)]


def test_an_asker_is_offered_neither_granted_projects_nor_closed_supports() -> None:
    assert open_to("fiskare som vill rädda laxen") == []
    assert open_to("ett företag")[0] == "Hållbarhetscheck"


def test_another_region_s_supports_are_found_only_when_it_is_asked_for() -> None:
    concepts = MATCHER.concepts("folkhälsobidrag")
    time = asked_time("", TODAY)
    assert REGISTER.find(concepts, frozenset({"Halland"}), time) == []
    assert len(REGISTER.find(concepts, frozenset({"Gävleborg"}), time)) == 1

"""Whose text it is, and whether it still holds, change a ranking and never hide a passage."""

from datetime import date

import pytest

from retrieval.documents import Description, Hit, Passage, Place, PlacedText
from retrieval.language.asking import Form
from retrieval.language.times import AskedTime
from retrieval.ranking import Query, home_region, in_force, spread, weigh

TODAY = date(2026, 11, 22)


def hit(number: int, document: str, text: str = "Om stöd.", score: float = 1.0) -> Hit:
    content = PlacedText(text, (0,), (Place(line=1),))
    return Hit(Passage(number, document, 0, (), content), score)


def description(path: str, publisher: str | None = None, **more: str) -> Description:
    return Description(path, path, publisher, **more)  # type: ignore[arg-type]


OF = {
    "own": description("own", "Region Gävleborg", published="2023"),
    "other": description("other", "Region Skåne", published="2023"),
    "old": description("old", "Region Gävleborg", published="2012", valid_to="2019"),
}


def order(query: Query, *hits: Hit) -> list[str]:
    return [found.passage.document for found in weigh(hits, query, OF, "Gävleborg", TODAY)]


def test_the_home_regions_text_comes_first_when_no_region_is_named() -> None:
    assert order(Query(()), hit(0, "other"), hit(1, "own")) == ["own", "other"]


def test_the_region_that_was_asked_for_comes_first() -> None:
    assert order(Query((), frozenset({"Skåne"})), hit(0, "own"), hit(1, "other")) == ["other", "own"]


def test_a_text_that_names_the_region_comes_before_one_that_does_not() -> None:
    query = Query((), frozenset({"Skåne"}))
    found = weigh([hit(0, "own"), hit(1, "own", "Stöd i Skåne.")], query, OF, "Gävleborg", TODAY)
    assert [each.passage.id for each in found] == [1, 0]


def test_what_no_longer_holds_comes_last() -> None:
    assert order(Query(()), hit(0, "old"), hit(1, "own")) == ["own", "old"]


def test_the_year_that_was_asked_for_brings_the_old_back() -> None:
    query = Query((), time=AskedTime(frozenset({2012})))
    assert order(query, hit(0, "own"), hit(1, "old")) == ["old", "own"]


def test_a_yes_does_not_answer_who() -> None:
    query = Query((), form=Form.OPEN)
    found = weigh(
        [hit(0, "own", "Ja, det går bra."), hit(1, "own", "Det gör regionen.")], query, OF, None, TODAY
    )
    assert [each.passage.id for each in found] == [1, 0]


def test_nothing_is_hidden() -> None:
    assert len(order(Query((), frozenset({"Skåne"})), hit(0, "own"), hit(1, "old"), hit(2, "other"))) == 3


@pytest.mark.parametrize(
    ("valid_to", "holds"),
    [
        (None, True),
        ("2026", True),
        ("2026-11", True),
        ("2026-11-22", True),
        ("2026-11-21", False),
        ("2025", False),
    ],
)
def test_a_document_holds_until_its_last_day(valid_to: str | None, holds: bool) -> None:
    assert in_force(Description("a", "A", valid_to=valid_to), TODAY) is holds


def test_a_replaced_document_does_not_hold() -> None:
    assert not in_force(Description("a", "A", replaced_by="b"), TODAY)


def test_the_home_region_is_the_one_that_a_good_share_of_the_documents_are_of() -> None:
    assert home_region(OF.values()) == "Gävleborg"
    assert home_region([*OF.values(), *(description(str(n)) for n in range(9))]) is None


def test_a_short_documents_further_passages_let_other_documents_forward() -> None:
    hits = [
        hit(0, "short", score=3.0),
        hit(1, "short", score=2.0),
        hit(2, "long", score=1.0),
        hit(3, "long", score=0.9),
    ]
    found = spread(hits, {"short": 2, "long": 400})
    assert [each.passage.id for each in found] == [0, 2, 3, 1]

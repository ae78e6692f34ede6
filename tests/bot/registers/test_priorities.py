from dataclasses import replace

import pytest

from bot.registers.priorities import PriorityFilter, Standing, priorities, priority_row, standings
from retrieval.documents import Description
from retrieval.registers.strategy.tree import Branch, StrategyTree
from tests.bot.registers.given import DOCUMENTS, NEW, OLD, TODAY, assistant, item

DESCRIPTIONS = {document.description.path: document.description for document in DOCUMENTS}


def found(query: str = "", **filters: object) -> list[str]:
    wanted = PriorityFilter(query, **filters)  # type: ignore[arg-type]
    return [each.branch.item.name for each in priorities(assistant().retriever, wanted)]


def test_without_a_query_every_item_is_listed_in_the_order_of_its_strategy() -> None:
    assert sorted(found()) == ["En nära region", "En smart region", "Ren luft", "Rent vatten"]
    assert found(document=NEW) == ["En smart region", "En nära region"]


@pytest.mark.parametrize("query", ["nära", "närhet region", "prioritering 2", "tågtrafik", "train traffic"])
def test_an_item_is_found_by_name_by_number_and_by_the_work_under_it(query: str) -> None:
    assert found(query)[0] == "En nära region"


@pytest.mark.parametrize("kind", ["prioritering", "priorities", "Prioriteringar"])
def test_a_kind_is_known_in_both_languages(kind: str) -> None:
    assert found(kind=kind) == ["En smart region", "En nära region"]


def test_filters_narrow_and_unknown_values_leave_nothing() -> None:
    assert found(number="2") == ["En nära region"]
    assert found(number="2.", kind="mål") == []
    assert found(document=OLD) == ["Ren luft", "Rent vatten"]
    assert [found(kind="färg"), found(document="x"), found("kärnkraft")] == [[]] * 3


def test_what_is_in_force_is_told_from_what_is_not() -> None:
    asked = assistant()
    old = replace(asked.snapshot.descriptions[OLD], valid_to="2020")
    asked.snapshot.descriptions = dict(asked.snapshot.descriptions) | {OLD: old}  # type: ignore[misc]
    held = [priorities(asked.retriever, PriorityFilter(in_force=value)) for value in (True, False)]
    assert [{each.tree.document for each in standings} for standings in held] == [{NEW}, {OLD}]


def test_a_number_is_the_same_with_a_colon() -> None:
    branch = Branch("prioritering", item("A", "1", 3), (Branch("delprioritering", item("B", "1.1", 4)),))
    tree = tree_of(branch)
    top, part = walked(tree)
    assert (top.parts, part.above[-1].id) == ((part.id,), top.id)
    row = priority_row(part, {NEW: Description(NEW, "Titel")}, "en", TODAY)
    assert (row.number, row.kind, row.kind_name) == ("1.1", "delprioritering", "sub-priority")
    assert (row.parent, row.path) == ("ny.txt#prioritering#1", ("A",))


def test_two_items_of_one_name_have_ids_of_their_own() -> None:
    tree = tree_of(Branch("mål", item("Ren luft", None, 3)), Branch("mål", item("Ren luft", None, 9)))
    assert [each.id for each in walked(tree)] == ["ny.txt#mål#ren-luft", "ny.txt#mål#ren-luft-2"]


def test_a_row_tells_its_strategy_its_place_and_the_work_under_it() -> None:
    (near,) = priorities(assistant().retriever, PriorityFilter(number="2"))
    row = priority_row(near, DESCRIPTIONS, "sv", TODAY)
    assert (row.name, row.document, row.lines, row.in_force) == ("En nära region", NEW, (4, 4), True)
    assert [(work.text, work.source) for work in row.work] == [("Region Gävleborg byggde ut tågtrafiken.", 2)]
    assert [(source.number, source.lines, source.as_of) for source in row.sources] == [
        (1, (4, 4), "2023"),
        (2, (6, 6), "2023"),
    ]
    assert row.strategy.title == "Titel på ny.txt"


def tree_of(*branches: Branch) -> StrategyTree:
    return StrategyTree(NEW, "Titel", True, 2020, 2030, "strategi 2020–2030", None, branches)


def walked(tree: StrategyTree) -> list[Standing]:
    return standings([tree])

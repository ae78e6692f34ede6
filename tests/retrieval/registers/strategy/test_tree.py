"""The tree of a strategy, and whether it holds."""

from datetime import date

from retrieval.documents import Description, Document
from retrieval.registers.strategy.plans import plans_of
from retrieval.registers.strategy.priorities import strategy_lists
from retrieval.registers.strategy.tree import Branch, StrategyTree, strategy_trees
from tests.retrieval.typed import document as typed
from tests.retrieval.typed import unwrapped

TODAY = date(2026, 11, 22)
NEW = """Utvecklingsstrategi för Gävleborg

Strategin gäller från 2021 till 2030.

Mål 1: Ett tryggt län

Prioritering 1: Fler poliser

Delprioritering 1.1: Patruller i byarna

Delprioritering 1.2: Nattvandrare

Mål 2: Ett friskt län

Prioritering 2: Fler idrottshallar"""
OLD = "Regional utvecklingsplan 2014–2020\n\nPlanen har två mål: fler jobb och bättre hälsa."


def trees(*documents: Document) -> tuple[StrategyTree, ...]:
    descriptions = {each.description.path: each.description for each in documents}
    return strategy_trees(strategy_lists(documents), plans_of(documents), descriptions, TODAY)


def document(text: str, path: str, title: str, published: str) -> Document:
    made = typed(unwrapped(text), path=path)
    return Document(Description(path, title, "Region Gävleborg", published=published), made.blocks, "x")


def names(branches: tuple[Branch, ...]) -> list[object]:
    return [
        (branch.kind, branch.item.number, branch.item.name, *names(branch.branches)) for branch in branches
    ]


def test_the_tree_goes_from_the_goals_to_the_parts_of_their_priorities() -> None:
    [tree] = trees(document(NEW, "ny.txt", "Utvecklingsstrategi för Gävleborg", "2021"))
    assert (tree.in_force, tree.first_year, tree.last_year, tree.replaced_by) == (True, 2021, 2030, None)
    parts = (("delprioritering", "1.1", "Patruller i byarna"), ("delprioritering", "1.2", "Nattvandrare"))
    assert names(tree.branches) == [
        ("mål", "1", "Ett tryggt län", ("prioritering", "1", "Fler poliser", *parts)),
        ("mål", "2", "Ett friskt län", ("prioritering", "2", "Fler idrottshallar")),
    ]


def test_the_strategy_in_force_comes_first_and_the_replaced_one_says_by_what() -> None:
    new, old = trees(
        document(OLD, "gammal.txt", "Regional utvecklingsplan 2014–2020", "2014"),
        document(NEW, "ny.txt", "Utvecklingsstrategi för Gävleborg", "2021"),
    )
    assert (new.document, new.in_force) == ("ny.txt", True)
    assert (old.in_force, old.first_year, old.last_year, old.replaced_by) == (
        False,
        2014,
        2020,
        "Utvecklingsstrategi för Gävleborg",
    )
    assert names(old.branches) == [("mål", None, "fler jobb"), ("mål", None, "bättre hälsa")]

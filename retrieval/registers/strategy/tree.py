"""Show each strategy as the tree that it is: what stands under what, and whether it holds.

StrategyLists and Plans -> StrategyTrees.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retrieval.documents import Description
from retrieval.ranking import in_force
from retrieval.registers.records import Plan, StrategyItem, StrategyList
from retrieval.registers.strategy.plan_names import DEVELOPMENT, titled_plan


@dataclass(frozen=True, slots=True)
class Branch:
    """An item of a strategy, and what is a part of it."""

    kind: str  # "prioritering", "inriktning", "mål", "delprioritering", ...
    item: StrategyItem
    branches: "tuple[Branch, ...]" = ()


@dataclass(frozen=True, slots=True)
class StrategyTree:
    """What one document says of a strategy."""

    document: str
    title: str  # the document's
    in_force: bool
    first_year: int | None
    last_year: int | None
    plan: str | None  # the plan's name as printed, where the document says which one it is
    replaced_by: str | None  # the name of the plan that came after it
    branches: tuple[Branch, ...]  # each list of the document in reading order, its items as roots


def strategy_trees(
    strategies: Sequence[StrategyList],
    plans: Sequence[Plan],
    descriptions: Mapping[str, Description],
    today: date,
) -> tuple[StrategyTree, ...]:
    """A tree for each document that lists goals or priorities, the one in force and newest first."""
    by_document: dict[str, list[StrategyList]] = defaultdict(list)
    for found in strategies:
        by_document[found.document].append(found)
    trees = [_tree(descriptions[path], lists, plans, today) for path, lists in by_document.items()]
    newest = sorted(trees, key=lambda tree: descriptions[tree.document].published or "", reverse=True)
    return tuple(sorted(newest, key=lambda tree: not tree.in_force))


def plan_of(description: Description, lists: Sequence[StrategyList], plans: Sequence[Plan]) -> Plan | None:
    """The plan that a document's lists are of.

    The one that its title names, else the region's development strategy, else the last one that is named
    before the lists begin.
    """
    own = [plan for plan in plans if any(s.document == description.path for s in plan.statements)]
    titled = titled_plan(description.title)
    if by_title := next((plan for plan in own if titled and plan.subject == titled.subject), None):
        return by_title
    if development := [plan for plan in own if plan.subject == DEVELOPMENT]:
        return max(development, key=lambda plan: _mentions(plan, description.path))
    begins = min(found.first for found in lists)
    before = [
        (s.last, plan.id, plan)
        for plan in own
        for s in plan.statements
        if s.document == description.path and s.first <= begins
    ]
    return max(before)[2] if before else None


def plan_in_force(plan: Plan, descriptions: Mapping[str, Description], today: date) -> bool:
    """Whether a plan holds today: begun, not ended or replaced; without an end, while its document does."""
    begins, ends = plan.first_year, plan.last_year
    if plan.replaced_by or begins is None or begins > today.year or (ends and ends < today.year):
        return False
    return bool(ends) or any(in_force(descriptions[s.document], today) for s in plan.statements)


def _mentions(plan: Plan, document: str) -> int:
    return sum(statement.document == document for statement in plan.statements)


def _tree(
    description: Description, lists: Sequence[StrategyList], plans: Sequence[Plan], today: date
) -> StrategyTree:
    plan = plan_of(description, lists, plans)
    after = next((p.name for p in plans if plan and p.id == plan.replaced_by), None)
    holds = in_force(description, today) and not after
    if plan and plan.last_year:
        holds = holds and plan.last_year >= today.year
    return StrategyTree(
        description.path,
        description.title,
        holds,
        plan.first_year if plan else None,
        plan.last_year if plan else None,
        plan.name if plan else None,
        after,
        _branches(lists),
    )


def _branches(lists: Sequence[StrategyList]) -> tuple[Branch, ...]:
    """The items without a parent, each with those that name it as theirs."""
    names = {item.name for found in lists for item in found.items if item.name}
    under: dict[str | None, list[tuple[str, StrategyItem]]] = defaultdict(list)
    for found in lists:
        for item in found.items:
            parent = item.parent if item.parent in names and item.parent != item.name else None
            under[parent].append((found.kind, item))

    def grown(kind: str, item: StrategyItem, above: frozenset[str]) -> Branch:
        parts = [] if not item.name or item.name in above else under[item.name]
        below = above | {item.name}
        return Branch(kind, item, tuple(grown(k, part, below) for k, part in parts))

    return tuple(grown(kind, item, frozenset()) for kind, item in under[None])

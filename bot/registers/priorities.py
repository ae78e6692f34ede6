"""List the goals and priorities that a search and its filters ask for.

Filter -> PriorityRows: in the order of the strategies' trees, or what fits a query best first.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer import span_of
from bot.registers.sources import Source, Sources
from bot.registers.words import Words
from bot.wording import keys, say
from retrieval.cleaning.characters import unaccented
from retrieval.documents import Description, Language
from retrieval.registers.strategy.kinds import kind_in
from retrieval.registers.strategy.tree import Branch, StrategyTree, strategy_trees
from retrieval.retriever import Retriever

BY_NAME, BY_TEXT, BY_WORK = 4.0, 2.0, 1.0  # how much each tells that an item is the one sought
TREATED = 0.3  # of what treats a subject, from which the item above it covers the subject


@dataclass(frozen=True, slots=True)
class PriorityFilter:
    """What is asked of the register; None asks nothing."""

    query: str = ""
    document: str | None = None
    kind: str | None = None  # in either language: "prioritering", "priorities", "goals"
    number: str | None = None  # "1.1" or "1:1"
    in_force: bool | None = None


@dataclass(frozen=True, slots=True)
class StrategyRow:
    """The strategy that an item is of."""

    title: str
    plan: str | None
    in_force: bool
    first_year: int | None
    last_year: int | None
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class WorkRow:
    """How the corpus describes the work under an item."""

    text: str
    as_of: str | None
    source: int  # its number among the sources


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """A goal, an orientation, a priority or a part of one; its own place is the first source."""

    id: str
    kind: str
    kind_name: str
    number: str | None
    name: str
    text: str
    parent: str | None  # an id
    path: tuple[str, ...]  # the names of what it is a part of, from the top
    parts: tuple[str, ...]  # the ids of what is a part of it
    document: str
    lines: tuple[int, int] | None
    in_force: bool
    strategy: StrategyRow
    work: tuple[WorkRow, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """An item where it stands in its strategy's tree."""

    id: str
    tree: StrategyTree
    branch: Branch
    above: tuple["Standing", ...] = ()
    parts: tuple[str, ...] = ()


def priorities(retriever: Retriever, wanted: PriorityFilter) -> list[Standing]:
    """The items that fit, those that fit the query best first."""
    trees = strategy_trees(
        retriever.strategies, retriever.plans, retriever.snapshot.descriptions, retriever.today
    )
    fitting = [standing for standing in standings(trees) if _passes(standing, wanted)]
    return _searched(fitting, Words(wanted.query, retriever)) if wanted.query.strip() else fitting


def standings(trees: Sequence[StrategyTree]) -> list[Standing]:
    """Every item of every strategy, each followed by its parts."""
    taken: Counter[str] = Counter()
    roots = [(tree, branch) for tree in trees for branch in tree.branches]
    return [standing for tree, branch in roots for standing in _walk(tree, branch, (), taken)]


def priority_row(
    standing: Standing, descriptions: Mapping[str, Description], language: Language, today: date
) -> PriorityRow:
    """An item as it is shown."""
    tree, kind, item = standing.tree, standing.branch.kind, standing.branch.item
    sources = Sources(descriptions, today)
    sources.of_item(item, tree.document)
    return PriorityRow(
        id=standing.id,
        kind=kind,
        kind_name=kind_name(kind, language),
        number=item.number,
        name=item.name,
        text=item.text,
        parent=standing.above[-1].id if standing.above else None,
        path=tuple(named(above) for above in standing.above),
        parts=standing.parts,
        document=tree.document,
        lines=span_of(item.first, item.last)[0],
        in_force=tree.in_force,
        strategy=StrategyRow(
            tree.title, tree.plan, tree.in_force, tree.first_year, tree.last_year, tree.replaced_by
        ),
        work=tuple(WorkRow(said.text, said.as_of, sources.number(said)) for said in item.work),
        sources=sources.listed(),
    )


def named(standing: Standing) -> str:
    """What an item is called: its name, or its number where the corpus gives no name."""
    item = standing.branch.item
    return item.name or item.number or standing.branch.kind


def kind_name(kind: str, language: Language) -> str:
    """A kind in the reader's language; as it is where there is no word for it."""
    return say(language, key) if (key := f"kind_{kind}") in keys(language) else kind


def _walk(
    tree: StrategyTree, branch: Branch, above: tuple[Standing, ...], taken: Counter[str]
) -> Iterator[Standing]:
    """An item, then everything below it; two of one name get ids of their own."""
    own = _id(tree, branch)
    taken[own] += 1
    standing = Standing(own if taken[own] == 1 else f"{own}-{taken[own]}", tree, branch, above)
    below = [list(_walk(tree, part, (*above, standing), taken)) for part in branch.branches]
    yield replace(standing, parts=tuple(part[0].id for part in below))
    for part in below:
        yield from part


def _id(tree: StrategyTree, branch: Branch) -> str:
    """As administrators name it in a correction: its document, its kind, its number or else its name."""
    item = branch.item
    name = re.sub(r"[^a-z0-9]+", "-", unaccented(item.name)).strip("-")
    return f"{tree.document}#{branch.kind}#{item.number or name}"


def _passes(standing: Standing, wanted: PriorityFilter) -> bool:
    if wanted.document and standing.tree.document != wanted.document:
        return False
    if wanted.kind and standing.branch.kind not in (kind_in(wanted.kind), wanted.kind.casefold()):
        return False
    if wanted.number and _number(standing.branch.item.number) != _number(wanted.number):
        return False
    return wanted.in_force is None or standing.tree.in_force == wanted.in_force


def _number(written: str | None) -> str:
    """The same number however it is written: "1:1" is "1.1"."""
    return (written or "").strip(" .").replace(":", ".")


def _searched(fitting: Sequence[Standing], words: Words) -> list[Standing]:
    """Those that say it; where none does, those above the passages about the subject."""
    found = _best([(_said(standing, words), standing) for standing in fitting])
    if found:
        return found
    treated = [(words.treated_under(standing.branch.item.text), standing) for standing in fitting]
    return _best([(share, standing) for share, standing in treated if share >= TREATED])


def _said(standing: Standing, words: Words) -> float:
    """How well an item's name, its text and the work under it say what is looked for."""
    kind, item = standing.branch.kind, standing.branch.item
    own = (kind, item.number, item.name)
    worked = max((words.mentioned(said.text) for said in item.work), default=0.0)
    stated = words.fit(*own, item.text)
    named = words.fit(*own) if stated else 0.0
    return BY_NAME * named + BY_TEXT * stated + BY_WORK * worked


def _best(scored: Sequence[tuple[float, Standing]]) -> list[Standing]:
    """Those with a score, best first; of equals the earlier."""
    kept = [(score, standing) for score, standing in scored if score > 0]
    return [standing for _, standing in sorted(kept, key=lambda pair: -round(pair[0], 3))]

"""List the strategies, plans and programmes that the corpus names, those that were replaced marked as such.

Filter -> PlanRows: the newest first, or what fits a query best first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.registers.sources import Source, Sources
from bot.registers.words import Words
from retrieval.documents import Description, Language
from retrieval.registers.records import Plan
from retrieval.registers.strategy.tree import plan_in_force
from retrieval.retriever import Retriever

BY_NAME, BY_STATEMENT = 2.0, 1.0  # how much each tells that a plan is the one sought


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What is asked of the register; None asks nothing."""

    query: str = ""
    document: str | None = None
    in_force: bool | None = None


@dataclass(frozen=True, slots=True)
class Successor:
    """The plan that came after one."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A strategy, plan or programme, and the years that it is for."""

    id: str
    name: str
    kind: str
    subject: str
    first_year: int | None
    last_year: int | None
    in_force: bool | None  # None where the corpus does not tell
    replaced_by: Successor | None
    document: str | None
    lines: tuple[int, int] | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """A plan, and what came after it."""

    plan: Plan
    successor: Plan | None
    in_force: bool | None


def plans(retriever: Retriever, wanted: PlanFilter) -> list[Succession]:
    """The plans that fit, those that fit the query best first."""
    known = {plan.id: plan for plan in retriever.plans}
    descriptions, today = retriever.snapshot.descriptions, retriever.today
    every = [
        Succession(plan, known.get(plan.replaced_by or ""), _holds(plan, descriptions, today))
        for plan in known.values()
    ]
    fitting = [succession for succession in every if _passes(succession, wanted)]
    return _searched(fitting, Words(wanted.query, retriever)) if wanted.query.strip() else fitting


def plan_row(
    succession: Succession, descriptions: Mapping[str, Description], language: Language, today: date
) -> PlanRow:
    """A plan as it is shown; it is said by its own name in either language."""
    del language
    plan, after, sources = succession.plan, succession.successor, Sources(descriptions, today)
    for statement in plan.statements:
        sources.number(statement)
    first = next(iter(sources.listed()), None)
    return PlanRow(
        id=plan.id,
        name=plan.name,
        kind=plan.kind,
        subject=plan.subject,
        first_year=plan.first_year,
        last_year=plan.last_year,
        in_force=succession.in_force,
        replaced_by=Successor(after.id, after.name) if after else None,
        document=first.document if first else None,
        lines=first.lines if first else None,
        sources=sources.listed(),
    )


def _holds(plan: Plan, descriptions: Mapping[str, Description], today: date) -> bool | None:
    """Whether a plan is in force; None where neither its years nor a successor tell."""
    if plan_in_force(plan, descriptions, today):
        return True
    over = plan.replaced_by or (plan.last_year and plan.last_year < today.year)
    return False if over else None


def _passes(succession: Succession, wanted: PlanFilter) -> bool:
    plan = succession.plan
    if wanted.document and not any(said.document == wanted.document for said in plan.statements):
        return False
    return wanted.in_force is None or succession.in_force == wanted.in_force


def _searched(fitting: Sequence[Succession], words: Words) -> list[Succession]:
    scored = [(_said(succession.plan, words), succession) for succession in fitting]
    kept = [(score, succession) for score, succession in scored if score > 0]
    return [succession for _, succession in sorted(kept, key=lambda pair: -round(pair[0], 3))]


def _said(plan: Plan, words: Words) -> float:
    years = (str(year) for year in (plan.first_year, plan.last_year) if year)
    stated = max((words.mentioned(said.text) for said in plan.statements), default=0.0)
    return BY_NAME * words.fit(plan.name, plan.kind, plan.subject, *years) + BY_STATEMENT * stated

"""What of a record stands in a table's cells.

Row -> cells, one a column; a cell may have several lines.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.compose.sources import source_line
from bot.registers.contact_rows import ContactRow
from bot.registers.funding_rows import FactRow, FundingRow
from bot.registers.plans import PlanRow
from bot.registers.priorities import PriorityRow
from bot.registers.sources import Source
from bot.wording import say
from retrieval.documents import Language

INDENT = "  "  # of an item below another


@dataclass(frozen=True, slots=True)
class Columns:
    """A table: the wording keys of its headings, and how a row fills its cells."""

    keys: tuple[str, ...]
    cells: Callable[[Any, Language], tuple[str, ...]]
    boldest: int = 0  # the column that a reader looks for
    whole: int | None = None  # the column whose lines are not broken: a broken address cannot be copied

    def headings(self, language: Language) -> tuple[str, ...]:
        """The headings in words."""
        return tuple(say(language, f"register_{key}") for key in self.keys)


def _contact(row: ContactRow, language: Language) -> tuple[str, ...]:
    reached = [phone.printed for phone in row.phones] + list(row.emails)
    press = [say(language, "contact_press")] if row.role == "press" else []
    return (
        row.name,
        "\n".join(part for part in (row.title, *press, row.unit, row.organisation) if part),
        "\n".join(reached),
        "\n".join([*(_place(each, language) for each in _newest(row)), *(d.text for d in row.doubts)]),
    )


def _newest(row: ContactRow) -> list[Source]:
    """Where the statement that is shown stands."""
    return [source for source in row.sources if (source.document, source.lines) == (row.document, row.lines)]


def _priority(row: PriorityRow, language: Language) -> tuple[str, ...]:
    name = INDENT * len(row.path) + (row.name or f"“{row.text}”")  # a quote is no name
    return row.number or "", name, row.kind_name, _place(row.sources[0], language)


def _plan(row: PlanRow, language: Language) -> tuple[str, ...]:
    years = f"{row.first_year or ''}–{row.last_year or ''}"
    states = {True: "register_in_force", False: "register_past", None: "register_unknown"}
    state = say(language, states[row.in_force])
    if row.replaced_by:
        state = say(language, "register_replaced_by", name=row.replaced_by.name)
    return (
        row.name,
        years if years != "–" else "",
        state,
        _place(row.sources[0], language) if row.sources else "",
    )


def _funding(row: FundingRow, language: Language) -> tuple[str, ...]:
    place = _place(row.sources[0], language) if row.sources else ""
    return row.name, row.kind_name, row.status_name, _said(row.amounts), _said(row.for_whom), place


def _said(facts: tuple[FactRow, ...]) -> str:
    return "\n".join(dict.fromkeys(fact.said for fact in facts))


def _place(source: Source, language: Language) -> str:
    """Where it stands, as under an answer."""
    return source_line(source, (), language).partition("] ")[2]


CONTACTS = Columns(("name", "title", "reached", "source"), _contact, whole=2)
PRIORITIES = Columns(("number", "name", "kind", "source"), _priority, boldest=1)
PLANS = Columns(("name", "years", "status", "source"), _plan)
FUNDING = Columns(("name", "kind", "status", "amount", "audience", "source"), _funding)

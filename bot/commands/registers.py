"""`regionsvar contacts|priorities|plans|funding`: the registers as tables, as plain lines, as JSON.

Filter -> rows -> what is printed. In a narrow terminal each record is a block; piped, a line of its own.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bot.assistant import Assistant
from bot.commands.failing import FileUnwritable
from bot.commands.opening import opened, opened_settings
from bot.commands.printing import console, print_json, print_text
from bot.commands.register_cells import CONTACTS, FUNDING, PLANS, PRIORITIES, Columns
from bot.registers.contact_rows import contact_row
from bot.registers.contacts import ContactFilter, Listed, contacts
from bot.registers.funding import FundingFilter, fundings
from bot.registers.funding_rows import funding_row
from bot.registers.paging import Page, page_of
from bot.registers.plans import PlanFilter, plan_row, plans
from bot.registers.priorities import PriorityFilter, priorities, priority_row
from bot.wording import say
from retrieval.documents import Language

if TYPE_CHECKING:
    from rich.console import Console

NARROW = 100  # columns below which a table is no longer read easily
SPOKEN: Language = "en"  # by the command line, to people; programs read what the API says unasked
UNASKED: Language = "sv"
Found = TypeVar("Found")


class Shown:
    """How much is shown, and how."""

    def __init__(self, limit: int, offset: int, language: Language | None, *, as_json: bool) -> None:
        self.limit = limit
        self.offset = offset
        self.language = language or (UNASKED if as_json else SPOKEN)
        self.as_json = as_json

    def run(
        self,
        find: Callable[[Assistant], Sequence[Found]],
        row_of: Callable[..., Any],
        columns: Columns,
        keep: Callable[[Page[Found], Assistant], str | None] = lambda *_: None,
    ) -> None:
        """Find, print, and say what was kept, building the index first where that is needed."""
        with opened(opened_settings()) as serving, serving.assistant() as assistant:
            found = page_of(find(assistant), self.limit, self.offset)
            made = (self.language, assistant.today)
            rows = tuple(row_of(each, assistant.snapshot.descriptions, *made) for each in found.items)
            page = Page(found.total, found.limit, found.offset, rows)
            if self.as_json:
                print_json(asdict(page))
            else:
                _print(page, columns, self.language)
            if kept := keep(found, assistant):
                sys.stderr.write(f"{kept}\n")


def run_contacts(wanted: ContactFilter, shown: Shown, vcards: Path | None) -> None:
    """Contacts, and their cards in a file where that is asked for."""

    def keep(page: Page[Listed], assistant: Assistant) -> str | None:
        return _save(page.items, assistant, shown.language, vcards) if vcards else None

    shown.run(lambda a: contacts(a.retriever, a.who, wanted), contact_row, CONTACTS, keep)


def run_priorities(wanted: PriorityFilter, shown: Shown) -> None:
    """Goals, priorities and their parts."""
    shown.run(lambda a: priorities(a.retriever, wanted), priority_row, PRIORITIES)


def run_plans(wanted: PlanFilter, shown: Shown) -> None:
    """Strategies, plans and programmes."""
    shown.run(lambda a: plans(a.retriever, wanted), plan_row, PLANS)


def run_funding(wanted: FundingFilter, shown: Shown) -> None:
    """Supports, programmes, funds and granted projects."""
    shown.run(lambda a: fundings(a.retriever, wanted, a.office_of), funding_row, FUNDING)


def _save(listed: Sequence[Listed], assistant: Assistant, language: Language, file: Path) -> str:
    """Every contact that is shown as a card, in one file. Raises FileUnwritable."""
    from bot.vcard import vcard

    describe = assistant.retriever.describe
    cards = [
        vcard(each.contact, each.mention, describe(each.mention.document), language, assistant.today)
        for each in listed
    ]
    try:
        file.write_bytes("".join(cards).encode())
    except OSError as error:
        raise FileUnwritable(f"{file}: {error.strerror}") from error
    return say(SPOKEN, "register_saved", count=len(cards), file=file)


def _print(page: Page[Any], columns: Columns, language: Language) -> None:
    cells = [columns.cells(row, language) for row in page.items]
    if not cells:
        print_text(say(language, "register_nothing"))
    elif not sys.stdout.isatty():
        print_text("\n".join(_line(row) for row in cells))
    else:
        _print_for_a_person(cells, columns, language)
    if cells and len(cells) < page.total:
        more = say(language, "register_more", shown=len(cells), total=page.total)
        (sys.stdout if sys.stdout.isatty() else sys.stderr).write(f"{more}\n")


def _line(cells: Sequence[str]) -> str:
    """A record on one line, nothing cut away."""
    lines = [" ".join(line.split()) for cell in cells for line in cell.splitlines()]
    return " · ".join(line for line in lines if line)


def _print_for_a_person(rows: Sequence[Sequence[str]], columns: Columns, language: Language) -> None:
    out = console()
    if out.width < NARROW:
        _print_blocks(out, rows)
    else:
        _print_table(out, rows, columns.headings(language), columns)


def _print_blocks(out: "Console", rows: Sequence[Sequence[str]]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    for row in rows:
        first, *rest = [cell.strip() for cell in row if cell.strip()]
        out.print(Text(first, "bold"))
        for cell in rest:
            out.print(Padding(Text(cell), (0, 0, 0, 2), expand=False))


def _print_table(
    out: "Console", rows: Sequence[Sequence[str]], headings: Sequence[str], columns: Columns
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for number, heading in enumerate(headings):
        style = "bold" if number == columns.boldest else ""
        table.add_column(heading, overflow="fold", style=style, no_wrap=number == columns.whole)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)

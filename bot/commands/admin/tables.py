"""Tables and facts for a person: as wide as the terminal, and a row a line where a program reads along.

JSON of the interface -> text.
"""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.commands.admin.refusals import printable
from bot.commands.printing import print_text
from bot.wording import say

UNFOLDED = 10_000  # columns, where there is no terminal: a path in pieces is of no use to the next program
UNITS = ("bytes", "kB", "MB", "GB")


def print_table(headers: Sequence[str], rows: Iterable[Sequence[object]], *, folded: tuple[str, ...]) -> None:
    """A table whose columns `folded` take several lines in a terminal where they must."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), collapse_padding=True)
    for name in headers:
        table.add_column(name, no_wrap=name not in folded, overflow="fold")
    for row in rows:
        table.add_row(*(Text(in_a_cell(value)) for value in row))
    has_width = sys.stdout.isatty() or "COLUMNS" in os.environ
    out = Console() if has_width else Console(width=UNFOLDED, no_color=True)
    with out.capture() as captured:
        out.print(table)
    print_text("\n".join(line.rstrip() for line in captured.get().splitlines()))


def print_page(
    page: dict[str, Any],
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    folded: tuple[str, ...],
    none: str = "admin_none",
) -> None:
    """A page as a table, and which part of the whole it is; `none` words that there is nothing."""
    if not page["items"]:
        print_text(say("en", none))
        return
    print_table(headers, rows, folded=folded)
    first, last = page["offset"] + 1, page["offset"] + len(page["items"])
    if (first, last) != (1, page["total"]):
        print_text(say("en", "admin_more", first=first, last=last, total=page["total"]))


def print_facts(facts: Iterable[tuple[str, object]]) -> None:
    """What is known, a line each; what is not known is left out."""
    for name, value in facts:
        if value not in (None, "", [], {}):
            print_text(f"{name}: {in_a_cell(value)}")


def in_a_cell(value: object) -> str:
    """A value as a person reads it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(in_a_cell, value))
    if isinstance(value, dict):
        return printable(json.dumps(value, ensure_ascii=False))
    return printable(str(value)).replace("\n", " ")


def minute(at: str | None) -> str | None:
    """A moment by the region's clock."""
    from retrieval.registers.corrections import CLOCK_ZONE

    return datetime.fromisoformat(at).astimezone(CLOCK_ZONE).strftime("%Y-%m-%d %H:%M") if at else None


def size(count: int | None) -> str | None:
    """Bytes in the unit that fits."""
    if count is None:
        return None
    value, unit = float(count), 0
    while value >= 1000 and unit < len(UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.3g} {UNITS[unit]}" if value < 1000 else f"{value:.0f} {UNITS[unit]}"

"""What differs between two snapshots, for a person: how much of each kind, then what, one line each.

Difference as JSON -> text.
"""

from typing import Any

from bot.commands.admin.tables import in_a_cell, print_table
from bot.commands.printing import print_text

KINDS = ("documents", "passages", "contacts", "amounts", "priorities")
WAYS = ("added", "changed", "removed")
SHOWN = 10  # of each kind and way; --json has more
LONGEST = 100  # characters of a value


def print_difference(difference: dict[str, Any]) -> None:
    """A table of numbers, and the first of everything."""
    rows = [[kind, *(difference[kind][way]["total"] for way in WAYS)] for kind in KINDS]
    print_table(("", *WAYS), rows, folded=())
    for kind in KINDS:
        for way in WAYS:
            _print_list(f"{kind} {way}", difference[kind][way])


def _print_list(heading: str, found: dict[str, Any]) -> None:
    if not found["total"]:
        return
    print_text(f"{heading}:")
    for change in found["items"][:SHOWN]:
        print_text(f"  {_line(change)}")
    if (more := found["total"] - SHOWN) > 0:
        print_text(f"  and {more} more")


def _line(change: dict[str, Any]) -> str:
    """Name, place, and what it was and is."""
    place = f", line {change['lines'][0]}" if change["lines"] else ""
    said = [_short(change[side]) for side in ("before", "after") if change[side]]
    return f"{in_a_cell(change['name'])} ({change['document']}{place}): {' -> '.join(said)}"


def _short(value: str) -> str:
    text = in_a_cell(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

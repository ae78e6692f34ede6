"""Give several people of one line the numbers that stand behind the last of them.

Entries of a line -> the same entries, each with their own number, or all with the only one.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.registers.contacts.entry import Entry

RESPECTIVELY = re.compile(r"\b(?:respektive|resp|respectively)\b", re.IGNORECASE)
JOINS = re.compile(r"\s*(?:,|eller|och|or|and)\s*")


def deal_out(text: str, line: str, entries: Sequence[Entry]) -> None:
    """Deals the last one's numbers out: "A och B, 1 respektive 2" to each, "A eller B, 1" to both."""
    numbers = list(entries[-1].phones) if entries else []
    if len(entries) < 2 or any(entry.has_details or not entry.name for entry in entries[:-1]):
        return
    if RESPECTIVELY.search(line) and len(numbers) == len(entries):
        dealt = numbers
    elif len(numbers) == 1 and all(_joined(text, one, other) for one, other in pairwise(entries)):
        dealt = numbers * len(entries)
    else:
        return
    for entry, number in zip(entries, dealt, strict=True):
        entry.phones = [number]
        entry.reach(number.start, number.end)


def _joined(text: str, one: Entry, other: Entry) -> bool:
    """Whether nothing but "or" stands between two names."""
    return bool(JOINS.fullmatch(text, one.start + len(one.name or ""), other.start))

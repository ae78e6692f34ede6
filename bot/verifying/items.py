"""Find everything in a text that can be mistaken for another of its kind: numbers, names, details, opposites.

Words -> Items.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.verifying.cues import placed_sides
from bot.verifying.details import placed_details
from bot.verifying.names import LISTED, Name, bodies_in, people_in
from bot.verifying.quantities import Quantity, quantities_in
from bot.verifying.words import Words
from retrieval.registers.contacts.names import TITLE

# what stands between the first and the last day of a period
PERIOD = re.compile(
    r"\s?(?:[–—-]|till(?: och med)?|t\.o\.m\.|to|until|through|och|and)\s?(?:(?:den|the)\s)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be mistaken for another of its kind."""

    kind: str
    words: tuple[int, ...]  # numbers of the words from which distance counts; of a list, the whole list's
    own: tuple[int, ...]  # numbers of its own words
    value: Quantity | Name | str | int
    printed: str
    is_person: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it is somebody's or something's name."""
        return isinstance(self.value, Name)

    @property
    def is_side(self) -> bool:
        """Whether it is one of two opposites."""
        return self.kind.startswith("side:")


@lru_cache(maxsize=1024)
def items_of(words: Words, source: Words) -> tuple[Item, ...]:
    """Everything in a text that can be mistaken for another of its kind."""
    found = [_item(words, q.kind, q.start, q.end, q, q.printed) for q in quantities_in(words.text)]
    found = _with_periods(found, words)
    found += [
        _item(words, "email" if d.is_email else "phone", d.start, d.end, d.key, words.text[d.start : d.end])
        for d in placed_details(words.text)
    ]
    found += [
        _item(words, f"side:{side.name}", side.start, side.end, side.side, words.text[side.start : side.end])
        for side in placed_sides(words.text)
    ]
    return tuple(found + _name_items(words, source))


def _with_periods(found: list[Item], words: Words) -> list[Item]:
    """The same items, the two ends of a period as near to a word as the period is."""
    for number, (one, other) in enumerate(pairwise(found)):
        between = words.text[words.tokens[one.own[-1]].end : words.tokens[other.own[0]].start]
        if one.kind == other.kind == "date" and PERIOD.fullmatch(between):
            together = (*one.own, *other.own)
            found[number], found[number + 1] = replace(one, words=together), replace(other, words=together)
    return found


def _name_items(words: Words, source: Words) -> list[Item]:
    """The names of a text; those of one list stand as near to a word as their list does.

    A word that only begins a sentence is a name where it has its capital elsewhere in the source.
    """
    proper = {name.keys for name in bodies_in(source.text) if not name.opens}
    people = {(person.start, person.end) for person in people_in(words.text)}
    names = [name for name in bodies_in(words.text) if not TITLE.search(name.text)]
    names = [name for name in names if not name.opens or len(name.keys) > 1 or name.keys in proper]
    lists: list[list[Name]] = []
    for name in names:
        if lists and LISTED.fullmatch(words.text, lists[-1][-1].end, name.start):
            lists[-1].append(name)
        else:
            lists.append([name])
    found = []
    for listed in lists:
        together = [number for name in listed for number in _numbers(words, name.start, name.end)]
        for name in listed:
            own = _numbers(words, name.start, name.end)
            person = any(a < name.end and name.start < b for a, b in people)
            found.append(Item("name", tuple(together), tuple(own), name, name.text, person))
    return found


def _item(words: Words, kind: str, start: int, end: int, value: Quantity | str | int, printed: str) -> Item:
    own = tuple(_numbers(words, start, end)) or (words.number_at(start),)
    return Item(kind, own, own, value, printed)


def _numbers(words: Words, start: int, end: int) -> list[int]:
    found = []
    for number in range(words.number_at(start), len(words.tokens)):
        token = words.tokens[number]
        if token.start >= end:
            break
        if token.end > start:
            found.append(number)
    return found

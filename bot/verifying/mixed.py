"""Keep apart two that the source sets against each other: "permits at one board; licences at another".

Laid sentence -> a word that stands in the other half. Two clauses of one sentence are halves where they share
a word or a "but" joins them; a clause that says part of the one with part of the other, and leaves out what
each has of its own, has mixed them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.verifying.bearing import is_head
from bot.verifying.cues import Side, placed_sides
from bot.verifying.portions import pieces_of
from bot.verifying.quantities import quantities_in
from bot.verifying.reading import SAID, Laid
from bot.verifying.source import Found
from bot.verifying.words import Clause, Words
from retrieval.language.stems import stem

SURELY = 0.65  # strength from which a word is the thing itself
AGAINST = re.compile(
    r"\s*(?:men|medan|dock|but|while|whereas|although|och att|and to)(?!\w)|.*;\s*$",
    re.IGNORECASE | re.DOTALL,
)
REFERRING = frozenset("they it de dessa den these".split())  # by these the second half speaks of the first's
DEEDS = frozenset("trend grant open state begin trade build introduce schedule".split())
OTHERS = frozenset(
    "andra övriga others rest resten".split()
)  # stand for a thing, though they carry no subject


@dataclass(frozen=True, slots=True)
class Halves:
    """Two stretches of one sentence that are set against each other, by the words that each has alone."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    are_opposed: bool  # they take the two sides of an opposite


def mixed(laid: Laid) -> Found | None:
    """The first word that the sentence takes from one half, and the rest from the other."""
    halves = halves_in(laid.source)
    for piece in pieces_of(laid.claim) if halves else ():
        ideas = [idea for idea in laid.ideas_of(piece) if idea in laid.claims_or_figures]
        told = [idea for idea in ideas if not _is_side(laid, idea)]
        for each in halves:
            if found := _mixed(laid, ideas, told, each):
                return Found("owner", laid.concepts[found[0]].written)
    return None


@lru_cache(maxsize=1024)
def halves_in(words: Words) -> tuple[Halves, ...]:
    """The neighbouring stretches of a text that are set against each other."""
    return tuple(_halves(words))


def _halves(words: Words) -> Iterator[Halves]:
    sides = placed_sides(words.text)
    for one, other in pairwise(pieces_of(words)):
        first, second = _content(words, one), _content(words, other)
        if re.search(r"[.!?\n]\s*$", words.text[one.start : one.end]):
            continue
        shared = {_key(words, n) for n in first} & {_key(words, n) for n in second}
        against = AGAINST.match(words.text[other.start : other.end]) or words.text[
            : one.end
        ].rstrip().endswith(";")
        turned = _turned(sides, one, other)
        same = {words.texts[n] for n in first} & {words.texts[n] for n in second}
        if (same or against or turned) and not REFERRING & set(words.texts[other.first : other.last]):
            yield Halves(
                tuple(n for n in first if _key(words, n) not in shared and not _is_dated(words, n)),
                tuple(n for n in second if _key(words, n) not in shared),
                turned,
            )


def _turned(sides: Sequence[Side], one: Clause, other: Clause) -> bool:
    """Whether two stretches tell deeds that are opposites."""
    first = {(s.name, s.side) for s in sides if s.name in DEEDS and one.start <= s.start < one.end}
    second = {(s.name, 1 - s.side) for s in sides if other.start <= s.start < other.end}
    return bool(first & second)


def _content(words: Words, piece: Clause) -> list[int]:
    return [n for n in range(piece.first, piece.last) if words.is_content(n) or words.texts[n] in OTHERS]


def _is_dated(words: Words, number: int) -> bool:
    """Whether a word is of a time; what is dated in the first half is in the second too."""
    at = words.tokens[number].start
    return any(q.date and q.start <= at < q.end for q in quantities_in(words.text))


def _key(words: Words, number: int) -> str:
    return stem(words.texts[number], "sv")


def _is_side(laid: Laid, idea: int) -> bool:
    """Whether an idea is one of two opposites, which are held apart by themselves."""
    tokens, spot = laid.claim.tokens, laid.spots[idea]
    start, end = tokens[spot[0]].start, tokens[spot[-1]].end
    return any(start < side.end and side.start < end for side in placed_sides(laid.claim.text))


def _mixed(laid: Laid, ideas: list[int], told: list[int], halves: Halves) -> list[int]:
    """The ideas of one half, where a clause says some of both and not all of either."""
    one = [idea for idea in told if _only(laid, idea, halves.one, halves.other, halves.are_opposed)]
    other = [idea for idea in told if _only(laid, idea, halves.other, halves.one, halves.are_opposed)]
    if not one or not other:
        return []
    left = _unsaid(laid, halves.one, ideas) and _unsaid(laid, halves.other, ideas)
    return other if left else []


def _only(laid: Laid, idea: int, here: tuple[int, ...], there: tuple[int, ...], anywhere: bool) -> bool:
    """Whether an idea stands in one half and not in the other; `anywhere`: it may stand elsewhere too."""
    places = [number for number, strength in laid.spoken[idea] if strength >= SURELY]
    stands = bool(set(places) & set(here)) if anywhere else bool(places) and set(places) <= set(here)
    return stands and not any(laid.said[n][idea] >= SAID for n in there)


def _unsaid(laid: Laid, numbers: tuple[int, ...], ideas: list[int]) -> bool:
    """Whether a half has a word of its own that a clause leaves out."""
    words = laid.source
    claimed = {laid.claim.texts[n] for idea in ideas for n in laid.spots[idea]}
    sided = {
        n
        for side in placed_sides(words.text)
        if (side.name, side.side) in laid.claim.sides
        for n in (words.number_at(side.start),)
    }
    return any(
        not words.tokens[n].is_number
        and n not in sided
        and not any(laid.said[n][idea] >= SAID for idea in ideas)
        and not any(is_head(words.texts[n], own) for own in claimed)
        for n in numbers
    )

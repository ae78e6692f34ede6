"""Keep each number, time and name with what is said of it, where several are told in one breath.

Text -> Portions. "By bus 2.3 million and by train 640,000" is cut at "and": each portion has one number of
its kind, or one time, or one name, and its own words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.verifying.bearing import is_head
from bot.verifying.cues import Side, placed_sides
from bot.verifying.figures import has_same_unit, is_same_value
from bot.verifying.names import LISTED, Name, bodies_in, is_translated
from bot.verifying.numerals import LABEL, LONGEST_LEAD
from bot.verifying.quantities import Quantity, quantities_in
from bot.verifying.reading import SAID, Laid
from bot.verifying.source import Found
from bot.verifying.words import Clause, Words

CUTS = re.compile(
    r"(?<!\w)(?<!- )(?<!till )(?<!från )(?!(?:och|and) \d{4}(?!\d))"
    r"(?:och|and|samt|men|but|medan|while|whereas|varav|respektive|därefter|then)(?!\w)",
    re.IGNORECASE,
)
NAMED = re.compile(r"(?<=[a-zåäö])\s[A-ZÅÄÖ][\w-]+\s$")  # a number after a name is a part of it
SURELY = 0.65  # strength from which a word is the thing itself

OPENING = re.compile(
    r"\s*(?:före|innan|efter|under|i|sedan|från|till|before|after|during|in|since|from|until|by)\s[^.;\n]*,\s?",
    re.IGNORECASE,
)
FEW = 2  # words of a clause that only opens another

Marker = Quantity | Name | Side


@dataclass(frozen=True, slots=True)
class Portion:
    """A stretch of a text that has one number of its kind, one time or one name."""

    first: int  # number of its first word
    last: int  # excluded
    marker: Marker

    @property
    def kind(self) -> str:
        """What it may be mistaken for."""
        if isinstance(self.marker, Name):
            return "name"
        return self.marker.kind if isinstance(self.marker, Quantity) else "date"

    @property
    def printed(self) -> str:
        """Its marker as it stands."""
        if isinstance(self.marker, Side):
            return self.marker.name
        return self.marker.printed if isinstance(self.marker, Quantity) else self.marker.text


@lru_cache(maxsize=1024)
def portions_in(words: Words, source: Words) -> tuple[Portion, ...]:
    """The portions of a text, in order; a sentence's first word is a name where its source has it as one."""
    markers: list[Marker] = [each for each in quantities_in(words.text) if _counts(words.text, each)]
    markers += [side for side in placed_sides(words.text) if side.name == "order"]
    names = bodies_in(words.text)
    proper = {name.keys[:1] for name in bodies_in(source.text) if not name.opens}
    markers += [name for name in names if not name.opens or len(name.keys) > 1 or name.keys in proper]
    return tuple(portion for piece in pieces_of(words) for portion in _of_piece(piece, markers))


@lru_cache(maxsize=1024)
def pieces_of(words: Words) -> tuple[Clause, ...]:
    """The clauses of a text, cut where "and" or "but" joins two."""
    return tuple(piece for clause in _whole(words) for piece in _cut(words, clause))


def _cut(words: Words, clause: Clause) -> Iterator[Clause]:
    cuts = [match.start() for match in CUTS.finditer(words.text, clause.start, clause.end)]
    cuts = [cut for cut in cuts if not any(a <= cut < b for a, b in _lists(words))]
    for start, end in zip([clause.start, *cuts], [*cuts, clause.end], strict=True):
        numbers = [n for n in range(clause.first, clause.last) if start <= words.tokens[n].start < end]
        if numbers:
            yield Clause(start, end, numbers[0], numbers[-1] + 1)


def _whole(words: Words) -> Iterator[Clause]:
    """The clauses of a text, one that only opens another ("Before the reform, …") together with it."""
    opening: Clause | None = None
    for clause in words.clauses:
        if opening:
            clause = Clause(opening.start, clause.end, opening.first, clause.last)
        content = sum(words.is_content(number) for number in range(clause.first, clause.last))
        opening = (
            clause if content <= FEW and OPENING.fullmatch(words.text, clause.start, clause.end) else None
        )
        if opening is None:
            yield clause
    if opening:
        yield opening


def _counts(text: str, figure: Quantity) -> bool:
    """Whether a number is of something: no code and no part of a name or an address."""
    before = text[max(0, figure.start - LONGEST_LEAD) : figure.start]
    return not figure.code and not NAMED.search(before) and not LABEL.search(before)


def _of_piece(piece: Clause, markers: Sequence[Marker]) -> Iterator[Portion]:
    inside = [
        Portion(piece.first, piece.last, each) for each in markers if piece.start <= each.start < piece.end
    ]
    for portion in inside:
        alike = [each for each in inside if each.kind == portion.kind]
        if len(alike) == 1 or (portion.kind == "name" and portion is alike[0]):
            yield portion


@lru_cache(maxsize=1024)
def _lists(words: Words) -> tuple[tuple[int, int], ...]:
    """Where names of one list join: "Umeå och Skellefteå" is one."""
    names = bodies_in(words.text)
    return tuple(
        (one.end, other.start)
        for one, other in pairwise(names)
        if LISTED.fullmatch(words.text, one.end, other.start)
    )


def another_portion(laid: Laid) -> Found | None:
    """The first number, time or name whose words stand in the portion of another one alone."""
    said = tuple(_with_what_follows(portions_in(laid.source, laid.source), laid.source))
    for claimed in portions_in(laid.claim, laid.source) if len(said) > 1 else ():
        if isinstance(claimed.marker, Name) and not _is_subject(claimed, claimed.marker, laid):
            continue
        rivals = [each for each in said if each.kind == claimed.kind]
        own = [each for each in rivals if is_same(claimed.marker, each.marker)]
        others = [each for each in rivals if each not in own and _may_be_told_of(each, laid.source)]
        if own and others and any(_is_exchanged(laid, claimed, idea, own, others) for idea in laid.claims):
            return Found("owner", claimed.printed)
    return None


def _may_be_told_of(portion: Portion, words: Words) -> bool:
    """Whether what a portion says is said of its marker: of a name where it stands first."""
    return portion.kind != "name" or _begins_with_name(portion, words)


def _with_what_follows(portions: Sequence[Portion], words: Words) -> Iterator[Portion]:
    """The portions, those of names with what follows in their sentence up to another name."""
    named = {each.first for each in portions if each.kind == "name"}
    for portion in portions:
        last = portion.last
        for piece in pieces_of(words) if _begins_with_name(portion, words) else ():
            if piece.first == last and piece.first not in named and not _ends_before(words, last):
                last = piece.last
        yield replace(portion, last=last)


def _begins_with_name(portion: Portion, words: Words) -> bool:
    """Whether a portion is a name's and begins with it."""
    if not isinstance(portion.marker, Name):
        return False
    before = range(portion.first, words.number_at(portion.marker.start))
    return sum(words.is_content(number) for number in before) < FEW


def _ends_before(words: Words, number: int) -> bool:
    """Whether a sentence ends before a word."""
    return bool(re.search(r"[.!?\n]", words.text[words.tokens[number - 1].end : words.tokens[number].start]))


def _is_subject(portion: Portion, name: Name, laid: Laid) -> bool:
    """Whether a portion has one name and begins with it."""
    if laid.language == "en" and is_translated(name):
        return False
    words = laid.claim
    first, end = words.tokens[portion.first].start, words.tokens[portion.last - 1].end
    names = [each for each in bodies_in(words.text) if first <= each.start < end]
    return len(names) == 1 and _begins_with_name(portion, words)


def _is_exchanged(
    laid: Laid, claimed: Portion, idea: int, own: Sequence[Portion], others: Sequence[Portion]
) -> bool:
    """Whether an idea stands in another portion alone, and its own has other words in its place."""
    if not claimed.first <= laid.spots[idea][0] < claimed.last or any(
        _says(laid, each, idea) for each in own
    ):
        return False
    theirs = [each for each in others if _says(laid, each, idea)]
    counted = claimed.kind not in ("name", "date")
    if not theirs or not (counted or not _stands_apart(laid, idea, theirs)):
        return False
    ideas = [i for i, spot in enumerate(laid.spots) if spot and claimed.first <= spot[0] < claimed.last]
    elsewhere = {laid.source.texts[n] for each in others for n in range(each.first, each.last)}
    unsaid = [_unsaid(laid, each, ideas) for each in own]
    return all(unsaid) and any(word not in elsewhere for words in unsaid for word in words)


def _says(laid: Laid, portion: Portion, idea: int) -> bool:
    return any(laid.said[number][idea] >= SURELY for number in range(portion.first, portion.last))


def _stands_apart(laid: Laid, idea: int, portions: Sequence[Portion]) -> bool:
    """Whether an idea is also said outside some portions."""
    inside = {number for each in portions for number in range(each.first, each.last)}
    return any(number not in inside for number, strength in laid.spoken[idea] if strength >= SURELY)


def _unsaid(laid: Laid, portion: Portion, ideas: Sequence[int]) -> list[str]:
    """The words of a portion that the sentence does not say."""
    claimed = {laid.claim.texts[n] for idea in ideas for n in laid.spots[idea]}
    words = laid.source
    return [
        words.texts[number]
        for number in range(portion.first, portion.last)
        if words.is_content(number)
        and not words.tokens[number].is_number
        and not any(is_head(words.texts[number], own) for own in claimed)
        and not any(laid.said[number][idea] >= SAID for idea in ideas)
    ]


def is_same(one: Marker, other: Marker) -> bool:
    """Whether two markers are of one thing: a name and its longer form, one number."""
    if isinstance(one, Name) and isinstance(other, Name):
        return set(one.keys) <= set(other.keys) or set(other.keys) <= set(one.keys)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return is_same_value(one, other) and has_same_unit(one, other)
    return False

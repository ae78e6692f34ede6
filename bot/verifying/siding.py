"""Keep what is said of a thing with the thing: which of two rises, whose application was turned down.

Laid sentence -> the first side or denial that its source gives to something else. A clause of the sentence is
laid beside those of the source that take a side of the same opposite, or deny something too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.verifying.cues import Side, denials_in, placed_sides
from bot.verifying.figures import is_same_value
from bot.verifying.names import Name, bodies_in
from bot.verifying.numerals import LABEL, LONGEST_LEAD
from bot.verifying.quantities import Quantity, quantities_in
from bot.verifying.reading import Laid
from bot.verifying.source import Found
from bot.verifying.words import Clause, Words

FITS = 0.5  # share of what a side is said of, that the clause of the other side must say
BETTER = 1.25  # times that the clause of the other side must say more
MARGIN = 0.12  # of that weight, at least, that it must say more

# sides that nothing else says: what is not called so is not so
UNMISTAKABLE = frozenset(("introduce", "trade", "build", "result"))

Label = Name | Quantity  # what tells like things apart: "Umeå", "priority 5"


@dataclass(frozen=True, slots=True)
class Sided:
    """A clause and the side that it takes."""

    clause: Clause
    name: str
    side: int


def another_side(laid: Laid) -> Found | None:
    """The first side that the source takes of something else, and the other one of this."""
    said = tuple(_sided(laid.source))
    for side in placed_sides(laid.claim.text):
        clause = laid.claim.clauses[laid.claim.clause_of[laid.claim.number_at(side.start)]]
        ideas = _of(laid, clause, side)
        is_taken = any(_takes(each, side, side.side) for each in said) or _is_spoken(laid, side)
        if side.name in UNMISTAKABLE and not is_taken:
            return Found("unsupported", laid.claim.text[side.start : side.end])
        same = [laid.strengths_in(each.clause) for each in said if _takes(each, side, side.side)]
        other = [laid.strengths_in(each.clause) for each in said if _takes(each, side, 1 - side.side)]
        ours = max((laid.share_said(ideas, strengths) for strengths in same), default=0.0)
        theirs = max((laid.share_said(ideas, strengths) for strengths in other), default=0.0)
        if theirs >= FITS and theirs > BETTER * ours and theirs - ours >= MARGIN:
            return Found("reversed", laid.claim.text[side.start : side.end])
    return None


def _is_spoken(laid: Laid, side: Side) -> bool:
    """Whether the source has the very word of a side."""
    at = laid.claim.number_at(side.start)
    return any(at in spot and laid.spoken[idea] for idea, spot in enumerate(laid.spots))


def _sided(words: Words) -> Iterator[Sided]:
    for side in placed_sides(words.text):
        yield Sided(words.clauses[words.clause_of[words.number_at(side.start)]], side.name, side.side)


def _takes(said: Sided, side: Side, which: int) -> bool:
    return said.name == side.name and said.side == which


def _of(laid: Laid, clause: Clause, side: Side) -> list[int]:
    """The ideas of a clause that a side is said of: all but the side itself, numbers and times."""
    tokens = laid.claim.tokens
    return [
        idea
        for idea in laid.ideas_of(clause)
        if idea in laid.claims
        and not any(tokens[n].start < side.end and side.start < tokens[n].end for n in laid.spots[idea])
    ]


def another_subject(laid: Laid) -> Found | None:
    """The first name or numbered thing that a denial or a side is said of, where the source names another."""
    known = _labels(laid.source, 0, len(laid.source.text))
    for clause in laid.claim.clauses:
        labels = _labels(laid.claim, clause.start, clause.end)
        for bearing in _bearing(laid, clause) if labels else ():
            shown = [label for each in bearing for label in _labels(laid.source, each.start, each.end)]
            round_it = [
                label for each in bearing for label in _labels(laid.source, *_sentence(laid.source, each))
            ]
            for label in labels:
                if _is_of_another(label, labels, shown, known) and not any(
                    _is_same(label, e) for e in round_it
                ):
                    return Found("owner", _printed(label))
    return None


def _bearing(laid: Laid, clause: Clause) -> Iterator[list[Clause]]:
    """For each side or denial of a clause, the clauses of the source that take or have it too."""
    words, text = laid.source, laid.claim.text[clause.start : clause.end]
    said = tuple(_sided(words))
    for side in placed_sides(text):
        if side.name in DECISIVE and (found := [s.clause for s in said if _takes(s, side, side.side)]):
            yield found
    if any(not cue.is_without for cue in denials_in(text)):
        denied = [each for each in words.clauses if denials_in(words.text[each.start : each.end])]
        if denied:
            yield denied


DECISIVE = frozenset(("grant", "state", "open", "begin", "success", "pace"))


def _sentence(words: Words, clause: Clause) -> tuple[int, int]:
    """The sentence that a clause stands in."""
    start = max(words.text.rfind(". ", 0, clause.start + 1), words.text.rfind("\n", 0, clause.start)) + 1
    ends = [
        end for end in (words.text.find(". ", clause.end - 2), words.text.find("\n", clause.end)) if end >= 0
    ]
    return start, min(ends, default=len(words.text))


def _labels(words: Words, start: int, end: int) -> list[Label]:
    """The names and the numbered things of a stretch of a text."""
    names: list[Label] = [
        name
        for name in bodies_in(words.text)
        if start <= name.start < end and (not name.opens or len(name.keys) > 1)
    ]
    numbered = [
        q
        for q in quantities_in(words.text)
        if start <= q.start < end
        and q.kind == "count"
        and LABEL.search(words.text[max(0, q.start - LONGEST_LEAD) : q.start])
    ]
    return [*names, *numbered]


def _is_of_another(
    label: Label, labels: Sequence[Label], shown: Sequence[Label], known: Sequence[Label]
) -> bool:
    """Whether the source knows a label, but where it says the same it has only others of its kind."""
    rivals = [each for each in shown if type(each) is type(label)]
    if not rivals or any(_is_same(label, each) for each in rivals):
        return False
    beside = [each for each in labels if each is not label]
    if any(_is_same(mine, each) for mine in beside for each in rivals):
        return False
    return any(_is_same(label, each) for each in known)


def _is_same(one: Label, other: Label) -> bool:
    if isinstance(one, Name) and isinstance(other, Name):
        return bool(set(one.keys) & set(other.keys))
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return is_same_value(one, other)
    return False


def _printed(label: Label) -> str:
    return label.text if isinstance(label, Name) else label.printed

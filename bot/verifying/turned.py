"""Tell whether a sentence says the reverse of its source, or makes more certain what the source leaves open.

Each clause of the sentence is laid beside the clause of the source that says most of it; then denials,
opposites and what is only expected are compared.
"""

import re
from collections.abc import Sequence

from bot.verifying.certainty import Overstatement, is_expected, is_tentative, overstatements
from bot.verifying.cues import Cue, denials_in, sides_in
from bot.verifying.figures import is_same_value
from bot.verifying.quantities import quantities_in
from bot.verifying.reading import SAID, Laid
from bot.verifying.source import Found
from bot.verifying.words import Clause

SAME = 0.6  # share of a denied clause's words that a sentence says, from which it is about the same
ELSEWHERE = 0.85  # of what it says of the denied clause, that another clause must say to bear it
DENIED_TOO = 0.75  # of how well the best clause fits, that a denied one must fit
MANY, NEARLY_ALL = 3, 0.8  # words, and the share of them, that tell without the one next to the denial
NEAR_BEST = 0.7
FITTING = 0.34  # share of a clause's ideas that another must say to be about the same
SUBORDINATING = frozenset("att that vilket which".split())  # begin what is denied apart from what is before
# what is not so before a time is so after it
NOT_BEFORE = re.compile(r"\b(?:inte|ej|not)\b[^.;,]*\b(?:förrän|until|before)\b", re.IGNORECASE)
FROM_THEN = re.compile(r"\b(?:tidigast|först|från|fr\.o\.m\.|earliest|from|as of)\b", re.IGNORECASE)
FOLLOWS = 4  # words after "all" among which stands what it is all of
BEFORE_DENIAL, ROUND_DENIAL = 4, 5  # words before and after a denial that it is of


def turned(laid: Laid) -> Found | None:
    """What is reversed or made stronger in a sentence."""
    for clause in _merged(laid):
        if found := _denial(laid, clause) or _certainty(laid, clause):
            return found
    return _overstated(laid)


def _merged(laid: Laid) -> list[Clause]:
    """The clauses of a sentence; those of fewer than two ideas together with the one before."""
    found: list[Clause] = []
    for clause in laid.claim.clauses:
        thin = len(laid.ideas_of(clause)) < 2
        if found and (thin or len(laid.ideas_of(found[-1])) < 2):
            last = found.pop()
            clause = Clause(last.start, clause.end, last.first, clause.last)
        found.append(clause)
    return found


def _text(laid: Laid, clause: Clause) -> str:
    return laid.claim.text[clause.start : clause.end]


def _denial(laid: Laid, clause: Clause) -> Found | None:
    """A denial that was dropped or added."""
    ideas = [idea for idea in laid.ideas_of(clause) if idea in laid.claims] or laid.ideas_of(clause)
    if not ideas:
        return None
    if denied := list(denials_in(_text(laid, clause))):
        return None if _is_denied_too(laid, clause, ideas, denied) else Found("negation", denied[0].word)
    for each in laid.source.clauses:
        if _denied_words(laid, each) and _says_what_is_denied(laid, clause, each):
            return Found("negation", laid.source.text[each.start : each.end].strip())
    return None


def _is_denied_too(laid: Laid, clause: Clause, ideas: Sequence[int], denied: Sequence[Cue]) -> bool:
    """Whether the source denies what a clause denies, or takes the other side of an opposite."""
    fits = [(laid.share_said(ideas, laid.strengths_in(each)), each) for each in laid.source.clauses]
    negative = [(fit, each) for fit, each in fits if _denied_words(laid, each)]
    if any(not cue.is_without for cue in denied):
        negative = [(fit, each) for fit, each in negative if _denies_a_deed(laid, each)]
    if any(_says_denied(laid, each, ideas) for _, each in negative):
        return True
    best = max((fit for fit, _ in fits), default=0.0)
    best_denied = max((fit for fit, _ in negative), default=0.0)
    return best_denied >= DENIED_TOO * best or _same_side(laid, clause, fits)


def _denies_a_deed(laid: Laid, clause: Clause) -> bool:
    return any(not cue.is_without for cue in denials_in(laid.source.text[clause.start : clause.end]))


def _denied_words(laid: Laid, clause: Clause) -> list[int]:
    """The numbers of the words that a denial in a clause of the source is of."""
    text = laid.source.text[clause.start : clause.end]
    found: set[int] = set()
    for cue in denials_in(text):
        at = laid.source.number_at(clause.start + cue.start)
        near = range(_begins(laid, clause, at), min(clause.last, at + ROUND_DENIAL + 1))
        found.update(number for number in near if number != at)
    return sorted(found)


def _begins(laid: Laid, clause: Clause, denial: int) -> int:
    """The first word that a denial reaches back to: "it is clear that none of the proposals"."""
    reach = range(max(clause.first, denial - BEFORE_DENIAL), denial)
    return max((n + 1 for n in reach if laid.source.texts[n] in SUBORDINATING), default=reach.start)


def _says_denied(laid: Laid, source: Clause, ideas: Sequence[int]) -> bool:
    """Whether some ideas are what a clause of the source denies, the word next to the denial among them."""
    words = _denied_words(laid, source)
    if laid.share_of_source(_after_denial(laid, source)) >= SAME:
        return True
    if laid.share_of_source(_before_denial(laid, source), ideas) == 1.0:
        return True
    if laid.share_of_source(words, ideas) < SAME:
        return False
    beside = _beside_denial(laid, source)
    rest = [number for number in words if number not in beside and laid.source.is_content(number)]
    if len(rest) >= MANY and laid.share_of_source(rest, ideas) >= NEARLY_ALL:
        return True
    return not beside or laid.share_of_source(beside, ideas) > 0


def _after_denial(laid: Laid, clause: Clause) -> list[int]:
    """The words after the denials of a clause, where they are several: what is not done."""
    found: list[int] = []
    for cue in denials_in(laid.source.text[clause.start : clause.end]):
        at = laid.source.number_at(clause.start + cue.start)
        found += range(at + 1, min(clause.last, at + ROUND_DENIAL + 1))
    content = [number for number in found if laid.source.is_content(number)]
    return content if len(content) >= MANY else []


def _before_denial(laid: Laid, clause: Clause) -> list[int]:
    """The words before the denials of a clause, where they are several: what is not so."""
    found: list[int] = []
    for cue in denials_in(laid.source.text[clause.start : clause.end]):
        at = laid.source.number_at(clause.start + cue.start)
        found += range(_begins(laid, clause, at), at)
    content = [number for number in found if laid.source.is_content(number)]
    return content if len(content) >= MANY else []


def _beside_denial(laid: Laid, clause: Clause) -> list[int]:
    """The content words next to the denials of a clause, one before and one after each."""
    found: list[int] = []
    for cue in denials_in(laid.source.text[clause.start : clause.end]):
        at = laid.source.number_at(clause.start + cue.start)
        for side in (range(at - 1, clause.first - 1, -1), range(at + 1, clause.last)):
            found += [number for number in side if laid.source.is_content(number)][:1]
    return found


def _says_what_is_denied(laid: Laid, clause: Clause, source: Clause) -> bool:
    """Whether a clause without denial says what a clause of the source denies, and no other bears it."""
    ideas = [idea for idea in laid.ideas_of(clause) if idea in laid.claims] or laid.ideas_of(clause)
    if NOT_BEFORE.search(laid.source.text[source.start : source.end]) and FROM_THEN.search(
        _text(laid, clause)
    ):
        return False
    strengths = laid.strengths_in(source)
    beside = _beside_denial(laid, source)
    wholly = bool(beside) and laid.share_of_source(beside, ideas) == 1.0
    mostly = wholly and laid.share_said(ideas, strengths) >= SAME
    if not (mostly or _says_denied(laid, source, ideas)):
        return False
    same = [idea for idea in ideas if strengths[idea] > 0]
    if laid.share_said(ideas, strengths) < FITTING:
        return False
    for each in laid.source.clauses:
        if not _denied_words(laid, each) and laid.share_said(
            same, laid.strengths_in(each)
        ) >= ELSEWHERE * laid.share_said(same, strengths):
            return False
    return not _same_side_texts(_text(laid, clause), laid.source.text[source.start : source.end])


def _same_side(laid: Laid, clause: Clause, fits: Sequence[tuple[float, Clause]]) -> bool:
    """Whether a denied claim takes the other side of an opposite that the source takes: "not open"."""
    best = max((fit for fit, _ in fits), default=0.0)
    return any(
        fit >= NEAR_BEST * best
        and _same_side_texts(_text(laid, clause), laid.source.text[each.start : each.end])
        for fit, each in fits
    )


def _same_side_texts(one: str, other: str) -> bool:
    """Whether one text denies a side and the other takes its opposite."""
    first, second = sides_in(one), sides_in(other)
    return any(
        first[name] != second[name] and len(first[name]) == len(second[name]) == 1
        for name in first.keys() & second.keys()
    )


def _nearest(laid: Laid, ideas: Sequence[int]) -> list[Clause]:
    """The clauses of the source that say most of some ideas."""
    fits = [(laid.share_said(ideas, laid.strengths_in(each)), each) for each in laid.source.clauses]
    best = max((fit for fit, _ in fits), default=0.0)
    return [each for fit, each in fits if fit >= NEAR_BEST * best and fit >= FITTING / 2]


def _certainty(laid: Laid, clause: Clause) -> Found | None:
    """Something that the source only expects or allows, said as if it were so."""
    text = _text(laid, clause)
    if is_tentative(text) or is_tentative(laid.claim.text):
        return None
    if not any(is_expected(laid.source.text[each.start : each.end]) for each in laid.source.clauses):
        return None
    clauses = _nearest(laid, laid.ideas_of(clause))
    clauses = [each for each in clauses if _has_figure_of(laid, clause, each)] or clauses
    near = [laid.source.text[each.start : each.end] for each in clauses]
    if near and all(is_expected(each) for each in near):
        return Found("modality", near[0].strip())
    return None


def _has_figure_of(laid: Laid, clause: Clause, source: Clause) -> bool:
    """Whether a clause of the source has a number of a clause of the sentence."""
    said = quantities_in(laid.source.text[source.start : source.end])
    return any(is_same_value(one, other) for one in quantities_in(_text(laid, clause)) for other in said)


def _overstated(laid: Laid) -> Found | None:
    """A word by which the sentence holds for more than the source says of the same thing."""
    for word in overstatements(laid.claim.text):
        if not word.said.search(_sentences_about(laid, word)):
            return Found("modality", word.word)
    return None


def _sentences_about(laid: Laid, word: Overstatement) -> str:
    """The sentences of the source about what a word of the claim stands beside, or else about the claim."""
    at = laid.claim.number_at(word.start)
    following = [idea for idea, spot in enumerate(laid.spots) if spot and at < spot[0] <= at + FOLLOWS]
    near = [
        each
        for each in laid.source.clauses
        for idea in following[:1]
        if laid.strengths_in(each)[idea] >= SAID
    ]
    near += _nearest(laid, list(range(len(laid.concepts))))
    return " ".join(_sentence_round(laid.source.text, each) for each in near)


def _sentence_round(text: str, clause: Clause) -> str:
    start = max(text.rfind(". ", 0, clause.start), text.rfind("\n", 0, clause.start)) + 1
    ends = [end for end in (text.find(". ", clause.end - 2), text.find("\n", clause.end)) if end >= 0]
    return text[start : min(ends, default=len(text)) + 1]

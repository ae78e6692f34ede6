"""Keep each number with what it is a number of, where several are told in one breath.

Laid sentence -> a number that its source gives to what stands beside another. "By bus 2.3 million and by train
640,000" is cut at "and": each portion has one number of its kind and its own words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.verifying.figures import has_same_unit, is_same_value
from bot.verifying.numerals import IN_RETURN, LABEL
from bot.verifying.quantities import Quantity, quantities_in
from bot.verifying.reading import SAID, Laid
from bot.verifying.source import Found
from bot.verifying.words import Words

CUTS = re.compile(r"(?<!\w)(?:och|and|samt|men|but|medan|while|whereas|varav|respektive)(?!\w)", re.IGNORECASE)
NAMED = re.compile(r"(?<=[a-zåäö])\s[A-ZÅÄÖ][\w-]+\s$")
SURELY = 0.65  # strength from which a word is the thing itself


@dataclass(frozen=True, slots=True)
class Portion:
    """A stretch of a text that has one number of its kind."""

    first: int  # number of its first word
    last: int  # excluded
    figure: Quantity


def portions_in(words: Words) -> Iterator[Portion]:
    """The portions of a text, in order."""
    figures = [each for each in quantities_in(words.text) if _counts(words.text, each)]
    for clause in words.clauses:
        cuts = [match.start() for match in CUTS.finditer(words.text, clause.start, clause.end)]
        for start, end in zip([clause.start, *cuts], [*cuts, clause.end], strict=True):
            inside = [each for each in figures if start <= each.start < end]
            numbers = [n for n in range(clause.first, clause.last) if start <= words.tokens[n].start < end]
            for figure in inside:
                if sum(each.kind == figure.kind for each in inside) == 1:
                    yield Portion(numbers[0], numbers[-1] + 1, figure)


def _counts(text: str, figure: Quantity) -> bool:
    """Whether a number is of something: no date, no code and no part of a name or an address."""
    if figure.date or figure.code:
        return False
    return not (figure.kind == "count" and (NAMED.search(text[: figure.start]) or LABEL.search(text[: figure.start])))


def another_portion(laid: Laid) -> Found | None:
    """The first number whose words stand in the portion of another number alone."""
    said = tuple(portions_in(laid.source))
    for claimed in portions_in(laid.claim) if len(said) > 1 else ():
        rivals = [each for each in said if each.figure.kind == claimed.figure.kind]
        own = [each for each in rivals if is_same_value(claimed.figure, each.figure)]
        others = [each for each in rivals if each not in own]
        ideas = [idea for idea, spot in enumerate(laid.spots) if spot and idea in laid.claims]
        ideas = [idea for idea in ideas if claimed.first <= laid.spots[idea][0] < claimed.last]
        for idea in ideas if own and others else ():
            if _is_exchanged(laid, idea, ideas, own, others):
                return Found("owner", claimed.figure.printed)
    return None


def _is_exchanged(
    laid: Laid, idea: int, ideas: Sequence[int], own: Sequence[Portion], others: Sequence[Portion]
) -> bool:
    """Whether an idea stands beside another number alone, and this number has a word for it of its own."""
    if any(_says(laid, each, idea) for each in own):
        return False
    return any(_says(laid, each, idea) for each in others) and all(
        _own_words(laid, each, ideas, others) for each in own
    )


def _says(laid: Laid, portion: Portion, idea: int) -> bool:
    return any(laid.said[number][idea] >= SURELY for number in range(portion.first, portion.last))


def _own_words(laid: Laid, portion: Portion, ideas: Sequence[int], others: Sequence[Portion]) -> list[str]:
    """The words of a number's portion that neither the sentence nor another portion says."""
    words = laid.source
    elsewhere = {words.texts[n] for each in others for n in range(each.first, each.last)}
    return [
        words.texts[number]
        for number in range(portion.first, portion.last)
        if words.is_content(number)
        and not words.tokens[number].is_number
        and words.texts[number] not in elsewhere
        and not any(laid.said[number][idea] >= SAID for idea in ideas)
    ]


def exchanged(laid: Laid) -> Found | None:
    """The first of two sums that the sentence gives for the other, where the source has it the other way."""
    claimed, said = quantities_in(laid.claim.text), quantities_in(laid.source.text)
    given = [each for each in claimed if is_given(laid.claim.text, each)]
    for one in given:
        for other in claimed:
            if has_same_unit(other, one) and other not in given and _is_turned(laid, one, other, said):
                return Found("reversed", one.printed)
    return None


def is_given(text: str, figure: Quantity) -> bool:
    """Whether a number is what is given in return for something: "for its 112 million"."""
    return bool(IN_RETURN.search(text[: figure.start]))


def _is_turned(laid: Laid, one: Quantity, other: Quantity, said: Sequence[Quantity]) -> bool:
    ours = [each for each in said if _is_same(one, each)]
    theirs = [each for each in said if _is_same(other, each)]
    text = laid.source.text
    return (
        bool(ours and theirs)
        and not any(is_given(text, each) for each in ours)
        and any(is_given(text, each) for each in theirs)
    )


def _is_same(one: Quantity, other: Quantity) -> bool:
    return is_same_value(one, other) and has_same_unit(one, other)

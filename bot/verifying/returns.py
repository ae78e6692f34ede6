"""Keep apart what is given and what is had for it: "86 million in return for 112" is not the other way round.

Laid sentence -> a sum that the source has on the other side.
"""

import re
from collections.abc import Sequence

from bot.verifying.figures import has_same_unit, is_same_value
from bot.verifying.numerals import LONGEST_LEAD
from bot.verifying.quantities import Quantity, quantities_in
from bot.verifying.reading import Laid
from bot.verifying.source import Found

# before a sum: what is given for something else
IN_RETURN = re.compile(r"(?<!\w)(?:för|mot|for|against)(?:\s[a-zåäö]{2,}){0,3}\s$", re.IGNORECASE)


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
    return bool(IN_RETURN.search(text[max(0, figure.start - LONGEST_LEAD) : figure.start]))


def _is_turned(laid: Laid, one: Quantity, other: Quantity, said: Sequence[Quantity]) -> bool:
    text = laid.source.text
    ours = [each for each in said if _is_same(one, each)]
    theirs = [each for each in said if _is_same(other, each)]
    return (
        bool(ours)
        and not any(is_given(text, each) for each in ours)
        and any(is_given(text, each) for each in theirs)
    )


def _is_same(one: Quantity, other: Quantity) -> bool:
    return is_same_value(one, other) and has_same_unit(one, other)

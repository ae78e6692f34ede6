"""Hold the numbers of a sentence against those of its sources: value, unit, bound, and what is first or last.

Quantities of both -> the first that does not stand.
"""

from collections.abc import Iterable, Sequence

from bot.verifying.quantities import Quantity, quantities_in
from bot.verifying.source import Fault, Found

CLOSE = 3  # of a hundred: "33 per cent" is a third
MONEY = ("SEK", "EUR", "NOK", "DKK", "USD", "GBP")


def unknown_figure(sentence: str, known: Sequence[Quantity]) -> Found | None:
    """The first number that no source has in this unit and with this bound."""
    for quantity in quantities_in(sentence):
        if fault := _fault(quantity, known):
            return Found(fault, quantity.printed)
    return None


def _fault(claim: Quantity, known: Sequence[Quantity]) -> Fault | None:
    same = [each for each in known if is_same_value(claim, each)]
    if not same:
        return _missing(claim)
    fitting = [each for each in same if has_same_unit(claim, each)]
    if not fitting:
        return "unit"
    if not any(has_same_bound(claim, each) for each in fitting):
        return "bound"
    if claim.role and not any(each.role in (claim.role, None) or each.bound for each in fitting):
        return "reversed"
    return None


def _missing(claim: Quantity) -> Fault:
    if claim.date:
        return "date"
    return "amount" if claim.unit in MONEY else "number"


def is_same_value(claim: Quantity, said: Quantity) -> bool:
    """Whether a number is another's: a date may be said less exactly, a number only exactly."""
    if claim.date and said.date:
        return _holds(claim, said)
    if claim.code or said.code:
        return claim.code == said.code and claim.code is not None
    if claim.values & said.values:
        return True
    return claim.unit == said.unit == "%" and _is_close(claim, said)


def _is_close(claim: Quantity, said: Quantity) -> bool:
    """A fraction in words is a rounded share."""
    rounded = any(
        "." in str(value) and value == value.quantize(value) for value in (*claim.values, *said.values)
    )
    words = not (claim.printed[0].isdigit() and said.printed[0].isdigit())
    near = any(abs(one - other) * 100 <= CLOSE for one in claim.values for other in said.values)
    return rounded and words and near


def _holds(claim: Quantity, said: Quantity) -> bool:
    """Whether the time that a claim names holds the one that a source names; a year left out fits any."""
    assert claim.date is not None
    assert said.date is not None
    year = claim.date[0][0]
    if year is None or said.date[0][0] is None:
        begins, ends = (claim.date[0][1:], claim.date[1][1:])
        return begins <= said.date[0][1:] and said.date[1][1:] <= ends and year is None
    return _day(claim.date[0]) <= _day(said.date[0]) and _day(said.date[1]) <= _day(claim.date[1])


def _day(day: tuple[int | None, int, int]) -> tuple[int, int, int]:
    return (day[0] or 0, day[1], day[2])


def has_same_unit(claim: Quantity, said: Quantity) -> bool:
    """Whether two numbers count the same; "100 million" and "100 mkr" may."""
    if claim.unit == said.unit or claim.date:
        return True
    scaled = claim.scaled or said.scaled
    if claim.unit in MONEY and said.unit is None:
        return scaled and said.scaled and claim.unit == "SEK"
    return claim.unit is None and said.unit in MONEY and scaled


def has_same_bound(claim: Quantity, said: Quantity) -> bool:
    """Whether "at most" and "at least" are kept."""
    return claim.bound == said.bound or claim.date is not None


def all_figures(texts: Iterable[str]) -> tuple[Quantity, ...]:
    """The numbers of several texts."""
    return tuple(quantity for text in texts for quantity in quantities_in(text))

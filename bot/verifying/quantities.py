"""Read every number of a text with its unit and its bound: sums, shares, dates, spans of time, counts.

Text -> Quantities. What `amounts_in` reads of money is too little here: a number that nobody pays is a claim
too. Values are exact; a number that can be read in two ways ("1.500") has both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from bot.verifying.details import LINK, placed_details
from bot.verifying.numerals import (
    AGE,
    ARTICLES,
    CODE,
    CONNECTOR,
    CURRENCY,
    LEAST,
    LENGTH,
    LONE_MONTH,
    LONGEST_LEAD,
    MEASURES,
    MOST,
    MOST_SCALED,
    NUMBER,
    NUMBER_WORDS,
    OR_LESS,
    OR_MORE,
    ORDINAL,
    ORDINALS,
    PERIOD_OVER,
    ROLE,
    SCALE,
    SHARE,
    SHARES,
    SLASHED,
    TIMES,
    TIMES_AS_MUCH,
    TIMES_WORD,
    TRIGGER,
)
from retrieval.language.times import MONTHS
from retrieval.registers.funding.amounts import BLANK, CURRENCIES, SCALES, UNITS, WORDS
from retrieval.registers.funding.periods import PlacedDate, dates_in

Bound = Literal["most", "least"]
Role = Literal["from", "to"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a text names."""

    start: int
    end: int
    printed: str
    values: frozenset[Decimal]  # every way to read it
    unit: str | None = None  # SEK, %, month, day, ...; None for a count
    bound: Bound | None = None
    role: Role | None = None
    scaled: bool = False  # "miljoner" or the like stands beside it
    code: str | None = None  # "1:1", "2.0", "CO2": compared as it stands
    date: tuple[tuple[int | None, int, int], tuple[int | None, int, int]] | None = None

    @property
    def kind(self) -> str:
        """What it may be mistaken for: numbers of one kind compete."""
        if self.date:
            return "date"
        return "code" if self.code else self.unit or "count"


@lru_cache(maxsize=2048)
def quantities_in(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text in order, those of telephones and links apart."""
    if not TRIGGER.search(text) and not LONE_MONTH.search(text):
        return ()
    rest = _masked(text)
    found: list[Quantity] = []
    for read in (_dates, _months, _shares, _times, _codes, _numbers, _ordinals):
        for quantity in read(rest):
            found.append(quantity)
            rest = rest[: quantity.start] + "\x00" * (quantity.end - quantity.start) + rest[quantity.end :]
    return tuple(_with_shared_units(sorted(found, key=lambda each: each.start), text))


def _masked(text: str) -> str:
    """The text with what is no number covered, every place kept."""
    spans = [(d.start, d.end) for d in placed_details(text)] + [m.span() for m in LINK.finditer(text)]
    for start, end in spans:
        text = text[:start] + "\x00" * (end - start) + text[end:]
    return text


def _dates(text: str) -> Iterator[Quantity]:
    for match in SLASHED.finditer(text):
        yield from _slashed(match)
    for placed in dates_in(SLASHED.sub(lambda match: "\x00" * len(match.group()), text)):
        yield _date(text, placed)


def _slashed(match: re.Match[str]) -> Iterator[Quantity]:
    """A day as "31/12 2030" writes it."""
    day, month = int(match["day"]), int(match["month"])
    if 1 <= day <= 31 and 1 <= month <= 12:
        whole = (int(match["year"]), month, day)
        yield Quantity(*match.span(), match.group(), frozenset(), date=(whole, whole))


def _date(text: str, placed: PlacedDate) -> Quantity:
    printed = text[placed.first : placed.last]
    return Quantity(placed.first, placed.last, printed, frozenset(), date=(placed.begins, placed.ends))


def _months(text: str) -> Iterator[Quantity]:
    for match in LONE_MONTH.finditer(text):
        word = match.group("month")
        if word.casefold() in (
            "may",
            "mar",
            "jan",
            "sep",
            "sept",
            "dec",
            "mars",
            "maj",
            "march",
            "april",
            "august",
        ) and not (word[0].isupper() or word in ("mars", "maj", "april")):
            continue
        month = MONTHS[word.casefold()]
        yield Quantity(*match.span("month"), word, frozenset(), date=((None, month, 1), (None, month, 31)))


def _shares(text: str) -> Iterator[Quantity]:
    for match in SHARE.finditer(text):
        percent = next(SHARES[n][0] for n in range(len(SHARES)) if match.group(f"s{n}"))
        yield Quantity(
            *match.span(), match.group(), frozenset((percent,)), "%", _bound(text, *match.span(), "%")
        )


def _times(text: str) -> Iterator[Quantity]:
    for match in TIMES_WORD.finditer(text):
        times = next(value for n, (value, _) in enumerate(TIMES_AS_MUCH) if match.group(f"x{n}"))
        yield Quantity(*match.span(), match.group(), frozenset((times,)), "times")


def _codes(text: str) -> Iterator[Quantity]:
    for match in CODE.finditer(text):
        printed = match.group()
        if ordinal := re.fullmatch(r"(\d+)(?::[ea]|st|nd|rd|th)", printed):
            yield Quantity(*match.span(), printed, frozenset((Decimal(ordinal.group(1)),)), "ordinal")
        elif not re.fullmatch(
            rf"\d+(?:{SCALE}|{CURRENCY}|kkr|tkr|mkr|km|ha|kw|mw|kg|m)", printed, re.IGNORECASE
        ):
            yield Quantity(*match.span(), printed, frozenset(), code=printed.casefold())


def _ordinals(text: str) -> Iterator[Quantity]:
    for match in ORDINAL.finditer(text):
        number = Decimal(ORDINALS[match.group().casefold()])
        yield Quantity(*match.span(), match.group(), frozenset((number,)), "ordinal")


def _numbers(text: str) -> Iterator[Quantity]:
    for match in NUMBER.finditer(text):
        if quantity := _number(match, text):
            yield quantity


def _number(match: re.Match[str], text: str) -> Quantity | None:
    """What a match says; None for an article that counts nothing."""
    group = match.groupdict()
    word = (group["words"] or group["word"] or "").casefold()
    unit, factor = _unit(group, text[max(0, match.start() - LONGEST_LEAD) : match.start()])
    scale = _scale(group, unit)
    if word in ARTICLES and not scale and not _is_a_length(word, unit, match, text):
        return None
    values = frozenset((WORDS.get(word) or NUMBER_WORDS[word],)) if word else readings(str(group["digits"]))
    power = SCALES[scale.casefold().rstrip(".")] if scale else 0
    scaled = frozenset(
        value * Decimal(10) ** power * factor for value in values if not power or value < MOST_SCALED
    )
    start, end = match.start(), match.start() + len(match.group().rstrip())
    bound, role = _bound(text, start, end, unit), _role(text, start)
    return Quantity(start, end, text[start:end], scaled, unit, bound, role, bool(scale))


def _scale(group: dict[str, str | None], unit: str | None) -> str | None:
    """The scale that a number has; "k" and "m" are one only where money is named."""
    scale = group["scale"]
    return None if scale and len(scale) == 1 and not (unit or group["before"]) else scale


def _is_a_length(word: str, unit: str | None, match: re.Match[str], text: str) -> bool:
    """Whether an article with a time is a length: "inom ett år", not "each year" nor "ett år"."""
    if unit not in ("month", "day") or word == "a":
        return False
    return bool(LENGTH.search(text[max(0, match.start() - LONGEST_LEAD) : match.start()]))


def _unit(group: dict[str, str | None], lead: str) -> tuple[str | None, Decimal]:
    """The unit that a number has, and what one of it is worth; an age is in years."""
    if group["unit"]:
        power, currency = UNITS[group["unit"].casefold()]
        return currency, Decimal(10) ** power
    if money := group["before"] or group["currency"]:
        return CURRENCIES.get(" ".join(money.casefold().split()), money.casefold()), Decimal(1)
    if group["percent"] or group["points"]:
        return "%" if group["percent"] else "points", Decimal(1)
    for name, (unit, size, _) in TIMES.items():
        if group[f"t_{name}"]:
            return unit, Decimal(size)
    if named := next((name for number, name in enumerate(MEASURES) if group[f"u{number}"]), None):
        return named, Decimal(1)
    return ("month", Decimal(12)) if AGE.search(lead) else (None, Decimal(1))


def readings(digits: str) -> frozenset[Decimal]:
    """The values that printed digits may have: "1,5" one, "1.500" two."""
    bare = re.sub(BLANK, "", digits)
    found = set()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare):
        found.add(Decimal(re.sub(r"[.,]", "", bare)))
    if bare.count(".") + bare.count(",") <= 1:
        found.add(Decimal(bare.replace(",", ".")))
    return frozenset(found)


def _bound(text: str, start: int, end: int, unit: str | None) -> Bound | None:
    lead = text[max(0, start - LONGEST_LEAD) : start]
    if unit in ("month", "day", "minute") and not AGE.search(lead) and PERIOD_OVER.search(lead):
        return None
    if MOST.search(lead) or OR_LESS.match(text, end):
        return "most"
    return "least" if LEAST.search(lead) or OR_MORE.match(text, end) else None


def _role(text: str, start: int) -> Role | None:
    match = ROLE.search(text[max(0, start - LONGEST_LEAD) : start])
    return None if match is None else "from" if match.group("from") else "to"


def _with_shared_units(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """Numbers that a word joins to the next one share its unit: "från 48 till 41 kronor"."""
    for number, quantity in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        if following and _shares_unit(quantity, following, text):
            yield _like(quantity, following)
        else:
            yield quantity


def _shares_unit(one: Quantity, other: Quantity, text: str) -> bool:
    if one.unit or one.date or one.code or other.date or not other.unit or other.unit == "ordinal":
        return False
    return bool(CONNECTOR.fullmatch(text, one.end, other.start))


def _like(one: Quantity, other: Quantity) -> Quantity:
    """A number with the unit of another, and its scale where it is small: "3,2 av 6,4 miljoner"."""
    smallest = min(other.values)
    scales = (
        [Decimal(10) ** power for power in (9, 6, 3) if smallest >= Decimal(10) ** power]
        if other.scaled or other.unit in ("SEK", "EUR")
        else []
    )
    printed = re.match(r"[\d.,]+", other.printed)
    scaled = bool(scales and printed and len(re.sub(r"\D", "", printed.group())) <= 3)
    values = frozenset(value * scales[0] if scaled and value < 1000 else value for value in one.values)
    if (other.unit == "month" and "år" in other.printed) or (
        other.unit == "month" and "year" in other.printed
    ):
        values = frozenset(value * 12 for value in one.values)
    bound = one.bound or (other.bound if other.bound == "most" else None)
    return replace(one, values=values, unit=other.unit, scaled=scaled, bound=bound if one.bound else None)

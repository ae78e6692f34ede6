"""The years, months and dates that a text names, and what "now" or "last year" mean today."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "mars march mar", "april apr", "maj may",
            "juni june jun", "juli july jul", "augusti august aug", "september sept sep",
            "oktober october okt oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# short forms, and months that are also names or words: "Jan Ek", "Mars", "you may"
AMBIGUOUS = frozenset(
    "jan feb mars march mar apr april maj may jun june jul august aug sept sep okt oct nov dec".split()
)
PLAIN_MONTH = "|".join(name for name in MONTHS if name not in AMBIGUOUS)
YEAR = re.compile(r"(?<![\d:.])(19[5-9]\d|20[0-6]\d)(?!\d)(?!-talet)")
DATE = re.compile(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b"
    rf"|\b\d{{1,2}}(?::?[ea])?(?:\s?(?:[–-]|och|and|till)\s?\d{{1,2}}(?::?[ea])?)?"
    rf"\s(?:{MONTH})\b(?:\s\d{{4}})?"
    rf"|\b(?:{MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?\b|\b(?:{MONTH})\s(?:månad\s)?\d{{4}}\b"
    r"|\b(?:våren|sommaren|hösten|vintern|spring|summer|autumn|winter)\s\d{4}\b",
    re.IGNORECASE,
)
VAGUE = re.compile(
    rf"\b(?:i\s)?(?:början|slutet|mitten|månadsskiftet)\s(?:av|på)\s\w+"
    rf"|\b(?:under|i|in)\s(?:{MONTH}|våren|sommaren|hösten|vintern)\b"
    rf"|\b(?:{PLAIN_MONTH})\b|(?-i:\b(?:april|mars|maj)\b)",
    re.IGNORECASE,
)
DATED = re.compile("|".join(pattern.pattern for pattern in (DATE, YEAR, VAGUE)), re.IGNORECASE)
NOW = re.compile(
    r"\b(?:nu|idag|i dag|just nu|numera|nuvarande|aktuell|aktuella|gällande|gäller"
    r"|now|today|current|currently|in force)\b",
    re.I,
)
YEARS_FROM_NOW = (
    (-1, re.compile(r"\b(?:i fjol|förra året|fjolåret|last year)\b", re.IGNORECASE)),
    (
        -2,
        re.compile(
            r"\b(?:i förfjol|förrförra året|för två år sedan|two years ago|(?:the )?year before last)\b",
            re.IGNORECASE,
        ),
    ),
    (0, re.compile(r"\b(?:i år|det här året|innevarande år|this year)\b", re.IGNORECASE)),
    (1, re.compile(r"\b(?:nästa år|nästkommande år|next year)\b", re.IGNORECASE)),
)
YEARS_AGO = re.compile(r"\bför (\d{1,2}) år sedan\b|\b(\d{1,2}) years ago\b", re.IGNORECASE)
SINCE = re.compile(
    rf"\b(?:sedan|since|från och med|fr\.? ?o\.? ?m\.?|efter|after)\s(?:(?:år|the year|{MONTH})\s)?"
    r"((?:19|20)\d{2})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The time that a question is about."""

    years: frozenset[int] = frozenset()
    now: bool = False
    since: int | None = None  # the first year, when all that came after is asked for too


def years_in(text: str) -> Iterator[int]:
    """The years that a text names, in order."""
    for match in YEAR.finditer(text):
        yield int(match.group(1))


def asked_time(text: str, today: date) -> AskedTime:
    """The years a question names, "last year" counted from today, and whether it asks for what holds now."""
    years = set(years_in(text))
    years.update(today.year + distance for distance, pattern in YEARS_FROM_NOW if pattern.search(text))
    years.update(today.year - int(match.group(1) or match.group(2)) for match in YEARS_AGO.finditer(text))
    since = SINCE.search(text)
    first = int(since.group(1)) if since else None
    return AskedTime(frozenset(years), bool(NOW.search(text)) and not years, first)

"""Read the periods and last days that a text names.

Text -> Periods with their offsets. Dates are found first, then what stands before and between them says
whether they begin a period, end it, or are its first and last day.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from retrieval.language.times import MONTH, MONTHS
from retrieval.registers.records import Period

SEASONS = {"våren": (3, 5), "spring": (3, 5), "sommaren": (6, 8), "summer": (6, 8), "hösten": (9, 11),
           "autumn": (9, 11)}  # fmt: skip
YEAR = r"(?:19|20)\d\d"
HALVES = {"första": (1, 6), "first": (1, 6), "andra": (7, 12), "second": (7, 12)}
DATE = re.compile(
    rf"(?:(?<![\w:.,-])|(?<=\d{{4}}-))(?:(?P<iso>{YEAR}-\d\d-\d\d)"
    r"|(?:den\s|the\s)?(?P<day>\d{1,2})(?::?[ea]|st|nd|rd"
    rf"|th)?\s(?:of\s)?(?P<month>{MONTH})\b(?:,?\s(?P<year>{YEAR}))?"
    rf"|(?P<month2>{MONTH})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year2>{YEAR})"
    rf"|(?P<month3>{MONTH})\s(?P<year3>{YEAR})"
    rf"|(?P<season>{'|'.join(SEASONS)})\s(?P<year4>{YEAR})"
    rf"|(?P<half>{'|'.join(HALVES)})\s(?:halvåret|half of)\s(?P<year5>{YEAR})"
    rf"|(?P<year6>{YEAR}))(?![\d:])(?!-tal)",
    re.IGNORECASE,
)
# "1–15 mars 2024": a day without its month, that the one after it has
FIRST_DAY = re.compile(r"(?<![\w:.,-])(?P<day>\d{1,2})\s?[–—-]\s?$")
BETWEEN = re.compile(
    r"\s?(?:[–—-]|,?\s(?:till(?: och med)?|t\.?o\.?m\.?|fram till|to|until|through|och|and"
    r"|och stänger|and closes)(?:\son)?\s)\s?",
    re.IGNORECASE,
)
LAST_DAY = re.compile(
    r"(?:fram till|till(?: och med)?|t\.?o\.?m\.?|senast"
    r"|sista (?:ansöknings)?dag(?:en)?(?: för (?:ansökan|att söka))?"
    r"|stänger|stängde(?: i)?|slutar|until|till|by|before|no later than"
    r"|deadline(?: for applications)?|closes(?: on)?|closed(?: on| in)?)"
    r"(?:\s(?:är|var|is|was))?:?(?:\s(?:den|the|on))?\s?$",
    re.IGNORECASE,
)
FIRST = re.compile(
    r"(?:från(?: och med)?|fr\.?o\.?m\.?|sedan|med start|öppnar|startar|since|from|opens(?: on)?|starting)"
    r"(?:\s(?:den|the|on|i|in))?\s?$",
    re.IGNORECASE,
)
LEAD = re.compile(r"(?:under )?(?:åren|perioden|mellan|between|the period|the years)\s?$", re.IGNORECASE)
LONGEST_LEAD = 45  # letters before a date in which its preposition stands
TRIGGER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class PlacedPeriod:
    """A period and where it stands in its text."""

    first: int
    last: int  # excluded
    period: Period


@dataclass(frozen=True, slots=True)
class PlacedDate:
    """A date, month, season or year as printed, with its first and last day as (year, month, day)."""

    first: int
    last: int
    begins: tuple[int | None, int, int]
    ends: tuple[int | None, int, int]
    is_year: bool


def periods_in(text: str) -> Iterator[PlacedPeriod]:
    """The periods that a text names, in order; a year alone is none unless a word makes it a limit.

    A day without a year has neither first nor last day: it comes back every year.
    """
    if not TRIGGER.search(text):
        return
    dates = list(dates_in(text))
    index = 0
    while index < len(dates):
        following = dates[index + 1] if index + 1 < len(dates) else None
        if following and BETWEEN.fullmatch(text, dates[index].last, following.first):
            yield _range(text, dates[index], following)
            index += 2
            continue
        if placed := _single(text, dates[index]):
            yield placed
        index += 1


def dates_in(text: str) -> Iterator[PlacedDate]:
    """The dates, months with their year, seasons and years that a text names, in order."""
    for match in DATE.finditer(text):
        group = match.groupdict()
        if found := _read(match.start(), match.end(), group):
            yield from _with_first_day(text, found)


def _with_first_day(text: str, found: PlacedDate) -> Iterator[PlacedDate]:
    """A date, and before it the day that shares its month."""
    start = max(0, found.first - 6)
    if not found.is_year and (match := FIRST_DAY.search(text, start, found.first)):
        day = (found.begins[0], found.begins[1], int(match.group("day")))
        yield PlacedDate(match.start("day"), match.end("day"), day, day, False)
    yield found


def _read(first: int, last: int, group: dict[str, str | None]) -> PlacedDate | None:
    if group["iso"]:
        year, month, day = (int(part) for part in group["iso"].split("-"))
        return _day(first, last, year, month, day)
    if group["day"] and group["month"]:
        known = int(group["year"]) if group["year"] else None
        return _day(first, last, known, MONTHS[group["month"].casefold()], int(group["day"]))
    if group["day2"] and group["month2"] and group["year2"]:
        return _day(first, last, int(group["year2"]), MONTHS[group["month2"].casefold()], int(group["day2"]))
    months, year = _months(group)
    ends = (year, months[1], monthrange(year, months[1])[1])
    return PlacedDate(first, last, (year, months[0], 1), ends, bool(group["year6"]))


def _months(group: dict[str, str | None]) -> tuple[tuple[int, int], int]:
    """The first and the last month of a month, season, half year or year."""
    if group["month3"] and group["year3"]:
        month = MONTHS[group["month3"].casefold()]
        return (month, month), int(group["year3"])
    if group["season"] and group["year4"]:
        return SEASONS[group["season"].casefold()], int(group["year4"])
    if group["half"] and group["year5"]:
        return HALVES[group["half"].casefold()], int(group["year5"])
    return (1, 12), int(group["year6"] or 0)


def _day(first: int, last: int, year: int | None, month: int, day: int) -> PlacedDate | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 2000, month)[1]:
        return None
    return PlacedDate(first, last, (year, month, day), (year, month, day), False)


def _range(text: str, begin: PlacedDate, end: PlacedDate) -> PlacedPeriod:
    """From one date to another; a year that the first leaves out is the second's."""
    year = begin.begins[0] or end.ends[0]
    if begin.begins[0] is None and year is not None and begin.begins[1:] > end.ends[1:]:
        year -= 1
    leads = (_lead(text, begin.first, pattern) for pattern in (FIRST, LEAD))
    start = min((lead for lead in leads if lead is not None), default=begin.first)
    printed = " ".join(text[start : end.last].split())
    return PlacedPeriod(start, end.last, Period(printed, _iso((year, *begin.begins[1:])), _iso(end.ends)))


def _single(text: str, one: PlacedDate) -> PlacedPeriod | None:
    """A date alone: the last day, the first day, or what it is itself."""
    if (start := _lead(text, one.first, LAST_DAY)) is not None:
        first, last = None, _iso(one.ends)
    elif (start := _lead(text, one.first, FIRST)) is not None:
        first, last = _iso(one.begins), None
    elif one.is_year:
        return None
    else:
        start, first, last = one.first, _iso(one.begins), _iso(one.ends)
    return PlacedPeriod(start, one.last, Period(" ".join(text[start : one.last].split()), first, last))


def _lead(text: str, first: int, pattern: "re.Pattern[str]") -> int | None:
    """Where the words that belong to a date begin; None if it stands without them."""
    start = max(0, first - LONGEST_LEAD)
    match = re.search(rf"\b(?:{pattern.pattern})", text[start:first], re.IGNORECASE)
    return start + match.start() if match else None


def _iso(day: tuple[int | None, int, int]) -> str | None:
    return date(day[0], day[1], day[2]).isoformat() if day[0] else None

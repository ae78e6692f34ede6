"""Find out when a document was published, from its file name and its text.

File name, blocks -> an ISO date or a year, or None. Only dates that stand where a page says its own date
count; a date in the text is about something else.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from retrieval.documents import Block

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"
DATE = re.compile(
    rf"\b(?P<iso>{YEAR}-\d\d-\d\d)\b"
    rf"|\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|:e)?\.? (?P<month>{MONTH})\b\.?,? (?P<year>{YEAR})\b"
    rf"|\b(?P<month2>{MONTH})\b\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>{YEAR})\b"
    rf"|\b(?P<day3>\d{{1,2}})[./](?P<month3>\d{{1,2}})[./](?P<year3>{YEAR})\b",
    re.IGNORECASE,
)
NAME_DATE = re.compile(rf"(?<!\d)({YEAR})[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
NAME_YEAR = re.compile(rf"(?<!\d)({YEAR})(?!\d)")
NAME_SPAN = re.compile(rf"{YEAR}[-_–]{YEAR}")  # the years a plan holds for, not when it came
LONE_YEAR = re.compile(rf"(?<![\d–-])({YEAR})(?![\d–-])")
CUE = re.compile(
    r"uppdatera|publicera|ändrad|granskad|pressmeddelande|nyhet|datum|beslutad|antagen|fastställd"
    r"|updated|published|modified|reviewed|press release|\bdate\b|adopted",
    re.IGNORECASE,
)
TOP_BLOCKS = 8  # a page's own date stands under its title
LAST_BLOCKS = 3  # or in the last line
LONGEST_LINE = 110  # characters; a longer line with a date is text
BARE_LINE = 34  # "Umeå den 22 september 2015": a date with no more than a place needs no other sign


def date_in_name(path: str) -> str | None:
    """The date or year in a file's name: "2018-01-22-kontor.txt", "resultat-2023.pdf"."""
    stem = NAME_SPAN.sub("", path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    for match in NAME_DATE.finditer(stem):
        if found := _iso(*match.groups()):
            return found
    years = NAME_YEAR.findall(stem)
    return years[-1] if years else None


def date_in_text(blocks: Sequence[Block]) -> str | None:
    """The newest date that the document's first or last lines give as its own."""
    lines = [block.text for block in (*blocks[:TOP_BLOCKS], *blocks[TOP_BLOCKS:][-LAST_BLOCKS:])]
    return max((found for line in lines for found in _own_dates(line)), default=None)


def year_in_title(title: str) -> str | None:
    """The one year that a title names, as in "Årsredovisning 2022"; none in "Strategi 2020–2030"."""
    years = set(LONE_YEAR.findall(title))
    return years.pop() if len(years) == 1 else None


def _own_dates(line: str) -> Iterator[str]:
    if len(line) > LONGEST_LINE:
        return
    for match in DATE.finditer(line):
        if (len(line) <= BARE_LINE or CUE.search(line)) and (found := _date_of(match)):
            yield found


def _date_of(match: re.Match[str]) -> str | None:
    if match["iso"]:
        return _iso(*match["iso"].split("-"))
    if match["day3"]:
        return _iso(match["year3"], match["month3"], match["day3"])
    month = MONTHS[(match["month"] or match["month2"]).casefold()]
    return _iso(match["year"] or match["year2"], str(month), match["day"] or match["day2"])


def _iso(year: str, month: str, day: str) -> str | None:
    """The date in ISO form; None if there is no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None

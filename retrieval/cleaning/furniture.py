"""Drop the lines that belong to the site or the page and not to the text.

SourceLines -> SourceLines. Menus and notices of web sites, running headers and footers, page
numbers, picture credits. What is dropped leaves its gap behind.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from retrieval.documents import SourceLine

SITE = re.compile(
    r"^(?:skip to (?:main )?content|(?:gå|hoppa) (?:direkt )?till .{0,40}"
    r"(?:innehåll(?:et)?|artikeln?|meny(?:n)?|sidfot(?:en)?)"
    r"|öppna sidans .{0,40}navigering|(?:visa|dölj|öppna|stäng) (?:huvud)?menyn?|meny"
    r"|sök|dela(?: sidan)?|skriv ut"
    r"|kommentarer \(\d+\)|lägg till kommentar|kommentera|lyssna|till toppen|back to top"
    r"|share|print|menu|search"
    r"|tipsa en vän|prenumerera|logga in|cookies?|kakor|acceptera .{0,20}(?:cookies|kakor)"
    r"|accept (?:all )?cookies|läs mer|read more)\W*(?:$|(?=(?:öppna|hoppa|gå|skip)\b))",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"^(?:by (?:submitting|continuing|clicking|using)\b.*\b(?:agree|accept|consent)\b"
    r"|(?:vi|denna webbplats|webbplatsen)"
    r" använder (?:cookies|kakor)\b|(?:we|this (?:web)?site) uses? cookies\b|©|copyright\b)",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"^(?:foto(?:graf)?|bild(?:er)?|illustration|photo|image)\s?(?:av\b|by\b|:|©)\s*\S.{0,80}$", re.IGNORECASE
)
PAGE_NUMBER = re.compile(
    r"^(?:sida\s|page\s|s\.\s?)?[-–—(]?\s*\d{1,4}\s*[-–—)]?(?:\s?(?:\(\d+\)|/\s?\d+|av \d+|of \d+))?$",
    re.IGNORECASE,
)
YEAR = re.compile(r"^(?:19|20)\d\d$")
# where a page's number stands in a running line: first, or last but for the number of all pages
NUMBER_AT_EDGE = re.compile(r"^\d{1,3}\b|\b\d{1,3}(?=(?:\s?(?:\(\d+\)|/\s?\d+|av \d+|of \d+))?$)")
# "Mål 7" at the top of page 7 is a heading
NUMBERED_PART = re.compile(
    r"^(?:(?:del|insats|prioriterat |prioriterade )?(?:mål|område|prioritering|insats|åtgärd)"
    r"|kapitel|del|avsnitt"
    r"|bilaga|tabell|figur|diagram|steg|punkt|strategi|utmaning|fråga|etapp|fas|goal|target|chapter|part|section"
    r"|appendix|table|figure|step|priority|area) \d",
    re.IGNORECASE,
)
EDGE_LINES = 3  # a running header or footer stands among the first or last lines of its page
REPEATED_SHARE = 0.4  # of the pages, before a line at the edge counts as running
MIN_PAGES = 3


def without_furniture(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The same lines, those of the site and the page emptied."""
    running = _running_lines(lines)
    return [
        replace(line, text="") if index in running or _is_furniture(lines, index) else line
        for index, line in enumerate(lines)
    ]


def _is_furniture(lines: Sequence[SourceLine], index: int) -> bool:
    text = lines[index].text.strip()
    if not text or lines[index].kind == "row":
        return False
    if CREDIT.match(text) or NOTICE.match(text):
        return True
    if PAGE_NUMBER.match(text) and not YEAR.match(text):
        return _stands_alone(lines, index)
    return _only_site_words(text)


def _only_site_words(text: str) -> bool:
    """Whether a line is nothing but the site's own links, one after another."""
    while match := SITE.match(text):
        rest = text[match.end() :].strip()
        if not rest or rest == text:
            return True
        text = rest
    return False


def _stands_alone(lines: Sequence[SourceLine], index: int) -> bool:
    """Whether a number is no entry of a list: nothing stands right beside it, or it edges its page."""
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    page = lines[index].place.page
    if page is not None and (
        before is None or after is None or before.place.page != page or after.place.page != page
    ):
        return True
    return all(line is None or not line.text.strip() for line in (before, after))


def _running_lines(lines: Sequence[SourceLine]) -> set[int]:
    """The indices of lines that stand at the edge of most pages, page numbers apart."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.place.page is not None and line.text.strip():
            pages[line.place.page].append(index)
    if len(pages) < MIN_PAGES:
        return set()
    edges = [index for page in pages.values() for index in {*page[:EDGE_LINES], *page[-EDGE_LINES:]}]
    counts = Counter(_pattern(lines[index].text) for index in edges)
    often = {
        pattern for pattern, count in counts.items() if count >= max(MIN_PAGES, REPEATED_SHARE * len(pages))
    }
    return {index for index in edges if _pattern(lines[index].text) in often}


def _pattern(text: str) -> str:
    """A line as it is compared from page to page: the page's number made alike, what it counts kept."""
    plain = text.strip().casefold()
    return plain if NUMBERED_PART.match(plain) else NUMBER_AT_EDGE.sub("0", plain)

"""Clean the lines that hold text, and mark in each what its neighbours say of it.

SourceLines -> Lines.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.cleaning.characters import clean_characters
from retrieval.documents import PlacedText, SourceLine

BULLET = re.compile(r"^[•·▪‣◦●○■□➢\uf0b7\uf0a7]\s*|^(?:[o*]|[-–—](?=\s+\S{1,200}$))\s+")
DASH = re.compile(r"^[-–—]\s+")
SPEECH = re.compile(
    r"[,?!.…”\"]\s(?:säger|sade|sa|berättar|menar|förklarar|konstaterar|tycker|tror|says|said)\b"
)
SENTENCE_END = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
NUMBERED_HEADING = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+[^\W\d_]")
SPEECH_LINES = 5  # from the last dash on, within which speech names its speaker


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is to be joined, and what stood before it."""

    content: PlacedText
    source: SourceLine
    gap: str  # before it: "" none, "empty" a line with nothing, "blank" a line of blanks only
    page_start: bool  # begins a page
    hyphen_blank: bool = False  # its last hyphen was followed by a blank: not a syllable break
    dashed: bool = False  # its first dash is a bullet, not speech
    numbered: bool = False  # it may begin a heading whose number continues the document's run

    @property
    def text(self) -> str:
        """What it says."""
        return self.content.text

    @property
    def bullet_end(self) -> int:
        """Where its text begins after a bullet; 0 where it has none."""
        match = (DASH if self.dashed else BULLET).match(self.text)
        return match.end() if match else 0


def with_gaps(sources: Sequence[SourceLine]) -> list[Line]:
    """The lines that hold text, each knowing the gap before it and whether it begins a page."""
    lines: list[Line] = []
    gap, page = "", None
    for source in sources:
        text = clean_characters(source.text)
        if not text:
            gap = "blank" if source.text and gap != "empty" else "empty"
            continue
        starts_page = "\f" in source.text or (page is not None and source.place.page != page)
        if source.place.page is None and re.match(r"^ \S", source.text) and not BULLET.match(text):
            starts_page = True
        placed = PlacedText(text, (0,), (source.place,))
        lines.append(Line(placed, source, gap, starts_page, source.text.rstrip("\r\n").endswith("- ")))
        gap, page = "", source.place.page
    return lines


def with_dash_lists(lines: Sequence[Line]) -> list[Line]:
    """The lines, those marked whose dash is a bullet: two in a row, or one after a colon; never speech."""
    marked = list(lines)
    for run in _dash_runs(lines):
        after_colon = run[0] > 0 and lines[run[0] - 1].text.endswith(":")
        if len(run) < 2 and not after_colon:
            continue
        if any(SPEECH.search(line.text) for line in lines[run[0] : run[-1] + SPEECH_LINES]):
            continue
        for index in run:
            marked[index] = replace(lines[index], dashed=True)
    return marked


def _dash_runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """The entries that begin with a dash and follow one another; an entry ends where a gap comes."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if DASH.match(line.text):
            run.append(index)
        elif run and line.gap:
            yield run
            run = []
    if run:
        yield run


def with_numbered_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines, those marked that begin with a number and a capital, the number next to the one before."""
    marked = list(lines)
    last: tuple[int, ...] = ()
    for index, line in enumerate(lines):
        number = number_of(line)
        if not number or SENTENCE_END.search(line.text):
            continue
        if not last or number == (1,) or (number > last and number[0] <= last[0] + 1):
            last = number
            marked[index] = replace(line, numbered=True)
    return marked


def number_of(line: Line) -> tuple[int, ...]:
    """The number before a capital that a line begins with, part by part; empty where there is none."""
    match = NUMBERED_HEADING.match(line.text) if line.text[0].isdigit() else None
    return tuple(map(int, match.group(1).split("."))) if match and match.group()[-1].isupper() else ()


def whole_words(lines: Iterable[Line]) -> Counter[str]:
    """How often each word stands whole within a line, as written; sentences' first words are left out."""
    words: Counter[str] = Counter()
    for line in lines:
        inner = re.sub(r"(?<=[.!?:”\"–•-]) +[A-ZÅÄÖ]\w*", " ", line.text)
        tokens = re.findall(r"[^\W_]+(?:-[^\W_]+)*", inner)
        words.update(tokens[1:-1])
        for token in tokens[1:-1]:
            if "-" in token:
                words.update(token.split("-"))
    return words

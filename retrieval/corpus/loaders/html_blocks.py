"""Gather a page's text into blocks while the tree is walked.

Elements in order -> SourceLines. It counts newlines as it goes, so that a block begins at the line of
its first word and not of the tag that encloses it.
"""

import re
from typing import Any

from retrieval.corpus.loaders.html_furniture import is_hidden
from retrieval.corpus.loaders.rows import join_cells
from retrieval.documents import Place, SourceLine

BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section"
    " summary table tbody td tfoot th thead tr ul".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
ITEMS = frozenset(("li", "dd"))
LAYOUT = "descendant::*[self::table or self::ul or self::ol or self::h1 or self::h2 or self::h3 or self::h4]"
CELL_PARAGRAPHS = 3  # a cell with as many is a column of a page, not a value
SPACE = re.compile(r"[ \t\n\f]+")  # what HTML folds; a no-break space is a character
CONTACT_LINK = re.compile(r"^(?:mailto|tel):(?://)?([^?]+)", re.IGNORECASE)


class Blocks:
    """The blocks so far, and the one that is being filled."""

    def __init__(self) -> None:
        self._lines: list[SourceLine] = []
        self._text: list[str] = []
        self._line = 1  # where the walk stands
        self._first: int | None = None  # where the open block's first word stands
        self._open: list[Any] = []  # headings and items around the walk, the innermost last
        self._pre = 0

    def at(self, line: int) -> None:
        """The walk has come to a start tag at this line."""
        self._line = max(self._line, line)

    def start(self, element: Any) -> bool:
        """Enter an element; True if it was read whole and the walk shall not go in."""
        if element.tag in BLOCK:
            self._close()
        if element.tag == "tr" and not _is_layout(element):
            self._add(join_cells(_words(cell) for cell in element if cell.tag in ("td", "th")), kind="row")
            self.skip(element)
            return True
        if element.tag in ("br", "hr"):
            self._close(whole=False)
        if element.tag in HEADINGS or element.tag in ITEMS:
            self._open.append(element)
        self._pre += element.tag == "pre"
        self._take(element.text)
        return False

    def end(self, element: Any) -> None:
        """Leave an element, and read what follows it."""
        if element.tag == "a":
            self._take(_unseen_address(element))
        if element.tag in BLOCK:
            self._close()
        if self._open and self._open[-1] is element:
            self._open.pop()
        self._pre -= element.tag == "pre"
        self._take(element.tail)

    def skip(self, element: Any) -> None:
        """Pass over an element's inside, but count its lines. `end` may not be called for it."""
        self._line += sum(text.count("\n") for text in element.itertext(with_tail=False))

    def after(self, comment: Any) -> None:
        """Pass over a comment, and read what follows it."""
        self._line += (comment.text or "").count("\n")
        self._take(comment.tail)

    def finished(self) -> tuple[SourceLine, ...]:
        """All blocks, once the walk is over."""
        self._close()
        return tuple(self._lines)

    def _take(self, text: str | None) -> None:
        for index, part in enumerate((text or "").split("\n")):
            if index:
                self._line += 1
                self._close(whole=False) if self._pre else self._text.append("\n")
            if self._first is None and part.strip(" \t\f"):
                self._first = self._line
            self._text.append(part)

    def _close(self, whole: bool = True) -> None:
        """End the open block, if it holds a word; a block's end also ends what a <br> left open."""
        text = "".join(self._text)
        text = text if self._pre else SPACE.sub(" ", text).strip(" ")
        if text.strip():
            self._add(text, self._kind(), whole)
        elif whole:
            self._end_paragraph()
        self._text, self._first = [], None

    def _add(self, text: str, kind: Any = "text", whole: bool = True) -> None:
        heading = HEADINGS.get(self._open[-1].tag) if self._open and kind == "text" else None
        place = Place(line=self._first or self._line)
        if text:
            self._lines.append(SourceLine(text, place, heading, kind, whole))

    def _kind(self) -> str:
        return "item" if self._open and self._open[-1].tag in ITEMS else "text"

    def _end_paragraph(self) -> None:
        if self._lines and not self._lines[-1].whole:
            last = self._lines[-1]
            self._lines[-1] = SourceLine(last.text, last.place, last.heading, last.kind, whole=True)


def _is_layout(row: Any) -> bool:
    """A row whose cells hold lists, headings, tables or several paragraphs lays out the page."""
    return any(cell.xpath(LAYOUT) or len(cell.xpath("descendant::p")) >= CELL_PARAGRAPHS for cell in row)


def _words(element: Any) -> str:
    """An element's visible text; what is set below one another in a cell is parted by commas."""
    parts: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and not is_hidden(child):
            broken = child.tag in BLOCK or child.tag == "br"
            parts += [", " if broken else "", _words(child), _unseen_address(child)]
            parts += ["\x00" if child.tag in BLOCK else ""]
        parts.append(child.tail or "")
    return _tidy("".join(parts))


def _tidy(text: str) -> str:
    text = SPACE.sub(" ", text.replace("\x00", ", "))
    return re.sub(r"(?:\s*,)*\s*,\s+(?=\S)", ", ", re.sub(r"^[\s,]+|[\s,]+$", "", text))


def _unseen_address(element: Any) -> str:
    """The e-mail address or phone that a link leads to, where its text does not show it."""
    link = CONTACT_LINK.match(element.get("href") or "") if element.tag == "a" else None
    if link is None:
        return ""
    shown, address = "".join(element.itertext()), link[1].strip()
    digits = re.sub(r"\D", "", address).lstrip("0").removeprefix("46")
    seen = address.lower() in shown.lower() or (len(digits) >= 6 and digits in re.sub(r"\D", "", shown))
    return "" if seen or "@" in shown else f" ({address})"

"""Cut a line that may hold contacts into words, numbers and addresses, each with its place.

Line -> Pieces. Marks part the words; what only labels a number ("Telefon:") is known as such.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.registers.details import Detail, details_in
from retrieval.registers.names import names_in

SEPARATOR = re.compile(r"\s*(?:[,;|\t•]|\s[–—-]\s)\s*")
_LABEL_WORD = (
    r"(?:tel(?:efon(?:nummer|tid)?)?|tfn|mobil(?:telefon|nummer)?|mob|e-?post(?:adress)?|e-?mail|mejl|mail|phone|cell"
    r"|mobile|direkt|dir|fax|nummer|adress|address|ring|mejla|nås|på|via|at|on|or|eller|och|and|samt|&|/)"
)
LABEL = re.compile(rf"^(?:{_LABEL_WORD}[.:]?(?:\s+|$|(?=/)))+$", re.IGNORECASE)
SWITCHBOARD = re.compile(
    r"\b(?:växeln?|switchboard|reception(?:en)?|kundtjänst|kontaktcenter)\b", re.IGNORECASE
)
LONGEST_LABEL_WORDS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: words between marks, or a number or address."""

    start: int
    end: int
    text: str
    detail: Detail | None = None


def pieces_of(offset: int, line: str) -> list[Piece]:
    """A line as words and details in their order, each with its place in the text."""
    pieces: list[Piece] = []
    done = 0
    for detail in details_in(line):
        pieces += _segments(offset, line, done, detail.start)
        pieces.append(
            Piece(offset + detail.start, offset + detail.end, line[detail.start : detail.end], detail)
        )
        done = detail.end
    return pieces + list(_segments(offset, line, done, len(line)))


def _segments(offset: int, line: str, start: int, end: int) -> Iterator[Piece]:
    """The words between separators in a part of a line."""
    ends = [(m.start(), m.end()) for m in SEPARATOR.finditer(line, start, end)]
    for stop, after in [*ends, (end, end)]:
        if re.search(r"\w", line[start:stop]):
            yield Piece(offset + start, offset + stop, line[start:stop])
        start = after


def before_a_name(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a line up to the first that names a person."""
    head: list[Piece] = []
    for piece in pieces:
        if not piece.detail and any(True for _ in names_in(piece.text)):
            break
        head.append(piece)
    return head


def label_of(before: Sequence[Piece]) -> str | None:
    """What stands before a detail that nobody owns: the words beside it, or those its line begins with."""
    said = [p.text.strip(" :.(") for p in before if not p.detail and not LABEL.match(p.text.strip())]
    if said and (central := SWITCHBOARD.search(said[-1])) and before[-1].text.strip(" :.(") == said[-1]:
        return central.group().capitalize()
    return said[0] if said and len(said[0].split()) <= LONGEST_LABEL_WORDS else None

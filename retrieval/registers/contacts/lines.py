"""Cut a line that may hold contacts into words, numbers and addresses, each with its place.

Line -> Pieces. Marks part the words; what only labels a number ("Telefon:") is known as such.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.registers.contacts.details import Detail
from retrieval.registers.contacts.names import names_in

SEPARATOR = re.compile(r"\s*(?:[,;|\t•]|\s[–—-]\s)\s*")
_LABEL_WORD = (
    r"(?:tel(?:efon(?:nummer|tid)?)?|tfn|mobil(?:telefon|nummer)?|mob|e-?post(?:adress)?|e-?mail|mejl|mail|phone|cell"
    r"|mobile|direkt|dir|fax|nummer|adress|address|ring|mejla|nås|på|via|at|on|or|eller|och|and|samt|&|/)"
)
LABEL = re.compile(rf"^(?:{_LABEL_WORD}[.:]?(?:\s+|$|(?=/)))+$", re.IGNORECASE)
SWITCHBOARD = re.compile(
    r"\b(?:växeln?|switchboard|reception(?:en)?|kundtjänst|kontaktcenter)\b", re.IGNORECASE
)
FUNCTION = re.compile(
    r"\b(?:växeln?|telefonväxeln?|switchboard|reception(?:en)?|kundtjänst|kontaktcenter|registrator(?:n)?"
    r"|diari(?:um|et)|kansli(?:et)?|press(?:tjänst(?:en)?|jour(?:en)?|telefon(?:en)?|funktion(?:en)?)"
    r"|press office|servicecenter|medborgarservice|medborgarkontor(?:et)?|helpdesk|support(?:en)?"
    r"|registry|front desk|customer service|huvudnummer|main number)\b",
    re.IGNORECASE,
)
DIRECT = re.compile(r"(?:direkt|mobil|mob|direct|mobile|cell)\w*\W*$", re.IGNORECASE)
LONGEST_LABEL_WORDS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: words between marks, or a number or address."""

    start: int
    end: int
    text: str
    detail: Detail | None = None


def pieces_of(text: str, start: int, end: int, details: Sequence[Detail]) -> list[Piece]:
    """A part of a text as words and details in their order."""
    pieces: list[Piece] = []
    done = start
    for detail in details:
        if start <= detail.start < end:
            pieces += _segments(text, done, detail.start)
            pieces.append(Piece(detail.start, detail.end, text[detail.start : detail.end], detail))
            done = detail.end
    return pieces + list(_segments(text, done, end))


def lines_of(text: str, details: Sequence[Detail]) -> Iterator[tuple[int, int]]:
    """Where each line begins and ends; a detail that runs over a line's end holds two lines together."""
    start = 0
    inside = {at for detail in details for at in range(detail.start + 1, detail.end)}
    for match in re.finditer(r"\n|$", text):
        if match.start() not in inside:
            yield start, match.start()
            start = match.end()


def _segments(text: str, start: int, end: int) -> Iterator[Piece]:
    """The words between separators in a part of a text."""
    ends = [(m.start(), m.end()) for m in SEPARATOR.finditer(text, start, end)]
    for stop, after in [*ends, (end, end)]:
        if re.search(r"\w", text[start:stop]):
            yield Piece(start, stop, text[start:stop])
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
        return re.sub(r"(?<=växel)n$|(?<=reception)en$", "", central.group().casefold()).capitalize()
    return said[0] if said and len(said[0].split()) <= LONGEST_LABEL_WORDS else None


def is_fax(before: Sequence[Piece]) -> bool:
    """Whether the words right before a number say that it is a fax's."""
    return bool(re.search(r"fax\W*$", _words_beside(before), re.IGNORECASE))


def is_direct(before: Sequence[Piece]) -> bool:
    """Whether the words right before a number say that it is one person's."""
    return bool(DIRECT.match(_words_beside(before)))


def _words_beside(before: Sequence[Piece]) -> str:
    return before[-1].text if before and not before[-1].detail else ""

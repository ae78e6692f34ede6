"""A document's stored text for those who read it: pieces with a stable anchor for each line or page.

Passage -> Pieces. An anchor is named after its place in the file (L120, p3), so it outlives a new index.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.documents import Passage, Place


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands at one place of its file."""

    anchor: str  # empty where the place is not known
    text: str


def anchor_of(place: Place) -> str:
    """The name of a place within its document."""
    return f"L{place.line}" if place.line is not None else f"p{place.page}" if place.page is not None else ""


def pieces_of(passage: Passage) -> list[Piece]:
    """A passage's text, cut where the place in the file changes."""
    content = passage.content
    ends = (*content.starts[1:], len(content.text))
    return [
        Piece(anchor_of(place), content.text[start:end])
        for start, end, place in zip(content.starts, ends, content.places, strict=True)
    ]


def anchor_of_citation(lines: Sequence[int] | None, pages: Sequence[int] | None) -> str:
    """Where a citation begins."""
    return anchor_of(Place(pages[0] if pages else None, lines[0] if lines else None))

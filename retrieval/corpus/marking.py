"""Mark what in a file addresses a language model, or says something that its reader does not see.

LoadedFile, blocks -> Instructing, each with its place. The text stays data; the marks are for administrators,
and what is marked supports no answer.
"""

from collections.abc import Iterator, Sequence

from retrieval.documents import Block, Description, Instructing, LoadedFile, Passage, Place
from retrieval.instructing import hidden_letters, hides, instructs, without_invisible

LONGEST_SHOWN = 200  # letters of a marked text that an administrator is shown
MOST = 100  # marks a file; one that has more is no document


def marks_of(loaded: LoadedFile, blocks: Sequence[Block]) -> tuple[Instructing, ...]:
    """Every marked stretch of a file, in the order of its places, each place once."""
    found: dict[tuple[Place, Place], Instructing] = {}
    for mark in (*_in_blocks(blocks), *_in_characters(loaded), *_out_of_sight(loaded)):
        found.setdefault((mark.first, mark.last), mark)
    return tuple(sorted(found.values(), key=_order))[:MOST]


def _in_blocks(blocks: Sequence[Block]) -> Iterator[Instructing]:
    """What stands in the text as it is indexed."""
    for block in blocks:
        if reason := instructs(block.text):
            first, last = block.content.places_between(0, len(block.text))
            yield Instructing(first, last, reason, _shown(block.text))


def _in_characters(loaded: LoadedFile) -> Iterator[Instructing]:
    """What was written in characters without width, which cleaning takes away."""
    for line in loaded.lines:
        if hides(line.text):
            text = hidden_letters(line.text) or without_invisible(line.text)
            yield Instructing(line.place, line.place, "hidden", _shown(text))


def _out_of_sight(loaded: LoadedFile) -> Iterator[Instructing]:
    """What the format hides and the loader left out, where it instructs; menus and scripts are no matter."""
    for line in loaded.unseen:
        if instructs(line.text):
            yield Instructing(line.place, line.place, "hidden", _shown(line.text))


def _shown(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[: LONGEST_SHOWN - 1]}…"


def _order(mark: Instructing) -> tuple[int, int]:
    return (mark.first.page or 0, mark.first.line or 0)


def place_in_words(mark: Instructing) -> str:
    """Where a mark stands: "page 3", "line 9", "lines 9-12"."""
    first, last = _number(mark.first), _number(mark.last)
    unit = "page" if mark.first.page else "line"
    return f"{unit} {first}" if first == last else f"{unit}s {first}-{last}"


def is_marked(passage: Passage, description: Description) -> bool:
    """Whether a passage holds something that its document is marked for."""
    if not description.instructing:
        return False
    first, last = passage.span
    near = [mark for mark in description.instructing if _meet(mark, first, last)]
    return any(mark.first.page is None for mark in near) or bool(near and instructs(passage.text))


def _meet(mark: Instructing, first: Place, last: Place) -> bool:
    """Whether a mark stands on a line, or where there are only pages on a page, of a stretch."""
    return _number(first) <= _number(mark.last) and _number(mark.first) <= _number(last)


def _number(place: Place) -> int:
    return place.page or place.line or 0

"""Cut sections into passages: a few whole sentences each, small enough to cite.

Sections -> Passages. A list stays with the line that introduces it as far as there is room.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.cleaning import CONTACT_DETAIL
from retrieval.documents import Document, Passage, PlacedText, Section, join_placed
from retrieval.language.sentences import sentence_spans
from retrieval.sections import sections_of

PASSAGE_WORDS = (
    60  # ranks as well as 120, and brings more evidence into the same room (measured November 2026)
)
LONGEST_WORDS = 110  # a single sentence may be longer; a list with its introduction is cut here


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence or a list item, on its way into a passage."""

    content: PlacedText
    words: int
    begins_block: bool
    kind: str


def passages_of(document: Document, first_id: int = 0) -> tuple[Passage, ...]:
    """The passages of a document in reading order, numbered from first_id."""
    passages: list[Passage] = []
    for section in sections_of(document.blocks):
        for pieces in _grouped(list(_pieces(section))):
            content = _assembled(pieces)
            number = first_id + len(passages)
            passages.append(Passage(number, document.description.path, section.id, section.path, content))
    return tuple(passages)


def merge_duplicates(passages: Iterable[Passage]) -> list[Passage]:
    """The first of passages with the same text in the same document, knowing where the others stand.

    The heading that a passage begins with is no part of what is compared, save over contact details:
    who answers for several priorities is found under each.
    """
    groups: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for passage in passages:
        groups[passage.document, _without_heading(passage).casefold()].append(passage)
    return [replace(group[0], also=tuple(other.span for other in group[1:])) for group in groups.values()]


def _without_heading(passage: Passage) -> str:
    if not passage.path or CONTACT_DETAIL.search(passage.text):
        return passage.text
    return passage.text.removeprefix(f"{passage.path[-1]}\n")


def _pieces(section: Section) -> Iterator[_Piece]:
    """The heading, the sentences and the items of a section."""
    for block in section.blocks:
        for index, (first, last) in enumerate(sentence_spans(block.text)):
            content = block.content.cut(first, last)
            yield _Piece(content, len(content.text.split()), index == 0, block.kind)


def _grouped(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    words = 0
    for piece in pieces:
        room = LONGEST_WORDS if piece.kind in ("item", "row") else PASSAGE_WORDS
        full = words + piece.words > room and not _only_heading(group)
        rounded = piece.begins_block and words > PASSAGE_WORDS * 0.6 and piece.kind not in ("item", "row")
        if group and (full or rounded):
            introduction = group.pop() if len(group) > 1 and group[-1].content.text.endswith(":") else None
            yield group
            group = [introduction] if introduction else []
            words = introduction.words if introduction else 0
        group.append(piece)
        words += piece.words
    if group:
        yield group


def _only_heading(group: Sequence[_Piece]) -> bool:
    return bool(group) and all(piece.kind == "heading" for piece in group)


def _assembled(pieces: Sequence[_Piece]) -> PlacedText:
    """Sentences of one block joined by a blank, blocks by a newline."""
    blocks: list[list[PlacedText]] = []
    for piece in pieces:
        if piece.begins_block or not blocks:
            blocks.append([])
        blocks[-1].append(piece.content)
    return join_placed((join_placed(sentences, " ") for sentences in blocks), "\n")

"""Documents as the interface shows them."""

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel

from bot.answer import span_of
from bot.reading import pieces_of
from retrieval.documents import Description, Language, Passage
from retrieval.ranking import in_force


class DocumentOut(BaseModel):
    """What is known of a document."""

    path: str
    title: str
    publisher: str | None
    kind: str
    published: str | None
    language: Language
    url: str | None
    in_force: bool
    replaced_by: str | None


class PieceOut(BaseModel):
    """Text at one place of the file; the anchor names the place (L120, p3)."""

    anchor: str
    text: str


class PassageOut(BaseModel):
    """A few sentences of a section."""

    heading: list[str]
    lines: tuple[int, int] | None
    pages: tuple[int, int] | None
    pieces: list[PieceOut]


class DocumentTextOut(DocumentOut):
    """A document with its stored text, in reading order."""

    passages: list[PassageOut]


def document_out(description: Description, today: date) -> DocumentOut:
    """A document without its text."""
    return DocumentOut(
        path=description.path,
        title=description.title,
        publisher=description.publisher,
        kind=description.kind,
        published=description.published,
        language=description.language,
        url=description.url,
        in_force=in_force(description, today),
        replaced_by=description.replaced_by,
    )


def document_text_out(description: Description, passages: Sequence[Passage], today: date) -> DocumentTextOut:
    """A document with its text."""
    shown = [_passage_out(passage) for passage in passages]
    return DocumentTextOut(**document_out(description, today).model_dump(), passages=shown)


def _passage_out(passage: Passage) -> PassageOut:
    lines, pages = span_of(*passage.span)
    pieces = [PieceOut(anchor=piece.anchor, text=piece.text) for piece in pieces_of(passage)]
    return PassageOut(heading=list(passage.path), lines=lines, pages=pages, pieces=pieces)

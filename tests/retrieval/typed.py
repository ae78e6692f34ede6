"""Files as a loader hands them on, typed by hand."""

from collections.abc import Sequence

from retrieval.cleaning import clean
from retrieval.documents import Block, Description, Document, LoadedFile, Place, SourceLine


def wrapped(text: str) -> LoadedFile:
    """A text whose lines end at the page's width; the first line is line 1."""
    lines = text.removeprefix("\n").split("\n")
    return LoadedFile(tuple(SourceLine(line, Place(line=n)) for n, line in enumerate(lines, 1)), wrapped=True)


def unwrapped(text: str) -> LoadedFile:
    """A text with one paragraph a line."""
    return LoadedFile(wrapped(text).lines, wrapped=False)


def pages(*texts: str) -> LoadedFile:
    """A PDF of these pages, which know no lines."""
    lines = (
        SourceLine(line, Place(page=number))
        for number, text in enumerate(texts, 1)
        for line in text.removeprefix("\n").split("\n")
    )
    return LoadedFile(tuple(lines), wrapped=True)


def shown(loaded: LoadedFile) -> list[tuple[str, str]]:
    """The kind and the text of each cleaned block."""
    return [(block.kind, block.text) for block in clean(loaded)]


def texts(loaded: LoadedFile) -> list[str]:
    """The text of each cleaned block."""
    return [block.text for block in clean(loaded)]


def headings(loaded: LoadedFile) -> list[tuple[int, str]]:
    """The level and the text of each heading."""
    return [(block.level, block.text) for block in clean(loaded) if block.kind == "heading"]


def document(
    loaded: LoadedFile | Sequence[Block],
    *,
    path: str = "sida.txt",
    publisher: str | None = "Region Gävleborg",
    published: str | None = None,
) -> Document:
    """A document of a file's blocks."""
    blocks = clean(loaded) if isinstance(loaded, LoadedFile) else tuple(loaded)
    description = Description(path, "En sida", publisher, published=published)
    return Document(description, blocks, "0" * 64)

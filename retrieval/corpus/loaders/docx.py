"""Read a Word file's text: paragraphs, lists, tables, text boxes and notes, numbered as they run.

bytes -> LoadedFile. Word knows no lines and lays pages out anew on every machine, so `place.line` is
the running number of the paragraph or table row that holds text, from 1, in the order of this module's
lines. Macros, pictures and embedded files are not opened.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from retrieval.corpus.loaders.docx_archive import Archive, open_archive
from retrieval.corpus.loaders.docx_styles import Styles, attribute, child, name_of, read_styles
from retrieval.corpus.loaders.metadata import clean_title, iso_date, language_code, organisation
from retrieval.corpus.loaders.rows import join_cells
from retrieval.documents import FileMetadata, LoadedFile, Place, SourceLine

NOT_SHOWN = frozenset(("del", "moveFrom", "instrText", "delText", "Fallback", "rt", "pPr", "rPr", "tblPr"))
BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\xad"}
NOTE_PARTS = ("footnotes", "endnotes")

Block = tuple[str, int | None, Any]  # text, heading level, kind


def load(content: bytes) -> LoadedFile:
    """The body in its order, each text box after the paragraph that anchors it, then the notes."""
    archive = open_archive(content)
    styles = read_styles(archive)
    blocks = chain(_blocks(archive.document(), styles), _notes(archive, styles))
    lines = tuple(
        SourceLine(text, Place(line=number), heading, kind, whole=True)
        for number, (text, heading, kind) in enumerate(blocks, 1)
    )
    return LoadedFile(lines, wrapped=False, metadata=_metadata(archive), unseen=tuple(_unseen(archive)))


def _unseen(archive: Archive) -> Iterator[SourceLine]:
    """The runs that the author hid, a paragraph's together; numbered by the paragraph, empty ones counted."""
    paragraphs = (part for part in archive.document().iter() if name_of(part) == "p")
    for number, paragraph in enumerate(paragraphs, 1):
        hidden = (run for run in paragraph.iter() if name_of(run) == "r" and _is_vanished(run))
        text = "".join(part.text or "" for run in hidden for part in run.iter() if name_of(part) == "t")
        if text.strip():
            yield SourceLine(text.strip(), Place(line=number))


def _blocks(element: Any, styles: Styles) -> Iterator[Block]:
    """The blocks below an element, or of several, whatever wraps them."""
    for part in element:
        name = name_of(part)
        if name == "p":
            yield from _paragraph(part, styles)
        elif name == "tbl":
            yield from _table(part, styles)
        elif name not in NOT_SHOWN:  # content controls, tracked insertions, text boxes
            yield from _blocks(part, styles)


def _paragraph(paragraph: Any, styles: Styles) -> Iterator[Block]:
    boxes: list[Any] = []
    text = _text(paragraph, boxes)
    if text.strip():
        level = styles.heading(paragraph)
        kind = "item" if level is None and styles.is_item(paragraph) else "text"
        for line in filter(str.strip, text.split("\n")):
            yield line.strip(), level, kind
    for box in boxes:
        yield from _blocks(box, styles)


def _text(element: Any, boxes: list[Any]) -> str:
    """An element's own words; boxes and tables that hang on it are put aside."""
    parts: list[str] = []
    for part in element:
        name = name_of(part)
        if name in ("txbxContent", "tbl"):
            boxes.append([part])
        elif name == "t":
            parts.append(part.text or "")
        elif name in BREAKS:
            parts.append(BREAKS[name])
        elif name not in NOT_SHOWN and not _is_vanished(part):
            parts.append(_text(part, boxes))
    return "".join(parts)


def _is_vanished(run: Any) -> bool:
    """A run that the author hid."""
    properties = child(run, "rPr") if name_of(run) == "r" else None
    vanish = child(properties, "vanish") if properties is not None else None
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")


def _table(table: Any, styles: Styles) -> Iterator[Block]:
    """One row a line; a table of a single column only frames its text."""
    rows = _own(table, "tr", "tbl")
    cells = [_own(row, "tc", "tr") for row in rows]
    if all(len(row) <= 1 for row in cells):
        for row in cells:
            for cell in row:
                yield from _blocks(cell, styles)
        return
    for row in cells:
        if text := join_cells(_cell_text(cell, styles) for cell in row):
            yield text, None, "row"


def _cell_text(cell: Any, styles: Styles) -> str:
    return ", ".join(text.rstrip(",") for text, _, _ in _blocks(cell, styles))


def _own(element: Any, name: str, within: str) -> list[Any]:
    """The parts of that name that belong to the element and not to a table inside it."""
    return [part for part in element.iter() if name_of(part) == name and _nearest(part, within) is element]


def _nearest(element: Any, name: str) -> Any:
    return next((up for up in element.iterancestors() if name_of(up) == name), None)


def _notes(archive: Archive, styles: Styles) -> Iterator[Block]:
    """Foot- and endnotes; Word keeps its separator lines among them, which have a type."""
    for part in NOTE_PARTS:
        for note in archive.related(part):
            if attribute(note, "type") in (None, "normal"):
                yield from _blocks(note, styles)


def _metadata(archive: Archive) -> FileMetadata:
    """The core properties; `created` for the date, since `modified` changes with every save."""
    said = {name_of(element): (element.text or "").strip() for element in archive.properties()}
    return FileMetadata(
        title=clean_title(said.get("title")),
        published=iso_date(said.get("created") or said.get("modified")),
        publisher=organisation(said.get("creator")),
        language=language_code(said.get("language")),
    )

"""Read the contact in a table's row: by its columns' headings, or by what its cells are.

Row, columns -> Entries. No row says anything of another.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from retrieval.registers.contacts.addresses import written_in
from retrieval.registers.contacts.details import Detail
from retrieval.registers.contacts.employers import is_unit, organisation_of_line
from retrieval.registers.contacts.entries import entries_in
from retrieval.registers.contacts.entry import Entry
from retrieval.registers.contacts.fields import Field, columns_of, field_of
from retrieval.registers.contacts.lines import LABEL, LONGEST_LABEL_WORDS
from retrieval.registers.contacts.names import TITLE, names_in, sole_name
from retrieval.registers.contacts.titles import PRESS

BAR, COMMA = re.compile(r"\s*\|\s*"), re.compile(r",\s+")
Columns = Sequence[Field | None] | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row, and what its column or it itself says it is."""

    start: int
    text: str
    field: Field | None


def header_of(text: str) -> Columns:
    """The fields of a row's cells, if it is the header of a table of contacts."""
    return columns_of([said.strip() for _, said in _parts(text, BAR)])


def is_field_row(text: str) -> bool:
    """Whether a row is a field's label and what it labels: "Telefon | 026-15 40 00"."""
    cells = _parts(text, BAR if "|" in text else COMMA)
    return len(cells) == 2 and field_of(cells[0][1]) is not None


def row_entries(text: str, columns: Columns, role: str | None, domains: Collection[str]) -> list[Entry]:
    """The contact of a row; several where its cells name several people."""
    cells = _cells(text, columns)
    names = list(dict.fromkeys(name for cell in cells for name in _names(cell)))
    if len(names) > 1:
        return entries_in(text, role, domains)
    details = written_in(text, names, domains)
    entry = Entry(
        names[0] if names else None,
        0,
        len(text.rstrip()),
        role,
        label=None if names else _label(cells, details),
    )
    for cell in cells:
        _fill(entry, cell, [d for d in details if cell.start <= d.start < cell.start + len(cell.text)])
    return [entry] if entry.name or entry.has_details else []


def _cells(text: str, columns: Columns) -> list[Cell]:
    """The cells of a row; a row whose cells are not as many as the columns is read without them."""
    parts = _parts(text, BAR if "|" in text else COMMA)
    if columns is None or len(parts) != len(columns):
        return [Cell(start, said, None) for start, said in parts]
    return [Cell(start, said, field) for (start, said), field in zip(parts, columns, strict=True)]


def _parts(text: str, separator: re.Pattern[str]) -> list[tuple[int, str]]:
    starts = [0, *(m.end() for m in separator.finditer(text))]
    ends = [*(m.start() for m in separator.finditer(text)), len(text)]
    return [(start, text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _names(cell: Cell) -> list[str]:
    """The people that a cell names."""
    if cell.field == "name" and (name := sole_name(cell.text)):
        return [name]
    if cell.field not in (None, "name"):
        return []
    return [cell.text[start:end] for start, end in names_in(cell.text)]


def _label(cells: Sequence[Cell], details: Sequence[Detail]) -> str | None:
    """What a row without a person is called: its first words."""
    for cell in cells:
        if any(cell.start <= d.start < cell.start + len(cell.text) for d in details) or not cell.text.strip():
            continue
        if not LABEL.match(cell.text):
            return cell.text.strip() if len(cell.text.split()) <= LONGEST_LABEL_WORDS else None
    return None


def _fill(entry: Entry, cell: Cell, details: Sequence[Detail]) -> None:
    """Gives the entry what a cell says."""
    for detail in details:
        if cell.field != "fax":
            entry.add(detail)
    said = cell.text.strip()
    if details or not said:
        return
    if entry.name and (at := said.find(entry.name)) >= 0:
        said = said[at + len(entry.name) :].strip(" ,()")
    if said == entry.label or not said:
        return
    if cell.field == "title" or (cell.field in (None, "name") and TITLE.search(said) and not entry.titles):
        entry.titles.append(said)
    elif cell.field == "unit" or (cell.field is None and is_unit(said)):
        entry.unit = entry.unit or said
    elif cell.field == "organisation" or (cell.field is None and organisation_of_line(said)):
        entry.organisation = entry.organisation or said
    elif cell.field == "area":
        entry.areas.append(said)
    if entry.titles and PRESS.search(entry.titles[0]) and "kontakt" in entry.titles[0].casefold():
        entry.role = "press"

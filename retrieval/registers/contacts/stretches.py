"""Find the parts of a document in which contacts may stand, each with the headings above it.

Document -> Stretches. A heading that names a person or gives a number is no heading here but a contact's
first line: pages set names and titles larger than what stands under them.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.documents import Block, Document, PlacedText, Section, join_placed
from retrieval.registers.contacts.details import details_in
from retrieval.registers.contacts.employers import is_unit, organisation_of_line
from retrieval.registers.contacts.entries import entries_in
from retrieval.registers.contacts.entry import Entry
from retrieval.registers.contacts.fields import labels_in
from retrieval.registers.contacts.lines import FUNCTION, LONGEST_LABEL_WORDS
from retrieval.registers.contacts.names import TITLE, name_in, names_in
from retrieval.registers.contacts.rows import Columns, header_of, is_field_row, row_entries
from retrieval.registers.contacts.titles import LONGEST_TITLE_WORDS, PRESS, is_title_line
from retrieval.sections import sections_of

MAYBE_ADDRESS = re.compile(
    r"@|[(\[{<]\s*(?:at|a|snabel-?a)\s*[)\]}>]|\bsnabel-?a\b|\w\.\w+ at \w", re.IGNORECASE
)
INVITES = re.compile(
    r"\b(?:kontakta|ring|mejla|maila|hör av dig|välkommen|frågor|contact|call|e-?mail|questions)\b",
    re.IGNORECASE,
)
POSTAL = re.compile(
    r"\b\d{3}\s?\d{2}\s[A-ZÅÄÖ]|\w(?:gatan|vägen|torget|gränd|street|road)\s\d|\bBox\s\d", re.IGNORECASE
)
WITHIN = 5  # blocks below a heading that names a person, in which a number or address makes it a contact's


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text in which contacts may stand, and where."""

    content: PlacedText
    path: tuple[str, ...]  # the headings above it
    role: str | None
    columns: Columns = None
    is_row: bool = False

    def entries(self, domains: Collection[str]) -> list[Entry]:
        """What it says of contacts."""
        if self.is_row:
            return row_entries(self.content.text, self.columns, self.role, domains)
        return entries_in(self.content.text, self.role, domains)


def stretches_of(document: Document) -> Iterator[Stretch]:
    """Every part of a document in which contacts may stand, in reading order."""
    for section in sections_of(_without_contacts_as_headings(document.blocks)):
        yield from _stretches(section)


def _without_contacts_as_headings(blocks: Sequence[Block]) -> list[Block]:
    read: list[Block] = []
    for number, block in enumerate(blocks):
        below = blocks[number + 1 : number + 1 + WITHIN]
        if block.kind == "heading" and _is_contacts(block.text, read[-1:], below):
            block = replace(block, kind="paragraph", level=0)
        read.append(block)
    return read


def _is_contacts(text: str, before: Sequence[Block], below: Sequence[Block]) -> bool:
    """Whether a heading is a line of a contact: who it is, or how to reach them."""
    if has_detail(text):
        return True
    if not any(has_detail(block.text) for block in below):
        return False
    if _begins_with_name(text):
        return True
    beside = [block.text for block in (*before, *below[:1])]
    return is_title_line(text) and any(_is_name(each) for each in beside)


def _begins_with_name(text: str) -> bool:
    """Whether a line is a name, or a name and what the person is."""
    first = next(names_in(text), None)
    if first is None or first[0] != 0:
        return False
    rest = text[first[1] :].strip()
    return not rest or (rest[0] in ",(–-" and bool(TITLE.search(rest)))


def _is_name(text: str) -> bool:
    return next(names_in(text), None) == (0, len(text.strip()))


def has_detail(text: str) -> bool:
    """Whether a text gives a number or an address, a broken one too."""
    return bool(MAYBE_ADDRESS.search(text)) or any(True for _ in details_in(text))


def _stretches(section: Section) -> Iterator[Stretch]:
    """The parts of a section, each block with the short ones before it; each row of a table for itself."""
    role = "press" if section.path and PRESS.search(section.path[-1]) else None
    waiting: list[PlacedText] = []
    columns: Columns = None
    for block in [*(block for block in section.blocks if block.kind != "heading"), None]:
        is_row = block is not None and block.kind == "row" and not is_field_row(block.text)
        if block and not is_row and (has_detail(block.text) or _introduces(block.text)):
            waiting.append(block.content)
            continue
        if waiting:
            yield Stretch(join_placed(waiting, "\n"), section.path, role)
            waiting = []
        if block is None or not is_row:
            columns = None
        elif header := header_of(block.text):
            columns = header
        else:
            yield Stretch(block.content, section.path, role, columns, is_row=True)


def _introduces(text: str) -> bool:
    """Whether a block without a number or address may say whose the next one is."""
    words = len(text.split())
    if name_in(text) and (TITLE.search(text) or words <= 4 or INVITES.search(text)):
        return True
    if words > LONGEST_TITLE_WORDS:
        return False
    if is_unit(text) or organisation_of_line(text) or labels_in(text) or POSTAL.search(text):
        return True
    if words <= LONGEST_LABEL_WORDS and FUNCTION.search(text):
        return True
    return bool(TITLE.search(text)) and not text.endswith(".")

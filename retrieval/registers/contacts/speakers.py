"""Find who speaks in a text and what they were then: "säger Eva Ek, kulturchef vid Region X".

Document -> Speakers. They tell a person's titles at other times; nobody is to be reached by them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.documents import Block, Document
from retrieval.registers.contacts.employers import ORGANISATION
from retrieval.registers.contacts.names import TITLE, is_one_persons, names_in
from retrieval.registers.contacts.titles import SAYS

TITLE_AFTER = re.compile(r",\s*([^.,;:!?–]{3,120}?)(?=[.,;:!?–]|$)")
LONGEST_WORDS = 14  # of a title with its organisation


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name and a title as they stand in a block."""

    block: Block
    name: str
    title: str
    start: int
    end: int


def speakers_of(document: Document) -> Iterator[Speaker]:
    """Everyone who is quoted with a title, in reading order."""
    for block in document.blocks:
        if block.kind != "heading":
            yield from _speakers(block)


def _speakers(block: Block) -> Iterator[Speaker]:
    text = block.text
    for start, end in names_in(text):
        after = TITLE_AFTER.match(text, end)
        if after is None or not SAYS.search(text, max(0, start - 60), start):
            continue
        said = after.group(1)
        if len(said.split()) <= LONGEST_WORDS and is_one_persons(said) and _is_title(said):
            yield Speaker(block, text[start:end], said, start, after.end(1))


def _is_title(said: str) -> bool:
    """Whether words are a title from their beginning to their end or to an organisation."""
    first = TITLE.search(said)
    if first is None or len(said[: first.start()].split()) > 2:
        return False
    return bool(ORGANISATION.search(said)) or len(said.split()) <= LONGEST_WORDS

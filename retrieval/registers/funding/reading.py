"""The sentences of documents, with what is known of their place.

Documents -> Sentences. Headings are no sentences; they stand above them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.documents import Block, Document
from retrieval.language.sentences import sentence_spans
from retrieval.registers.funding.names import may_name
from retrieval.registers.records import Statement
from retrieval.sections import sections_of

# the year that a sentence says it is about
OWN_YEAR = re.compile(
    r"\b(?:under|i|inför|våren|hösten|sommaren|vintern|in|during)\s(?:(?:hela|slutet av"
    r"|början av|maj|juni)\s)?(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
# besides names: letters in one of which a grant, a sum or an application is spoken of
SOUNDS = (
    " kr ",
    *"bevilj tilldel sök kronor kr. kr, kr) euro € eur sek projektet senast deadline award appl call".split(),
    "program",
)


# letters; what is longer is no sentence but a table or code that lost its line ends, and slow to read
LONGEST_SENTENCE = 2_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or row, and where it stands."""

    text: str
    block: Block
    first: int  # offset in its block
    path: tuple[str, ...]  # the headings above it
    section: int
    document: Document
    number: int  # within its block, from 0
    place: int  # of its block within the section, from 0

    @property
    def heading(self) -> str:
        """The heading right above it; empty where there is none."""
        return self.path[-1] if self.path else ""

    @property
    def so_far(self) -> str:
        """The text of its block up to its end, the nearest part of it."""
        last = self.first + len(self.text)
        return self.block.text[max(0, last - LONGEST_SENTENCE) : last]

    @property
    def statement(self) -> Statement:
        """Itself as what the corpus says."""
        first, last = self.block.content.places_between(self.first, self.first + len(self.text))
        description = self.document.description
        named = OWN_YEAR.search(self.text)
        as_of = named.group("year") if named else description.published
        return Statement(description.path, first, last, self.text, as_of)


def blocks_of(document: Document) -> Iterator[list[Sentence]]:
    """The sentences of each block that may speak of money, in reading order; a row is one sentence."""
    for section in sections_of(document.blocks):
        above = " ".join(section.path[-1:])
        for place, block in enumerate(section.blocks):
            if block.kind != "heading" and (_may_tell(block.text) or may_name(above)):
                yield [
                    Sentence(block.text[a:b], block, a, section.path, section.id, document, number, place)
                    for number, (a, b) in enumerate(_spans(block))
                    if b - a <= LONGEST_SENTENCE
                ]


def _may_tell(text: str) -> bool:
    small = text.casefold()
    return may_name(text) or any(sound in small for sound in SOUNDS)


def _spans(block: Block) -> Iterator[tuple[int, int]]:
    if block.kind == "row":
        yield 0, len(block.text)
    else:
        yield from sentence_spans(block.text)

"""Take what a place in the corpus says as a statement: its sentence, where it stands, when it was true.

Block -> Statements.
"""

import re
from collections.abc import Iterator

from retrieval.documents import Block, Description, PlacedText
from retrieval.language.sentences import sentence_spans
from retrieval.language.times import years_in
from retrieval.registers.records import Statement

# years of a plan's name, and of a law's number, do not say when a sentence was true
NO_DATE = re.compile(r"\b\d{4}\s?[-–](?:\s?\d{4})?|\b\d{4}:\s?\d+")


def sentences_of(block: Block) -> Iterator[PlacedText]:
    """The sentences of a block, each knowing its places."""
    for first, last in sentence_spans(block.text):
        yield block.content.cut(first, last)


def statement_of(sentence: PlacedText, description: Description) -> Statement:
    """A sentence as a statement of its document."""
    first, last = sentence.places_between(0, len(sentence.text))
    return Statement(description.path, first, last, sentence.text, as_of(sentence.text, description))


def as_of(text: str, description: Description) -> str | None:
    """When words were true: the one year that they name, up to the document's own; else its date."""
    published = description.published
    years = set(years_in(NO_DATE.sub(" ", text)))
    if len(years) == 1 and published:
        year = str(years.pop())
        return published if published.startswith(year) or year > published[:4] else year
    return published or (str(years.pop()) if len(years) == 1 else None)

"""The text at each stage, always with its place in the file that it came from.

SourceFile -> LoadedFile -> Document -> Sections -> Passages -> Hits. Nothing here reads a file.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["sv", "en"]
BlockKind = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a character stands in its file: a line counted from 1, or a page counted from 1."""

    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus, unread."""

    path: str  # below the corpus folder, with forward slashes: the document's id
    digest: str  # SHA-256 of the content, hexadecimal
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file of the corpus that is not indexed, and why."""

    path: str
    reason: str  # the wording's key: empty, no_text, encrypted, broken, unreadable, ...
    detail: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line as a loader read it, with nothing cleaned away."""

    text: str  # without its newline; leading and trailing blanks kept
    place: Place
    heading: int | None = None  # level from 1 where the format marks headings
    kind: Literal["text", "item", "row"] = "text"  # what the format says of the line
    whole: bool = False  # the format ends the paragraph here: never joined to the next line


@dataclass(frozen=True, slots=True)
class FileMetadata:
    """What a file says of itself; None where it says nothing."""

    title: str | None = None
    published: str | None = None  # ISO date, or a year
    publisher: str | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file's text, line by line, as its loader found it."""

    lines: tuple[SourceLine, ...]
    wrapped: bool  # lines are cut at the page's or screen's width, not where paragraphs end
    metadata: FileMetadata = FileMetadata()
    unseen: tuple[SourceLine, ...] = ()  # what the format hides from a reader; never indexed


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Text of which every character knows its place.

    `starts` holds the offsets at which a new place begins, ascending, the first 0;
    `places` the place that holds from there on.
    """

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]

    def place_at(self, offset: int) -> Place:
        """The place of the character at an offset."""
        return self.places[bisect_right(self.starts, offset) - 1]

    def places_between(self, first: int, last: int) -> tuple[Place, Place]:
        """The places of the first and the last character of text[first:last], last excluded."""
        return self.place_at(first), self.place_at(max(first, last - 1))

    def cut(self, first: int, last: int) -> "PlacedText":
        """The part text[first:last] with its places."""
        low = bisect_right(self.starts, first) - 1
        high = bisect_right(self.starts, max(first, last - 1))
        starts = tuple(max(0, start - first) for start in self.starts[low:high])
        return PlacedText(self.text[first:last], starts, self.places[low:high])


def join_placed(parts: Iterable[PlacedText], separator: str = " ") -> PlacedText:
    """One text from several, each character keeping its place; a separator takes the place before it."""
    text: list[str] = []
    starts: list[int] = []
    places: list[Place] = []
    offset = 0
    for part in parts:
        if text:
            text.append(separator)
            offset += len(separator)
        for start, place in zip(part.starts, part.places, strict=True):
            if not places or places[-1] != place:
                starts.append(offset + start)
                places.append(place)
        text.append(part.text)
        offset += len(part.text)
    return PlacedText("".join(text), tuple(starts) or (0,), tuple(places) or (Place(),))


@dataclass(frozen=True, slots=True)
class Block:
    """A cleaned heading, paragraph, list item or table row."""

    kind: BlockKind
    content: PlacedText
    level: int = 0  # of a heading, 1 the highest; 0 for everything else

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.content.text


@dataclass(frozen=True, slots=True)
class Instructing:
    """A stretch of a file that addresses a language model, or hides something from its reader."""

    first: Place
    last: Place
    reason: str  # hidden, overrides, role, addresses_model, shapes_answer, acts, encoded
    text: str  # its beginning


@dataclass(frozen=True, slots=True)
class Description:
    """What we know of a document: from the catalogue, or inferred where it is silent."""

    path: str
    title: str
    publisher: str | None = None
    kind: str = "web_page"  # one of the catalogue's KINDS
    published: str | None = None  # ISO date, or a year
    language: Language = "sv"
    url: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    replaces: tuple[str, ...] = ()
    replaced_by: str | None = None
    inferred: frozenset[str] = frozenset()  # the keys that no catalogue gave
    instructing: tuple[Instructing, ...] = ()  # what in it addresses a model, or hides; supports no answer


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned source."""

    description: Description
    blocks: tuple[Block, ...]
    digest: str  # of the file it was made from


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks under one heading, and the headings above it."""

    id: int  # within its document, in reading order, from 0
    path: tuple[str, ...]  # headings from the chapter down to this section's own
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and cited: a few sentences of one section."""

    id: int  # within a snapshot, in reading order, from 0
    document: str
    section: int
    path: tuple[str, ...]
    content: PlacedText  # sentences and items, each block on a line of its own
    also: tuple[tuple[Place, Place], ...] = field(default=())  # where the same text stands again

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.content.text

    @property
    def span(self) -> tuple[Place, Place]:
        """The places of its first and last character."""
        return self.content.places_between(0, len(self.text))


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, and how well it fits."""

    passage: Passage
    score: float  # higher is better; comparable only within one search

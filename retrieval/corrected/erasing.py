"""Take withdrawn people and replaced numbers out of text, every other character keeping its place.

Text -> Text, PlacedText -> PlacedText. A full name, a number and an address go wherever they stand; a part of
a name alone goes in the documents that have the full name, where it is not a part of somebody else's name.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.corrected.looking import Details, Person, Sighted, Span, any_of, meets, spans_of
from retrieval.corrected.people import Identity, parts_of, whole_name
from retrieval.documents import PlacedText, join_placed

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Marks:
    """What a reader sees in the place of what is gone."""

    withdrawn: str = "[–]"
    corrected: str = "[–]"


class Eraser:
    """Knows what must not be read; people are told apart by their place in the sequence."""

    def __init__(
        self,
        withdrawn: Sequence[Identity],
        replaced: Identity,
        others: Collection[str] = (),
        marks: Marks | None = None,
        ordinary: Collection[str] = (),
    ) -> None:
        """`others` are full names that stay; `ordinary` words that the documents write in lower case."""
        self._people = [Person(identity) for identity in withdrawn]
        self._replaced = Details(replaced)
        parts = {part for identity in withdrawn for name in identity.names for part in parts_of(name)}
        self._others = any_of(whole_name(name) for name in sorted(others) if parts & set(parts_of(name)))
        self._marks = marks or Marks()
        self._ordinary = ordinary

    def named_in(self, text: str) -> frozenset[int]:
        """Who stands in a text by full name."""
        seen = Sighted(text)
        others = list(spans_of(self._others, seen))
        return frozenset(number for number, person in enumerate(self._people) if person.in_full(seen, others))

    def text(self, text: str, scope: frozenset[int] = NOBODY) -> str:
        """The text without what must not be read; `scope` are those whose bare names go too."""
        for start, end, mark in reversed(self._found(text, scope)):
            text = f"{text[:start]}{mark}{text[end:]}"
        return text

    def placed(self, content: PlacedText, scope: frozenset[int] = NOBODY) -> PlacedText:
        """The same for a text with places; what follows a mark keeps its own."""
        found = self._found(content.text, scope)
        return _replaced(content, found) if found else content

    def _found(self, text: str, scope: frozenset[int]) -> list[tuple[int, int, str]]:
        """Where something goes, and its mark; in order, none meeting another."""
        if not self._people and not self._replaced:
            return []
        seen = Sighted(text)
        gone = [*self._names(seen, scope)]
        gone += (span for person in self._people for span in person.details.spans(seen))
        old = [span for span in self._replaced.spans(seen) if not meets(span, gone)]
        marked = [_marked(span, text, self._marks.withdrawn) for span in _in_rows(_merged(gone), text)]
        return sorted([*marked, *((*span, self._marks.corrected) for span in _merged(old))])

    def _names(self, seen: Sighted, scope: frozenset[int]) -> Iterator[Span]:
        others = list(spans_of(self._others, seen))
        for number, person in enumerate(self._people):
            full = person.in_full(seen, others)
            yield from full
            yield from person.in_part(seen, others, full, self._ordinary, bare=number in scope)


def _marked(span: Span, text: str, mark: str) -> tuple[int, int, str]:
    """A stretch with its mark; of a text of several lines, whole lines go without one."""
    start, end = span
    if not _is_whole(span, text) or (start == 0 and end == len(text)):
        return start, end, mark
    return (start, end + 1, "") if end < len(text) else (start - 1, end, "")


def _is_whole(span: Span, text: str) -> bool:
    """Whether a stretch is a whole line, or several."""
    start, end = span
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")


def _in_rows(spans: Iterable[Span], text: str) -> list[Span]:
    """The stretches, whole lines that follow one another made one."""
    rows: list[Span] = []
    for span in spans:
        follows = bool(rows) and text[rows[-1][1] : span[0]] == "\n"
        if follows and _is_whole(span, text) and _is_whole(rows[-1], text):
            rows[-1] = (rows[-1][0], span[1])
        else:
            rows.append(span)
    return rows


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The stretches in order, those that meet made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _replaced(content: PlacedText, found: Sequence[tuple[int, int, str]]) -> PlacedText:
    """The text with marks in place of stretches; a mark stands where its stretch began."""
    parts: list[PlacedText] = []
    done = 0
    for start, end, mark in found:
        parts += [content.cut(done, start), PlacedText(mark, (0,), (content.place_at(start),))]
        done = end
    parts.append(content.cut(done, len(content.text)))
    return join_placed((part for part in parts if part.text), "")

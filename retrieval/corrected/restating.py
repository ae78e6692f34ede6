"""Make the small document that a correction is cited by: a title that says who and when, and a line or two.

Correction, lines -> Restated. It is read and cited as any document is, and stands in no list of documents.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.corrected.erasing import Marks
from retrieval.documents import Description, Passage, Place, PlacedText
from retrieval.registers.corrections import KIND, Correction, date_of, path_of
from retrieval.registers.records import Statement


def plain_title(correction: Correction) -> str:
    """When and by whom, in no language."""
    return f"{date_of(correction)} ({correction.by})"


@dataclass(frozen=True, slots=True)
class Words:
    """What is said beside the documents' own words; a channel puts its wording here."""

    title: Callable[[Correction], str] = plain_title
    marks: Marks = field(default_factory=Marks)


@dataclass(frozen=True, slots=True)
class Restated:
    """What a correction says of its record, as a document of one passage."""

    record: str
    description: Description
    passage: Passage

    def statement(self, line: int = 1) -> Statement:
        """One of its lines, as a record rests on it."""
        text = self.passage.text.split("\n")[line - 1]
        place = Place(line=line)
        return Statement(self.description.path, place, place, text, self.description.published)


class Restating:
    """Makes the small documents over one snapshot's descriptions."""

    def __init__(self, descriptions: Mapping[str, Description], words: Words) -> None:
        publishers = Counter(known.publisher for known in descriptions.values() if known.publisher)
        self._usual = publishers.most_common(1)[0][0] if publishers else None
        self._descriptions = descriptions
        self._words = words

    def __call__(self, correction: Correction, lines: Sequence[str], document: str | None = None) -> Restated:
        """The document; publisher and language are those of the document that is corrected."""
        origin = self._descriptions.get(document or "")
        description = Description(
            path_of(correction),
            self._words.title(correction),
            origin.publisher if origin else self._usual,
            kind=KIND,
            published=date_of(correction),
            language=origin.language if origin else "sv",
        )
        content = _content(lines)
        return Restated(
            correction.record, description, Passage(-correction.id, description.path, 0, (), content)
        )


def _content(lines: Iterable[str]) -> PlacedText:
    """The lines, one a place, counted from 1."""
    plain = [" ".join(line.split()) for line in lines]
    starts = [0]
    for line in plain[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    places = tuple(Place(line=number) for number in range(1, len(plain) + 1))
    return PlacedText("\n".join(plain), tuple(starts), places)

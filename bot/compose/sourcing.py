"""Number the places that an answer from records rests on, as few and as narrow as they can be.

Mentions and statements -> citations. Places that stand close together become one citation when there would
be more than an answer may carry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer import Citation
from bot.compose.sources import MOST_CITATIONS, cite, source_line
from retrieval.documents import Description, Language, Place
from retrieval.registers.records import Mention, Statement

WIDEST = 40  # lines of a citation that holds several entries of a list
NEAR = 12  # lines between two entries of one list


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a document that is cited."""

    document: str
    first: Place
    last: Place
    text: str

    def holds(self, place: "Stretch") -> bool:
        """Whether another stretch lies within this one, with its words."""
        same = self.document == place.document and place.text in self.text
        return same and self.first <= place.first and place.last <= self.last


class Sourcing:
    """Collects what an answer cites, in the order in which it is shown."""

    def __init__(self, descriptions: Mapping[str, Description], language: Language, today: date) -> None:
        self._descriptions = descriptions
        self._language = language
        self._today = today
        self._held: list[Stretch] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What is cited, numbered from 1."""
        return tuple(
            cite(n, self._descriptions[s.document], s.first, s.last, s.text, self._today)
            for n, s in enumerate(self._held, 1)
        )

    @property
    def full(self) -> bool:
        """Whether no further place can be cited."""
        return len(self._held) >= MOST_CITATIONS

    def hold(self, mentions: Sequence[Mention]) -> None:
        """Cites these, joined where they would be too many."""
        places = list(dict.fromkeys(map(_stretch, mentions)))
        new = [place for place in places if not any(held.holds(place) for held in self._held)]
        room = MOST_CITATIONS - len(self._held)
        self._held += (new if len(new) <= room else _joined(new))[: max(0, room)]

    def number(self, mention: Mention) -> str:
        """The mark of the citation that holds a mention, a blank before it; empty where none does."""
        return self._number(_stretch(mention))

    def mark(self, document: str, first: Place, last: Place, quote: str) -> str:
        """The mark of a place, which is cited now unless it is already; empty when no more can be."""
        place = Stretch(document, first, last, _flat(quote))
        if not self.full and not self._number(place):
            self._held.append(place)
        return self._number(place)

    def mark_of(self, statement: Statement) -> str:
        """The mark of a statement."""
        return self.mark(statement.document, statement.first, statement.last, statement.text)

    def foreign(self) -> bool:
        """Whether anything cited is in another language than the answer's."""
        return any(self._descriptions[held.document].language != self._language for held in self._held)

    def sources(self) -> str:
        """The lines that name what is cited."""
        return "\n".join(source_line(citation, (), self._language) for citation in self.citations)

    def _number(self, place: Stretch) -> str:
        return next((f" [{n}]" for n, held in enumerate(self._held, 1) if held.holds(place)), "")


def _stretch(mention: Mention) -> Stretch:
    return Stretch(mention.document, mention.first, mention.last, _flat(mention.text))


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _joined(places: Sequence[Stretch]) -> list[Stretch]:
    """Neighbours in one list as one stretch, none wider than a reader looks over."""
    joined: list[Stretch] = []
    for place in sorted(places, key=lambda p: (p.document, p.first)):
        if joined and _adjoin(joined[-1], place):
            last = joined.pop()
            place = Stretch(last.document, last.first, place.last, f"{last.text} {place.text}")
        joined.append(place)
    return joined


def _adjoin(one: Stretch, other: Stretch) -> bool:
    if one.document != other.document:
        return False
    if None in (one.first.line, one.last.line, other.first.line, other.last.line):
        return one.first.page == other.last.page
    begin, end = one.first.line or 0, one.last.line or 0
    return (other.first.line or 0) - end <= NEAR and (other.last.line or 0) - begin < WIDEST

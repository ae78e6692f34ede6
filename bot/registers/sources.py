"""Number the places that a record rests on, as an answer numbers its citations.

Mentions and statements -> Sources, each place once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from bot.answer import Citation
from bot.compose.sources import cite
from retrieval.documents import Description
from retrieval.registers.records import Mention, Statement, StrategyItem, StrategyList


@dataclass(frozen=True, slots=True)
class Source(Citation):
    """Where a statement of a record stands, and when it was true."""

    as_of: str | None = None


OF_CITATION = tuple(field.name for field in fields(Citation))


class Sources:
    """The sources of one record, numbered from 1 in the order in which they are first named."""

    def __init__(self, descriptions: Mapping[str, Description], today: date) -> None:
        self._descriptions = descriptions
        self._today = today
        self._found: dict[object, Source] = {}

    def number(self, said: Mention | Statement) -> int:
        """The number of the place that says it."""
        return self._number(said, said.document, said.as_of)

    def of_item(self, item: StrategyItem | StrategyList, document: str) -> int:
        """The number of the place where a goal or priority stands."""
        return self._number(item, document, self._descriptions[document].published)

    def listed(self) -> tuple[Source, ...]:
        """Every source that was numbered."""
        return tuple(self._found.values())

    def _number(
        self, said: Mention | Statement | StrategyItem | StrategyList, document: str, as_of: str | None
    ) -> int:
        quote = said.said if isinstance(said, StrategyList) else said.text
        key = (document, said.first, said.last, quote)
        if key not in self._found:
            place = (self._descriptions[document], said.first, said.last, quote.replace("\n", " "))
            citation = cite(len(self._found) + 1, *place, self._today)
            self._found[key] = Source(**{name: getattr(citation, name) for name in OF_CITATION}, as_of=as_of)
        return self._found[key].number

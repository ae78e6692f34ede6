"""Number places as an answer comes to cite them, each place once, no more than an answer carries.

Places -> marks like "[2]", citations and the lines that name them.
"""

from collections.abc import Mapping
from datetime import date

from bot.answer import Citation, span_of
from bot.compose.sources import MOST_CITATIONS, cite, source_line
from retrieval.documents import Description, Language, Place
from retrieval.registers.records import Statement


class Citing:
    """The citations of one answer, in the order of their marks."""

    def __init__(self, descriptions: Mapping[str, Description], language: Language, today: date) -> None:
        self._descriptions = descriptions
        self._language = language
        self._today = today
        self.citations: list[Citation] = []

    @property
    def full(self) -> bool:
        """Whether no further place can be cited."""
        return len(self.citations) >= MOST_CITATIONS

    def mark(self, document: str, first: Place, last: Place, quote: str) -> str:
        """The mark of a place, a blank before it; nothing when no more can be cited."""
        lines, pages = span_of(first, last)
        for known in self.citations:
            if (known.document, known.lines, known.pages) == (
                document,
                lines,
                pages,
            ) and quote in known.quote:
                return f" [{known.number}]"
        if self.full:
            return ""
        number = len(self.citations) + 1
        self.citations.append(cite(number, self._descriptions[document], first, last, quote, self._today))
        return f" [{number}]"

    def mark_of(self, statement: Statement) -> str:
        """The mark of a statement."""
        return self.mark(statement.document, statement.first, statement.last, statement.text)

    def foreign(self) -> bool:
        """Whether anything cited is in another language than the answer's."""
        return any(self._descriptions[c.document].language != self._language for c in self.citations)

    def sources(self) -> str:
        """The lines that name what is cited."""
        return "\n".join(source_line(citation, (), self._language) for citation in self.citations)

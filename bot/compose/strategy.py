"""Answer from the records of goals and priorities: the list as the document states it, or one item of it.

StrategyResult -> text and citations.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.answer import Citation
from bot.compose.records import Recorded
from bot.compose.sources import MOST_CITATIONS, cite, source_line
from bot.strategy import StrategyResult
from bot.wording import say
from retrieval.documents import Description, Language
from retrieval.registers.records import StrategyItem, StrategyList


def strategy_answer(
    result: StrategyResult, descriptions: Mapping[str, Description], language: Language, today: date
) -> Recorded:
    """The list as the document states it, or the one item that was asked for."""
    found = result.found
    description = descriptions[found.document]
    if result.item:
        item = result.item
        citation = cite(1, description, item.first, item.last, item.text, today)
        text = say(language, "strategy_item", name=_numbered(item), kind=say(language, f"kind_{found.kind}"))
        return Recorded(f"{text} [1]\n\n{source_line(citation, (), language)}", (citation,), ())
    citations = _strategy_citations(found, description, today)
    lines = [f"{found.said} [1]"]
    if len(citations) > 1:
        lines += [f"- {_numbered(item)}{_number_of(item, found, citations)}" for item in found.items]
    if found.stated != len(found.items):
        lines.append(say(language, "strategy_differs", stated=found.stated, listed=len(found.items)))
    if description.language != language:
        lines.append(say(language, "quote_language"))
    sources = [source_line(citation, (), language) for citation in citations]
    return Recorded("\n".join(lines) + "\n\n" + "\n".join(sources), tuple(citations), ())


def _strategy_citations(found: StrategyList, description: Description, today: date) -> tuple[Citation, ...]:
    """The sentence that says how many, and the places of the items: one where they all stand, else each."""
    said = cite(1, description, found.first, found.last, found.said, today)
    if found.together:
        return said, cite(
            2, description, *found.together, "; ".join(item.name for item in found.items), today
        )
    places = dict.fromkeys((item.first, item.last, item.text) for item in found.items)
    places.pop((found.first, found.last, found.said), None)
    shown = list(places)[: MOST_CITATIONS - 1]
    return said, *(cite(number, description, *place, today) for number, place in enumerate(shown, 2))


def _number_of(item: StrategyItem, found: StrategyList, citations: Sequence[Citation]) -> str:
    """The number of the citation that an item stands in; none past the most that an answer carries."""
    if found.together:
        return " [2]"
    return next((f" [{c.number}]" for c in citations[1:] if c.quote == item.text), "")


def _numbered(item: StrategyItem) -> str:
    return f"{item.number} {item.name}" if item.number else item.name

"""Apply corrections to lists of goals and priorities: a list that is touched is restated whole.

StrategyLists, Corrections -> StrategyLists and the small documents. An item has no document of its own, so
the list with its every item stands in the correction, where each can be cited.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from retrieval.corrected.restating import Restated, Restating
from retrieval.documents import Place
from retrieval.registers.corrections import Correction, item_id, list_id
from retrieval.registers.records import StrategyItem, StrategyList


@dataclass(slots=True)
class CorrectedStrategies:
    """The lists while the corrections are applied one by one, and afterwards; items by their first ids."""

    lists: dict[str, StrategyList]
    items: dict[str, dict[str, StrategyItem]]
    restated: list[Restated] = field(default_factory=list)
    unmatched: set[int] = field(default_factory=set)


def correct_strategies(
    lists: Iterable[StrategyList], corrections: Sequence[Correction], restating: Restating
) -> CorrectedStrategies:
    """Every correction in the order in which they were made; one without its list or item changes nothing."""
    found = {list_id(each): each for each in lists}
    items = {name: {item_id(each, item): item for item in each.items} for name, each in found.items()}
    state = CorrectedStrategies(found, items)
    for correction in corrections:
        name = list_of(correction.record)
        known = name in items and (correction.action == "add" or correction.record in items[name])
        if known:
            _apply(state, name, correction, restating)
        else:
            state.unmatched.add(correction.id)
    return state


def list_of(record: str) -> str:
    """The id of the list that an item is of."""
    return record.rpartition("#")[0]


def _apply(state: CorrectedStrategies, name: str, correction: Correction, restating: Restating) -> None:
    items = state.items[name]
    if correction.action == "withdraw":
        del items[correction.record]
    else:
        items[correction.record] = _item(items.get(correction.record), correction)
    found = state.lists[name]
    document = name.partition("#")[0]
    restated = restating(correction, [found.said, *(item.text for item in items.values())], document)
    said = restated.statement()
    placed = {key: _placed(item, restated, line) for line, (key, item) in enumerate(items.items(), 2)}
    state.items[name] = placed
    state.restated.append(restated)
    state.lists[name] = replace(
        found,
        document=said.document,
        said=said.text,
        first=said.first,
        last=said.last,
        items=tuple(placed.values()),
        together=None,
    )


def _item(before: StrategyItem | None, correction: Correction) -> StrategyItem:
    """The item as it is now said to be."""

    def said(field_name: str, old: str | None) -> str | None:
        return correction.value(field_name) if correction.speaks_of(field_name) else old

    number = said("number", before.number if before else None)
    name = said("name", before.name if before else None) or ""
    text = said("text", None) or " ".join(part for part in (number, name) if part)
    place = Place(line=1)
    if before is None:
        return StrategyItem(number, name, text, place, place)
    return replace(before, number=number, name=name, text=text)


def _placed(item: StrategyItem, restated: Restated, line: int) -> StrategyItem:
    said = restated.statement(line)
    return replace(item, text=said.text, first=said.first, last=said.last)

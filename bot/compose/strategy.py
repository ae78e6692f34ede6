"""Answer from the records of goals and priorities: a list as the document states it, one item, or its work.

StrategyResult -> text and citations.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.compose.naming import called_plan, numbered, sentence_case, shortened
from bot.compose.records import Recorded
from bot.compose.sources import MOST_CITATIONS
from bot.compose.sourcing import Sourcing
from bot.strategy.result import Listed, NoSuch, StrategyResult
from bot.wording import say
from retrieval.documents import Description, Language
from retrieval.registers.records import Plan, Statement, StrategyItem, StrategyList
from retrieval.registers.strategy.kinds import PARTS

MOST_QUOTES = 3  # of the work under an item
ROOM_FOR_QUOTES = 620  # characters; what is left of an answer's beside its heading and its sources
NEAR_LINES = 3  # from a heading to the text right below it
LONGEST_NAME = 90  # characters of a name in a list of many
LONGEST_SAID = 170  # characters of what is said of a part without a name


def strategy_answer(
    result: StrategyResult,
    descriptions: Mapping[str, Description],
    plans: Sequence[Plan],
    language: Language,
    today: date,
    past: bool = False,
) -> Recorded:
    """What the records tell, with the place of each statement, and what replaced it.

    In an answer about the past what replaced it is named without its years.
    """
    sourcing = Sourcing(descriptions, language, today)
    body = _body(result, sourcing, language)
    replaced = _replaced(result, plans, sourcing, language, past)
    notes = [say(language, "quote_language")] if sourcing.foreign() else []
    text = "\n".join([*body, *replaced, *notes])
    return Recorded(f"{text}\n\n{sourcing.sources()}", sourcing.citations)


def missing(sought: NoSuch, language: Language) -> str:
    """Says that a number, or a region's list, does not stand in the documents, and which numbers do."""
    if sought.regions:
        return say(language, "not_found_region", missing=", ".join(sorted(sought.regions)))
    kind = say(language, f"kind_{sought.kind}")
    text = say(language, "strategy_missing", kind=kind.capitalize(), number=sought.number)
    kinds = say(language, f"kinds_{sought.kind}")
    known = say(language, "strategy_known", kinds=kinds, numbers=", ".join(sought.known))
    return f"{text} {known}" if sought.known else text


def _body(result: StrategyResult, sourcing: Sourcing, language: Language) -> list[str]:
    if result.reason == "list":
        return _list(result, sourcing, language)
    if result.reason == "parts":
        return _parts(result, sourcing, language)
    if result.reason in ("number", "work") and result.item:
        return _told(result, result.item, sourcing, language)
    return [_covering(result, sourcing, language)]


def _covering(result: StrategyResult, sourcing: Sourcing, language: Language) -> str:
    """The one item that covers what was asked."""
    found, item = result.found, result.item or result.found.items[0]
    kind = say(language, f"kind_{found.kind}")
    name = numbered(item) if item.name else f"{kind.capitalize()} {item.number}"
    text = say(language, "strategy_item", name=name, kind=kind)
    if not item.name and result.work:
        return "\n".join([text, *_quotes(result.work, sourcing)])
    mark = sourcing.mark(found.document, item.first, item.last, item.text)
    return text + mark if item.name else f"{text}\n> {item.text}{mark}"


def _list(result: StrategyResult, sourcing: Sourcing, language: Language) -> list[str]:
    """The list as its sentence states it, and each entry with the mark of its place."""
    found = result.found
    texts = {item.text for item in found.items}
    counts = found.said not in texts or texts == {found.said}
    said = [found.said + sourcing.mark(found.document, found.first, found.last, found.said)] if counts else []
    intro = said or [say(language, "strategy_named", count=len(found.items), kinds=_kinds(found, language))]
    fewer = "strategy_names_fewer" if len(found.items) < found.stated else "strategy_differs"
    differs = say(language, fewer, stated=found.stated, listed=len(found.items))
    notes = [differs] if found.stated != len(found.items) else []
    if all(item.text == found.said for item in found.items):
        return intro + notes
    grouped = {item.parent for item in found.items if item.parent}
    return intro + (_by_parent(result, sourcing) if len(grouped) > 1 else _entries(result, sourcing)) + notes


def _entries(result: StrategyResult, sourcing: Sourcing) -> list[str]:
    """Each entry of a list, with its parts where they are short; cited together where they stand together."""
    found = result.found
    if not found.together:
        return [f"- {numbered(item)}{_mark(found, item, sourcing)}" for item in found.items]
    names = "; ".join(item.name for item in found.items)
    parts = {item.name: _short_parts(result, item) for item in found.items}
    first, last = found.together
    last = max([last, *(part.last for each in parts.values() for part in each)])
    quote = "; ".join([names, *(part.name for each in parts.values() for part in each)])
    mark = sourcing.mark(found.document, first, last, quote)
    return [f"- {numbered(item)}{_inner(parts[item.name])}{mark}" for item in found.items]


def _short_parts(result: StrategyResult, item: StrategyItem) -> list[StrategyItem]:
    """The parts that are bullets under an entry without numbers of their own."""
    kind = PARTS.get(result.found.kind)
    under = (b.branches for b in result.tree.branches if b.item == item)
    return [
        part.item for branches in under for part in branches if part.kind == kind and not part.item.number
    ]


def _inner(parts: Sequence[StrategyItem]) -> str:
    return f": {'; '.join(part.name for part in parts)}" if parts else ""


def _by_parent(result: StrategyResult, sourcing: Sourcing) -> list[str]:
    """The entries of a long list, one line for all that are parts of one item."""
    lines = []
    numbers = {branch.item.name: branch.item.number for branch in result.tree.branches}
    for parent in dict.fromkeys(item.parent for item in result.found.items):
        members = [item for item in result.found.items if item.parent == parent]
        shown = "; ".join(shortened(numbered(item).strip(), LONGEST_NAME // 2) for item in members)
        mark = _mark(result.found, members[0], sourcing)
        number = f"{numbers[parent]} " if parent and numbers.get(parent) else ""
        whole = f"{number}{shortened(parent, LONGEST_NAME)}: " if parent else ""
        lines.append(f"- {whole}{shown}{mark}")
    return lines


def _parts(result: StrategyResult, sourcing: Sourcing, language: Language) -> list[str]:
    """The parts of an item: those with a name by it, the others by what is said of them."""
    parent, found = result.parent, result.found
    values = {"count": len(result.parts), "kinds": _kinds(found, language, len(result.parts))}
    name = _called(parent, language) if parent else ""
    return [
        say(language, "strategy_parts", parent=name, **values),
        *(f"- {_part(part, sourcing)}" for part in result.parts),
    ]


def _part(part: Listed, sourcing: Sourcing) -> str:
    item = part.item
    said = item.name or shortened(item.text, LONGEST_SAID)
    text = f"**{item.number}** {said}" if item.number else said
    return text + _mark(part.found, item, sourcing)


def _told(result: StrategyResult, item: StrategyItem, sourcing: Sourcing, language: Language) -> list[str]:
    """What an item is called and is a part of, and how the work under it is described."""
    kind = say(language, f"kind_{result.found.kind}")
    called = f"{kind} {item.number}" if item.number else kind
    named = say(
        language, "strategy_called" if item.name else "strategy_unnamed", called=sentence_case(called)
    )
    first = f"{named} {item.name}{_mark(result.found, item, sourcing)}" if item.name else named
    if parent := result.parent:
        belongs = say(language, "strategy_part_of", parent=_called(parent, language))
        first += f"\n{belongs}" if item.name else f" {belongs}"
        first += _mark(parent.found, parent.item, sourcing)
    if item.name and result.reason == "number":
        below = _rest_of(item) or _quotes(_right_below(result, item), sourcing)
        return [first, *below, *_numbers_below(result, item, sourcing, language)]
    return [first, say(language, "strategy_work"), *_quotes(result.work, sourcing)]


def _numbers_below(
    result: StrategyResult, item: StrategyItem, sourcing: Sourcing, language: Language
) -> list[str]:
    """The parts of an item by their numbers."""
    parts = [part for branch in result.tree.branches if branch.item == item for part in branch.branches]
    numbers = [
        f"{part.item.number}{_mark(result.found, part.item, sourcing)}" for part in parts if part.item.number
    ]
    if not numbers:
        return []
    kinds = say(language, f"kinds_{parts[0].kind}")
    return [say(language, "strategy_parts_named", kinds=sentence_case(kinds), numbers=", ".join(numbers))]


def _rest_of(item: StrategyItem) -> list[str]:
    """What the place of an item says beyond its name."""
    rest = item.text.partition(item.name)[2].strip(" .:|–-")
    return [f"> {shortened(rest, ROOM_FOR_QUOTES)}"] if item.name and len(rest.split()) > 1 else []


def _right_below(result: StrategyResult, item: StrategyItem) -> list[Statement]:
    """What stands right below the heading that an item is."""
    document = result.found.document
    near = (s for s in result.work if s.document == document and 0 < _lines_below(item, s) <= NEAR_LINES)
    return list(near)[:1]


def _lines_below(item: StrategyItem, statement: Statement) -> int:
    """How many lines below an item a statement begins; on pages, 1 for what is on the same page."""
    if statement.first.line is None or item.last.line is None:
        return int(statement.first.page == item.last.page)
    return statement.first.line - item.last.line


def _quotes(work: Sequence[Statement], sourcing: Sourcing) -> list[str]:
    """Sentences about the work, as many as there is room for."""
    lines: list[str] = []
    for statement in work:
        used = sum(map(len, lines))
        if (
            len(lines) == MOST_QUOTES
            or sourcing.full
            or (lines and used + len(statement.text) > ROOM_FOR_QUOTES)
        ):
            break
        text = shortened(statement.text, ROOM_FOR_QUOTES)
        lines.append(f"> {text}{sourcing.mark_of(statement)}")
    return lines


def _replaced(
    result: StrategyResult, plans: Sequence[Plan], sourcing: Sourcing, language: Language, past: bool
) -> list[str]:
    """That the plan of the list no longer holds, and which came after it."""
    before = next((plan for plan in plans if plan.name == result.tree.plan), None)
    after = next((plan for plan in plans if before and plan.id == before.replaced_by), None)
    if not before or not after or len(sourcing.citations) >= MOST_CITATIONS:
        return []
    mark = sourcing.mark_of(after.statements[0])
    names = {"before": sentence_case(before.name), "after": called_plan(after, not past)}
    return [say(language, "strategy_replaced", **names) + mark]


def _mark(found: StrategyList, item: StrategyItem, sourcing: Sourcing) -> str:
    return sourcing.mark(found.document, item.first, item.last, item.text)


def _called(listed: Listed, language: Language) -> str:
    """An item with its kind: "prioritering 4, En region ..."."""
    kind = say(language, f"kind_{listed.found.kind}")
    number = f" {listed.item.number}," if listed.item.number else ""
    return f"{kind}{number} {listed.item.name}"


def _kinds(found: StrategyList, language: Language, count: int = 2) -> str:
    return say(language, f"kind{'' if count == 1 else 's'}_{found.kind}")

"""Grow a strategy's lists into a tree: the parts that are named by number, what they are parts of, the work.

StrategyLists and Documents -> StrategyLists. A part that no list holds is known by what refers to it;
priorities without numbers take those of their chapters where nothing contradicts it.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from retrieval.coding import to_plain
from retrieval.documents import Description, Document
from retrieval.language.places import regions_in
from retrieval.registers.memory import NO_MEMORY, Memory
from retrieval.registers.records import Statement, StrategyItem, StrategyList
from retrieval.registers.strategy.kinds import PARTS, WHOLES, major, order
from retrieval.registers.strategy.mentions import Referred, chapters_of, referred_in, work_in_chapter

MOST_WORK = 12  # statements of one item
# what may stand under a heading of a kind, and is then a part of what the heading names
STANDS_UNDER = {
    "mål": ("prioritering", "insatsområde", "inriktning", "delmål"),
    "prioritering": ("delprioritering", "delmål", "mål"),
    "insatsområde": ("prioritering", "delprioritering", "delmål", "mål"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A document with what refers to parts of a strategy in it."""

    document: Document
    referred: tuple[Referred, ...]

    @property
    def path(self) -> str:
        """The document's id."""
        return self.document.description.path


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of one document."""

    found: tuple[StrategyList, ...]


@dataclass(frozen=True, slots=True)
class Referring:
    """What one document refers to."""

    found: tuple[Referred, ...]


def with_branches(
    lists: Sequence[StrategyList], documents: Sequence[Document], memory: Memory = NO_MEMORY
) -> tuple[StrategyList, ...]:
    """The lists with their numbers, parts, parents and work; lists of one document stay together."""
    sources = [
        Source(each, memory.of(each, "strategy references", Referring, partial(_referring, each)).found)
        for each in documents
    ]
    own: dict[str, list[StrategyList]] = defaultdict(list)
    for found in lists:
        own[found.document].append(found)
    about: dict[str, list[Source]] = defaultdict(list)
    listing = _by_region(source.document.description for source in sources if source.path in own)
    for source in sources:
        if source.referred:
            itself = source.path in own
            owner = source.path if itself else _owner(source.document.description, listing)
            about[owner].append(source)
    return tuple(
        grown
        for source in sources
        if source.referred or source.path in own
        for grown in _remembered(own[source.path], source, about[source.path], memory)
    )


def _referring(document: Document) -> Referring:
    return Referring(referred_in(document))


def _remembered(
    own: Sequence[StrategyList], source: Source, about: Sequence[Source], memory: Memory
) -> tuple[StrategyList, ...]:
    """The lists of one document grown, which depends on those documents alone that speak of them."""

    def grow() -> Lists:
        return Lists(tuple(_grown(own, source, about)))

    said = json.dumps(to_plain([other.referred for other in about]))
    return memory.of(source.document, "strategy grown", Lists, grow, said).found


def _by_region(descriptions: Iterable[Description]) -> dict[str, list[Description]]:
    """The documents that list something, by the regions of their publishers."""
    listing: dict[str, list[Description]] = defaultdict(list)
    for each in descriptions:
        for region in regions_in(each.publisher or ""):
            listing[region].append(each)
    return listing


def _owner(description: Description, listing: Mapping[str, Sequence[Description]]) -> str:
    """The document whose strategy a document speaks of: its region's newest until then, else itself."""
    regions = regions_in(description.publisher or "")
    of_region = {each.path: each for region in sorted(regions) for each in listing.get(region, ())}.values()
    if not of_region:
        return description.path
    date = description.published or "9999"
    return max(of_region, key=lambda each: ((each.published or "") <= date, each.published or "")).path


def _grown(own: Sequence[StrategyList], source: Source, about: Sequence[Source]) -> list[StrategyList]:
    """The lists of one document with everything that it and others tell of them."""
    numbered = [_numbered(found, source) for found in own]
    lists = _with_parts(numbered, source)
    lists = [_with_parents(found, lists, source.document) for found in lists]
    return [_with_work(found, source, about) for found in lists]


def _numbered(found: StrategyList, source: Source) -> StrategyList:
    """The list with the numbers of its order, where the text uses such numbers without contradiction."""
    chapters = chapters_of(source.document, found.kind, found.items)
    used = [
        (int(major(each.number)), each.block)
        for each in source.referred
        if found.kind in (each.kind, WHOLES.get(each.kind)) and major(each.number).isdigit()
    ]
    count = len(found.items)
    whole = count == found.stated and len(chapters) in (0, count)
    if not used or not whole or any(item.number for item in found.items):
        return found
    if not all(1 <= number <= count for number, _ in used):
        return found
    for place, chapter in enumerate(chapters, 1):
        said = Counter(number for number, block in used if chapter.first < block < chapter.end)
        if said and said[place] < max(said.values()):
            return found
    items = tuple(replace(item, number=str(place)) for place, item in enumerate(found.items, 1))
    return replace(found, items=items)


def _with_parts(lists: Sequence[StrategyList], source: Source) -> list[StrategyList]:
    """The lists with every part that the document names by number, each kind in the order of its numbers."""
    named: dict[str, dict[str, StrategyItem]] = defaultdict(dict)
    for each in source.referred:
        if "." in each.number and each.kind in (*PARTS.values(), *(found.kind for found in lists)):
            known = named[each.kind].get(each.number)
            if known is None or (each.name and not known.name):
                named[each.kind][each.number] = each.item
    found = [_merged(each, named.pop(each.kind, {})) for each in lists]
    return found + [_alone(kind, items, source) for kind, items in named.items()]


def _merged(found: StrategyList, named: dict[str, StrategyItem]) -> StrategyList:
    """The list with the parts that it lacks."""
    known = {item.number: item for item in found.items}
    added = [item for number, item in named.items() if number not in known]
    if not added:
        return found
    items = sorted((*found.items, *added), key=lambda item: order(item.number))
    stated = found.stated if found.stated != len(found.items) else max(found.stated, len(items))
    return replace(found, items=tuple(items), stated=stated, together=None)


def _alone(kind: str, named: dict[str, StrategyItem], source: Source) -> StrategyList:
    """A list of parts that are only referred to; as many are said as are found."""
    items = tuple(sorted(named.values(), key=lambda item: order(item.number)))
    first = min(items, key=lambda item: item.first)
    return StrategyList(source.path, kind, len(items), first.text, first.first, first.last, items)


def _with_parents(found: StrategyList, lists: Sequence[StrategyList], document: Document) -> StrategyList:
    """The list with each item's parent: by its number, else by the heading that it stands under."""
    begins = min(item.first for item in found.items)
    above = [
        each
        for each in lists
        if found.kind in STANDS_UNDER.get(each.kind, ()) and min(i.first for i in each.items) < begins
    ]
    chapters = [chapter for each in above for chapter in chapters_of(document, each.kind, each.items)]
    items = []
    for item in found.items:
        stands = (chapter.item.name for chapter in chapters if chapter.holds(item, document))
        parent = item.parent or _whole_of(item, found.kind, lists) or next(stands, None)
        items.append(replace(item, parent=parent))
    return replace(found, items=tuple(items))


def _whole_of(item: StrategyItem, kind: str, lists: Sequence[StrategyList]) -> str | None:
    """The name of the item whose number a part's number begins with."""
    if not item.number or "." not in item.number:
        return None
    wholes = [each for each in lists if each.kind == WHOLES.get(kind)] or lists
    return next((w.name for each in wholes for w in each.items if w.number == major(item.number)), None)


def _with_work(found: StrategyList, source: Source, about: Sequence[Source]) -> StrategyList:
    """The list with what the corpus says of the work under each item, in the documents' order."""
    chapters = chapters_of(source.document, found.kind, found.items)
    said: dict[str, list[Statement]] = defaultdict(list)
    for other in about:
        for each in other.referred:
            if each.kind == found.kind and each.describes:
                said[each.number].append(each.statement)
    in_chapters = {
        chapter.item: work_in_chapter(source.document, found.kind, chapter) for chapter in chapters
    }
    items = []
    for item in found.items:
        work = dict.fromkeys((*in_chapters.get(item, ()), *said.get(item.number or "", ())))
        items.append(replace(item, work=tuple(work)[:MOST_WORK]))
    return replace(found, items=tuple(items))

"""Find what a strategy sets out to do: its goals, orientations and priorities, and how many it says they are.

Documents -> StrategyLists. A text says "sex prioriteringar" in a sentence, and lists them where that
sentence ends in a colon, or under numbers ("Mål 1: ..."), or as headings of one form, as many as
were said. No list is taken whose length contradicts what the text says without that being kept.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from retrieval.documents import Block, Document, Place, PlacedText
from retrieval.language.sentences import sentence_spans
from retrieval.registers.memory import NO_MEMORY, Memory
from retrieval.registers.records import StrategyItem, StrategyList
from retrieval.registers.strategy import listings
from retrieval.registers.strategy.branches import Lists, with_branches
from retrieval.registers.strategy.kinds import ANY_KIND, KINDS, PARTS, kind_in, major
from retrieval.registers.strategy.listings import Found

NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "två two", "tre three", "fyra four", "fem five", "sex six", "sju seven", "åtta eight", "nio nine",
            "tio ten", "elva eleven", "tolv twelve",
        ),
        2,
    )
    for word in words.split()
}  # fmt: skip
COUNTED = re.compile(
    rf"\b(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?:[\wåäö-]+\s){{0,2}}?(?P<kind>{ANY_KIND})\b",
    re.IGNORECASE,
)
NAMED_LAST = 60  # characters before a colon in which the kind that is listed stands
LONGEST_STRETCH = 45  # lines that one citation may span


def strategy_lists(documents: Sequence[Document], memory: Memory = NO_MEMORY) -> tuple[StrategyList, ...]:
    """Every list of goals, orientations or priorities, those of one document in reading order."""
    lists = [
        found
        for document in documents
        for found in memory.of(document, "strategy lists", Lists, partial(_all_of, document)).found
    ]
    return with_branches(lists, documents, memory)


def _all_of(document: Document) -> Lists:
    return Lists(tuple(_lists_of(document)))


def _lists_of(document: Document) -> Iterator[StrategyList]:
    """The first list of each kind that the document gives in full."""
    under_labels = {**listings.tabled(document), **listings.labelled(document)}
    found: dict[str, StrategyList] = {}
    for kind, count, said, index in sorted(_counts(document), key=lambda each: not _is_sentence(each[2])):
        items = [] if kind in found else _listed(document, kind, count, said, index, under_labels)
        if items:
            found[kind] = _list(document, kind, count, said, items)
    for kind, items in under_labels.items():
        if kind not in found:
            said = Block("paragraph", _content_of(document, items[0]))
            found[kind] = _list(document, kind, len(items), said, items)
    found.update(_parts_named(document, found))
    yield from found.values()
    if not found:
        yield from _uncounted(document)


def _parts_named(document: Document, found: Mapping[str, StrategyList]) -> dict[str, StrategyList]:
    """The numbered sections of numbered chapters that are items, where the text names their kind."""
    named = {}
    for whole, part in PARTS.items():
        numbers = {item.number for item in found[whole].items} if whole in found else set()
        items = [item for item in listings.numbered_parts(document) if major(item.number or "") in numbers]
        said = next((b for b in document.blocks if re.search(rf"\b(?:{KINDS[part]})\b", b.text, re.I)), None)
        if items and said and part not in found:
            first = Block("heading", _content_of(document, items[0]))
            named[part] = _list(document, part, len(items), first, items)
    return named


def _listed(
    document: Document, kind: str, count: int, said: Block, index: int, under_labels: Found
) -> list[StrategyItem]:
    """What a sentence counts, where the document lists it in any of the ways."""
    return (
        listings.within(said, count)
        or listings.listed_after(document, kind, index)
        or under_labels.get(kind)
        or listings.headings_of_form(document, count)
        or (listings.headings_below(document, count, index) if kind not in PARTS.values() else [])
    )


def _uncounted(document: Document) -> Iterator[StrategyList]:
    """The lists that a sentence introduces without counting them: headings over bullets, or bullets."""
    for index, block in enumerate(document.blocks):
        kind = kind_in(block.text[-NAMED_LAST:]) if block.text.endswith(":") else None
        if not kind or block.kind == "heading":
            continue
        if groups := listings.grouped_after(document, index):
            heads = [listings.item_of(heading, None, heading.text) for heading, _ in groups]
            yield _list(document, kind, len(heads), block, heads)
            parts = [
                replace(listings.item_of(entry, None, entry.text), parent=heading.text)
                for heading, entries in groups
                for entry in entries
            ]
            yield _list(document, PARTS.get(kind, kind), len(parts), block, parts)
            return
        if items := listings.listed_after(document, kind, index):
            yield _list(document, kind, len(items), block, items)
            return


def _list(
    document: Document, kind: str, count: int, said: Block, items: Sequence[StrategyItem]
) -> StrategyList:
    first, last = said.content.places_between(0, len(said.text))
    together = _together(document, items)
    path = document.description.path
    return StrategyList(path, kind, count, said.text, first, last, tuple(items), together)


def _content_of(document: Document, item: StrategyItem) -> PlacedText:
    return next(block.content for block in document.blocks if block.text == item.text)


def _is_sentence(block: Block) -> bool:
    return block.text.endswith((".", ":"))


def _together(document: Document, items: Sequence[StrategyItem]) -> tuple[Place, Place] | None:
    """The shortest stretch of lines in which every item stands as a block of its own; None for a long one."""
    names = {item.text: number for number, item in enumerate(items)}
    stands = [(block, names[block.text]) for block in document.blocks if block.text in names]
    best: tuple[int, Place, Place] | None = None
    for start in range(len(stands)):
        missing = set(names.values())
        for end in range(start, len(stands)):
            missing.discard(stands[end][1])
            first, last = stands[start][0].content.places[0], stands[end][0].content.places[-1]
            length = (last.line or 0) - (first.line or 0) if first.page is None else LONGEST_STRETCH
            if length >= LONGEST_STRETCH:
                break
            if not missing:
                best = min(best or (length, first, last), (length, first, last), key=lambda each: each[0])
                break
    return (best[1], best[2]) if best else None


def _counts(document: Document) -> Iterator[tuple[str, int, Block, int]]:
    """Each sentence that says how many of a kind there are: kind, number, the sentence, its block's index."""
    for index, block in enumerate(document.blocks):
        for first, last in sentence_spans(block.text):
            for match in COUNTED.finditer(block.text[first:last]):
                written = match.group("number").casefold()
                kind = kind_in(match.group("kind"))
                if kind:
                    sentence = Block(block.kind, block.content.cut(first, last), block.level)
                    yield kind, NUMBERS.get(written) or int(written), sentence, index

"""The ways in which a document lists what its strategy consists of, each with the place of every entry.

Document -> StrategyItems. In the sentence itself, as bullets, under labels ("Mål 1: ..."), in a table,
as headings of one form, or as the headings below the sentence that counts them.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile

from retrieval.documents import Block, Document
from retrieval.registers.records import StrategyItem
from retrieval.registers.strategy.kinds import (
    ANY_KIND,
    END,
    KINDS,
    NUMBER,
    PARTS,
    WHOLES,
    kind_in,
    kind_of_number,
    major,
    normal,
)

LABELLED = re.compile(
    rf"^(?P<kind>{ANY_KIND})\s+(?P<number>{NUMBER}){END}\s*[:.|–-]?\s+(?P<name>\S.*)$", re.IGNORECASE
)
# a letter alone is a number only before a mark: "A better county" is a name
NUMBERED = re.compile(
    rf"^(?P<number>\d{{1,2}}(?:[.:]\d{{1,2}})?|[A-H](?:[.:]?\d{{1,2}}|(?=[.:)]))){END}"
    r"\s*[.:)–-]?\s+(?P<name>[^\W\d_].*)$"
)
CELL = " | "  # between the cells of a row
SHARED_WORDS = 2  # words at the beginning that headings of one form have in common
DEEPEST_HEADING = 2
SMALLEST = 2
LONGEST_NAME = 200
NEAR = 3  # blocks from the sentence that counts to the one that ends in a colon

Found = dict[str, list[StrategyItem]]


def within(said: Block, count: int) -> list[StrategyItem]:
    """The names that the sentence itself gives after its colon, when they are as many as it says."""
    _, colon, rest = said.text.partition(": ")
    names = [
        name.strip(" .")
        for name in re.split(r",\s+|\s+(?:och|samt|respektive|and)\s+", rest)
        if name.strip(" .")
    ]
    return [item_of(said, None, name) for name in names] if colon and len(names) == count else []


def listed_after(document: Document, kind: str, index: int) -> list[StrategyItem]:
    """The entries of the list that a sentence about the kind introduces with a colon, here or soon after."""
    for at in range(index, min(index + NEAR, len(document.blocks))):
        if introduces(document.blocks[at], kind):
            entries = list(takewhile(lambda b: b.kind == "item", document.blocks[at + 1 :]))
            if len(entries) >= SMALLEST:
                return [item_of(entry, None, _name_of_entry(entry.text)) for entry in entries]
    return []


def introduces(block: Block, kind: str) -> bool:
    """Whether a block ends in a colon and speaks of the kind just before."""
    end = block.text[-300:]
    return end.endswith(":") and bool(re.search(rf"\b(?:{KINDS[kind]})\b", end, re.I))


def grouped_after(document: Document, index: int) -> list[tuple[Block, tuple[Block, ...]]]:
    """The headings after a block that each stand right over a list, with their entries."""
    groups: list[tuple[Block, tuple[Block, ...]]] = []
    at = index + 1
    while at < len(document.blocks) and document.blocks[at].kind == "heading":
        entries = tuple(takewhile(lambda block: block.kind == "item", document.blocks[at + 1 :]))
        if not entries:
            break
        groups.append((document.blocks[at], entries))
        at += 1 + len(entries)
    return groups if len(groups) >= SMALLEST else []


def _name_of_entry(text: str) -> str:
    """What stands before an entry's dash or colon; the whole entry where there is none."""
    name = re.split(r"\s[-–—]\s|:\s", text, maxsplit=1)[0].strip()
    return name[:LONGEST_NAME].rstrip(" .;,")


def labelled(document: Document) -> Found:
    """Headings, paragraphs and rows that bear a kind and a number, by kind, each number once."""
    found: dict[str, dict[str, StrategyItem]] = defaultdict(dict)
    for kind, item in _labels(document):
        found[kind].setdefault(item.number or "", item)
    return {
        kind: list(items.values())
        for kind, items in found.items()
        if len(items) >= SMALLEST and _begins(items)
    }


def _labels(document: Document) -> Iterator[tuple[str, StrategyItem]]:
    """Each block that bears a label, and those of the label's parts that bear only their numbers."""
    within_label: tuple[str, str] | None = None
    for block in document.blocks:
        if label := label_of(block):
            kind, item = label
            if item.number and "." not in item.number:
                within_label = kind, item.number
            yield kind, item
        elif within_label and (match := NUMBERED.match(block.text)) and "." in normal(match.group("number")):
            kind, number = within_label
            if major(normal(match.group("number"))) == number and match.group("name")[0].isupper():
                yield (
                    PARTS.get(kind, kind),
                    item_of(block, normal(match.group("number")), name_of(match.group("name"))),
                )


def label_of(block: Block) -> tuple[str, StrategyItem] | None:
    """The kind and the item of a block that begins with a kind, a number and a name."""
    match = LABELLED.match(block.text)
    if not match or not match.group("name")[0].isupper() or not (kind := kind_in(match.group("kind"))):
        return None
    number = normal(match.group("number"))
    return kind_of_number(kind, number), item_of(block, number, name_of(match.group("name")))


def name_of(text: str) -> str:
    """The first sentence or cell of what follows a number."""
    return re.split(r"(?<=[a-zåäö])\.\s| \| ", text, maxsplit=1)[0][:LONGEST_NAME].rstrip(".")


def _begins(numbers: Container[str]) -> bool:
    """Whether numbers are the document's own: those of others' goals begin anywhere."""
    return any(first in numbers for first in ("1", "1.1", "A", "A.1"))


def tabled(document: Document) -> Found:
    """The rows under a cell that names a kind, by kind; numbers in another column are theirs."""
    found: dict[str, list[StrategyItem]] = defaultdict(list)
    head: tuple[str, int, int] | None = None  # kind, its column, how many columns
    for block in document.blocks:
        cells = block.text.split(CELL) if block.kind == "row" else []
        if (column := _kind_column(cells)) is not None:
            head = kind_in(cells[column]) or "", column, len(cells)
        elif head and len(cells) == head[2]:
            kind, column, _ = head
            number = next((normal(cell) for cell in cells if re.fullmatch(NUMBER, cell)), None)
            name = name_of(cells[column])
            found[kind_of_number(kind, number) if number else kind].append(item_of(block, number, name))
        else:
            head = None
    return {
        kind: items
        for kind, items in found.items()
        if len(items) >= SMALLEST or len(found.get(WHOLES.get(kind, ""), ())) >= SMALLEST
    }


def _kind_column(cells: Sequence[str]) -> int | None:
    """The first column whose cell is a kind's name and nothing else."""
    if len(cells) < SMALLEST:
        return None
    named = (n for n, cell in enumerate(cells) if re.fullmatch(ANY_KIND, cell.strip(), re.IGNORECASE))
    return next(named, None)


def headings_of_form(document: Document, count: int) -> list[StrategyItem]:
    """The headings that begin alike, or are numbered, when there are as many as the text says."""
    groups: dict[str, dict[str, Block]] = defaultdict(dict)
    for heading in document.blocks:
        if heading.kind != "heading" or heading.level > DEEPEST_HEADING:
            continue
        groups[" ".join(heading.text.casefold().split()[:SHARED_WORDS])].setdefault(
            heading.text.casefold(), heading
        )
        if (match := NUMBERED.match(heading.text)) and "." not in normal(match.group("number")):
            groups["numbered"].setdefault(match.group("number"), heading)
    divided = _divided(document, groups["numbered"])
    fitting = [group for group in groups.values() if len(group) == count > SMALLEST]
    fitting += [divided] if len(divided) == count >= SMALLEST else []
    return [item_of(block, None, block.text) for block in fitting[0].values()] if fitting else []


def _divided(document: Document, numbered: dict[str, Block]) -> dict[str, Block]:
    """The numbered chapters that have numbered parts: goals, not the chapter on their evaluation."""
    wholes = {major(item.number) for item in numbered_parts(document) if item.number}
    return {number: block for number, block in numbered.items() if normal(number) in wholes}


def numbered_parts(document: Document) -> list[StrategyItem]:
    """The headings that bear a part's number and no kind: "1.2 Bredband åt alla"."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    items = [item_of(block, None, block.text) for block in headings if NUMBERED.match(block.text)]
    return [item for item in items if item.number and "." in item.number]


def headings_below(document: Document, count: int, index: int) -> list[StrategyItem]:
    """The headings right below the sentence that counts them, when there are just as many.

    They stand one level below the sentence's own heading, or beside it where the sentence ends in a colon.
    """
    following = document.blocks[index + 1 :]
    start = next((n for n, block in enumerate(following[:NEAR]) if block.kind == "heading"), None)
    if start is None:
        return []
    level = next((b.level for b in reversed(document.blocks[: index + 1]) if b.kind == "heading"), 0)
    first = following[start].level
    beside = document.blocks[index].text.endswith(":")
    chapters = [b for b in following[start:] if b.kind == "heading" and b.level <= first]
    below = list(takewhile(lambda b: b.level == first and (beside or b.level > level), chapters))
    enough = len(below) >= count if beside else len(below) == count > SMALLEST
    return [item_of(block, None, block.text) for block in below[:count]] if enough else []


def item_of(block: Block, number: str | None, name: str) -> StrategyItem:
    """The item that a block gives; a number that its name begins with is its own."""
    if number is None and (match := NUMBERED.match(name)):
        number, name = normal(match.group("number")), match.group("name")
    return StrategyItem(number, name, block.text, block.content.places[0], block.content.places[-1])

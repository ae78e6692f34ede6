"""Find what a strategy sets out to do: its goals, orientations and priorities, and how many it says they are.

Documents -> StrategyLists. A text says "sex prioriteringar" in a sentence, and lists them where that
sentence ends in a colon, or under numbers ("Mål 1: ..."), or as headings of one form, as many as
were said. No list is taken whose length contradicts what the text says without that being kept.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile

from retrieval.documents import Block, Document, Place
from retrieval.language.sentences import sentence_spans
from retrieval.registers.records import StrategyItem, StrategyList

# the kinds of things that strategies consist of, in both languages; the key is the kind's name
KINDS = {
    "prioritering": r"prioritering(?:ar(?:na)?)?|priorit(?:y|ies)",
    "inriktning": r"inriktning(?:ar(?:na)?)?|orientations?|directions?",
    "mål": (
        r"(?:övergripande )?(?:hållbarhets|utvecklings|huvud)?mål(?:en)?"
        r"|(?:strategic |overall )?(?:goals?|objectives?)"
    ),
    "delmål": r"delmål(?:en)?|sub-?goals?|targets?",
    "insatsområde": (
        r"(?:insats|utvecklings|fokus|strategi|mål|prioriterade )område(?:n|na)?"
        r"|(?:strategy|focus|priority|action) areas?"
    ),
    "delprioritering": r"delprioritering(?:ar(?:na)?)?|sub-?priorit(?:y|ies)",
}
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
ANY_KIND = "|".join(KINDS.values())
COUNTED = re.compile(
    rf"\b(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?:[\wåäö-]+\s){{0,2}}?(?P<kind>{ANY_KIND})\b",
    re.IGNORECASE,
)
LABELLED = re.compile(
    rf"^(?P<kind>{ANY_KIND})\s+(?P<number>\d{{1,2}}(?:[.:]\d{{1,2}})?)\s*[:.–-]?\s+(?P<name>\S.*)$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2})?)\.?\s+(?P<name>[^\W\d_].*)$")
SHARED_WORDS = 2  # words at the beginning that headings of one form have in common
DEEPEST_HEADING = 2
SMALLEST = 2
LONGEST_STRETCH = 45  # lines that one citation may span
LONGEST_NAME = 200


def strategy_lists(documents: Sequence[Document]) -> tuple[StrategyList, ...]:
    """Every list of goals, orientations or priorities, those of one document in reading order."""
    return tuple(found for document in documents for found in _lists_of(document))


def kind_in(text: str) -> str | None:
    """The kind that a text names first, by its own name: "priorities" is "prioritering"."""
    matches = [
        (m.start(), -len(m.group()), kind)
        for kind, p in KINDS.items()
        if (m := re.search(rf"\b(?:{p})\b", text, re.I))
    ]
    return min(matches)[2] if matches else None


def _lists_of(document: Document) -> Iterator[StrategyList]:
    """The first list of each kind that the document gives in full."""
    labelled = _labelled(document)
    found: dict[str, StrategyList] = {}
    for kind, count, said, index in sorted(_counts(document), key=lambda each: not _is_sentence(each[2])):
        if kind in found:
            continue
        items = _within(said, count) or _listed_after(document, kind, index)
        items = items or labelled.get(kind) or _headings_of_form(document, count)
        if items:
            place = said.content.places_between(0, len(said.text))
            together = _together(document, items)
            found[kind] = StrategyList(
                document.description.path, kind, count, said.text, *place, tuple(items), together
            )
    for kind, items in labelled.items():
        if kind not in found:
            first, last = items[0].first, items[0].last
            found[kind] = StrategyList(
                document.description.path, kind, len(items), items[0].text, first, last, tuple(items)
            )
    yield from found.values()


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


def _within(said: Block, count: int) -> list[StrategyItem]:
    """The names that the sentence itself gives after its colon, when they are as many as it says."""
    _, colon, rest = said.text.partition(": ")
    names = [
        name.strip(" .")
        for name in re.split(r",\s+|\s+(?:och|samt|respektive|and)\s+", rest)
        if name.strip(" .")
    ]
    return [_item(said, None, name) for name in names] if colon and len(names) == count else []


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


def _listed_after(document: Document, kind: str, index: int) -> list[StrategyItem]:
    """The entries of the list that a sentence about the kind introduces with a colon, here or soon after."""
    for at in range(index, min(index + 3, len(document.blocks))):
        block = document.blocks[at]
        if (
            block.text.endswith(":")
            and kind_in(block.text[-300:])
            and re.search(KINDS[kind], block.text, re.I)
        ):
            entries = list(takewhile(lambda b: b.kind == "item", document.blocks[at + 1 :]))
            if len(entries) >= SMALLEST:
                return [_item(entry, None, _name_of_entry(entry.text)) for entry in entries]
    return []


def _name_of_entry(text: str) -> str:
    """What stands before an entry's dash or colon; the whole entry where there is none."""
    name = re.split(r"\s[-–—]\s|:\s", text, maxsplit=1)[0].strip()
    return name[:LONGEST_NAME].rstrip(" .;,")


def _labelled(document: Document) -> dict[str, list[StrategyItem]]:
    """Headings and paragraphs that bear a kind and a number, by kind, each number once."""
    found: dict[str, dict[str, StrategyItem]] = defaultdict(dict)
    for block in document.blocks:
        if not (match := LABELLED.match(block.text)) or not match.group("name")[0].isupper():
            continue
        kind = kind_in(match.group("kind"))
        if kind:
            name = re.split(r"(?<=[a-zåäö])\.\s", match.group("name"), maxsplit=1)[0]
            number = match.group("number").replace(":", ".")
            found[kind].setdefault(number, _item(block, number, name[:LONGEST_NAME].rstrip(".")))
    return {
        kind: list(items.values())
        for kind, items in found.items()
        if len(items) >= SMALLEST and _begins(items)
    }


def _begins(numbers: Container[str]) -> bool:
    """Whether numbers are the document's own: those of others' goals begin anywhere."""
    return "1" in numbers or "1.1" in numbers


def _headings_of_form(document: Document, count: int) -> list[StrategyItem]:
    """The headings that begin alike, or are numbered, when there are as many as the text says."""
    groups: dict[str, dict[str, Block]] = defaultdict(dict)
    for heading in document.blocks:
        if heading.kind != "heading" or heading.level > DEEPEST_HEADING:
            continue
        groups[" ".join(heading.text.casefold().split()[:SHARED_WORDS])].setdefault(
            heading.text.casefold(), heading
        )
        if (match := NUMBERED.match(heading.text)) and "." not in match.group("number"):
            groups["numbered"].setdefault(match.group("number"), heading)
    for group in groups.values():
        if len(group) == count > SMALLEST:
            return [_item(block, None, block.text) for block in group.values()]
    return []


def _item(block: Block, number: str | None, name: str) -> StrategyItem:
    if number is None and (match := NUMBERED.match(name)):
        number, name = match.group("number"), match.group("name")
    return StrategyItem(number, name, block.text, block.content.places[0], block.content.places[-1])

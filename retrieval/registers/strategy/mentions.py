"""What refers to a part of a strategy by its number, and what stands in the chapter of one.

Document -> Referred, Chapters, Statements.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from retrieval.documents import Block, Document, PlacedText
from retrieval.registers.records import Statement, StrategyItem
from retrieval.registers.strategy.kinds import KINDS, REFERENCE, WHOLES, Reference, references_in
from retrieval.registers.strategy.listings import label_of
from retrieval.registers.strategy.statements import sentences_of, statement_of

SHORTEST_SENTENCE = 8  # words; a shorter one only points elsewhere
LEADING = 4  # paragraphs of a part's own section whose first sentence describes its work
SHORTEST_NAME = 2  # words
# what follows a number and names it: ", att stärka ...", "(kapital för företag)", "– Levande städer"
APPOSITION = re.compile(
    r"\s*(?:,\s(?P<aim>(?:att|to)\s(?:\w+t\s)?\w+[^.;:()]*)|\((?P<bracket>[^()\d]+)\)"
    r"|\s[–-]\s(?P<dash>[A-ZÅÄÖ][^.;:()]*)|:?\s[\"”“’'»](?P<quote>[^\"”“’'«»]+)[\"”“’'«])"
)
DEFINITE = re.compile(r"(?:ingen|ingens|området)$|^(?:this|the) ", re.IGNORECASE)  # "inom prioriteringen"
INFINITIVE = re.compile(r"(?:att|to)\s(?:(?:\w+t\s)?(?!\w+[aeo]rna\b)\w*[aoåeäö]|(?<=to\s)\w+)\b")


@dataclass(frozen=True, slots=True)
class Referred:
    """One number that a sentence refers to."""

    kind: str
    number: str
    name: str  # what the words call it; empty where they only give the number
    block: int  # its block's index
    statement: Statement
    item: StrategyItem
    describes: bool  # whether the sentence tells of work, and not only names or points


@dataclass(frozen=True, slots=True)
class Chapter:
    """The blocks under the heading that is an item: (first, end), the heading itself the first."""

    item: StrategyItem
    first: int
    end: int

    def holds(self, item: StrategyItem, document: Document) -> bool:
        """Whether an item stands as a block of the chapter below its heading."""
        blocks = document.blocks[self.first + 1 : self.end]
        return any(
            block.content.places[0] == item.first and block.text == item.text and not _only_refers(block)
            for block in blocks
        )


def _only_refers(block: Block) -> bool:
    """Whether a block is running text about parts, and not the place where one is set out."""
    return block.kind == "paragraph" and not label_of(block)


def referred_in(document: Document) -> tuple[Referred, ...]:
    """Everything that a document refers to by kind and number, in reading order."""
    return tuple(
        each
        for index, block in enumerate(document.blocks)
        if REFERENCE.search(block.text)
        for each in _referred(document, block, index)
    )


def _referred(document: Document, block: Block, index: int) -> Iterator[Referred]:
    if label := label_of(block):
        kind, item = label
        statement = statement_of(block.content, document.description)
        yield Referred(kind, item.number or "", item.name, index, statement, item, False)
    for sentence in sentences_of(block):
        statement = statement_of(sentence, document.description)
        for reference in references_in(sentence.text):
            if label and reference.first == 0:
                continue
            describes = not label and _describes(block, sentence)
            for number in reference.numbers:
                name = _name_after(sentence.text, reference)
                item = StrategyItem(number, name, sentence.text, statement.first, statement.last)
                yield Referred(reference.kind, number, name, index, statement, item, describes)


def _describes(block: Block, sentence: PlacedText) -> bool:
    """Whether a sentence tells something, and does not only point to what follows or stands elsewhere."""
    whole = len(sentence.text.split()) >= SHORTEST_SENTENCE
    return whole and block.kind != "heading" and not sentence.text.endswith(":")


def _name_after(text: str, reference: Reference) -> str:
    """What a sentence calls the one number that it refers to; empty where it does not say."""
    match = APPOSITION.match(text, reference.last) if len(reference.numbers) == 1 else None
    if not match:
        return ""
    if aim := match.group("aim"):
        return _clause(aim) if INFINITIVE.match(aim) else ""
    name = next(filter(None, match.group("bracket", "dash", "quote")), "").strip(" ,.")
    return name if len(name.split()) >= SHORTEST_NAME else ""


def _clause(text: str) -> str:
    """An aim up to the comma or the clause that follows it."""
    aim = re.split(r",\s|\s(?:har|är|som|vilket|which|has|have|is)\s", text, maxsplit=1)[0].strip(" ,.")
    return re.sub(r"^(?:att|to)\s", "", aim)


def chapters_of(document: Document, kind: str, items: Sequence[StrategyItem]) -> list[Chapter]:
    """The chapters of the items of a kind that are headings or stand under a number, in reading order."""
    known = {(item.first, item.text): item for item in items}
    stands = [
        (index, item)
        for index, block in enumerate(document.blocks)
        if (item := known.get((block.content.places[0], block.text)))
        and (block.kind == "heading" or block.text.startswith(item.number or "\0") or label_of(block))
    ]
    ends = [*(index for index, _ in stands), len(document.blocks)][1:]
    return [
        Chapter(item, index, min(_end(document, index, kind), after))
        for (index, item), after in zip(stands, ends, strict=bool(stands))
    ]


def _end(document: Document, index: int, kind: str) -> int:
    """Where an item's section ends: at a heading as high, or at a label of its kind or of its whole's."""
    own = document.blocks[index]
    for at in range(index + 1, len(document.blocks)):
        block = document.blocks[at]
        if block.kind == "heading" and (own.kind != "heading" or block.level <= own.level):
            return at
        if (label := label_of(block)) and label[0] in (kind, WHOLES.get(kind)):
            return at
    return len(document.blocks)


def work_in_chapter(document: Document, kind: str, chapter: Chapter) -> list[Statement]:
    """What a chapter tells of its item's work.

    The first sentences of the paragraphs right below its heading, for a part those of its whole section; and
    the sentences that say "the priority".
    """
    blocks = document.blocks[chapter.first + 1 : chapter.end]
    part = bool(chapter.item.number and "." in chapter.item.number)
    own = list(blocks if part else takewhile(lambda block: block.kind == "paragraph", blocks))
    texts = [block for block in own if block.kind in ("paragraph", "item") and not label_of(block)]
    leads = [sentence for block in texts[:LEADING] if (sentence := next(sentences_of(block), None))]
    definite = () if part else _speaking_of(kind, blocks)
    return [
        statement_of(sentence, document.description)
        for sentence in (*leads, *definite)
        if not sentence.text.endswith(":")
    ]


def _speaking_of(kind: str, blocks: Sequence[Block]) -> Iterator[PlacedText]:
    """The sentences that speak of the one thing of the kind that their chapter is about."""
    named = re.compile(rf"\b(?:denna |this |the )?(?:{KINDS[kind]})\b", re.IGNORECASE)
    for block in blocks:
        for sentence in sentences_of(block) if block.kind != "heading" else ():
            whole = len(sentence.text.split()) >= SHORTEST_SENTENCE
            if whole and any(DEFINITE.search(match.group()) for match in named.finditer(sentence.text)):
                yield sentence

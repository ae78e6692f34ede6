"""Records of funding as a reader sees them: one line a thing that is said."""

from dataclasses import replace

from retrieval.documents import Block, BlockKind, Document, Language, Place, PlacedText
from retrieval.registers.funding.extraction import funding_of
from retrieval.registers.records import Fact, Funding
from tests.retrieval.typed import document

FIELDS = ("purpose", "for_whom", "by_whom", "amounts", "shares", "periods", "windows", "conditions")


def page(heading: str, *texts: str, kind: BlockKind = "paragraph", language: Language = "sv") -> Document:
    """A page of 2024 under one heading, a line a block."""
    blocks = [_block("heading", heading, 1), *(_block(kind, text, n) for n, text in enumerate(texts, 2))]
    made = document(blocks, published="2024")
    return replace(made, description=replace(made.description, language=language))


def _block(kind: BlockKind, text: str, line: int) -> Block:
    return Block(kind, PlacedText(text, (0,), (Place(line=line),)), 1 if kind == "heading" else 0)


def told(*documents: Document) -> str:
    """Every record of the documents, in full."""
    return "\n".join(shown(record) for record in funding_of(documents))


def names(*documents: Document) -> list[str]:
    """The names of the records alone."""
    return [record.name for record in funding_of(documents)]


def shown(record: Funding) -> str:
    """A record: name, kind and status, then everything that is known."""
    head = f"{record.name} [{record.kind}, {record.status}]"
    if record.other_names:
        head += f" ({', '.join(record.other_names)})"
    facts = [f"  {field}: {said(fact)}" for field in FIELDS for fact in getattr(record, field)]
    lines = " ".join(str(statement.first.line) for statement in record.statements)
    return "\n".join((head, *facts, f"  lines: {lines}"))


def said(fact: Fact) -> str:
    """A fact's words, with what they come to in numbers and dates."""
    parts = [fact.said]
    if fact.amount:
        low, high = fact.amount.lowest, fact.amount.highest
        parts.append(f"= {low if low == high else f'{low}-{high}'} {fact.amount.currency}")
    if fact.period:
        parts.append(f"= {fact.period.first or ''}..{fact.period.last or ''}")
    return " ".join(parts)

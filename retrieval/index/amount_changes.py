"""Tell which sums of money came, changed and went: of supports by their record, others by their passage.

Contents, PassageChanges -> Paired Things. Only passages that differ are read for sums.
"""

from collections.abc import Iterable, Iterator

from retrieval.documents import Passage
from retrieval.index.change import Thing
from retrieval.index.contents import Contents
from retrieval.index.matching import Paired, paired
from retrieval.index.passage_changes import PassageChanges
from retrieval.registers.records import Amount, Funding

Told = frozenset[tuple[str, str]]  # document and printed sum of what the records of funding tell
AROUND = 60  # characters on either side of a sum that are shown with it


def amount_changes(old: Contents, new: Contents, passages: PassageChanges) -> Paired[Thing]:
    """The sums that differ; one that a document names as before, in another passage, does not."""
    supports = paired(_supports(old.funding), _supports(new.funding), [lambda t: t.id, lambda t: t.name])
    went = [passage for passage, _ in passages.rewritten], passages.removed
    came = [passage for _, passage in passages.rewritten], passages.added
    others = paired(_sums(*went, _told(old)), _sums(*came, _told(new)), [lambda t: (t.document, t.id)])
    changed = paired(others.old, others.new, [lambda t: t.content])
    return Paired(
        (*supports.pairs, *changed.pairs), (*supports.old, *changed.old), (*supports.new, *changed.new)
    )


def _supports(records: Iterable[Funding]) -> Iterator[Thing]:
    """The supports that have sums, each with all of them."""
    for record in records:
        if record.amounts:
            told = dict.fromkeys(fact.amount.printed if fact.amount else fact.said for fact in record.amounts)
            stated = record.amounts[0].statement
            yield Thing(record.id, record.name, stated.document, stated.first, stated.last, "; ".join(told))


def _told(contents: Contents) -> Told:
    facts = (fact for record in contents.funding for fact in record.amounts)
    return frozenset((fact.statement.document, fact.amount.printed) for fact in facts if fact.amount)


def _sums(rewritten: Iterable[Passage], single: Iterable[Passage], told: Told) -> Iterator[Thing]:
    """The sums in passages; those of the same rewritten passage, before and after, have the same mark."""
    for number, passage in enumerate(rewritten):
        yield from _sums_of(passage, told, str(number))
    for passage in single:
        yield from _sums_of(passage, told, None)


def _sums_of(passage: Passage, told: Told, mark: str | None) -> Iterator[Thing]:
    from retrieval.registers.funding.amounts import amounts_in  # its patterns take long to make

    text = passage.text
    for found in amounts_in(text):
        if (passage.document, found.amount.printed) not in told:
            around = " ".join(text[max(0, found.first - AROUND) : found.last + AROUND].split())
            places = passage.content.places_between(found.first, found.last)
            name = passage.path[-1] if passage.path else passage.document
            shown = f"{found.amount.printed} (… {around} …)"
            yield Thing(_worth(found.amount), name, passage.document, *places, shown, mark)


def _worth(amount: Amount) -> str:
    return f"{amount.lowest}-{amount.highest} {amount.currency}"

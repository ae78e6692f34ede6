"""Apply corrections to the records of supports, grants, programmes and funds.

Fundings, Corrections -> Fundings and the small documents. What a correction says of a record is one line, on
which every fact that it gives rests; the other facts stay with the documents that say them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import cast, get_args

from retrieval.corrected.restating import Restated, Restating
from retrieval.registers.corrections import FUNDING_FIELDS, Correction
from retrieval.registers.records import Fact, Funding, FundingKind, FundingStatus, Statement

# the record's lists of facts, by the fields that say them anew
FACTS = {
    "purpose": "purpose",
    "for_whom": "for_whom",
    "by_whom": "by_whom",
    "amount": "amounts",
    "share": "shares",
    "period": "periods",
    "window": "windows",
    "condition": "conditions",
}
KINDS: tuple[str, ...] = get_args(FundingKind)
STATUSES: tuple[str, ...] = get_args(FundingStatus)


@dataclass(slots=True)
class CorrectedFunding:
    """The records while the corrections are applied one by one, and afterwards."""

    records: dict[str, Funding]
    restated: list[Restated] = field(default_factory=list)
    unmatched: set[int] = field(default_factory=set)


def correct_funding(
    records: Iterable[Funding], corrections: Sequence[Correction], restating: Restating
) -> CorrectedFunding:
    """Every correction in the order in which they were made; one without its record changes nothing."""
    state = CorrectedFunding({record.id: record for record in records})
    for correction in corrections:
        if correction.action != "add" and correction.record not in state.records:
            state.unmatched.add(correction.id)
        elif correction.action == "withdraw":
            del state.records[correction.record]
        else:
            before = state.records.get(correction.record)
            restated = restating(correction, [_in_words(before, correction)], _document(before))
            state.records[correction.record] = _restated(before, correction, restated)
            state.restated.append(restated)
    return state


def _document(before: Funding | None) -> str | None:
    return before.statements[0].document if before and before.statements else None


def _in_words(before: Funding | None, correction: Correction) -> str:
    """The record's name, then what the correction says of it."""
    name = correction.value("name") or (before.name if before else correction.record)
    said = [value for field_name in FUNDING_FIELDS[1:] for value in correction.values(field_name)]
    return ": ".join(part for part in (name, "; ".join(said)) if part)


def _restated(before: Funding | None, correction: Correction, restated: Restated) -> Funding:
    said = restated.statement()
    name = correction.value("name") or correction.record
    record = before or Funding(
        correction.record, name, "support", restated.description.publisher, "unknown", None, ()
    )
    if before and correction.value("name"):
        record = replace(record, name=name, other_names=(*record.other_names, before.name))
    if kind := correction.value("kind"):
        record = replace(record, kind=cast(FundingKind, kind))
    if status := correction.value("status"):
        record = replace(record, status=cast(FundingStatus, status), basis=said)
    facts = {FACTS[name]: _facts(correction, name, said) for name in FACTS if correction.speaks_of(name)}
    # the type checker cannot know that these names are those of tuples of facts
    return replace(record, statements=(said, *record.statements), **facts)  # type: ignore[arg-type]


def _facts(correction: Correction, field_name: str, said: Statement) -> tuple[Fact, ...]:
    return tuple(Fact(value, said) for value in correction.values(field_name))

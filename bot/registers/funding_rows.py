"""Show a support as a row: every fact as printed, as numbers and days where it has them, with its source.

Standing -> FundingRow.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.registers.funding import Standing
from bot.registers.sources import Source, Sources
from bot.wording import keys, say
from retrieval.documents import Description, Language
from retrieval.registers.records import Amount, Fact, FundingKind, FundingStatus, Period


@dataclass(frozen=True, slots=True)
class FactRow:
    """One thing that is said of a support."""

    said: str
    as_of: str | None
    amount: Amount | None
    period: Period | None
    source: int  # its number among the sources


@dataclass(frozen=True, slots=True)
class BasisRow:
    """What a status rests on."""

    said: str
    source: int


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """Whom to call; the details are the contact's own."""

    id: str
    name: str
    title: str | None


@dataclass(frozen=True, slots=True)
class FundingRow:
    """A support, programme, fund or granted project, and whether it is open today."""

    id: str
    name: str
    other_names: tuple[str, ...]
    kind: FundingKind
    kind_name: str
    status: FundingStatus  # on the day `status_on`
    status_name: str
    status_on: str
    status_basis: BasisRow | None
    publisher: str | None
    areas: tuple[str, ...]
    document: str | None
    lines: tuple[int, int] | None
    as_of: str | None
    purpose: tuple[FactRow, ...]
    for_whom: tuple[FactRow, ...]
    by_whom: tuple[FactRow, ...]
    amounts: tuple[FactRow, ...]
    shares: tuple[FactRow, ...]
    periods: tuple[FactRow, ...]
    windows: tuple[FactRow, ...]
    conditions: tuple[FactRow, ...]
    contact: OfficeRow | None
    sources: tuple[Source, ...]


def funding_row(
    standing: Standing, descriptions: Mapping[str, Description], language: Language, today: date
) -> FundingRow:
    """A support as it is shown."""
    record, sources = standing.funding, Sources(descriptions, today)
    for statement in record.statements:
        sources.number(statement)
    facts = {
        name: _facts(getattr(record, name), sources)
        for name in (
            "purpose", "for_whom", "by_whom", "amounts", "shares", "periods", "windows", "conditions",
        )
    }  # fmt: skip
    basis = _basis(standing, sources)
    first = next(iter(sources.listed()), None)
    return FundingRow(
        id=record.id,
        name=record.name,
        other_names=record.other_names,
        kind=record.kind,
        kind_name=worded("funding_kind", record.kind, language),
        status=standing.status,
        status_name=worded("funding_status", standing.status, language),
        status_on=today.isoformat(),
        status_basis=basis,
        publisher=record.publisher,
        areas=record.areas,
        document=first.document if first else None,
        lines=first.lines if first else None,
        as_of=first.as_of if first else None,
        contact=_office(standing),
        sources=sources.listed(),
        **facts,
    )


def worded(group: str, value: str, language: Language) -> str:
    """A value in the reader's language; as it is where there is no word for it."""
    return say(language, key) if (key := f"{group}_{value}") in keys(language) else value


def _facts(facts: Iterable[Fact], sources: Sources) -> tuple[FactRow, ...]:
    return tuple(
        FactRow(fact.said, fact.statement.as_of, fact.amount, fact.period, sources.number(fact.statement))
        for fact in facts
    )


def _office(standing: Standing) -> OfficeRow | None:
    found = standing.office_of(standing.funding) if standing.office_of else None
    return OfficeRow(found.contact.id, found.contact.name, found.mention.title) if found else None


def _basis(standing: Standing, sources: Sources) -> BasisRow | None:
    rests_on = standing.rests_on
    if rests_on is None:
        return None
    if isinstance(rests_on, Fact):
        return BasisRow(rests_on.said, sources.number(rests_on.statement))
    return BasisRow(rests_on.text, sources.number(rests_on))

"""List the supports, programmes, funds and granted projects that a search and its filters ask for.

Filter -> Supported records, each with what holds today; without a query all of them by name.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.registers.words import BOTH, Words, holds
from bot.wording import say
from retrieval.cleaning.characters import unaccented
from retrieval.registers.funding.status import status_on
from retrieval.registers.records import Fact, FoundContact, Funding, FundingKind, FundingStatus, Statement
from retrieval.retriever import Retriever

BY_NAME, BY_PURPOSE, BY_STATEMENT = 4.0, 2.0, 1.0  # how much each tells that a record is the one sought
ANSWERS_FIRST = (
    "support",
    "programme",
    "fund",
    "project",
)  # of equals


OfficeOf = Callable[[Funding], FoundContact | None]  # whom to call about a support


@dataclass(frozen=True, slots=True)
class FundingFilter:
    """What is asked of the register; None asks nothing."""

    query: str = ""
    kind: FundingKind | None = None
    status: FundingStatus | None = None  # as of the day of the clock
    audience: str | None = None
    by: str | None = None
    document: str | None = None
    open_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A record, and whether it is open on the day of the clock."""

    funding: Funding
    status: FundingStatus
    rests_on: Fact | Statement | None
    office_of: OfficeOf | None = None  # asked only for what is shown


def fundings(
    retriever: Retriever, wanted: FundingFilter, office_of: OfficeOf | None = None
) -> list[Standing]:
    """The records that fit, those that fit the query best first."""
    standings = [standing_of(record, retriever.today, office_of) for record in retriever.funding]
    audience = Words(wanted.audience, retriever) if wanted.audience and wanted.audience.strip() else None
    by = Words(wanted.by, retriever) if wanted.by and wanted.by.strip() else None
    fitting = [s for s in standings if _passes(s, wanted) and _is_for(s, audience) and _is_by(s, by)]
    if wanted.query.strip():
        return _searched(fitting, Words(wanted.query, retriever))
    return sorted(fitting, key=lambda standing: unaccented(standing.funding.name))


def standing_of(record: Funding, today: date, office_of: OfficeOf | None = None) -> Standing:
    """A record as of a day."""
    return Standing(record, *status_on(record, today), office_of)


def statements_of(record: Funding) -> Iterator[Statement]:
    """Everything that a record rests on."""
    facts = (
        *record.purpose, *record.for_whom, *record.by_whom, *record.amounts, *record.shares,
        *record.periods, *record.windows, *record.conditions,
    )  # fmt: skip
    yield from record.statements
    yield from (fact.statement for fact in facts)
    if record.basis:
        yield record.basis


def _passes(standing: Standing, wanted: FundingFilter) -> bool:
    record = standing.funding
    if wanted.kind and record.kind != wanted.kind:
        return False
    if wanted.status and standing.status != wanted.status:
        return False
    if wanted.open_on and status_on(record, wanted.open_on)[0] != "open":
        return False
    return not wanted.document or any(said.document == wanted.document for said in statements_of(record))


def _is_for(standing: Standing, audience: Words | None) -> bool:
    return audience is None or _says(audience, [fact.said for fact in standing.funding.for_whom])


def _is_by(standing: Standing, by: Words | None) -> bool:
    """Whether the one who gives it, or else the publisher of what is said of it, is the one asked for."""
    record = standing.funding
    givers = [fact.said for fact in record.by_whom] or [record.publisher or ""]
    return by is None or _says(by, givers)


def _says(words: Words, texts: Sequence[str]) -> bool:
    return any(words.fit(text) > 0 or holds(text, words.text) for text in texts)


def _searched(fitting: Sequence[Standing], words: Words) -> list[Standing]:
    scored = [(_said(standing.funding, words), standing) for standing in fitting]
    kept = [(score, standing) for score, standing in scored if score > 0]
    return [standing for _, standing in sorted(kept, key=_best_first)]


def _best_first(scored: tuple[float, Standing]) -> tuple[float, int, str]:
    score, standing = scored
    record = standing.funding
    return -round(score, 3), ANSWERS_FIRST.index(record.kind), unaccented(record.name)


def _said(record: Funding, words: Words) -> float:
    """How well a record's names, its purpose and what is said of it say what is looked for."""
    names = (record.name, *record.other_names)
    facts = [fact.said for fact in (*record.purpose, *record.for_whom, *record.by_whom, *record.conditions)]
    kind = " ".join(say(language, f"funding_kind_{record.kind}") for language in BOTH)
    purpose = words.fit(kind, *names, *facts)
    name = max(words.fit(kind, name) for name in names) if purpose else 0.0  # a part says no more
    stated = (*(said.text for said in record.statements), *record.areas)
    said = max(map(words.mentioned, stated), default=0.0)
    return BY_NAME * name + BY_PURPOSE * purpose + BY_STATEMENT * said

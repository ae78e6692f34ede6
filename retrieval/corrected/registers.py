"""Apply every correction to the registers, and gather what must not be read any more.

Records, Corrections -> Registers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from retrieval.corrected.contacts import correct_contacts
from retrieval.corrected.funding import correct_funding
from retrieval.corrected.people import Identity, is_a_persons
from retrieval.corrected.restating import Restated, Restating, Words
from retrieval.corrected.strategies import correct_strategies
from retrieval.documents import Description
from retrieval.registers.corrections import Correction, Register
from retrieval.registers.records import Contact, Funding, StrategyList

# what names a thing and is no text: it is never changed
NAMES = frozenset(
    "id document kind path replaced_by replaces e164 role status as_of language currency published"
    " valid_from valid_to doubts inferred".split()
)
T = TypeVar("T")
Change = Callable[[str, str | None], str]  # a text and the document it stands in -> the text as it is read


@dataclass(frozen=True, slots=True)
class Registers:
    """The records as they hold now."""

    contacts: tuple[Contact, ...]
    strategies: tuple[StrategyList, ...]
    funding: tuple[Funding, ...]
    items: Mapping[str, str]  # the names of goals and priorities, by the ids that their documents give them
    restated: Mapping[str, Restated]  # by path
    withdrawn: tuple[Identity, ...]
    outdated: Identity  # numbers and addresses that were replaced
    unmatched: frozenset[int]  # the corrections whose record does not exist here

    @property
    def people(self) -> tuple[str, ...]:
        """The names of the people who are still listed."""
        return tuple(contact.name for contact in self.contacts if is_a_persons(contact.name))


def correct_registers(
    contacts: Iterable[Contact],
    strategies: Iterable[StrategyList],
    funding: Iterable[Funding],
    corrections: Sequence[Correction],
    descriptions: Mapping[str, Description],
    words: Words,
) -> Registers:
    """The registers with every correction applied in the order of their ids."""
    restating = Restating(descriptions, words)
    ordered = sorted(corrections, key=lambda correction: correction.id)

    def of(register: Register) -> list[Correction]:
        return [correction for correction in ordered if correction.register == register]

    people = correct_contacts(contacts, of("contacts"), restating)
    lists = correct_strategies(strategies, of("priorities"), restating)
    money = correct_funding(funding, of("funding"), restating)
    restated = [*people.restated, *lists.restated, *money.restated]
    return Registers(
        contacts=tuple(sorted(people.contacts.values(), key=lambda contact: contact.id)),
        strategies=tuple(lists.lists.values()),
        funding=tuple(sorted(money.records.values(), key=lambda record: record.name)),
        items={record: item.name for items in lists.items.values() for record, item in items.items()},
        restated={each.description.path: each for each in restated},
        withdrawn=tuple(people.withdrawn),
        outdated=people.outdated,
        unmatched=frozenset(people.unmatched | lists.unmatched | money.unmatched),
    )


def with_texts(record: T, change: Change, document: str | None = None) -> T:
    """A record with each of its texts changed; what names a thing, and a number that is dialled, stay."""
    document = getattr(record, "document", document)
    values = {
        field.name: value
        for field in fields(cast(Any, record))
        if field.name not in NAMES
        and (value := _changed(old := getattr(record, field.name), change, document)) != old
    }
    return cast(T, replace(cast(Any, record), **values)) if values else record


def _changed(value: Any, change: Change, document: str | None) -> Any:
    if isinstance(value, str):
        return change(value, document)
    if isinstance(value, tuple):
        return tuple(_changed(each, change, document) for each in value)
    return with_texts(value, change, document) if is_dataclass(value) else value

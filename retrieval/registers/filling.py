"""Fill every register from the documents of a corpus.

Documents -> Records. Imported where something is read: its patterns take a quarter of a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.documents import Document
from retrieval.registers.contacts.extraction import contacts_of
from retrieval.registers.funding.extraction import funding_of
from retrieval.registers.records import Contact, Funding, Plan, StrategyList
from retrieval.registers.strategy.plans import plans_of
from retrieval.registers.strategy.priorities import strategy_lists


@dataclass(frozen=True, slots=True)
class Records:
    """What the documents say, by register."""

    contacts: tuple[Contact, ...]
    strategies: tuple[StrategyList, ...]
    plans: tuple[Plan, ...]
    funding: tuple[Funding, ...]


def records_of(documents: Sequence[Document]) -> Records:
    """The records of all documents, each register in its own order."""
    return Records(
        contacts_of(documents), strategy_lists(documents), plans_of(documents), funding_of(documents)
    )

"""Fill every register from the documents of a corpus.

Documents -> Records. Imported where something is read: its patterns take a quarter of a second.
"""

from collections.abc import Sequence

from retrieval.documents import Document
from retrieval.registers.contacts.extraction import contacts_of
from retrieval.registers.funding.extraction import funding_of
from retrieval.registers.memory import NO_MEMORY, Memory
from retrieval.registers.records import Records
from retrieval.registers.strategy.plans import plans_of
from retrieval.registers.strategy.priorities import strategy_lists


def records_of(documents: Sequence[Document], memory: Memory = NO_MEMORY) -> Records:
    """The records of all documents, each register in its own order."""
    return Records(
        contacts_of(documents, memory),
        strategy_lists(documents, memory),
        plans_of(documents, memory),
        funding_of(documents, memory),
    )

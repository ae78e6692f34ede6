"""Everything that a snapshot says, or would say once it is built: what two of them are compared by.

Snapshot -> Contents. Indexes are no part of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.documents import Description, Passage
from retrieval.index.snapshot import Snapshot
from retrieval.registers.records import Contact, Funding, Plan, StrategyList


@dataclass(frozen=True, slots=True)
class Contents:
    """Documents, passages and records, in the order in which a snapshot keeps them."""

    id: str | None  # None for what is not built
    descriptions: Mapping[str, Description]
    digests: Mapping[str, str]  # of the documents' files, by path
    passages: Sequence[Passage]
    contacts: Sequence[Contact] = ()
    strategies: Sequence[StrategyList] = ()
    plans: Sequence[Plan] = ()
    funding: Sequence[Funding] = ()


NOTHING = Contents(None, {}, {}, ())


def contents_of(snapshot: Snapshot) -> Contents:
    """All that it says. Raises SnapshotBroken if it cannot be read."""
    store = snapshot.store
    return Contents(
        snapshot.id,
        snapshot.descriptions,
        store.digests(),
        store.all_passages(),
        store.contacts(),
        store.strategies(),
        store.plans(),
        store.funding(),
    )

"""Say what differs between two snapshots, for a person who decides: what came, changed and went.

Contents, Contents -> Difference. Lists are cut to what can be read; the totals count everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.index.amount_changes import amount_changes
from retrieval.index.change import Change, Changes, Thing, changes_of
from retrieval.index.contents import NOTHING, Contents, contents_of
from retrieval.index.matching import Paired, paired
from retrieval.index.passage_changes import PassageChanges, passage_changes
from retrieval.index.snapshot import Snapshot
from retrieval.index.telling import (
    contact_thing,
    document_thing,
    passage_thing,
    priority_things,
)

__all__ = ["Change", "Changes", "Difference", "compared", "difference"]

MOST = 100  # of each list


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, by what it is."""

    old: str | None  # the snapshot's id; None for none
    new: str | None  # None for one that is not built
    documents: Changes
    passages: Changes
    contacts: Changes
    amounts: Changes
    priorities: Changes


def difference(old: Snapshot | None, new: Snapshot, most: int = MOST) -> Difference:
    """What differs between two snapshots as they were built. Raises SnapshotBroken."""
    return compared(contents_of(old) if old else NOTHING, contents_of(new), most)


def compared(old: Contents, new: Contents, most: int = MOST) -> Difference:
    """What differs between what two snapshots say."""
    passages = passage_changes(old.passages, new.passages)
    return Difference(
        old.id,
        new.id,
        documents=changes_of(_documents(old, new), most),
        passages=_passages(old, new, passages, most),
        contacts=changes_of(_contacts(old, new), most),
        amounts=changes_of(amount_changes(old, new, passages), most),
        priorities=changes_of(_priorities(old, new), most),
    )


def _documents(old: Contents, new: Contents) -> Paired[Thing]:
    """By their path; one that was renamed by its content."""
    return paired(_document_things(old), _document_things(new), [lambda t: t.id, lambda t: t.content])


def _document_things(contents: Contents) -> Iterable[Thing]:
    for path, description in sorted(contents.descriptions.items()):
        yield document_thing(description, contents.digests.get(path, ""))


def _passages(old: Contents, new: Contents, found: PassageChanges, most: int) -> Changes:
    pairs = [
        (passage_thing(before, old), passage_thing(after, new))
        for before, after in sorted((*found.moved, *found.rewritten), key=lambda pair: pair[0].id)
    ]
    removed = tuple(passage_thing(passage, old) for passage in found.removed)
    added = tuple(passage_thing(passage, new) for passage in found.added)
    return changes_of(Paired(tuple(pairs), removed, added), most)


def _contacts(old: Contents, new: Contents) -> Paired[Thing]:
    """By their id; one whose id changed by the name."""
    before, after = map(contact_thing, old.contacts), map(contact_thing, new.contacts)
    return paired(before, after, [lambda t: t.id, lambda t: t.name.casefold()])


def _priorities(old: Contents, new: Contents) -> Paired[Thing]:
    """By all that is said of them, then by name, then by the number in their list."""
    return paired(
        priority_things(old.strategies),
        priority_things(new.strategies),
        [
            lambda t: (t.document, t.told),
            lambda t: (t.document, t.name.casefold()),
            lambda t: (t.document, t.id) if t.id else None,
        ],
    )

"""One thing that differs between two snapshots, and lists of them.

Paired Things -> Changes: what came, changed and went, as a person reads it.
"""

from dataclasses import dataclass

from retrieval.documents import Place
from retrieval.index.matching import Paired

TOLD_CHARS = 400  # of what is shown of a thing


@dataclass(frozen=True, slots=True)
class Thing:
    """A document, passage, contact, amount or priority of one snapshot."""

    id: str
    name: str
    document: str
    first: Place
    last: Place
    told: str  # all that makes it what it is, in words: two with the same are the same
    content: str | None = None  # a digest of what is not told


@dataclass(frozen=True, slots=True)
class Change:
    """Something that came, changed or went; its place is that in the newer snapshot that has it."""

    name: str
    document: str
    lines: tuple[int, int] | None
    pages: tuple[int, int] | None
    before: str | None  # None for what came
    after: str | None  # None for what went


@dataclass(frozen=True, slots=True)
class Listed:
    """The first of a list, and how long it is."""

    total: int
    items: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs among the things of one kind."""

    added: Listed
    changed: Listed
    removed: Listed


def changes_of(found: Paired[Thing], most: int) -> Changes:
    """The changes to be read, at most so many of each."""
    changed = [(old, new) for old, new in found.pairs if _differ(old, new)]
    return Changes(
        Listed(len(found.new), tuple(_change(None, new) for new in found.new[:most])),
        Listed(len(changed), tuple(_change(old, new) for old, new in changed[:most])),
        Listed(len(found.old), tuple(_change(old, None) for old in found.old[:most])),
    )


def _differ(old: Thing, new: Thing) -> bool:
    return (old.document, old.told, old.content) != (new.document, new.told, new.content)


def _change(old: Thing | None, new: Thing | None) -> Change:
    shown = new or old
    assert shown is not None
    return Change(
        shown.name,
        shown.document,
        _span(shown.first.line, shown.last.line),
        _span(shown.first.page, shown.last.page),
        _told(old, new),
        _told(new, old),
    )


def _told(thing: Thing | None, other: Thing | None) -> str | None:
    """A thing in words, with its document where that is what changed."""
    if thing is None:
        return None
    told = f"{thing.document}: {thing.told}" if other and other.document != thing.document else thing.told
    return told if len(told) <= TOLD_CHARS else f"{told[: TOLD_CHARS - 1]}…"


def _span(first: int | None, last: int | None) -> tuple[int, int] | None:
    return (first, last) if first is not None and last is not None else None

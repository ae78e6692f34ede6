"""A source as it stands, and what came of its addresses so far.

SourceRow, SourceItemRow -> Source, Item.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

if TYPE_CHECKING:
    from bot.store.admin_tables import SourceItemRow, SourceRow

SourceKind = Literal["page", "feed", "sitemap"]
Vanished = Literal["mark", "withdraw"]
MOST_PATTERNS = 50
MOST_HOSTS = 20
KINDS: tuple[SourceKind, ...] = get_args(SourceKind)


@dataclass(frozen=True, slots=True)
class Rules:
    """What is taken from a source, and what becomes of it."""

    include: tuple[str, ...] = ()  # globs on an address's path; none: everything
    exclude: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()  # besides the source's own
    vanished: Vanished = "mark"
    entry: Mapping[str, Any] = field(default_factory=dict)  # the catalogue's keys, for every document
    pages: int | None = None  # the most addresses; None: as the setting says

    def as_object(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "include": list(self.include),
            "exclude": list(self.exclude),
            "hosts": list(self.hosts),
            "vanished": self.vanished,
            "entry": dict(self.entry),
            "pages": self.pages,
        }


@dataclass(frozen=True, slots=True)
class Draft:
    """A source as it is wanted."""

    kind: SourceKind
    url: str
    folder: str | None = None  # None: one called after the site
    rules: Rules = field(default_factory=Rules)
    every_minutes: int | None = None
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """A row of the table of sources; times are UTC, ISO 8601."""

    id: str
    kind: SourceKind
    url: str
    folder: str
    rules: Rules
    every_minutes: int | None
    enabled: bool
    revision: int
    created_by: str
    created_at: str
    next_at: str | None
    last_at: str | None
    last_result: Mapping[str, Any] | None

    def as_object(self) -> dict[str, Any]:
        """What an administrator decided, as the audit keeps it."""
        return {
            "kind": self.kind,
            "url": self.url,
            "folder": self.folder,
            "rules": self.rules.as_object(),
            "every_minutes": self.every_minutes,
            "enabled": self.enabled,
        }


@dataclass(frozen=True, slots=True)
class Item:
    """An address of a source, and the document that it became."""

    url: str
    path: str | None  # None while it was never fetched whole
    etag: str | None
    last_modified: str | None
    digest: str | None  # of the text that was taken from it
    seen_at: str
    vanished_at: str | None
    fault: str | None  # why it could not be fetched last, as a sentence


def rules_from(stored: Mapping[str, Any]) -> Rules:
    """The rules as they were stored."""
    return Rules(
        include=tuple(stored.get("include", ())),
        exclude=tuple(stored.get("exclude", ())),
        hosts=tuple(stored.get("hosts", ())),
        vanished=stored.get("vanished", "mark"),
        entry=dict(stored.get("entry", {})),
        pages=stored.get("pages"),
    )


def source_from(row: "SourceRow") -> Source:
    """What the row says."""
    return Source(
        id=row.id,
        kind=cast(SourceKind, row.kind),
        url=row.url,
        folder=row.folder,
        rules=rules_from(row.rules),
        every_minutes=row.every_minutes,
        enabled=row.enabled,
        revision=row.revision,
        created_by=row.created_by,
        created_at=row.created_at,
        next_at=row.next_at,
        last_at=row.last_at,
        last_result=row.last_result,
    )


def item_from(row: "SourceItemRow") -> Item:
    """What the row says."""
    return Item(
        row.url,
        row.path,
        row.etag,
        row.last_modified,
        row.digest,
        row.seen_at,
        row.vanished_at,
        row.fault,
    )

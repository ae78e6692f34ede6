"""How the documents of a source stand: which are its to change, and which an administrator took over.

SourceItemRow, DocumentRow -> Standing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.sources.source import Item, Source, item_from, source_from
from bot.sources.visiting import Known
from bot.store.admin_tables import DocumentRow, DocumentVersionRow, SourceItemRow, SourceRow

# new: no document yet; ours: answered from; withdrawn: by the source's rule; theirs: an administrator's now
Hold = Literal["new", "ours", "withdrawn", "theirs"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A source with its addresses, at one moment."""

    source: Source
    items: Mapping[str, Item]  # by address
    holds: Mapping[str, Hold]  # by address
    stored: Mapping[str, str]  # the digest of the file that an address's document has, by address

    def hold(self, url: str) -> Hold:
        """Whose the document of an address is."""
        return self.holds.get(url, "new")

    def known(self) -> dict[str, Known]:
        """What to ask by, of the addresses whose documents are as the source left them."""
        return {
            url: Known(item.etag, item.last_modified)
            for url, item in self.items.items()
            if self.hold(url) == "ours" and item.digest
        }


def actor_of(source_id: str) -> Actor:
    """As what a source changes documents."""
    return Actor(f"source {source_id}", "editor")


def standing_of(session: Session, source_id: str) -> Standing | None:
    """How a source stands; None if there is no such source."""
    row = session.get(SourceRow, source_id, populate_existing=True)
    if row is None:
        return None
    rows = session.scalars(select(SourceItemRow).where(SourceItemRow.source == source_id)).all()
    documents = _documents(session, source_id)
    holds = {item.url: _hold(source_id, item, documents) for item in rows}
    digests = _digests(session, source_id)
    stored = {item.url: digests[item.path] for item in rows if item.path in digests}
    return Standing(source_from(row), {item.url: item_from(item) for item in rows}, holds, stored)


def _documents(session: Session, source_id: str) -> dict[str, DocumentRow]:
    """The documents of the source's addresses, whosever they are by now, by path."""
    mine = select(SourceItemRow.path).where(SourceItemRow.source == source_id)
    return {row.path: row for row in session.scalars(select(DocumentRow).where(DocumentRow.path.in_(mine)))}


def _digests(session: Session, source_id: str) -> dict[str, str]:
    """The digests of the files that the source brought, by path."""
    joined = select(DocumentRow.path, DocumentVersionRow.digest).join(
        DocumentVersionRow, DocumentRow.version == DocumentVersionRow.id
    )
    rows = session.execute(joined.where(DocumentRow.source == source_id))
    return {row.path: row.digest for row in rows}


def _hold(source_id: str, item: SourceItemRow, documents: Mapping[str, DocumentRow]) -> Hold:
    if item.path is None:
        return "new"
    row = documents.get(item.path)
    if row is None or row.source != source_id:
        return "theirs"
    if row.state == "present":
        return "ours"
    return "withdrawn" if row.changed_by == actor_of(source_id).name else "theirs"

"""Keep back what a refresh changed until an index of it is in use: no upload meanwhile takes it along.

A document before a change -> ParkedDocumentRow -> Laid. Whoever changes the document after the refresh
decides anew, and then nothing of it is kept back.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.jobs.job import stamp
from bot.store.admin_tables import DocumentRow, DocumentVersionRow, ParkedDocumentRow


@dataclass(frozen=True, slots=True)
class Laid:
    """What is laid over a document; a state of None says that nobody changed anything about it."""

    state: str | None
    entry: Mapping[str, Any]
    digest: str | None  # of the uploaded file
    size: int | None  # bytes


@contextmanager
def parking(session: Session, path: str, at: datetime) -> Iterator[None]:
    """Whatever is done to a document in this block is kept back until it is released."""
    kept = _standing(session, path)
    yield
    row = session.get(DocumentRow, path)
    if row is not None and row.revision != kept.revision:
        kept.revision, kept.at = row.revision, stamp(at)
        session.add(kept)


def kept_back(session: Session) -> dict[str, Laid]:
    """How the documents stood whose newest change is kept back, by path."""
    parked, version = ParkedDocumentRow, DocumentVersionRow
    rows = select(parked.path, parked.state, parked.entry, version.digest, version.size)
    joined = rows.outerjoin(version, parked.version == version.id).join(
        DocumentRow, (DocumentRow.path == parked.path) & (DocumentRow.revision == parked.revision)
    )
    return {path: Laid(*found) for path, *found in session.execute(joined)}


def release(session: Session, until: datetime) -> None:
    """What was changed until then is in use or was approved: it is kept back no more."""
    session.execute(delete(ParkedDocumentRow).where(ParkedDocumentRow.at <= stamp(until)))


def _standing(session: Session, path: str) -> ParkedDocumentRow:
    """How a document stands, or stood before a change that is kept back already."""
    row = session.get(DocumentRow, path)
    parked = session.get(ParkedDocumentRow, path)
    if row is None:
        return parked or ParkedDocumentRow(path=path, state=None, version=None, entry={})
    if parked is not None and parked.revision == row.revision:
        return parked
    parked = parked or ParkedDocumentRow(path=path)
    parked.state, parked.version = row.state, row.version
    parked.entry, parked.revision = dict(row.entry), row.revision
    return parked

"""The rows behind documents: found, changed, and told as what they mean.

Path -> DocumentRow -> DocumentState. A file of the corpus folder has no row before an administrator changes
something about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.admin.folder import folder_file
from bot.admin.paths import storable
from bot.admin.refusal import AdminRefused
from bot.settings import Settings
from bot.store.admin_tables import DocumentRow, DocumentVersionRow
from bot.store.audit import note
from retrieval.corpus.catalogue import composed

UNTOUCHED = 0  # the revision of a document that no administrator changed


@dataclass(frozen=True, slots=True)
class DocumentState:
    """What administrators made of a document."""

    path: str
    withdrawn: bool
    version: int | None  # of an uploaded file; None: the folder's own
    digest: str | None  # of that version; None as well for the folder's own
    size: int | None  # bytes
    entry: Mapping[str, Any]  # the catalogue's keys as far as administrators gave them
    source: str | None  # that brought it
    revision: int  # counts every change: the ETag


def alone(session: Session) -> None:
    """Let nobody else change documents until the transaction ends; SQLite's writers are alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE documents IN SHARE ROW EXCLUSIVE MODE"))


def row_of(session: Session, path: str) -> DocumentRow | None:
    """A document's row; None while no administrator changed it."""
    return session.get(DocumentRow, path) if storable(path) else None


def is_in_folder(settings: Settings, path: str) -> bool:
    """Whether the corpus folder has a file of this path."""
    return storable(path) and folder_file(settings.corpus, path) is not None


def row_of_known(session: Session, settings: Settings, path: str) -> DocumentRow:
    """The row of a document; a new one, not yet kept, where nobody changed it. Raises AdminRefused."""
    path = composed(path)
    if row := row_of(session, path):
        return row
    if not is_in_folder(settings, path):
        raise missing(path)
    return DocumentRow(path=path, state="present", version=None, entry={}, source=None, revision=UNTOUCHED)


def revision_of(session: Session, settings: Settings, path: str) -> int | None:
    """How often a document was changed; None where there never was one."""
    path = composed(path)
    if row := row_of(session, path):
        return row.revision
    return UNTOUCHED if is_in_folder(settings, path) else None


def missing(path: str) -> AdminRefused:
    """A document that there is not."""
    return AdminRefused("missing", f"There is no document {path}.", "List the documents.", "path")


def keep_change(
    session: Session,
    row: DocumentRow,
    actor: Actor,
    at: datetime,
    action: str,
    before: Mapping[str, Any] | None,
) -> None:
    """Count a change of a row, and tell of it in the audit; `before` is what `audited` gave then."""
    row.revision += 1
    row.changed_by, row.changed_at = actor.name, stamp(at)
    session.add(row)
    session.flush()
    note(session, actor, action, row.path, at, before, audited(session, row))


def audited(session: Session, row: DocumentRow | None) -> dict[str, Any] | None:
    """A document as the audit keeps it; None before the first change."""
    if row is None or row.revision == UNTOUCHED:
        return None
    version = version_of(session, row)
    kept = {"state": row.state, "version": row.version, "entry": dict(row.entry), "source": row.source}
    return kept | ({"digest": version.digest, "size": version.size} if version else {})


def state_of(session: Session, row: DocumentRow) -> DocumentState:
    """What a row means."""
    version = version_of(session, row)
    return DocumentState(
        path=row.path,
        withdrawn=row.state == "withdrawn",
        version=row.version,
        digest=version.digest if version else None,
        size=version.size if version else None,
        entry=dict(row.entry),
        source=row.source,
        revision=row.revision,
    )


def version_of(session: Session, row: DocumentRow) -> DocumentVersionRow | None:
    """The uploaded file in use; None for the folder's own."""
    return session.get(DocumentVersionRow, row.version) if row.version else None


def stamp(at: datetime) -> str:
    """A time as the tables hold it."""
    return at.astimezone(UTC).isoformat(timespec="seconds")

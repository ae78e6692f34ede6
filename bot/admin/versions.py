"""The files that were brought for a document, the newest ones kept.

StagedFile -> DocumentVersionRow. The bytes lie by their digest and are swept when no version names them.
"""

from datetime import datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.admin.document_rows import is_in_folder, stamp
from bot.admin.kinds import FileKind
from bot.admin.paths import storable
from bot.admin.refusal import AdminRefused
from bot.admin.staging import MB, StagedFile, blob_of, full, swept_away
from bot.settings import Settings
from bot.store.admin_tables import DocumentRow, DocumentVersionRow

FOLDERS_OWN = 0  # stands for the version that the corpus folder has


def versions_of(path: str) -> Select[DocumentVersionRow]:
    """Asks for a document's versions, the newest first."""
    newest_first = DocumentVersionRow.id.desc()
    return select(DocumentVersionRow).where(DocumentVersionRow.path == path).order_by(newest_first)


def add_version(
    session: Session,
    settings: Settings,
    path: str,
    content: StagedFile,
    kind: FileKind,
    actor: Actor,
    at: datetime,
    name: str | None,
) -> DocumentVersionRow:
    """The newest version if it is of this very content, else a new one. Raises AdminRefused."""
    if not content.path.is_file():
        raise swept_away()
    newest = session.scalar(versions_of(path).limit(1))
    if newest is not None and newest.digest == content.digest:
        return newest
    _refuse_beyond_room(session, settings, content)
    made = DocumentVersionRow(
        path=path,
        digest=content.digest,
        size=content.size,
        media_type=kind.media_type,
        name=name if name is not None and storable(name) else None,
        added_by=actor.name,
        added_at=stamp(at),
    )
    session.add(made)
    session.flush()
    return made


def forget_old_versions(session: Session, settings: Settings, row: DocumentRow) -> None:
    """Keep as many as the settings say, and the one in use."""
    ids = [version.id for version in session.scalars(versions_of(row.path))][settings.document_versions :]
    old = [number for number in ids if number != row.version]
    if old:
        session.execute(delete(DocumentVersionRow).where(DocumentVersionRow.id.in_(old)))


def restorable(session: Session, settings: Settings, path: str, version: int) -> int | None:
    """A version as a document's row names it, if its file is there. Raises AdminRefused."""
    if version == FOLDERS_OWN:
        if is_in_folder(settings, path):
            return None
        reason = f"The corpus folder has no {path} any more."
    else:
        if blob_of(settings.data, version_named(session, path, version).digest).is_file():
            return version
        reason = f"The file of version {version} is lost."
    raise AdminRefused("conflict", reason, "Choose another version, or upload the file again.", "version")


def version_named(session: Session, path: str, version: int) -> DocumentVersionRow:
    """One of a document's versions. Raises AdminRefused."""
    found = session.scalar(versions_of(path).where(DocumentVersionRow.id == version))
    if found is None:
        raise AdminRefused("missing", f"{path} has no version {version}.", "List its versions.", "version")
    return found


def _refuse_beyond_room(session: Session, settings: Settings, content: StagedFile) -> None:
    """All versions together; content that several have counts each time."""
    taken = session.scalar(select(func.sum(DocumentVersionRow.size))) or 0
    if taken + content.size > settings.documents_mb * MB:
        raise full(f"All versions together may take {settings.documents_mb} MB (REGIONSVAR_DOCUMENTS_MB).")

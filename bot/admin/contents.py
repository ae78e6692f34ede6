"""Give a document's file as it was brought, in any version that is kept.

Path, version -> Content; path -> Versions.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from bot.admin.document_rows import missing, row_of
from bot.admin.folder import folder_file
from bot.admin.kinds import media_type_of
from bot.admin.paths import storable
from bot.admin.staging import blob_of
from bot.admin.versions import FOLDERS_OWN, version_named, versions_of
from bot.settings import Settings
from retrieval.corpus.catalogue import composed
from retrieval.corpus.folder import digest_of


@dataclass(frozen=True, slots=True)
class Content:
    """A file to be sent."""

    file: Path
    name: str
    media_type: str
    digest: str  # SHA-256, hexadecimal


@dataclass(frozen=True, slots=True)
class Version:
    """A file that a document had or has."""

    version: int  # 0: the corpus folder's own
    current: bool  # whether it is the one in use
    digest: str
    size: int  # bytes
    media_type: str  # by its content
    name: str | None  # the file's own, as it was uploaded
    added_by: str | None  # None for the folder's own
    added_at: str | None


def content_of(session: Session, settings: Settings, path: str, version: int | None = None) -> Content:
    """A version's file, the one in use if none is named. Raises AdminRefused."""
    path = composed(path)
    row = row_of(session, path)
    number = version if version is not None else (row.version if row else None) or FOLDERS_OWN
    if number == FOLDERS_OWN:
        return _folders_own(settings, path)
    found = version_named(session, path, number)
    file = blob_of(settings.data, found.digest)
    if not file.is_file():
        raise missing(path)
    return Content(file, _last_part(found.name or path), found.media_type, found.digest)


def _folders_own(settings: Settings, path: str) -> Content:
    file = folder_file(settings.corpus, path) if storable(path) else None
    if file is None:
        raise missing(path)
    return Content(file, _last_part(path), media_type_of(file, path), digest_of(file))


def _last_part(path: str) -> str:
    return path.rpartition("/")[2]


def list_versions(session: Session, settings: Settings, path: str) -> list[Version]:
    """A document's versions, the newest first, the folder's own last. Raises AdminRefused."""
    path = composed(path)
    row = row_of(session, path)
    used = (row.version if row else None) or FOLDERS_OWN
    listed = [
        Version(
            each.id,
            each.id == used,
            each.digest,
            each.size,
            each.media_type,
            each.name,
            each.added_by,
            each.added_at,
        )
        for each in session.scalars(versions_of(path))
    ]
    file = folder_file(settings.corpus, path) if storable(path) else None
    if file is not None:
        size, kind = file.stat().st_size, media_type_of(file, path)
        listed.append(
            Version(FOLDERS_OWN, used == FOLDERS_OWN, digest_of(file), size, kind, None, None, None)
        )
    if row is None and not listed:
        raise missing(path)
    return listed

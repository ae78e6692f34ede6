"""What administrators laid over the corpus folder, as the ingest takes it.

Documents' rows -> Overlay. Where there is no database, or none with documents, SQLAlchemy is not imported.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.settings import Settings
from bot.store.places import database_file, has_database
from retrieval.corpus.catalogue import KEYS, CatalogueEntry
from retrieval.corpus.overlay import NO_OVERLAY, Overlay, StoredVersion

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def read_overlay(settings: Settings) -> Overlay:
    """What is laid over the folder now. Raises DatabaseUnavailable where that cannot be read."""
    if not has_database(settings) or _is_untouched(settings):
        return NO_OVERLAY
    from sqlalchemy import inspect

    from bot.store.database import Database

    with closing(Database(settings)) as database, database.reading() as session:
        if not inspect(session.connection()).has_table("documents"):
            return NO_OVERLAY  # an older version made it; nothing was laid over the folder yet
        return overlay_of(session, settings.data)


def overlay_of(session: "Session", data: Path) -> Overlay:
    """What is laid over the folder as a transaction sees it."""
    from sqlalchemy import select

    from bot.admin.staging import blob_of
    from bot.store.admin_tables import DocumentRow, DocumentVersionRow

    files: dict[str, StoredVersion] = {}
    withdrawn: set[str] = set()
    entries: dict[str, CatalogueEntry] = {}
    version = DocumentVersionRow
    rows = select(DocumentRow.path, DocumentRow.state, DocumentRow.entry, version.digest, version.size)
    joined = rows.outerjoin(version, DocumentRow.version == version.id)
    for path, state, entry, digest, size in session.execute(joined.order_by(DocumentRow.path)):
        if state == "withdrawn":
            withdrawn.add(path)
            continue
        if digest is not None:
            files[path] = StoredVersion(blob_of(data, digest), digest, size)
        if entry:
            entries[path] = entry_of(entry)
    return Overlay(files, frozenset(withdrawn), entries)


def entry_of(stored: Mapping[str, Any]) -> CatalogueEntry:
    """A row's entry; keys that we no longer know are passed over."""
    known: dict[str, Any] = {key: stored[key] for key in KEYS if key in stored}
    return CatalogueEntry(**known | {"replaces": tuple(stored.get("replaces", ()))})


def _is_untouched(settings: Settings) -> bool:
    """Whether a database in a file plainly holds no document: a look that costs next to nothing."""
    file = database_file(settings)
    if file is None:
        return False
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", 2.0, uri=True)) as opened:
            return opened.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None
    except sqlite3.Error as error:
        return "no such table" in str(error)

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

    from bot.admin.parking import Laid


def read_overlay(settings: Settings, *, with_parked: bool = True) -> Overlay:
    """What is laid over the folder now, as in `overlay_of`.

    Raises DatabaseUnavailable where that cannot be read.
    """
    if not has_database(settings) or _is_untouched(settings):
        return NO_OVERLAY
    from sqlalchemy import inspect

    from bot.store.database import Database

    with closing(Database(settings)) as database, database.reading() as session:
        tables = inspect(session.connection())
        if not tables.has_table("documents"):
            return NO_OVERLAY  # an older version made it; nothing was laid over the folder yet
        with_parked = with_parked or not tables.has_table("parked_documents")
        return overlay_of(session, settings.data, with_parked=with_parked)


def overlay_of(session: "Session", data: Path, *, with_parked: bool = True) -> Overlay:
    """What is laid over the folder as a transaction sees it.

    `with_parked`: as the documents are to be; else without what refreshes changed and nobody approved.
    """
    from bot.admin.parking import kept_back
    from bot.admin.staging import blob_of

    files: dict[str, StoredVersion] = {}
    withdrawn: set[str] = set()
    entries: dict[str, CatalogueEntry] = {}
    rows = _rows(session) if with_parked else _rows(session) | kept_back(session)
    for path, laid in rows.items():
        if laid.state == "withdrawn":
            withdrawn.add(path)
            continue
        if laid.digest is not None:
            files[path] = StoredVersion(blob_of(data, laid.digest), laid.digest, laid.size or 0)
        if laid.entry:
            entries[path] = entry_of(laid.entry)
    return Overlay(files, frozenset(withdrawn), entries)


def _rows(session: "Session") -> "dict[str, Laid]":
    from sqlalchemy import select

    from bot.admin.parking import Laid
    from bot.store.admin_tables import DocumentRow, DocumentVersionRow

    version = DocumentVersionRow
    rows = select(DocumentRow.path, DocumentRow.state, DocumentRow.entry, version.digest, version.size)
    joined = rows.outerjoin(version, DocumentRow.version == version.id).order_by(DocumentRow.path)
    return {path: Laid(*found) for path, *found in session.execute(joined)}


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

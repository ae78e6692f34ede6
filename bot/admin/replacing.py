"""Which document replaces which, as administrators say it.

Changes of an entry -> entries of the documents on either side. It is kept where the catalogue keeps it: with
the newer document, as `replaces`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.admin.document_rows import audited, is_in_folder, keep_change, row_of, row_of_known
from bot.admin.entries import REPLACED_BY, changed_entry, refuse_circles
from bot.admin.overlay import overlay_of
from bot.admin.refusal import AdminRefused
from bot.settings import Settings
from bot.store.admin_tables import DocumentRow
from retrieval.corpus.catalogue import Catalogue, composed, entry_for, read_catalogue
from retrieval.corpus.overlay import with_entries


def settle_replacements(
    session: Session, settings: Settings, path: str, changes: Mapping[str, Any], actor: Actor, at: datetime
) -> None:
    """Carry `replaced_by` over to the other document, and refuse what cannot be. Raises AdminRefused."""
    if REPLACED_BY in changes:
        _replace(session, settings, path, changes[REPLACED_BY], actor, at)
    if changes.get("replaces") or changes.get(REPLACED_BY):
        _refuse_unknown(session, settings, changes.get("replaces") or ())
        refuse_circles(catalogue_of(session, settings), [path])


def catalogue_of(session: Session, settings: Settings) -> Catalogue:
    """What is said of every document: by the folder's catalogue, and over it by administrators."""
    return with_entries(read_catalogue(settings.corpus), overlay_of(session, settings.data))


def _replace(
    session: Session, settings: Settings, path: str, successor: str | None, actor: Actor, at: datetime
) -> None:
    """Let one document, or none, replace this one; ours that said so until now say it no more."""
    for row in session.scalars(select(DocumentRow)).all():
        said = row.entry.get("replaces", ())
        if path in said and row.path != successor:
            _say(session, row, [each for each in said if each != path], actor, at)
    if successor is not None:
        row = _successor(session, settings, successor)
        said = entry_for(catalogue_of(session, settings), row.path).replaces
        if path not in map(composed, said):
            _say(session, row, [*said, path], actor, at)


def _successor(session: Session, settings: Settings, path: str) -> DocumentRow:
    known = row_of(session, path)
    if known.state == "withdrawn" if known else not is_in_folder(settings, path):
        remedy = "Upload or restore it first, or name another."
        raise AdminRefused("invalid", f"There is no document {path} to replace it.", remedy, REPLACED_BY)
    return row_of_known(session, settings, path)


def _say(session: Session, row: DocumentRow, replaces: Sequence[str], actor: Actor, at: datetime) -> None:
    before = audited(session, row)
    row.entry = changed_entry(row.entry, {"replaces": list(replaces)})
    keep_change(session, row, actor, at, "document.describe", before)


def _refuse_unknown(session: Session, settings: Settings, paths: Sequence[str]) -> None:
    """Most unknown paths are mistyped ones."""
    for path in paths:
        if row_of(session, path) is None and not is_in_folder(settings, path):
            remedy = "List the documents, and name one of them by its path."
            raise AdminRefused("invalid", f"There is no document {path} to be replaced.", remedy, "replaces")

"""Upload, describe, withdraw and restore documents: what administrators lay over the corpus folder.

StagedFile or changes -> a document's row and versions -> DocumentState. The folder is never written; every
function works within the caller's transaction, with a line in the audit for each change.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.admin.document_rows import (
    UNTOUCHED,
    DocumentState,
    alone,
    audited,
    is_in_folder,
    keep_change,
    row_of,
    row_of_known,
    state_of,
)
from bot.admin.entries import changed_entry, read_changes
from bot.admin.kinds import kind_of_staged
from bot.admin.placing import place_for, refuse_collisions
from bot.admin.refusal import AdminRefused
from bot.admin.replacing import settle_replacements
from bot.admin.staging import StagedFile
from bot.admin.versions import FOLDERS_OWN, add_version, forget_old_versions, restorable
from bot.settings import Settings
from bot.store.admin_tables import DocumentRow


def put_document(
    session: Session,
    settings: Settings,
    path: str,
    content: StagedFile,
    actor: Actor,
    at: datetime,
    *,
    name: str | None = None,
    entry: Mapping[str, Any] | None = None,
    source: str | None = None,
) -> DocumentState:
    """Make a staged file the document's newest version. Raises AdminRefused; nothing has changed then.

    A path without extension gets the one of the content's kind; `name` is the file's own. What was said of
    the document stays said, but for the keys in `entry`.
    """
    alone(session)
    changes = read_changes(entry or {})
    kind = kind_of_staged(content, name or path)
    path = place_for(session, settings, path, kind)
    row = row_of(session, path) or DocumentRow(path=path, entry={}, revision=UNTOUCHED)
    before = audited(session, row)
    version = add_version(session, settings, path, content, kind, actor, at, name)
    wanted = ("present", version.id, source, changed_entry(row.entry, changes))
    if (row.state, row.version, row.source, row.entry) != wanted:
        existed = before["state"] == "present" if before else is_in_folder(settings, path)
        row.state, row.version, row.source, row.entry = wanted
        keep_change(session, row, actor, at, "document.replace" if existed else "document.upload", before)
        forget_old_versions(session, settings, row)
    settle_replacements(session, settings, path, changes, actor, at)
    return state_of(session, row)


def describe_document(
    session: Session, settings: Settings, path: str, changes: Mapping[str, Any], actor: Actor, at: datetime
) -> DocumentState:
    """Say what the catalogue's keys are of a document; None takes back what was said. Raises AdminRefused.

    `replaced_by` names another document, which is then said to replace this one.
    """
    alone(session)
    read = read_changes(changes)
    row = row_of_known(session, settings, path)
    entry = changed_entry(row.entry, read)
    if entry != row.entry:
        before = audited(session, row)
        row.entry = entry
        keep_change(session, row, actor, at, "document.describe", before)
    settle_replacements(session, settings, row.path, read, actor, at)
    return state_of(session, row)


def withdraw_document(
    session: Session, settings: Settings, path: str, actor: Actor, at: datetime
) -> DocumentState:
    """Take a document out, be it uploaded or in the folder; it can be restored. Raises AdminRefused."""
    alone(session)
    row = row_of_known(session, settings, path)
    if row.state != "withdrawn":
        before = audited(session, row)
        row.state = "withdrawn"
        keep_change(session, row, actor, at, "document.withdraw", before)
    return state_of(session, row)


def restore_document(
    session: Session,
    settings: Settings,
    path: str,
    actor: Actor,
    at: datetime,
    *,
    version: int | None = None,
) -> DocumentState:
    """Undo a withdrawal, or bring back an earlier version; 0 is the folder's own. Raises AdminRefused."""
    alone(session)
    row = row_of_known(session, settings, path)
    if version is None and row.state != "withdrawn":
        remedy = "Name the version to go back to."
        raise AdminRefused("conflict", f"{row.path} is not withdrawn.", remedy, "version")
    wanted = (row.version or FOLDERS_OWN) if version is None else version
    before = audited(session, row)
    chosen = restorable(session, settings, row.path, wanted)
    if row.state == "withdrawn" and not is_in_folder(settings, row.path):
        refuse_collisions(session, settings, row.path)
    row.state, row.version = "present", chosen
    keep_change(session, row, actor, at, "document.restore", before)
    return state_of(session, row)

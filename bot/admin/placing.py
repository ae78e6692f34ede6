"""Where a new document may stand among those that there are.

Path, FileKind -> the path that it is kept under, or a refusal.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.admin.document_rows import is_in_folder, row_of
from bot.admin.folder import collide, in_the_way
from bot.admin.kinds import FileKind
from bot.admin.paths import has_extension, safe_path
from bot.admin.refusal import AdminRefused
from bot.settings import Settings
from bot.store.admin_tables import DocumentRow
from retrieval.corpus.catalogue import composed


def place_for(session: Session, settings: Settings, given: str, kind: FileKind) -> str:
    """As given where there is such a document, else a safe path with an extension. Raises AdminRefused."""
    path = composed(given)
    if is_in_folder(settings, path):
        return path
    row = row_of(session, path)
    if row is None:
        path = safe_path(given)
        path = path if has_extension(path) else safe_path(path + kind.extension)
        row = row_of(session, path)
    if row is None or row.state == "withdrawn":
        refuse_collisions(session, settings, path)
    return path


def refuse_collisions(session: Session, settings: Settings, path: str) -> None:
    """Two documents that some systems could not keep apart, or a file where a folder is."""
    columns = select(DocumentRow.path, DocumentRow.state)
    rows = {row[0]: row[1] for row in session.execute(columns)}
    others = [other for other, state in rows.items() if state == "present" and collide(other, path)]
    others += [each for each in in_the_way(settings.corpus, path) if rows.get(each) != "withdrawn"]
    others = [other for other in others if other != path]
    if others:
        raise AdminRefused(
            "conflict",
            f"{path} cannot stand beside {others[0]}: on some systems they would be one.",
            "Choose another name, or withdraw that document first.",
            "path",
        )

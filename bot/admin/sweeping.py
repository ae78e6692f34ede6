"""Delete uploaded bytes that nothing names: of refused uploads, killed ones, and versions that were let go.

Data folder, versions' rows -> fewer files.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.admin.document_rows import alone
from bot.admin.staging import DOCUMENTS, STAGING, StagedFile
from bot.settings import Settings
from bot.store.admin_tables import DocumentVersionRow

GRACE = timedelta(days=1)  # an upload on its way is younger


def sweep_documents(session: Session, settings: Settings, at: datetime | None = None) -> int:
    """Delete what is older than a day and named by no version; how many files that were.

    In a transaction that writes: an upload that comes to the same content waits, and is staged anew.
    """
    alone(session)
    youngest = ((at or datetime.now(UTC)) - GRACE).timestamp()
    named = set(session.scalars(select(DocumentVersionRow.digest).distinct()))
    unnamed = [file for file in _files(settings.data) if file.name not in named]
    return sum(_deleted(file, youngest) for file in unnamed)


def discard(session: Session, files: Iterable[StagedFile]) -> None:
    """Delete at once what was staged for an upload that is refused, unless a version is of that content."""
    alone(session)
    for staged in files:
        named = select(DocumentVersionRow.id).where(DocumentVersionRow.digest == staged.digest)
        if session.scalar(named.limit(1)) is None:
            staged.path.unlink(missing_ok=True)


def _files(data: Path) -> Iterator[Path]:
    folder = data / DOCUMENTS
    yield from folder.glob("??/*")
    yield from (folder / STAGING).glob("*.part")


def _deleted(file: Path, youngest: float) -> bool:
    with suppress(OSError):
        if file.stat().st_mtime < youngest:
            file.unlink()
            return True
    return False

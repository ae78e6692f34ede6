"""Take in a file: whole and lasting below the data folder under its content's digest, or not at all.

Chunks of bytes -> StagedFile. A staged file is nothing yet to anyone; it counts once a transaction names it.
What is never named is swept: after a kill, a refusal or a lost connection nothing is to be mended.
"""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.admin.refusal import AdminRefused
from bot.settings import Settings
from retrieval.durable import sync_directory

DOCUMENTS = "documents"  # below the data folder
STAGING = "staging"  # below that: files on their way in
MB = 1_000_000  # bytes
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file that was taken in."""

    path: Path  # absolute; named by its content
    digest: str  # SHA-256, hexadecimal
    size: int  # bytes


def blob_of(data: Path, digest: str) -> Path:
    """Where content of a digest lies."""
    return data / DOCUMENTS / digest[:2] / digest


def stage(settings: Settings, chunks: Iterable[bytes], field: str = "files") -> StagedFile:
    """The chunks as one file. Raises AdminRefused: too_large or full; whatever `chunks` raises passes."""
    aside = settings.data / DOCUMENTS / STAGING / f"{secrets.token_hex(8)}.part"
    with disk_full_refused():
        aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            digest, size = _written(aside, chunks, settings.upload_mb * MB, field)
            return StagedFile(_put_in_place(aside, settings.data, digest), digest, size)
        finally:
            aside.unlink(missing_ok=True)


@contextmanager
def disk_full_refused() -> Iterator[None]:
    """A full disk, as a refusal that says what helps."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise full("The disk is full.") from error


def full(reason: str) -> AdminRefused:
    """Why there is no room for a document, and what would make some."""
    remedy = "Nothing was kept. Make room on the disk or let the setting allow more, then try again."
    return AdminRefused("full", reason, remedy)


def swept_away() -> AdminRefused:
    """A staged file that was deleted before a transaction named it: another upload of it was refused."""
    return AdminRefused("conflict", "The uploaded file is there no more.", "Upload it again.")


def _written(aside: Path, chunks: Iterable[bytes], most: int, field: str) -> tuple[str, int]:
    """Write and synchronise; the digest and the size."""
    digest, size = hashlib.sha256(), 0
    with aside.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise too_large(most, field)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def too_large(most: int, field: str) -> AdminRefused:
    """A file that is above the limit."""
    remedy = "Send a smaller file, or set REGIONSVAR_UPLOAD_MB higher."
    return AdminRefused("too_large", f"A file may have at most {most} bytes.", remedy, field)


def _put_in_place(aside: Path, data: Path, digest: str) -> Path:
    """Rename to the digest's place; what lay there is the same content, and young again."""
    place = blob_of(data, digest)
    if not place.parent.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
        sync_directory(place.parent.parent)
    aside.replace(place)
    sync_directory(place.parent)
    return place

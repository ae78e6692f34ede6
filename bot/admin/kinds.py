"""Tell by its content whether a file is of a kind that can be read; its name only breaks ties.

StagedFile, name -> FileKind, or a refusal by name. Nothing is parsed but the table of a ZIP: reading the text
is for the ingest, which does it in a child process.
"""

import zipfile
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from bot.admin.refusal import AdminRefused
from bot.admin.staging import StagedFile, swept_away
from bot.wording import refusal
from retrieval.corpus.loaders.sniff import Kind, kind_of
from retrieval.errors import FileRefused

SAMPLE = 1_000_000  # bytes by which text is told from other data
LARGEST_TABLE = 2_000_000  # bytes; twenty thousand entries take about as much
TYPES = "[content_types].xml"
SUPPORTED = "Supported are text, Markdown, HTML, PDF and Word (.docx)."


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that can be read."""

    media_type: str
    extension: str  # for a name that has none


KINDS: dict[Kind, FileKind] = {
    "text": FileKind("text/plain", ".txt"),
    "markdown": FileKind("text/markdown", ".md"),
    "html": FileKind("text/html", ".html"),
    "pdf": FileKind("application/pdf", ".pdf"),
    "docx": FileKind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
}


def kind_of_staged(staged: StagedFile, name: str, field: str = "files") -> FileKind:
    """The kind of a file that is to become a document. Raises AdminRefused for one that cannot be read."""
    try:
        return _readable_kind(staged.path, name)
    except FileNotFoundError:
        raise swept_away() from None
    except FileRefused as refused:
        reason = f"{name} was not taken: {refusal(refused.reason, refused.detail)}."
        raise AdminRefused("invalid", reason, SUPPORTED, field) from refused


def media_type_of(path: Path, name: str) -> str:
    """A file's type by its content, whether it can be read or not."""
    with path.open("rb") as file:
        kind, _ = kind_of(file.read(SAMPLE), name)
    return KINDS[kind].media_type if kind in KINDS else "application/octet-stream"


@lru_cache(maxsize=256)
def _readable_kind(path: Path, name: str) -> FileKind:
    """Remembered, since what lies under a digest never changes: it is asked for again in the transaction."""
    content = path.read_bytes()
    if not content.strip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n\f"):
        raise FileRefused("empty")
    kind, found = kind_of(content, name)
    if kind == "other":
        raise FileRefused("unknown_kind", found)
    if kind == "docx":
        _refuse_other_archives(content)
    elif kind != "pdf":
        from retrieval.corpus.loaders.encoding import decode

        decode(content[:SAMPLE])
    return KINDS[kind]


def _refuse_other_archives(content: bytes) -> None:
    """Raises FileRefused for what is no Word file, before anything large is unpacked."""
    from retrieval.corpus.loaders.docx_archive import open_archive

    if content.startswith(b"PK"):
        _refuse_swollen_table(content)
    open_archive(content)


def _refuse_swollen_table(content: bytes) -> None:
    """A table of contents of megabytes, or a list of types of that size, is read by no host process.

    Field places: PKWARE APPNOTE 6.3.10, section 4.3.16.
    """
    end = content.rfind(b"PK\x05\x06")
    if end >= 0 and int.from_bytes(content[end + 12 : end + 16], "little") > LARGEST_TABLE:
        raise FileRefused("too_large", "the ZIP archive has too many entries")
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(BytesIO(content)) as package:
        for entry in package.infolist():
            if entry.filename.lower() == TYPES and entry.file_size > LARGEST_TABLE:
                raise FileRefused("too_large", f"{TYPES} unpacks to more than {LARGEST_TABLE} bytes")

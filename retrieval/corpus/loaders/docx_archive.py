"""Open a Word file's ZIP and the XML in it, bounded and without following anything out of it.

bytes -> Archive. A ZIP that holds something else than Word is refused by its name.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml import etree

from retrieval.corpus.loaders.sniff import OLE2
from retrieval.errors import FileRefused

MAX_PART_BYTES = 40_000_000  # of one XML part, unpacked; its tree takes about ten times as much memory
MAX_ENTRIES = 20_000  # a long report with pictures has some hundreds
WORD_TYPES = (
    "wordprocessingml.document",
    "wordprocessingml.template",
    "ms-word.document",
    "ms-word.template",
)
OTHER_OFFICE = (
    ("spreadsheetml", "Excel workbook (.xlsx)"),
    ("presentationml", "PowerPoint presentation (.pptx)"),
    ("ms-excel", "Excel workbook (.xlsm, .xlsb)"),
    ("ms-powerpoint", "PowerPoint presentation (.pptm)"),
    ("visio", "Visio drawing"),
)
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError)


class Archive:
    """The parts of one Word file."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {name.lower().lstrip("/"): name for name in package.namelist()}
        self._document = self._find_document()

    def document(self) -> Any:
        """The main part's root element."""
        return self._xml(self._document)

    def related(self, part: str) -> Any:
        """The root of a part beside the main one, such as "styles"; an empty list where there is none."""
        path = posixpath.join(posixpath.dirname(self._document), f"{part}.xml")
        return self._xml(path) if path in self._names else []

    def properties(self) -> Any:
        """The root of the core properties; an empty list where there are none."""
        return self._xml("docprops/core.xml") if "docprops/core.xml" in self._names else []

    def _find_document(self) -> str:
        """The path of the main part, by the package's list of types; raises when it is no Word file."""
        if "[content_types].xml" not in self._names:
            raise FileRefused("unknown_kind", self._other_kind())
        types = self._xml("[content_types].xml")
        for override in types:
            content_type = str(override.get("ContentType") or "") if isinstance(override.tag, str) else ""
            if any(word in content_type for word in WORD_TYPES) and content_type.endswith("main+xml"):
                path = str(override.get("PartName") or "").lower().lstrip("/")
                if path in self._names:
                    return path
        return self._fallback(types)

    def _fallback(self, types: Any) -> str:
        if "word/document.xml" in self._names:
            return "word/document.xml"
        said = etree.tostring(types, encoding="unicode")
        raise FileRefused(
            "unknown_kind", next((name for word, name in OTHER_OFFICE if word in said), "ZIP archive")
        )

    def _other_kind(self) -> str:
        """OpenDocument and EPUB name themselves in their first entry."""
        if "mimetype" not in self._names:
            return "ZIP archive"
        mime = self._read("mimetype")[:100].decode("ascii", "replace")
        return "EPUB book" if "epub" in mime else f"OpenDocument file ({mime})"

    def _xml(self, path: str) -> Any:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False
        )
        try:
            return etree.fromstring(self._read(path), parser)
        except etree.XMLSyntaxError as error:
            memory = any(entry.type_name == "ERR_NO_MEMORY" for entry in parser.error_log)
            raise FileRefused("too_large" if memory else "broken", f"{path}: {error}") from error

    def _read(self, path: str) -> bytes:
        """A part unpacked to its bound and no further, whatever size it declares."""
        with _translated(), self._package.open(self._names[path]) as part:
            content = part.read(MAX_PART_BYTES + 1)
        if len(content) > MAX_PART_BYTES:
            raise FileRefused("too_large", f"{path} unpacks to more than {MAX_PART_BYTES} bytes")
        return content


def open_archive(content: bytes) -> Archive:
    """The archive of a Word file; any other file is refused."""
    if content.startswith(OLE2):
        raise FileRefused("encrypted", "Office file with a password")
    with _translated():
        package = zipfile.ZipFile(io.BytesIO(content))
    _refuse_odd(package)
    return Archive(package)


@contextmanager
def _translated() -> Iterator[None]:
    """What zipfile raises, in our words."""
    try:
        yield
    except BROKEN as error:
        raise FileRefused("broken", f"ZIP archive: {error}") from error
    except RuntimeError as error:  # zipfile's own for a password
        raise FileRefused("encrypted", str(error)) from error


def _refuse_odd(package: zipfile.ZipFile) -> None:
    """Archives that no office program writes, before anything is unpacked."""
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise FileRefused("too_large", f"{len(entries)} entries")
    if not entries:
        raise FileRefused("unknown_kind", "empty ZIP archive")

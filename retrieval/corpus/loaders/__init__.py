"""Read a file of any format that we know into lines that remember their places.

bytes -> LoadedFile. Pure and in process; `guard.GuardedLoader` does the same in a child that may die.
"""

from importlib import import_module
from typing import cast

from retrieval.documents import LoadedFile
from retrieval.errors import FileRefused

__all__ = ["MAX_FILE_BYTES", "FileRefused", "LoadedFile", "load"]

MAX_FILE_BYTES = 100_000_000  # a region's largest report with pictures is about 60 MB


def load(content: bytes, name: str) -> LoadedFile:
    """The file's text by the format that its content shows; the name only breaks ties.

    Raises FileRefused: empty, no_text, encrypted, broken, unknown_kind or too_large.
    """
    if len(content) > MAX_FILE_BYTES:
        raise FileRefused("too_large", f"{len(content)} bytes")
    if not content.strip(b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n\f"):
        raise FileRefused("empty", name)
    from retrieval.corpus.loaders.sniff import kind_of

    kind, found = kind_of(content, name)
    if kind == "other":
        raise FileRefused("unknown_kind", found)
    loaded = _load_as(kind, content)
    if not any(character.isalnum() for line in loaded.lines for character in line.text):
        raise FileRefused("no_text", f"{found} without a letter or a digit")
    return loaded


def _load_as(kind: str, content: bytes) -> LoadedFile:
    """Call the format's own module, which is imported here: an unused format costs no start-up time."""
    module = import_module(f"{__name__}.{kind}")
    try:
        return cast(LoadedFile, module.load(content))
    except (MemoryError, RecursionError) as error:
        raise FileRefused("too_large", type(error).__name__) from error

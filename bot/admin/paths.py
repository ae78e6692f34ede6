"""Decide under which path a document may be kept: one that is safe on every system and in every display.

What somebody gave -> a path below the corpus folder, in composed form. A path that is refused is refused with
the reason; nothing is silently put right but the form of å, ä and ö.
"""

import re
import unicodedata

from bot.admin.refusal import AdminRefused
from retrieval.corpus.catalogue import composed
from retrieval.corpus.folder import CATALOGUE

LONGEST_PART = 200  # bytes of UTF-8; file systems take 255, and a copy aside gets a longer name
LONGEST_PATH = 500  # bytes of UTF-8
DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
EXTENSION = re.compile(r"\.[a-z][a-z0-9]{0,7}$", re.IGNORECASE)
REMEDY = "Choose a path such as reports/result-2023.pdf."


def safe_path(given: str, field: str = "path") -> str:
    """The path in composed form; the same once more for a path that is safe. Raises AdminRefused."""
    path = composed(given)
    if reason := _fault_of(path):
        raise AdminRefused("invalid", f"The path cannot be used: {reason}.", REMEDY, field)
    return path


def joined(folder: str, name: str) -> str:
    """A file's name below a folder; slashes around the folder do not count."""
    return "/".join(part for part in (folder.strip("/"), name) if part)


def storable(text: str) -> bool:
    """Whether a database takes it: no zero, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def has_extension(path: str) -> bool:
    """Whether the last part ends like the name of a file: "v1.2" and "nr. 5" do not."""
    return EXTENSION.search(path.rpartition("/")[2]) is not None


def _fault_of(path: str) -> str | None:
    """What is wrong with a path as a whole, or with one of its parts."""
    if any(_is_invisible(character) for character in path):
        return "it holds a character that cannot be seen, or that turns the writing round"
    if "\\" in path:
        return "parts are separated by / and not by \\"
    if len(path.encode()) > LONGEST_PATH:
        return f"it is longer than {LONGEST_PATH} bytes"
    if path.casefold() == CATALOGUE:
        return "the catalogue is no document"
    return next((fault for part in path.split("/") if (fault := _fault_of_part(part))), None)


def _fault_of_part(part: str) -> str | None:
    if not part:
        return "it is empty, begins or ends with a slash, or has two in a row"
    if part.startswith("."):
        return "no part may begin with a point"
    if part != part.strip() or part.endswith("."):
        return "no part may begin or end with a blank, or end with a point"
    if len(part.encode()) > LONGEST_PART:
        return f"a part is longer than {LONGEST_PART} bytes"
    if DEVICE.match(part):
        return f"{part} is a device on Windows"
    return None


def _is_invisible(character: str) -> bool:
    """Control, format (bidirectional marks too), private, unassigned and half characters, ends of lines."""
    category = unicodedata.category(character)
    return category[0] == "C" or category in ("Zl", "Zp")

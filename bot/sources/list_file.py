"""What a feed or a sitemap lists.

ListFile -> JSON -> ListFile: it is read in one process and used in another.
"""

import json
from dataclasses import asdict, dataclass
from typing import Literal

MOST_LISTED = 50_000  # sitemaps.org allows as many in one file
LONGEST_TEXT = 2000  # characters of an address or a title

ListKind = Literal["feed", "sitemap"]


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page as a list names it."""

    url: str  # as it is written
    title: str | None = None
    published: str | None = None  # ISO date, or a year


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file's list."""

    kind: ListKind
    pages: tuple[ListedPage, ...]
    lists: tuple[str, ...] = ()  # addresses of further lists
    publisher: str | None = None


def to_json(file: ListFile) -> bytes:
    """As it is sent from one process to the other."""
    return json.dumps(asdict(file)).encode()


def from_json(content: bytes) -> ListFile:
    """As it was sent. Raises ValueError, TypeError or KeyError for anything else."""
    plain = json.loads(content)
    pages = tuple(ListedPage(**page) for page in plain["pages"])
    return ListFile(plain["kind"], pages, tuple(plain["lists"]), plain["publisher"])

"""Cut a list into pages.

Rows -> Page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

DEFAULT_LIMIT = 50
MOST = 200  # rows of a page
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some of the rows that were found, and where they stand among all of them."""

    total: int
    limit: int
    offset: int
    items: tuple[Row, ...]

    @property
    def next_offset(self) -> int | None:
        """Where the next page begins; None on the last."""
        end = self.offset + self.limit
        return end if end < self.total else None


def page_of(rows: Sequence[Row], limit: int = DEFAULT_LIMIT, offset: int = 0) -> Page[Row]:
    """The rows from `offset`, at most `limit`."""
    return Page(len(rows), limit, offset, tuple(rows[offset : offset + limit]))

"""Remember what was found in a document, so that an unchanged one is not read for a register again.

Document, what is looked for, what it depends on besides the document -> what was found. Whatever a register
finds across documents is put together anew each time.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from retrieval.documents import Document

T = TypeVar("T")


class Memory(Protocol):
    """Where what was found is kept."""

    def of(self, document: Document, what: str, kind: type[T], find: Callable[[], T], context: str = "") -> T:
        """What `find` finds, or found of the same document in the same context."""
        ...


class NoMemory:
    """Finds everything anew."""

    def of(
        self,
        document: Document,  # noqa: ARG002 - as what remembers is asked
        what: str,  # noqa: ARG002
        kind: type[T],  # noqa: ARG002
        find: Callable[[], T],
        context: str = "",  # noqa: ARG002
    ) -> T:
        """What is found."""
        return find()


NO_MEMORY = NoMemory()

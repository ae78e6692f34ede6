"""A question's vector, asked for when it is first needed and never twice.

Text, embedder -> one vector, or why there is none: the words alone rank then.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from retrieval.errors import EmbedderUnavailable

if TYPE_CHECKING:  # numpy is imported when vectors are asked for
    from retrieval.index.embedding import Vectors


class QueryVector:
    """Belongs to one question, which may be sought for more than once; for one thread."""

    def __init__(self, text: str, embed: "Callable[[str], Vectors]") -> None:
        """Asks for nothing yet."""
        self.failed: str | None = None  # why the words alone rank
        self._text = text
        self._embed = embed
        self._asked = False
        self._vector: Vectors | None = None

    def get(self) -> "Vectors | None":
        """The vector; None where it could not be had, also when it is asked for again."""
        if not self._asked:
            self._asked = True
            try:
                self._vector = self._embed(self._text)
            except EmbedderUnavailable as error:
                self.failed = str(error)
        return self._vector

    def lose(self, reason: str) -> None:
        """The vectors of the passages cannot be read."""
        self._asked, self._vector, self.failed = True, None, reason

    @property
    def told(self) -> str | None:
        """For the trace: whether vectors had a say; None where none was asked for."""
        return (self.failed or "used") if self._asked else None

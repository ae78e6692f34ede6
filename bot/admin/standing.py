"""How a document stands: what lies there, what is said of it, and what is answered from.

The words of it alone; they are found out in `surveying`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["indexed", "refused", "waiting", "withdrawn"]
Origin = Literal["corpus", "upload", "source"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a document that addresses an assistant, or hides from a reader."""

    place: str  # "page 3", "lines 9-12"
    reason: str
    text: str  # its beginning


@dataclass(frozen=True, slots=True)
class Standing:
    """A document as it lies there, beside what is answered from."""

    path: str
    state: State
    reason: str | None  # why it is refused, or waits, in words
    answered_from: bool  # whether the current snapshot holds text of it
    origin: Origin
    source: str | None  # the id of the source that brought it
    digest: str | None  # SHA-256 of its content; None where no file is left
    size: int | None  # bytes
    media_type: str | None  # by its content; known of uploaded files
    versions: int  # that were uploaded and are kept
    catalogue: Mapping[str, Any]  # every key with what it holds; None where nothing is known
    given: tuple[str, ...]  # the keys that administrators gave
    inferred: tuple[str, ...]  # the keys that the text gave; the rest is the folder's catalogue
    replaced_by: str | None
    instructing: tuple[Marked, ...]  # what in the indexed text addresses an assistant, or hides
    revision: int
    changed_by: str | None
    changed_at: str | None

"""What a channel shows: an answer with its citations, and the object that the contracts describe."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from retrieval.documents import Language, Place

Status = Literal["answered", "not_found", "refused", "clarify"]
Mode = Literal["record", "quoted", "generated"]
Channel = Literal["api", "web", "telegram", "command"]  # that a question came over


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands."""

    number: int
    document: str
    title: str
    publisher: str | None
    published: str | None
    lines: tuple[int, int] | None
    pages: tuple[int, int] | None
    quote: str
    in_force: bool
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact as an answer shows it."""

    id: str
    name: str
    title: str | None
    organisation: str | None
    phone: str | None
    email: str | None
    areas: tuple[str, ...]
    document: str
    lines: tuple[int, int] | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer."""

    id: str
    question: str
    language: Language
    status: Status
    mode: Mode | None
    answer: str
    citations: tuple[Citation, ...] = ()
    conversation: str | None = None
    contacts: tuple[ContactCard, ...] = ()
    suggestions: tuple[str, ...] = ()
    snapshot: str | None = None
    took_ms: float = 0.0
    trace: dict[str, Any] = field(default_factory=dict, compare=False, hash=False)

    def timed(self, took_ms: float) -> "Answer":
        """The same answer with the time it took."""
        return replace(self, took_ms=round(took_ms, 1))

    def as_object(self, *, trace: bool = False) -> dict[str, Any]:
        """The answer object of the contracts, ready for JSON."""
        found = asdict(self)
        if not trace:
            del found["trace"]
        return found


def parted(text: str) -> tuple[str, tuple[str, ...]]:
    """An answer's text apart from the lines that name its sources, one line a citation."""
    body, separator, listed = text.rpartition("\n\n[")
    return (body, tuple(f"[{listed}".split("\n"))) if separator else (text, ())


def span_of(first: Place, last: Place) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Lines and pages of a stretch; None for what its format does not have."""
    lines = (first.line, last.line) if first.line is not None and last.line is not None else None
    pages = (first.page, last.page) if first.page is not None and last.page is not None else None
    return lines, pages

"""What the model was shown, and what became of each sentence that it wrote."""

from dataclasses import dataclass
from typing import Literal

Fault = Literal[
    "no_source", "unknown_source", "unsupported", "number", "unit", "amount", "date", "phone", "email",
    "link", "name", "owner", "negation", "reversed", "modality", "bound", "language", "leak",
    "instruction", "markup", "characters", "reference",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What the model was shown under a number."""

    number: int
    title: str
    published: str | None
    text: str  # exactly as it is cited
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a reply, and whether its sources bear it."""

    text: str  # with its [n] marks
    sources: tuple[int, ...]
    fault: Fault | None  # None: it is kept
    detail: str | None = None  # what did not stand in the source

    @property
    def kept(self) -> bool:
        """Whether a reader may see it."""
        return self.fault is None


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with a sentence."""

    fault: Fault
    detail: str

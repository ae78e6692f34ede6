"""What the core asks of a model, and nothing else: messages in, pieces of text out; texts in, vectors out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:  # numpy is imported when there are vectors
    from retrieval.index.embedding import Vectors

Form = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """A part of a prompt."""

    role: Literal["system", "user"]
    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call took, as the endpoint counted it, or as we estimate it."""

    prompt_tokens: int
    reply_tokens: int
    estimated: bool = False


class Speech(Protocol):
    """A reply while it comes; its usage is known when it has ended."""

    usage: Usage | None

    def __iter__(self) -> Iterator[str]:
        """The pieces in order, to the end of the whole reply. Raises ModelFailed."""
        ...

    def silent_for(self, seconds: float) -> bool:
        """Whether nothing is heard within so many seconds; what was heard waits for who listens."""
        ...

    def close(self) -> None:
        """Stop listening; the endpoint is hung up on."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """What texts were turned into, and what that took."""

    vectors: "Vectors"  # one row a text, each of length 1
    tokens: int
    estimated: bool = False


class EmbeddingModel(Protocol):
    """A model that turns texts into vectors."""

    name: str

    def embed(self, texts: Sequence[str], patience_s: float) -> Embedded:
        """The vectors of some texts, within so many seconds. Raises ModelFailed."""
        ...

    def prepare(self) -> None:
        """Import what a call needs, so that no call waits for it."""
        ...

    def close(self) -> None:
        """Let go of every connection; the next call opens them again."""
        ...


class ChatModel(Protocol):
    """A model that writes."""

    name: str

    def speak(
        self, messages: Sequence[Message], reply_tokens: int, patience_s: float, form: Form | None = None
    ) -> Speech:
        """Begin a reply of at most so many tokens, which must be whole after so many seconds.

        A `form` is a JSON schema that the reply is held to where the endpoint can do that.
        """
        ...

    def close(self) -> None:
        """Let go of every connection; the next reply opens them again."""
        ...

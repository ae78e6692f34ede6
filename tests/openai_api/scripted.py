"""What the server does with one request: what it says, and how it goes wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

CUSTOMARY_DELTA = 12  # characters of a streamed piece, where the script does not cut the text itself


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came in."""

    path: str  # such as /v1/chat/completions
    headers: Mapping[str, str]  # names in small letters
    body: Mapping[str, Any]

    @property
    def streams(self) -> bool:
        return bool(self.body.get("stream"))

    @property
    def prompt(self) -> str:
        """Every message's text, one after the other."""
        return "\n\n".join(str(message["content"]) for message in self.body.get("messages", ()))


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply of a chat model; every fault is a field that is off by default."""

    text: str = "Hej."
    pieces: Sequence[str] = ()  # the streamed deltas, instead of the text cut evenly
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    code: str | None = None  # of an error, such as context_length_exceeded
    message: str = "scripted"
    finish: str | None = "stop"  # None: the stream ends without a reason, as one that was cut
    refusal: str | None = None
    before_s: float = 0.0  # before the first byte
    between_s: float = 0.0  # between pieces
    stall_after: int | None = None  # pieces, after which nothing comes any more
    drip: bool = False  # while it stalls, comments keep the connection alive
    drop_after: int | None = None  # pieces, after which the connection is dropped
    malformed_after: int | None = None  # pieces, after which a chunk is no JSON
    no_done: bool = False  # the closing [DONE] is missing
    usage: bool = True
    raw: bytes | None = None  # instead of everything: these bytes as the body

    @property
    def deltas(self) -> list[str]:
        if self.pieces:
            return list(self.pieces)
        size = CUSTOMARY_DELTA
        return [self.text[start : start + size] for start in range(0, len(self.text), size)]


def failing(status: int, *, retry_after: float | None = None, code: str | None = None) -> Reply:
    """An error of this status."""
    headers = {} if retry_after is None else {"retry-after": f"{retry_after:g}"}
    return Reply(status=status, headers=headers, code=code)


Script = Callable[[Request], Reply]

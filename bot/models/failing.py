"""Why a model gave no reply, and whether asking again may help.

What the libraries below raise -> ModelFailed.
"""

from typing import ClassVar, Literal

from retrieval.errors import RegionsvarError

# what went wrong, as the trace and the log name it
Fault = Literal[
    "timeout",  # nothing came, or nothing more, within the time it may take
    "connection",  # the endpoint could not be reached, or hung up
    "cut",  # the stream ended without saying that it was whole
    "malformed",  # what came cannot be read
    "server",  # 5xx
    "rate_limited",  # 429
    "unauthorised",  # 401, 403
    "no_model",  # 404
    "too_long",  # prompt and reply do not fit the model
    "rejected",  # any other 4xx
    "empty",
    "refused",  # the model or its filter would not
    "resting",  # it failed of late, and is not asked for a while
    "spent",  # the endpoint's budget is used up
    "quota",  # our calls of the day are
    "paced",  # our calls of this minute are
]
TRANSIENT: frozenset[Fault] = frozenset(("connection", "cut", "malformed", "server", "rate_limited"))


class ModelFailed(RegionsvarError):
    """The model gave nothing that can be used; the quoted answer is given instead."""

    reply: ClassVar[str] = "model_unavailable"

    def __init__(self, fault: Fault, detail: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(f"{fault}: {detail}" if detail else fault)
        self.fault: Fault = fault
        self.retry_after_s = retry_after_s  # what the endpoint asked for

    @property
    def transient(self) -> bool:
        """Whether the same request may succeed a moment later."""
        return self.fault in TRANSIENT

"""What an administrator asked for and does not get: always with the field, the reason and the remedy."""

from typing import ClassVar, Literal

from retrieval.errors import RegionsvarError

# what is wrong; the interface gives each its status
Fault = Literal[
    "invalid", "unauthorised", "forbidden", "missing", "conflict", "stale", "too_large", "too_many", "full"
]


class AdminRefused(RegionsvarError):
    """A request that was not carried out; nothing has changed."""

    reply: ClassVar[str] = "admin_refused"

    def __init__(
        self,
        fault: Fault,
        reason: str,
        remedy: str,
        field: str | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(f"{reason} {remedy}")
        self.fault = fault
        self.reason = reason  # a sentence
        self.remedy = remedy  # a sentence
        self.field = field  # of the request; None where it is the whole
        self.retry_after_s = retry_after_s  # seconds; None where waiting changes nothing

"""What asking the register of contacts gives: who was found and why, or who is nearest.

The outcome of a question for a contact, ready to be put into words.
"""

from dataclasses import dataclass

from retrieval.registers.records import FoundContact


@dataclass(frozen=True, slots=True)
class WhoResult:
    """Who was found; `silent` when the corpus lists nobody of the kind that was asked for."""

    found: tuple[FoundContact, ...] = ()
    group: str | None = None  # the area or organisation whose contacts are all asked for
    silent: bool = False
    nearest: tuple[FoundContact, ...] = ()
    reason: str = ""
    missing: str = ""  # the person or organisation that is not listed, as written
    earlier: bool = False  # what somebody was before is asked for

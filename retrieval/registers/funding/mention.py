"""A place where money is named, and what the finders of names share.

Nothing here decides what is money.
"""

from dataclasses import dataclass

from retrieval.registers.funding.words import content_key
from retrieval.registers.records import FundingKind

BEFORE_CHARS = 45  # letters before a name in which what belongs to it, or denies it, stands


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where money is named."""

    first: int
    last: int  # excluded
    key: str  # what all forms of the name share
    name: str  # the basic form: "Företagsstöd"
    printed: str
    kind: FundingKind
    sure: bool  # money by this sentence alone
    record: bool = True  # False for money without a name: it may be said of the record before
    purpose: str | None = None  # what the name says that it is for
    everywhere: bool = False  # the same fund or programme whoever writes of it


def capital(name: str) -> str:
    """A name with its first letter large."""
    return name[:1].upper() + name[1:]


def text_before(text: str, first: int) -> str:
    """What stands shortly before a name."""
    return text[max(0, first - BEFORE_CHARS) : first]


def with_purpose(text: str, first: int, begins: int, last: int, head: str, kind: FundingKind) -> Mention:
    """A head and what it is for, which is part of its name."""
    printed, purpose = text[first:last], text[begins:last]
    key = f"{head} {content_key(purpose)}"
    return Mention(first, last, key, capital(printed), printed, kind, True, purpose=purpose)

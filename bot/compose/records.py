"""What an answer from records is before it is verified."""

from dataclasses import dataclass

from bot.answer import Citation, ContactCard


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer from records before it is verified."""

    text: str
    citations: tuple[Citation, ...]
    contacts: tuple[ContactCard, ...] = ()
    mended: frozenset[str] = frozenset()  # addresses that stand broken in what is cited, and are shown whole

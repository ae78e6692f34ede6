"""The registers and the documents as lists to leaf through.

Snapshot -> rows -> Entries. Blocking: called in threads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.assistant import Assistant
from bot.registers.contact_rows import contact_row
from bot.registers.contacts import ContactFilter, contacts
from bot.registers.funding import FundingFilter, fundings
from bot.registers.funding_rows import funding_row
from bot.registers.priorities import PriorityFilter, priorities, priority_row
from bot.telegram.rendering.browsing import ROWS, Entry
from bot.telegram.rendering.callbacks import Register
from bot.telegram.rendering.entries import (
    age_of,
    contact_entry,
    document_entry,
    funding_entry,
    priority_entry,
)
from bot.wiring import CLOCK_ZONE, Serving
from retrieval.documents import Language


@dataclass(frozen=True, slots=True)
class Listing:
    """A register's rows, and what stands below the heading."""

    entries: tuple[Entry, ...]
    note: str = ""


def listing(
    serving: Serving, register: Register, language: Language, now: datetime, query: str = ""
) -> Listing:
    """The rows of a register; of a search the best ones, on one page."""
    if register == "sources":
        return _documents(serving, language, now)
    with serving.assistant() as assistant:
        return Listing(rows(assistant, register, language, query, ROWS if query else None))


def rows(
    assistant: Assistant, register: Register, language: Language, query: str = "", most: int | None = None
) -> tuple[Entry, ...]:
    """The rows of a register that fit a query, the best first; all in their order without one."""
    return tuple(ROWS_OF[register](assistant, language, query, most))


def _contacts(assistant: Assistant, language: Language, query: str, most: int | None) -> list[Entry]:
    found = contacts(assistant.retriever, assistant.who, ContactFilter(query))[:most]
    descriptions, today = assistant.snapshot.descriptions, assistant.today
    return [contact_entry(contact_row(each, descriptions, language, today), language) for each in found]


def _priorities(assistant: Assistant, language: Language, query: str, most: int | None) -> list[Entry]:
    found = priorities(assistant.retriever, PriorityFilter(query))[:most]
    descriptions, today = assistant.snapshot.descriptions, assistant.today
    return [priority_entry(priority_row(each, descriptions, language, today), language) for each in found]


def _funding(assistant: Assistant, language: Language, query: str, most: int | None) -> list[Entry]:
    found = fundings(assistant.retriever, FundingFilter(query))[:most]
    descriptions, today = assistant.snapshot.descriptions, assistant.today
    return [funding_entry(funding_row(each, descriptions, language, today), language) for each in found]


ROWS_OF: dict[Register, Callable[[Assistant, Language, str, int | None], list[Entry]]] = {
    "contacts": _contacts,
    "priorities": _priorities,
    "funding": _funding,
}


def _documents(serving: Serving, language: Language, now: datetime) -> Listing:
    """The documents, the newest first, and when they were read."""
    public_url = serving.settings.public_url
    with serving.snapshot() as snapshot:
        described = sorted(
            snapshot.descriptions.values(), key=lambda each: each.published or "", reverse=True
        )
        entries = tuple(document_entry(each, serving.today, language, public_url) for each in described)
    with serving.uncorrected() as snapshot_as_built:
        built = datetime.fromisoformat(snapshot_as_built.manifest.made_at).astimezone(CLOCK_ZONE)
    return Listing(entries, age_of(built, now, language))

"""A contact while it is being read from a text.

Names, titles and details -> Entry.
"""

from dataclasses import dataclass, field

from retrieval.registers.contacts.details import Detail
from retrieval.registers.contacts.fields import Field


@dataclass(slots=True)
class Entry:
    """What one place says of a contact, gathered piece by piece."""

    name: str | None
    start: int
    end: int
    role: str | None = None
    titles: list[str] = field(default_factory=list)
    phones: list[Detail] = field(default_factory=list)
    emails: list[Detail] = field(default_factory=list)
    title_before: str | None = None  # beside the name: counts when the entry has details and no other title
    label: str | None = None  # what the line of a nameless entry begins with
    unit: str | None = None
    organisation: str | None = None
    areas: list[str] = field(default_factory=list)
    quoted: bool = False  # somebody who speaks in the text, not somebody listed to be reached

    @property
    def has_details(self) -> bool:
        """Whether there is any way to reach it."""
        return bool(self.phones or self.emails)

    @property
    def title(self) -> str | None:
        """The title as printed."""
        return ", ".join(self.titles) or self.title_before

    def add(self, detail: Detail) -> None:
        """Takes a number or address."""
        if detail.email:
            self.emails.append(detail)
        if detail.phone:
            self.phones.append(detail)

    def reach(self, start: int, end: int) -> None:
        """Spans a stretch of the text as well."""
        self.start, self.end = min(self.start, start), max(self.end, end)

    def take(self, field: Field, said: str) -> bool:
        """Takes what is said of it; False where it has another of the kind already."""
        if field == "area":
            self.areas.append(said)
        elif field == "title" and not self.titles:
            self.titles.append(said)
        elif field == "unit" and not self.unit:
            self.unit = said
        elif field == "organisation" and not self.organisation:
            self.organisation = said
        else:
            return False
        return True

"""What an administrator decided of a record: that it is otherwise, that there is one more, that it is gone.

Correction -> the path and date of the small document that it is cited by. A correction names its record by
id, so that it holds for every snapshot in which the record is found.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from retrieval.cleaning.characters import unaccented
from retrieval.registers.records import StrategyItem, StrategyList

Register = Literal["contacts", "priorities", "funding"]
Action = Literal["correct", "add", "withdraw"]
FOLDER = "corrections/"  # below which no document of the corpus may lie
KIND = "correction"
CLOCK_ZONE = ZoneInfo("Europe/Stockholm")
# what may be said of a record anew; of those in plural several values, parted by SEVERAL
CONTACT_FIELDS = ("name", "title", "unit", "organisation", "phone", "email", "areas")
PRIORITY_FIELDS = ("number", "name", "text")
FUNDING_FIELDS = (
    "name", "kind", "status", "purpose", "for_whom", "by_whom", "amount", "share", "period", "window",
    "condition",
)  # fmt: skip
FIELDS: Mapping[Register, Sequence[str]] = {
    "contacts": CONTACT_FIELDS,
    "priorities": PRIORITY_FIELDS,
    "funding": FUNDING_FIELDS,
}
SEVERAL = ";"


@dataclass(frozen=True, slots=True)
class Correction:
    """One act of an administrator that holds.

    The fields of a withdrawal are what must not be read anywhere any more: name, phone and email, each as
    often as there are several. They are kept in plain text: only what is known can be searched for.
    """

    id: int  # ascending in time
    register: Register
    action: Action
    record: str
    fields: tuple[tuple[str, str | None], ...]  # None: the record has no such thing any more
    by: str
    at: str  # ISO 8601, UTC
    reason: str | None = None

    def value(self, field: str) -> str | None:
        """What a field is said to be; None also where it is not spoken of."""
        return next((value for name, value in self.fields if name == field), None)

    def speaks_of(self, field: str) -> bool:
        """Whether it says anything of a field."""
        return any(name == field for name, _ in self.fields)

    def values(self, field: str) -> tuple[str, ...]:
        """Every value of a field that may have several."""
        said = (value for name, value in self.fields if name == field and value)
        return tuple(part.strip() for value in said for part in value.split(SEVERAL) if part.strip())


@dataclass(frozen=True, slots=True)
class Draft:
    """A correction before it has a number and a time."""

    register: Register
    action: Action
    record: str
    fields: tuple[tuple[str, str | None], ...]
    by: str
    reason: str | None = None


def path_of(correction: Correction) -> str:
    """The path of the small document that a correction is cited by."""
    return f"{FOLDER}{correction.id}"


def date_of(correction: Correction) -> str:
    """The day by the region's clock, as an ISO date."""
    return datetime.fromisoformat(correction.at).astimezone(CLOCK_ZONE).date().isoformat()


def slug_of(name: str) -> str:
    """A name as ids are made of it."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(name)).strip("-")


def list_id(found: StrategyList) -> str:
    """The id of a list of goals or priorities: "<document>#<kind>"."""
    return f"{found.document}#{found.kind}"


def item_id(found: StrategyList, item: StrategyItem) -> str:
    """The id of a goal or priority: "<document>#<kind>#<its number, else its name>"."""
    return f"{list_id(found)}#{item.number or slug_of(item.name)}"

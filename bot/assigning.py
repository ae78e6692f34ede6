"""Read what is set of a record, field by field, and refuse what cannot be meant.

"phone=090-12 34 56" -> ("phone", "090-12 34 56").
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from retrieval.corrected.funding import KINDS, STATUSES
from retrieval.errors import RegionsvarError
from retrieval.registers.contacts.details import EMAIL, phone_in
from retrieval.registers.corrections import SEVERAL

LONGEST_VALUE = 1000  # characters
# "phone=090-12 34 56" as it is typed, or names with values as a program sends them
Assignments = Sequence[str] | Mapping[str, str | None]
ALLOWED = {"kind": KINDS, "status": STATUSES}
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")


class CorrectionWrong(RegionsvarError):
    """A correction that cannot be kept; the message names the reason and the remedy."""

    reply: ClassVar[str] = "correction_wrong"

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field  # of what was asked for: register, record, fields or fields.NAME


def fields_of(assignments: Assignments, allowed: Collection[str]) -> tuple[tuple[str, str | None], ...]:
    """What was set, field by field; an empty value says that there is no such thing any more."""
    fields: dict[str, str | None] = {}
    for written, said in _pairs(assignments):
        name, value = written.strip().casefold(), plain(said or "")
        if name not in allowed:
            raise CorrectionWrong(f"there is no field {name!r}, but {listed(allowed)}", "fields")
        if name in fields:
            raise CorrectionWrong(
                f"{name} is set twice: part several values with {SEVERAL!r}", f"fields.{name}"
            )
        _check(name, value)
        fields[name] = value or None
    return tuple(fields.items())


def _pairs(assignments: Assignments) -> Iterator[tuple[str, str | None]]:
    if isinstance(assignments, Mapping):
        yield from assignments.items()
        return
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals:
            raise CorrectionWrong(f"{assignment!r} sets nothing: write FIELD=VALUE, as in phone=090-12 34 56")
        yield name, value


def _check(name: str, value: str) -> None:
    if len(value) > LONGEST_VALUE:
        raise CorrectionWrong(
            f"{name} is {len(value)} characters long; {LONGEST_VALUE} is the most", f"fields.{name}"
        )
    for part in (part.strip() for part in value.split(SEVERAL) if part.strip()):
        if name == "phone" and phone_in(part) is None:
            raise CorrectionWrong(
                f"{part!r} is no number that can be called; write it as 090-12 34 56 or +46 90 12 34 56",
                "fields.phone",
            )
        if name == "email" and not EMAIL.fullmatch(part):
            raise CorrectionWrong(
                f"{part!r} is no e-mail address; write it as fornamn.efternamn@exempel.se", "fields.email"
            )
        if part not in ALLOWED.get(name, (part,)):
            raise CorrectionWrong(f"{name} cannot be {part!r}, but {listed(ALLOWED[name])}", f"fields.{name}")


def plain(value: str) -> str:
    """One line in composed characters, without what cannot be seen."""
    return " ".join(UNSEEN.sub(" ", unicodedata.normalize("NFC", value)).split())


def values_of(fields: Iterable[tuple[str, str | None]], wanted: str) -> list[str]:
    """The values of a field that may have several."""
    said = (value for name, value in fields if name == wanted and value)
    return [part.strip() for value in said for part in value.split(SEVERAL) if part.strip()]


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them."""
    return ", ".join(names)

"""What a label or a column's heading says of the words beside it.

Label -> Field.
"""

import re
from collections.abc import Sequence
from typing import Literal

Field = Literal["name", "title", "unit", "organisation", "phone", "email", "area", "fax", "address"]

LABELS: dict[Field, str] = {
    "name": r"(?:för- och efter|full\s)?namn|name|full name|kontaktperson|contact(?: person)?|person",
    "title": r"titel|roll|befattning|tjänst(?:etitel)?|yrkesroll|funktion|title|job title|role|position",
    "unit": r"enhet|avdelning|förvaltning|sektion|verksamhet|arbetsplats|unit|department"
    r"|division|team|section",
    "organisation": r"organisation|arbetsgivare|företag|myndighet|kommun|organi[sz]ation|employer|company"
    r"|municipality",
    "phone": r"telefon(?:nummer|nr)?|tel|tfn|mobil(?:telefon|nummer)?|mob|direkt(?:nummer|telefon)?|phone"
    r"(?: number)?|mobile|cell|telephone|direct",
    "email": r"e-?post(?:adress)?|e-?mail(?: address)?|mejl(?:adress)?|mail(?:adress)?",
    "area": r"ansvars?områden?|ansvar(?:ar för)?|område|ämne|arbetsområden?|sakområde|prioritering"
    r"|responsib\w+|area|areas?(?: of responsibility)?|subject",
    "fax": r"(?:tele)?fax(?:nummer)?",
    "address": r"(?:post|besöks|leverans)?adress|(?:postal |visiting )?address",
}
FIELD = {field: re.compile(rf"(?:{words})", re.IGNORECASE) for field, words in LABELS.items()}
ANY = "|".join(LABELS.values())
IN_LINE = re.compile(rf"^\s*(?:{ANY})(?:\s?:(?=\s|$)|\s\|\s)|(?<=\s)(?:{ANY}):(?=\s|$)", re.IGNORECASE)
LEAST_COLUMNS = 2  # of a header that are known, before it is one


def field_of(label: str) -> Field | None:
    """The field that a label names: "Tfn." is a phone."""
    said = " ".join(label.strip(" .:*|").split())
    return next((field for field, words in FIELD.items() if words.fullmatch(said)), None)


def labels_in(line: str) -> list[tuple[int, int, Field]]:
    """The labels of a line with their fields: where each begins, and where what it labels begins."""
    found = [(m.start(), m.end(), field_of(m.group())) for m in IN_LINE.finditer(line)]
    return [(start, end, field) for start, end, field in found if field]


def columns_of(cells: Sequence[str]) -> list[Field | None] | None:
    """The field of each column, if a row is a header that says who can be reached; else None."""
    fields: list[Field | None] = [_column(cell) for cell in cells]
    known = [field for field in fields if field]
    tells = "phone" in known or "email" in known
    return fields if len(known) >= LEAST_COLUMNS and tells and ("name" in known or "title" in known) else None


def _column(cell: str) -> Field | None:
    """The field of a column whose heading may say more than one thing: "Namn/titel", "Telefon (direkt)"."""
    first = re.split(r"[/(,]| och | and ", cell)[0]
    return field_of(cell) or field_of(first)

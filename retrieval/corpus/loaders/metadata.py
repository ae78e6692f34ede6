"""Put what files say of themselves into our forms.

Foreign dates, titles and authors -> FileMetadata's fields; None where a value says nothing.
"""

import re
from datetime import date

DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)"
    r"(?:([-/.])(\d\d)\2(\d\d)(?!\d)"
    r"|(\d\d)(\d\d)(?:\d{4,6})?(?!\d)"  # packed, with or without a time
    r"|(?!\d))"
)
WRITTEN_BY_PROGRAM = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint|Excel) - )|\.(?:docx?|pdf|indd|pptx?)$", re.IGNORECASE
)
NO_TITLE = re.compile(r"^(?:untitled|unnamed|namnlös\w*|document\d*|dokument\d*|title|titel|\W*)$", re.I)
ORGANISATION = re.compile(
    r"\bregion(?:en)?\b|kommun|länsstyrelse|landsting|myndighet|verket\b|universitet|högskola|departement"
    r"|regering|förbund|nämnd|\bråd\b|styrelse|stiftelse|förening|\bab\b|\binstitut|council|county|agency"
    r"|authority|university|commission|office\b",
    re.IGNORECASE,
)


def iso_date(value: str | None) -> str | None:
    """The ISO date or the year in a value: "2023-10-31T08:00Z", "D:20231031080000", "2023"."""
    if value is None or (found := DATE.search(value.removeprefix("D:"))) is None:
        return None
    year, _, month, day, packed_month, packed_day = found.groups()
    try:
        return date(int(year), int(month or packed_month), int(day or packed_day)).isoformat()
    except (TypeError, ValueError):  # a year alone, or no such day
        return year


def clean_title(value: str | None) -> str | None:
    """A title that a person gave, without what Word or a scanner put round it."""
    title = " ".join(WRITTEN_BY_PROGRAM.sub("", " ".join((value or "").split())).split())
    return None if NO_TITLE.match(title) else title


def organisation(value: str | None) -> str | None:
    """An author that is an organisation; a person is never shown as a document's publisher."""
    name = " ".join((value or "").split())
    return name if ORGANISATION.search(name) and "://" not in name else None


def language_code(value: str | None) -> str | None:
    """The two-letter code of "sv-SE", "sv" or "en_GB"."""
    code = (value or "").strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code.isalpha() else None

"""Say why a contact is the one to ask, and since when that is known.

Found contact -> sentences.
"""

from collections.abc import Mapping
from datetime import date

from bot.wording import say
from retrieval.documents import Description, Language
from retrieval.language.times import AskedTime
from retrieval.registers.directory.dated import is_of, year_of
from retrieval.registers.directory.subjects import alike
from retrieval.registers.records import FoundContact, Mention

OLD = 2  # years from which a reader is told the age of a statement


def reason(
    found: FoundContact, descriptions: Mapping[str, Description], basis: str, language: Language
) -> str:
    """Why a contact is the one; `basis` is the number of the citation that the reason rests on."""
    stands = _stands_for(found, descriptions[found.mention.document].title, language)
    if found.mention.role == "press" and found.reason in ("title", "role"):
        return say(language, "contact_why_press", title=descriptions[found.mention.document].title)
    if found.reason == "title":
        return " ".join(filter(None, (say(language, "contact_why_title"), stands)))
    if found.reason == "former" and found.section and found.basis:
        year = str(year_of(found.basis.as_of) or "")
        return say(language, "contact_why_former", title=found.section, year=year) + basis + "."
    if found.reason == "topic" and found.section and found.area:
        title = descriptions[found.mention.document].title
        key = "contact_why_chapter" if alike(found.section, found.area) else "contact_why_topic"
        if alike(found.area, title):
            key = "contact_why_document"
        return say(language, key, section=found.section, area=found.area, title=title, basis=basis)
    return stands


def _stands_for(found: FoundContact, title: str, language: Language) -> str:
    """Where a contact is listed, and for what; its own document's title is no subject."""
    mention = found.mention
    area = found.area or (mention.areas[-1] if mention.areas else None)
    if area is None or alike(area, title):
        return say(language, "contact_listed_in", title=title)
    return say(language, "contact_why_area", area=area, title=title)


def dated(mention: Mention, time: AskedTime, language: Language, today: date) -> str:
    """Of which year a statement is; how old, where that matters; and that none is of the year asked for."""
    year = year_of(mention.as_of)
    if year is None:
        return say(language, "contact_undated")
    age = today.year - year
    if time.years and not is_of(mention, time):
        asked = ", ".join(map(str, sorted(time.years)))
        key = "contact_dated_since" if time.since else "contact_dated_elsewhere"
        return say(language, key, year=year, asked=asked)
    if age >= OLD and (not time.years or time.since):
        return say(language, "contact_dated_old", year=year, age=age)
    return say(language, "contact_dated", year=year)

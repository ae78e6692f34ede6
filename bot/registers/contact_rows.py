"""Show a contact as a row: the flat fields of an answer's card, and every statement with its source.

Listed contact -> ContactRow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.compose.contacts import card
from bot.registers.contacts import Listed, areas_of
from bot.registers.sources import Source, Sources
from bot.wording import keys, say
from retrieval.documents import Description, Language
from retrieval.registers.directory.directory import FoundContact
from retrieval.registers.records import Mention, Phone


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reader should know of a record before relying on it."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class MentionRow:
    """What one place says of a contact."""

    title: str | None
    organisation: str | None
    unit: str | None
    role: str | None
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    areas: tuple[str, ...]
    as_of: str | None
    doubts: tuple[Doubt, ...]
    source: int  # its number among the sources


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact: what the newest statement that was asked for says, then every statement."""

    id: str
    name: str
    title: str | None
    organisation: str | None
    unit: str | None
    role: str | None
    phone: str | None
    phone_e164: str | None
    email: str | None
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    areas: tuple[str, ...]
    document: str
    lines: tuple[int, int] | None
    as_of: str | None
    doubts: tuple[Doubt, ...]
    found_by: str | None  # detail, name, text or subject; None where nothing was searched for
    mentions: tuple[MentionRow, ...]  # the newest first
    sources: tuple[Source, ...]


def contact_row(
    listed: Listed, descriptions: Mapping[str, Description], language: Language, today: date
) -> ContactRow:
    """A contact as it is shown; the fields of its card are those of an answer's."""
    mention, sources = listed.mention, Sources(descriptions, today)
    shown = card(FoundContact(listed.contact, mention, 0.0, ""))
    return ContactRow(
        id=shown.id,
        name=shown.name,
        title=shown.title,
        organisation=shown.organisation,
        unit=mention.unit,
        role=mention.role,
        phone=shown.phone,
        phone_e164=mention.phones[0].e164 if mention.phones else None,
        email=shown.email,
        phones=mention.phones,
        emails=mention.emails,
        areas=areas_of(listed.fitting),
        document=shown.document,
        lines=shown.lines,
        as_of=shown.as_of,
        doubts=doubts_of(mention, language),
        found_by=listed.found_by,
        mentions=tuple(_mention_row(m, sources, language) for m in listed.contact.mentions),
        sources=sources.listed(),
    )


def doubts_of(mention: Mention, language: Language) -> tuple[Doubt, ...]:
    """What is doubtful, in words; the bare key where it has none yet."""
    known = keys(language)
    return tuple(
        Doubt(key, say(language, name) if (name := f"doubt_{key}") in known else key.replace("_", " "))
        for key in mention.doubts
    )


def _mention_row(mention: Mention, sources: Sources, language: Language) -> MentionRow:
    return MentionRow(
        title=mention.title,
        organisation=mention.organisation,
        unit=mention.unit,
        role=mention.role,
        phones=mention.phones,
        emails=mention.emails,
        areas=mention.areas,
        as_of=mention.as_of,
        doubts=doubts_of(mention, language),
        source=sources.number(mention),
    )

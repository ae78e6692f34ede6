"""Write a contact as a vCard that address books import.

Contact -> vCard 4.0 (RFC 6350), or 3.0 (RFC 2426), which older address books read better. Pure.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import phonenumbers

from bot.compose.sources import cite, source_line
from bot.registers.contact_rows import doubts_of
from bot.registers.contacts import areas_of
from bot.wording import say
from retrieval.cleaning.characters import unaccented
from retrieval.documents import Description, Language
from retrieval.registers.contacts.names import PARTICLE, name_in
from retrieval.registers.records import Contact, Mention

Version = Literal["4.0", "3.0"]
MEDIA_TYPE = "text/vcard; charset=utf-8"
LONGEST_LINE = 75  # octets, without the line's end (RFC 6350, section 3.2)
LINE_END = "\r\n"
# what a card of limited size does without, first what is missed least
DROPPED = ("NOTE", "CATEGORIES", "REV", "URL", "SOURCE", "TITLE", "ORG", "EMAIL", "TEL")
DIALABLE = re.compile(r"\+\d{4,15}")
WEB_ADDRESS = re.compile(r"https?://[!-~]+")
IS_PARTICLE = re.compile(PARTICLE)
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "regionsvar:contacts")


@dataclass(frozen=True, slots=True)
class Dialect:
    """Where two versions of the format differ."""

    version: Version
    phone: str  # the property of a number that is dialled, its types and the number filled in
    mobile: str
    email: str
    moment: str  # a day as the format writes its beginning
    has_kind: bool
    needs_n: bool  # also for what is no person


DIALECTS: dict[Version, Dialect] = {
    "4.0": Dialect(
        version="4.0",
        phone='TEL;VALUE=uri;TYPE="voice,work":tel:{}',
        mobile='TEL;VALUE=uri;TYPE="cell,voice,work":tel:{}',
        email="EMAIL;TYPE=work:{}",
        moment="%Y%m%dT000000Z",
        has_kind=True,
        needs_n=False,
    ),
    "3.0": Dialect(
        version="3.0",
        phone="TEL;TYPE=WORK,VOICE:{}",
        mobile="TEL;TYPE=WORK,CELL,VOICE:{}",
        email="EMAIL;TYPE=INTERNET,WORK:{}",
        moment="%Y-%m-%dT00:00:00Z",
        has_kind=False,
        needs_n=True,
    ),
}


def vcard(
    contact: Contact,
    mention: Mention,
    description: Description,
    language: Language,
    today: date,
    *,
    version: Version = "4.0",
    public_url: str | None = None,
    limit_bytes: int | None = None,
) -> str:
    """A card of what one mention says; where it is to be short, without whole properties.

    `description` is of the mention's document. A card is never shorter than its name and its UID.
    """
    dialect = DIALECTS[version]
    properties = [
        *_name(contact, mention, dialect),
        *_reached(mention, dialect),
        *_known_from(contact, mention, description, language, today),
        *_addresses(contact, description, public_url),
        f"UID:{_stable_name(contact, mention)}",
        *([f"REV:{moment}"] if (moment := _moment(mention.as_of, dialect)) else []),
    ]
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *properties, "END:VCARD"]
    return "".join(_folded(line) + LINE_END for line in _within(lines, limit_bytes))


def name_parts(name: str, emails: Sequence[str] = ()) -> tuple[str, str]:
    """Family and given name.

    The family name begins at a particle (von, af, de); without one everything after the first word is the
    family name, since two surnames are written apart more often than two given ones. Where an address
    proves that the given name has several words ("annakarin.berg@"), it has.
    """
    words = name.split()
    for index, word in enumerate(words[1:-1], 1):
        if IS_PARTICLE.fullmatch(word):
            return " ".join(words[index:]), " ".join(words[:index])
    given = next((n for n in range(2, len(words)) if _proved(words[:n], emails)), 1)
    return " ".join(words[given:]), " ".join(words[:given])


def is_person(name: str) -> bool:
    """Whether a contact's name is a person's; otherwise it is a mailbox, a desk or a switchboard."""
    return name_in(name) == name


def _proved(words: Sequence[str], emails: Sequence[str]) -> bool:
    """Whether an address writes these words as one, before its first point."""
    first_parts = {email.split("@")[0].partition(".")[0].replace("-", "") for email in emails}
    return unaccented("".join(words)).replace("-", "") in first_parts


def _name(contact: Contact, mention: Mention, dialect: Dialect) -> Iterator[str]:
    name = _plain(contact.name)
    person = is_person(contact.name)
    if dialect.has_kind:
        yield f"KIND:{'individual' if person else 'org'}"
    yield f"FN:{_text(name)}"
    if person or dialect.needs_n:
        family, given = name_parts(name, mention.emails) if person else (name, "")
        yield f"N:{_text(family)};{_text(given)};;;"
    parts = [_text(part) for part in (mention.organisation, mention.unit) if part]
    if parts:
        yield f"ORG:{';'.join(parts)}"
    if mention.title:
        yield f"TITLE:{_text(mention.title)}"


def _reached(mention: Mention, dialect: Dialect) -> Iterator[str]:
    for phone in mention.phones:
        if DIALABLE.fullmatch(phone.e164):
            form = dialect.mobile if _is_mobile(phone.e164) else dialect.phone
            yield form.format(phone.e164)
    for email in mention.emails:
        yield dialect.email.format(_text(email))


def _known_from(
    contact: Contact, mention: Mention, description: Description, language: Language, today: date
) -> Iterator[str]:
    areas = areas_of(m for m in contact.mentions if m.as_of == mention.as_of)
    if areas:
        yield f"CATEGORIES:{','.join(_text(area) for area in areas)}"
    citation = cite(1, description, mention.first, mention.last, "", today)
    source = source_line(citation, (), language).partition("] ")[2]
    doubts = [doubt.text for doubt in doubts_of(mention, language)]
    sentences = [say(language, "vcard_note", source=source), *doubts]
    yield "NOTE:" + r"\n".join(_text(sentence) for sentence in sentences)


def _addresses(contact: Contact, description: Description, public_url: str | None) -> Iterator[str]:
    """The document on the web, and where this card is kept up to date."""
    if description.url and WEB_ADDRESS.fullmatch(description.url):
        yield f"URL:{description.url}"
    if public_url and WEB_ADDRESS.fullmatch(public_url):
        yield f"SOURCE:{public_url}/api/contacts/{contact.id}.vcf"


def _stable_name(contact: Contact, mention: Mention) -> str:
    """The same for the same person of the same organisation, whatever else changes."""
    return uuid.uuid5(NAMESPACE, f"{mention.organisation or ''}/{contact.id}").urn


def _moment(as_of: str | None, dialect: Dialect) -> str | None:
    """The beginning of the day, month or year in which the card was true."""
    try:
        day = date.fromisoformat((as_of or "") + {4: "-01-01", 7: "-01"}.get(len(as_of or ""), ""))
    except ValueError:
        return None
    return day.strftime(dialect.moment)


def _is_mobile(e164: str) -> bool:
    kind = phonenumbers.number_type(phonenumbers.parse(e164))
    return kind == phonenumbers.PhoneNumberType.MOBILE


def _plain(value: str) -> str:
    """A value on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def _text(value: str) -> str:
    """A text value, with what has a meaning of its own escaped (RFC 6350, section 3.4)."""
    return re.sub(r"([\\,;])", r"\\\1", _plain(value))


def _within(lines: Sequence[str], limit_bytes: int | None) -> list[str]:
    """The lines that a limit leaves, the last of the least missed gone first."""
    kept = list(lines)
    for name in DROPPED if limit_bytes is not None else ():
        for line in [line for line in reversed(kept) if re.match(rf"{name}[;:]", line)]:
            if _size(kept) <= (limit_bytes or 0):
                return kept
            kept.remove(line)
    return kept


def _size(lines: Sequence[str]) -> int:
    return sum(len((_folded(line) + LINE_END).encode()) for line in lines)


def _folded(line: str) -> str:
    """A line cut into pieces of at most 75 octets, no character of several octets cut in two."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST_LINE:
            pieces.append(piece)
            piece, size = "", 1  # the blank that begins the next line
        piece += character
        size += width
    return f"{LINE_END} ".join([*pieces, piece])

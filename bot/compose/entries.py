"""Put one contact into words: who it is, how to reach it, why it is the one, and since when that is known.

Found contact -> lines. What they rest on is collected in the answer's sources.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.compose.reasons import dated, reason
from bot.compose.sourcing import Sourcing
from bot.wording import keys, say
from retrieval.documents import Description, Language
from retrieval.language.times import AskedTime
from retrieval.registers.directory.dated import is_of, newer, otherwise, year_of
from retrieval.registers.directory.directory import FoundContact
from retrieval.registers.records import Mention

PRESS = "press"
MENDED = "email_mended"


@dataclass(frozen=True, slots=True)
class Writer:
    """What every line of an answer depends on."""

    descriptions: Mapping[str, Description]
    language: Language
    today: date
    time: AskedTime

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue."""
        return say(self.language, key, **values)

    def dated(self, mention: Mention) -> str:
        """Of which year a statement is, and how that fits what was asked."""
        return dated(mention, self.time, self.language, self.today)


def entry(found: FoundContact, writer: Writer, sourcing: Sourcing, *, alone: bool = False) -> list[str]:
    """A contact with its details, the reason, the date, and what else is said of it."""
    basis = ""
    if found.basis and found.reason in ("topic", "former"):
        basis = sourcing.mark_of(found.basis)
    shown = head(found, writer, sourcing)
    why = _several_areas(found, writer, sourcing) if alone else ""
    why = why or reason(found, writer.descriptions, basis, writer.language)
    note = writer.dated(found.mention)
    lines = [*shown, f"{why} {note}"]
    if later := newer(found.contact, found.mention):
        sourcing.hold([later])
        said = _said(later, writer, found.mention) + sourcing.number(later)
        lines.append(writer.say("contact_today", year=year_of(later.as_of), entry=said))
    for differing in otherwise(found.contact, found.mention):
        sourcing.hold([differing])
        key = "contact_otherwise" if differing.as_of else "contact_otherwise_undated"
        said = _said(differing, writer, found.mention) + sourcing.number(differing)
        lines.append(writer.say(key, entry=said))
    return lines


def _several_areas(found: FoundContact, writer: Writer, sourcing: Sourcing) -> str:
    """Everything that a person who was asked for by name stands for, each with its place; empty for one."""
    own = found.mention
    beside = [m for m in found.contact.mentions if (m.document, m.as_of) == (own.document, own.as_of)]
    areas = {mention.areas[-1]: mention for mention in beside if mention.areas}
    if len(areas) < 2:
        return ""
    sourcing.hold(list(areas.values()))
    named = [writer.say("contact_area", area=area) + sourcing.number(m) for area, m in areas.items()]
    title = writer.descriptions[own.document].title
    return writer.say("contact_why_areas", areas=", ".join(named), title=title)


def earlier(found: FoundContact, writer: Writer, sourcing: Sourcing) -> list[str]:
    """The other titles that a contact had, each with its year."""
    lines = []
    titles = {found.mention.title}
    for mention in found.contact.mentions:
        if mention.title and mention.title not in titles and mention.as_of != found.mention.as_of:
            titles.add(mention.title)
            sourcing.hold([mention])
            number = sourcing.number(mention)
            lines.append(
                writer.say("contact_earlier", year=year_of(mention.as_of), title=mention.title) + number
            )
    return lines


def head(found: FoundContact, writer: Writer, sourcing: Sourcing) -> list[str]:
    """Name, title and organisation, then the ways to reach them, then what a reader should know of these."""
    mention = found.mention
    name = f"**{found.contact.name}**"
    unit = None if mention.unit and mention.unit in (mention.title or "") else mention.unit
    parts = (mention.title, unit)
    name += "".join(f", {part}" for part in parts if part)
    if mention.role == PRESS:
        name += f", {writer.say('contact_press')}"
    if mention.organisation:
        name += f" ({mention.organisation})"
    details = _details(mention, writer)
    doubts = [f"doubt_{doubt}" for doubt in mention.doubts]
    known = keys(writer.language)
    return [
        name + sourcing.number(mention),
        *([" · ".join(details)] if details else []),
        *(writer.say(key) for key in doubts if key in known),
    ]


def _details(mention: Mention, writer: Writer) -> list[str]:
    return [writer.say("contact_phone", phone=phone.printed) for phone in mention.phones] + [
        writer.say("contact_email", email=email) for email in mention.emails
    ]


def _said(mention: Mention, writer: Writer, beside: Mention) -> str:
    """What one statement says that another does not, in a row."""
    known = (beside.title, *_details(beside, writer))
    parts = (mention.title, *_details(mention, writer))
    return ", ".join(part for part in parts if part and part not in known)


def other(found: FoundContact, writer: Writer, sourcing: Sourcing) -> str:
    """A contact beside the best one, with the year where another time's statement is the reason."""
    mention = found.mention
    said = ", ".join(part for part in (found.contact.name, mention.title) if part)
    said += sourcing.number(mention)
    if found.reason == "former" and found.basis:
        year = year_of(found.basis.as_of)
        basis = sourcing.mark_of(found.basis)
        return f"{said} ({writer.say('contact_formerly', title=found.section, year=year)}{basis})"
    if writer.time.years and not is_of(mention, writer.time) and (year := year_of(mention.as_of)):
        return f"{said} ({year})"
    return said


def mended_in(found: Sequence[FoundContact]) -> frozenset[str]:
    """The addresses of these contacts that stand broken in their documents."""
    mentions = [mention for item in found for mention in item.contact.mentions]
    return frozenset(email for m in mentions if MENDED in m.doubts for email in m.emails)


def in_one_line(found: FoundContact, number: str, language: Language) -> str:
    """A contact with its title and the first way of each kind to reach it."""
    mention = found.mention
    details = [say(language, "contact_phone", phone=phone.printed) for phone in mention.phones[:1]]
    details += [say(language, "contact_email", email=email) for email in mention.emails[:1]]
    return ", ".join(part for part in (f"**{found.contact.name}**", mention.title, *details) if part) + number

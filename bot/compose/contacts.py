"""Answer from records: who to call, why, and since when it is known.

Found contacts -> text, citations and cards.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.answer import Citation, ContactCard, span_of
from bot.compose.records import Recorded
from bot.compose.sources import MOST_CITATIONS, cite, source_line
from bot.wording import say
from retrieval.documents import Description, Language
from retrieval.registers.directory import FoundContact

PRESS = "press"
MOST_OTHERS = 2  # contacts named beside the best one


def card(found: FoundContact) -> ContactCard:
    """A contact as an answer shows it."""
    mention = found.mention
    lines, _ = span_of(mention.first, mention.last)
    return ContactCard(
        id=found.contact.id,
        name=found.contact.name,
        title=mention.title,
        organisation=mention.organisation,
        phone=mention.phones[0].printed if mention.phones else None,
        email=mention.emails[0] if mention.emails else None,
        areas=mention.areas,
        document=mention.document,
        lines=lines,
        as_of=mention.as_of,
    )


def contact_answer(
    found: Sequence[FoundContact],
    group: str | None,
    descriptions: Mapping[str, Description],
    language: Language,
    today: date,
) -> Recorded:
    """The best contact with its details, others by name; of a group that was asked for, each with details."""
    detailed = list(found) if group else list(found[:1])
    others = [] if group else list(found[1 : 1 + MOST_OTHERS])
    citations = _citations([*detailed, *others], descriptions, today)
    lines = [say(language, "contact_group", area=group)] if group else []
    lines += [_entry(item, _numbers(item, citations), language, with_reason=not group) for item in detailed]
    if others:
        names = "; ".join(f"{_name_and_title(item)}{_numbers(item, citations)}" for item in others)
        lines.append(say(language, "contact_others", names=names))
    sources = [source_line(citation, (), language) for citation in citations]
    cards = tuple(card(item) for item in found[: max(3, len(detailed))])
    return Recorded("\n".join(lines) + "\n\n" + "\n".join(sources), citations, cards)


def _citations(
    shown: Sequence[FoundContact], descriptions: Mapping[str, Description], today: date
) -> tuple[Citation, ...]:
    """Where the shown contacts stand, and, of a single one, the other places that it stands in."""
    mentions = [item.mention for item in shown]
    if len(shown) == 1:
        mentions += [mention for mention in shown[0].contact.mentions if mention not in mentions]
    return tuple(
        cite(number, descriptions[m.document], m.first, m.last, m.text.replace("\n", " "), today)
        for number, m in enumerate(dict.fromkeys(mentions[:MOST_CITATIONS]), 1)
    )


def _numbers(found: FoundContact, citations: Sequence[Citation]) -> str:
    """The numbers of the citations that are of a contact."""
    places = {(mention.document, span_of(mention.first, mention.last)) for mention in found.contact.mentions}
    return "".join(f" [{c.number}]" for c in citations if (c.document, (c.lines, c.pages)) in places)


def _entry(found: FoundContact, number: str, language: Language, *, with_reason: bool) -> str:
    mention = found.mention
    head = f"**{found.contact.name}**" + (f", {mention.title}" if mention.title else "")
    if mention.role == PRESS:
        head += f", {say(language, 'contact_press')}"
    if mention.organisation:
        head += f" ({mention.organisation})"
    details = [say(language, "contact_phone", phone=phone.printed) for phone in mention.phones]
    details += [say(language, "contact_email", email=email) for email in mention.emails]
    entry = f"{head}{number}" + (f"\n{' · '.join(details)}" if details else "")
    area = found.area or (mention.areas[-1] if mention.areas else None)
    if with_reason and area:
        reason = say(language, "contact_why_area", area=area)
        entry += f"\n{reason[0].upper()}{reason[1:]}."
    return entry


def _name_and_title(found: FoundContact) -> str:
    title = found.mention.title
    return f"{found.contact.name}, {title}" if title else found.contact.name

"""Answer from records: who to call, why, and since when it is known.

WhoResult -> text, citations and cards.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.answer import ContactCard, span_of
from bot.compose.entries import Writer, earlier, entry, head, mended_in, other
from bot.compose.records import Recorded
from bot.compose.sourcing import Sourcing
from bot.who.result import WhoResult
from retrieval.documents import Description, Language
from retrieval.language.times import AskedTime
from retrieval.registers.directory.dated import year_of
from retrieval.registers.directory.directory import FoundContact

HEADINGS = {"area": "contact_group", "organisation": "contact_staff", "posts": "contact_posts"}
MOST_OTHERS = 2  # contacts named beside the best one
LONGEST_GROUP = 900  # characters up to which each of a group is shown with its details
MANY = 3  # of people who are shown with their details without having been asked for as a group


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
    result: WhoResult,
    descriptions: Mapping[str, Description],
    language: Language,
    today: date,
    time: AskedTime | None = None,
) -> Recorded:
    """The best contact with its details, others by name; of a group that was asked for, each with details."""
    writer = Writer(descriptions, language, today, time or AskedTime())
    sourcing = Sourcing(descriptions, language, today)
    lines, carried = _lines(result, writer, sourcing)
    text = "\n".join(lines) + f"\n\n{sourcing.sources()}"
    return Recorded(text, sourcing.citations, tuple(map(card, carried)), mended_in(result.found))


def _lines(result: WhoResult, writer: Writer, sourcing: Sourcing) -> tuple[list[str], Sequence[FoundContact]]:
    """What is said, and the contacts whose details go with it."""
    found = result.found
    if result.group:
        return _group(result, writer, sourcing), found
    if result.reason == "namesakes" or (result.reason == "name" and len(found) > MANY):
        return _namesakes(found, writer, sourcing), found
    if result.reason in ("name", "detail"):
        return _people(result, writer, sourcing), found
    return _best(found, writer, sourcing), found[: 1 + MOST_OTHERS]


def _namesakes(found: Sequence[FoundContact], writer: Writer, sourcing: Sourcing) -> list[str]:
    """People who share a name, none of them guessed to be the one."""
    sourcing.hold([item.mention for item in found])
    names = _names(found, sourcing, with_organisation=True, with_years=True)
    return [writer.say("contact_namesakes"), *_fitting(names, writer), writer.say("contact_ask_on")]


def _people(result: WhoResult, writer: Writer, sourcing: Sourcing) -> list[str]:
    """Each person who was asked for by name, with details."""
    sourcing.hold([item.mention for item in result.found])
    alone = len(result.found) == 1
    lines = [line for item in result.found for line in entry(item, writer, sourcing, alone=alone)]
    return lines + [
        line for item in result.found if result.earlier for line in earlier(item, writer, sourcing)
    ]


def _best(found: Sequence[FoundContact], writer: Writer, sourcing: Sourcing) -> list[str]:
    """The best contact with its details and its reason, the next ones by name and title."""
    others = found[1 : 1 + MOST_OTHERS]
    sourcing.hold([found[0].mention])
    lines = entry(found[0], writer, sourcing)
    sourcing.hold([item.mention for item in others])
    if others:
        names = "; ".join(other(item, writer, sourcing) for item in others)
        lines.append(writer.say("contact_others", names=names))
    return lines


def _group(result: WhoResult, writer: Writer, sourcing: Sourcing) -> list[str]:
    """Everyone of an area or organisation, with details where there is room for them."""
    sourcing.hold([item.mention for item in result.found])
    heading = writer.say(HEADINGS[result.reason], group=result.group)
    of_one_year = len({year_of(item.mention.as_of) for item in result.found}) == 1
    lines = [heading]
    for item in result.found:
        lines += head(item, writer, sourcing)
        lines += [] if of_one_year else [writer.dated(item.mention)]
    note = [writer.dated(result.found[0].mention)] if of_one_year else []
    if sum(map(len, lines)) <= LONGEST_GROUP:
        return [*lines, *note]
    apart = len({item.mention.organisation for item in result.found}) > 1 and result.reason != "organisation"
    names = _names(result.found, sourcing, with_organisation=apart, with_years=not of_one_year)
    return [heading, *_fitting(names, writer), *note, writer.say("contact_ask_on")]


def _names(
    found: Sequence[FoundContact], sourcing: Sourcing, *, with_organisation: bool, with_years: bool
) -> list[str]:
    """People by name, title and organisation, each with its citation."""
    lines = []
    for item in found:
        organisation = item.mention.organisation if with_organisation else None
        parts = (f"**{item.contact.name}**", item.mention.title, organisation)
        year = year_of(item.mention.as_of) if with_years else None
        dated_name = ", ".join(part for part in parts if part) + (f" ({year})" if year else "")
        lines.append(f"- {dated_name}{sourcing.number(item.mention)}")
    return lines


def _fitting(lines: Sequence[str], writer: Writer) -> list[str]:
    """As many lines as there is room for, and how many more there are."""
    room = LONGEST_GROUP
    kept = [line for line in lines if (room := room - len(line)) >= 0]
    more = len(lines) - len(kept)
    return [*kept, *([writer.say("contact_more", count=more)] if more else [])]

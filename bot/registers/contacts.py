"""Find the contacts that a search and its filters ask for.

Filter -> Listed contacts, the best first; without a query all of them by name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.registers.words import Words, holds
from bot.who.who import Who
from retrieval.cleaning.characters import unaccented
from retrieval.language.places import regions_in
from retrieval.language.times import AskedTime, years_in
from retrieval.registers.directory.directory import FoundContact
from retrieval.registers.records import Contact, Mention
from retrieval.retriever import Retriever

BY_TITLE, BY_AREA = 2.0, 1.0  # how much more a title tells than an area; a name tells all
AS_LIKE = 0.05  # how much less like what is written a name may be than the likest
BY_SUBJECT = 0.45  # score by which the text about a subject leads to a contact
CLOSE = 0.5  # of the best such score


@dataclass(frozen=True, slots=True)
class ContactFilter:
    """What is asked of the register; None asks nothing."""

    query: str = ""
    organisation: str | None = None
    area: str | None = None
    document: str | None = None
    role: str | None = None
    year: int | None = None
    as_of: str | None = None  # a year, a month or a day, as ISO writes them
    current: bool = True  # only what the newest statements say, where no time and no document is asked for


@dataclass(frozen=True, slots=True)
class Listed:
    """A contact that fits, with the statements that the filter is about."""

    contact: Contact
    fitting: tuple[Mention, ...]
    found_by: str | None = None

    @property
    def mention(self) -> Mention:
        """The newest statement that fits."""
        return self.fitting[0]


def contacts(retriever: Retriever, who: Who, wanted: ContactFilter) -> list[Listed]:
    """The contacts that fit, those that fit the query best first."""
    listed = {
        contact.id: Listed(contact, fitting)
        for contact in retriever.contacts
        if (fitting := fitting_mentions(contact, wanted))
    }
    if wanted.query.strip():
        return _searched(listed, who, Words(wanted.query, retriever))
    return sorted(listed.values(), key=lambda item: unaccented(item.contact.name))


def listed_contact(retriever: Retriever, contact_id: str) -> Listed | None:
    """One contact, with what its newest statements say; None for an unknown id."""
    contact = next((contact for contact in retriever.contacts if contact.id == contact_id), None)
    return Listed(contact, fitting_mentions(contact, ContactFilter())) if contact else None


def areas_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Everything that a contact stands for, each once."""
    return tuple(dict.fromkeys(area for mention in mentions for area in mention.areas))


def fitting_mentions(contact: Contact, wanted: ContactFilter) -> tuple[Mention, ...]:
    """The statements of the time asked for that pass every filter, the newest first."""
    return tuple(mention for mention in _of_time(contact, wanted) if _passes(mention, wanted))


def _of_time(contact: Contact, wanted: ContactFilter) -> Sequence[Mention]:
    mentions = contact.mentions
    if wanted.year is not None:
        return [m for m in mentions if wanted.year in years_in(m.as_of or "")]
    if wanted.as_of is not None:
        return _newest([m for m in mentions if m.as_of and m.as_of <= _end_of(wanted.as_of)])
    return _newest(mentions) if wanted.current and not wanted.document else mentions


def _newest(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Those of the newest date; those without a date may hold as well."""
    return [m for m in mentions if m.as_of in (mentions[0].as_of, None)] if mentions else []


def _end_of(time: str) -> str:
    """A year or a month with its last day, so that every date within it comes before."""
    return time + {4: "-12-31", 7: "-31"}.get(len(time), "")


def _passes(mention: Mention, wanted: ContactFilter) -> bool:
    if wanted.organisation and not holds(mention.organisation, wanted.organisation):
        return False
    if wanted.area and not any(holds(area, wanted.area) for area in mention.areas):
        return False
    if wanted.document and mention.document != wanted.document:
        return False
    return not wanted.role or (mention.role or "").casefold() == wanted.role.casefold()


def _searched(listed: Mapping[str, Listed], who: Who, words: Words) -> list[Listed]:
    """By number or address; by name and by their own words; where nothing says it, by subject."""
    if detailed := _ids(who.directory.by_detail(words.text)):
        return _listed(listed, ("detail", detailed))
    named = _by_name(listed, words)
    said = _by_own_words(listed, words)
    if named or said:
        return _listed(listed, ("name", named), ("text", said))
    return _listed(listed, ("subject", _by_subject(who, words)))


def _listed(listed: Mapping[str, Listed], *ways: tuple[str, Sequence[str]]) -> list[Listed]:
    """Each that passed the filters once, with the first way in which it was found."""
    found: dict[str, Listed] = {}
    for way, ids in ways:
        for number in ids:
            if number in listed:
                found.setdefault(number, replace(listed[number], found_by=way))
    return list(found.values())


def _by_name(listed: Mapping[str, Listed], words: Words) -> list[str]:
    """Those whose name is written, misspelt too; what is plainly less like it than another is not."""
    scores = {number: words.name(item.contact.name) for number, item in listed.items()}
    least = max(scores.values(), default=0.0) - AS_LIKE
    named = [number for number, score in scores.items() if score > 0 and score >= least]
    return sorted(named, key=lambda n: (-round(scores[n], 3), unaccented(listed[n].contact.name)))


def _by_own_words(listed: Mapping[str, Listed], words: Words) -> list[str]:
    """Those whose title, unit, organisation or areas say it, the title counting most."""
    scores = {number: _own_score(item, words) for number, item in listed.items()}
    fitting = [number for number, score in scores.items() if score > 0]
    return sorted(fitting, key=lambda n: (-round(scores[n], 3), unaccented(listed[n].contact.name)))


def _own_score(item: Listed, words: Words) -> float:
    mention, areas = item.mention, areas_of(item.fitting)
    post = (mention.title, mention.unit, mention.role)
    whole = words.fit(item.contact.name, *post, mention.organisation, *mention.emails, *areas)
    if not whole:
        return 0.0  # what all of it does not say, no part of it does
    area = max((words.fit(area) for area in areas), default=0.0)
    return whole + BY_TITLE * words.fit(*post) + BY_AREA * area


def _by_subject(who: Who, words: Words) -> list[str]:
    """Those to whom the passages about the subject lead, as in an answer."""
    if not words.concepts:
        return []
    regions = regions_in(words.text)
    ranked = who.directory.by_subject(words.concepts, words.hits, AskedTime(), regions)
    best = max((found.score for found in ranked), default=0.0)
    return _ids(f for f in ranked if f.score >= max(BY_SUBJECT, CLOSE * best))


def _ids(found: Iterable[FoundContact]) -> list[str]:
    return [each.contact.id for each in found]

"""Find the people and function mailboxes of a corpus.

Documents -> Contacts. The parts of a document that may hold contacts are read entry by entry; each entry
is a mention with its place, its areas and its date, and the mentions of one person are one contact.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from retrieval.cleaning.characters import unaccented
from retrieval.documents import Description, Document
from retrieval.language.places import regions_in
from retrieval.registers.contacts.addresses import AT, checked, common_domains, whole_addresses
from retrieval.registers.contacts.employers import (
    employer_by_domain,
    is_unit,
    organisation_of_line,
    organisations_in,
    post_in,
    unit_in,
)
from retrieval.registers.contacts.entry import Entry
from retrieval.registers.contacts.lines import FUNCTION
from retrieval.registers.contacts.namebook import NameBook
from retrieval.registers.contacts.names import belongs_to, is_one_persons, names_in
from retrieval.registers.contacts.people import Sighting, merged
from retrieval.registers.contacts.speakers import Speaker, speakers_of
from retrieval.registers.contacts.stretches import Stretch, stretches_of
from retrieval.registers.contacts.titles import INVITES, is_title_line
from retrieval.registers.memory import NO_MEMORY, Memory
from retrieval.registers.records import Contact, Mention

GENERIC_AREA = re.compile(
    r"^(?:kontakt|kontakta|kontakter|kontaktpersoner|contact|contacts|för mer information"
    r"|for more information|vill du veta mer|har du frågor|questions"
    r"|mer information|presskontakt(?:er)?|press contact|kontaktuppgifter)\b",
    re.IGNORECASE,
)

LONGEST_LEAD = 40  # characters before a name that may lead to it
# before a person's name: a line's beginning, a mark, or words that lead to somebody
BEGINS = re.compile(
    r"(?:^|\n|[|•,;:–(-]\s*|\b(?:och|eller|samt|and|or|kontakta|ring|mejla|fråga|till|av|med|hos|på|är|contact|call|ask"
    r"|e-?mail|to|by|with|is)\s+(?:gärna\s+|our\s+|vår\s+)?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a document tells before it is known what others tell."""

    emails: tuple[str, ...]  # that are whole
    addressed: bool  # whether anything may be an address: what it is then depends on the domains of all
    speakers: tuple[Sighting, ...]  # who is quoted, each time


@dataclass(frozen=True, slots=True)
class Sighted:
    """The mentions of a document."""

    sightings: tuple[Sighting, ...]


def contacts_of(documents: Sequence[Document], memory: Memory = NO_MEMORY) -> tuple[Contact, ...]:
    """Every contact of the documents, one record a person, ordered by id."""
    heard = [memory.of(each, "contacts heard", Heard, partial(_heard, each)) for each in documents]
    domains = common_domains({email for each in heard for email in each.emails})
    sightings: list[Sighting] = []
    for document, own in zip(documents, heard, strict=True):
        known = common_domains(own.emails) & domains or domains
        context = " ".join(sorted(known)) if own.addressed else ""
        find = partial(_sighted, document, known)
        sightings += memory.of(document, "contacts sighted", Sighted, find, context).sightings
    sightings = _return_addresses(sightings)
    listed = {
        each.name for each in sightings if each.is_person and (each.mention.phones or each.mention.emails)
    }
    kept = [e for e in sightings if e.mention.phones or e.mention.emails or e.in_list or e.name in listed]
    return merged([*kept, *_spoken([each.speakers for each in heard], kept)])


def _heard(document: Document) -> Heard:
    text = _text(document)
    spoken = (Sighting(each.name, _said(document.description, each)) for each in speakers_of(document))
    return Heard(tuple(sorted(whole_addresses(text))), bool(AT.search(text)), tuple(spoken))


def _sighted(document: Document, domains: Collection[str]) -> Sighted:
    return Sighted(tuple(_Source(document, _text(document), domains).sightings()))


def _text(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks)


class _Source:
    """A document in which contacts are looked for."""

    def __init__(self, document: Document, text: str, domains: Collection[str]) -> None:
        self._document = document
        self._text = text
        self._description = document.description
        self._domains = domains
        self._plain_words = frozenset(
            re.findall(r"\b[a-zåäöé]\w+", text)
        )  # no names, since they have no capital
        self._organisations = organisations_in(text) | {o for o in (document.description.publisher,) if o}

    @cached_property
    def _names(self) -> NameBook:
        """Every person whom the document names."""
        return NameBook({self._text[start:end] for start, end in names_in(self._text)})

    def sightings(self) -> Iterator[Sighting]:
        """The mentions of those that can be reached, and of people by name and title."""
        for stretch in stretches_of(self._document):
            for entry in stretch.entries(self._domains):
                if entry.has_details or (entry.name and entry.title and is_one_persons(entry.title)):
                    yield from self._sighting(stretch, entry)

    def _sighting(self, stretch: Stretch, entry: Entry) -> Iterator[Sighting]:
        entry.name = self._person(stretch, entry)
        mention = self._mention(stretch, entry)
        entry.name = entry.name or self._owner(mention)
        if entry.name:
            yield Sighting(entry.name, mention, in_list=stretch.is_row and stretch.columns is not None)
        elif name := _function_name(entry, mention, stretch):
            key = (
                mention.emails[0]
                if mention.emails
                else " ".join(dict.fromkeys((name, mention.organisation or "")))
            )
            yield Sighting(name, mention, key.casefold())

    def _owner(self, mention: Mention) -> str | None:
        """The only person of the document's whose name an address that stands alone is made of."""
        email = mention.emails[0] if len(mention.emails) == 1 else ""
        if not re.match(r"[^\W\d_]{2,}[._-][^\W\d_]{2,}.*@", email):
            return None
        owners = self._names.owners(email)
        return min(owners) if len(owners) == 1 else None

    def _person(self, stretch: Stretch, entry: Entry) -> str | None:
        """The entry's name, unless its words are rather those of a place, a body or a project."""
        name = entry.name
        if name is None or entry.title or any(belongs_to(d.email or "", name) for d in entry.emails):
            return name
        letters = "".join(re.findall(r"[a-z]", unaccented(name)))
        if any(letters in (d.email or "").partition("@")[2].replace("-", "") for d in entry.emails):
            return None
        words = [word.casefold() for word in name.split()]
        if regions_in(name) or all(word in self._plain_words for word in words):
            return None
        begins = stretch.is_row or _begins(stretch.content.text, entry.start)
        return name if begins else None

    def _mention(self, stretch: Stretch, entry: Entry) -> Mention:
        first, last = stretch.content.places_between(entry.start, entry.end)
        emails, doubts = self._emails(entry)
        doubts += tuple(phone.doubt for phone in entry.phones if phone.doubt)
        title, unit, organisation = post_in(entry.title or _title_above(entry, stretch))
        return Mention(
            document=self._description.path,
            first=first,
            last=last,
            text=stretch.content.text[entry.start : entry.end],
            title=title,
            organisation=organisation or entry.organisation or self._employer(emails, stretch),
            phones=tuple(detail.phone for detail in entry.phones if detail.phone),
            emails=emails,
            areas=_areas(stretch, entry),
            as_of=self._description.published,
            role=entry.role,
            unit=entry.unit or unit or _unit_above(stretch),
            doubts=tuple(dict.fromkeys(doubts)),
        )

    def _emails(self, entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The entry's addresses as they should read, and what is in doubt about them."""
        read = [(detail.email or "", detail.doubt) for detail in entry.emails]
        if entry.name:
            read = [checked(email, doubt, entry.name, self._domains) for email, doubt in read]
        return tuple(dict.fromkeys(e for e, _ in read)), tuple(doubt for _, doubt in read if doubt)

    def _employer(self, emails: Sequence[str], stretch: Stretch) -> str | None:
        """Whom a contact works for where no word beside it tells: by domain, headings, publisher."""
        domains = [email.partition("@")[2] for email in emails]
        by_domain = [o for domain in domains if (o := employer_by_domain(domain, self._organisations))]
        above = [o for heading in reversed(stretch.path) if (o := organisation_of_line(heading))]
        return next(iter([*by_domain, *above]), self._description.publisher)


def _begins(text: str, start: int) -> bool:
    """Whether a person's name may begin at a place, as no name in the midst of a sentence does."""
    return bool(BEGINS.search(text, max(0, start - LONGEST_LEAD), start))


def _function_name(entry: Entry, mention: Mention, stretch: Stretch) -> str | None:
    """What a contact without a person is called: its function, address, heading or employer."""
    label = entry.label
    if label and mention.emails and re.match(r"växel|switchboard", label, re.IGNORECASE):
        label = None
    if label and (FUNCTION.search(label) or is_unit(label)):
        return label
    if mention.emails:
        return mention.emails[0]
    if label and not (INVITES.match(label) or GENERIC_AREA.match(label) or re.search(r"\d", label)):
        return label
    telling = [heading for heading in reversed(stretch.path) if not GENERIC_AREA.match(heading)]
    return next(iter(telling), None) or mention.organisation or next(iter(stretch.path), None)


def _areas(stretch: Stretch, entry: Entry) -> tuple[str, ...]:
    """The headings a contact stands under, and what its own line says it is responsible for."""
    elsewhere = any(is_unit(area) for area in entry.areas)  # another unit's heading stands farther up
    headings = [h for h in stretch.path if not GENERIC_AREA.match(h) and not (elsewhere and is_unit(h))]
    return tuple(dict.fromkeys([*headings, *entry.areas]))


def _title_above(entry: Entry, stretch: Stretch) -> str | None:
    """The heading over a person, where it is nothing but a title."""
    heading = stretch.path[-1] if stretch.path else ""
    return heading if entry.name and is_title_line(heading) else None


def _unit_above(stretch: Stretch) -> str | None:
    """The nearest heading that is a unit's name."""
    return next((unit_in(heading) for heading in reversed(stretch.path) if is_unit(heading)), None)


def _return_addresses(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Takes from each person an address that is made of another contact's name and not of theirs."""
    people = NameBook({each.name for each in sightings if each.is_person})
    emails = {email for each in sightings for email in each.mention.emails}
    owners = {email: people.owners(email) for email in emails}
    kept = []
    for each in sightings:
        mention = each.mention
        own = tuple(
            e for e in mention.emails if not owners[e] or each.name in owners[e] or not each.is_person
        )
        if own != mention.emails:
            doubts = tuple(doubt for doubt in mention.doubts if own or not doubt.startswith("email"))
            each = replace(each, mention=replace(mention, emails=own, doubts=doubts))
        kept.append(each)
    return kept


def _spoken(spoken: Iterable[Sequence[Sighting]], listed: Sequence[Sighting]) -> Iterator[Sighting]:
    """What those who are listed were called where they speak; not where that document lists them itself."""
    places: dict[str, set[str]] = {}
    for each in listed:
        if each.is_person:
            places.setdefault(each.name, set()).add(each.mention.document)
    for of_document in spoken:
        for speaker in of_document:
            path = speaker.mention.document
            if path not in places.get(speaker.name, {path}):
                places[speaker.name].add(path)
                yield speaker


def _said(description: Description, speaker: Speaker) -> Mention:
    title, unit, organisation = post_in(speaker.title)
    first, last = speaker.block.content.places_between(speaker.start, speaker.end)
    text = speaker.block.text[speaker.start : speaker.end]
    employer = organisation or description.publisher
    return Mention(
        description.path, first, last, text, title, employer, (), (), (), description.published, None, unit
    )

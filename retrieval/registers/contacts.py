"""Find the people and function mailboxes of a corpus.

Documents -> Contacts. The parts of a section that may hold contacts are read entry by entry; each entry
is a mention with its place, its areas and its date, and the mentions of one name are one contact.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.cleaning.characters import unaccented
from retrieval.documents import Document, PlacedText, Section, join_placed
from retrieval.registers.details import details_in
from retrieval.registers.entries import LONGEST_TITLE_WORDS, PRESS, Entry, entries_in
from retrieval.registers.names import TITLE, belongs_to, is_one_persons, name_in
from retrieval.registers.records import Contact, Mention
from retrieval.sections import sections_of

GENERIC_AREA = re.compile(
    r"^(?:kontakt|kontakta|kontaktpersoner|contact|contacts|för mer information|for more information"
    r"|vill du veta mer"
    r"|mer information|presskontakt(?:er)?|press contact|kontaktuppgifter)\b",
    re.IGNORECASE,
)
EMPLOYER = re.compile(r"\b(?:vid|på|hos|at)\s+((?:[A-ZÅÄÖ][\w-]*)(?:\s+[\wåäöÅÄÖ-]+){0,3})$")
TRAILING_EMPLOYER = re.compile(
    r"\s((?:Region|Länsstyrelsen)\s[A-ZÅÄÖ]\w+(?:\s[A-ZÅÄÖ]\w+)?|[A-ZÅÄÖ]\w+\s(?:kommun|universitet))$"
)


def contacts_of(documents: Sequence[Document]) -> tuple[Contact, ...]:
    """Every contact of the documents, one record a person, ordered by name."""
    groups: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
    for document in documents:
        for section in sections_of(document.blocks):
            for name, mention in _mentions(document, section):
                groups[unaccented(name)].append((name, mention))
    _return_addresses(groups)
    contacts = [_merged(key, found) for key, found in groups.items()]
    return tuple(sorted(contacts, key=lambda contact: contact.id))


def _return_addresses(groups: dict[str, list[tuple[str, Mention]]]) -> None:
    """Takes from each person an address that is made of another contact's name and not of theirs."""
    people = [name for name in groups if " " in name]
    emails = {email for found in groups.values() for _, mention in found for email in mention.emails}
    owners = {email: {name for name in people if belongs_to(email, name)} for email in emails}
    for key in people:
        kept = []
        for name, mention in groups[key]:
            own = tuple(email for email in mention.emails if not owners[email] or key in owners[email])
            kept.append((name, replace(mention, emails=own)))
        groups[key] = kept


def _merged(key: str, found: Sequence[tuple[str, Mention]]) -> Contact:
    """One person from all mentions, the newest first; of one date those with details first."""
    mentions = sorted(
        (mention for _, mention in found),
        key=lambda m: (m.as_of or "", bool(m.phones or m.emails)),
        reverse=True,
    )
    return Contact(re.sub(r"[^a-z0-9]+", "-", key).strip("-"), found[0][0], tuple(mentions))


def _mentions(document: Document, section: Section) -> Iterator[tuple[str, Mention]]:
    """The entries of a section that can be reached, and those of people by name and title."""
    for content, role in _stretches(section):
        for entry in entries_in(content.text, role):
            name = entry.name or _function_name(entry, section)
            if name and (entry.has_details or (entry.name and any(is_one_persons(t) for t in entry.titles))):
                yield name, _mention(document, section, content, entry)


def _stretches(section: Section) -> Iterator[tuple[PlacedText, str | None]]:
    """The parts of a section in which contacts may stand, each block with the short ones before it."""
    blocks = [block for block in section.blocks if block.kind != "heading"]
    role = "press" if section.path and PRESS.search(section.path[-1]) else None
    waiting: list[PlacedText] = []
    for block in blocks:
        if not any(True for _ in details_in(block.text)) and not _introduces(block.text):
            if waiting:
                yield join_placed(waiting, "\n"), role
            waiting = []
            continue
        waiting.append(block.content)
    if waiting:
        yield join_placed(waiting, "\n"), role


def _introduces(text: str) -> bool:
    """Whether a block without a number or address may name the owner of the next one."""
    if name_in(text) and (TITLE.search(text) or len(text.split()) <= 4):
        return True
    return len(text.split()) <= LONGEST_TITLE_WORDS and bool(TITLE.search(text)) and not text.endswith(".")


def _function_name(entry: Entry, section: Section) -> str | None:
    """What a contact without a person is called: its address, its line's words, or the heading above."""
    if entry.emails:
        return entry.emails[0]
    if entry.label:
        return entry.label
    heading = section.path[-1] if section.path else ""
    return heading.rstrip(":") if heading else None


def _mention(document: Document, section: Section, content: PlacedText, entry: Entry) -> Mention:
    description = document.description
    first, last = content.places_between(entry.start, entry.end)
    title = ", ".join(entry.titles) or entry.title_before
    title, employer = _employer(title)
    return Mention(
        document=description.path,
        first=first,
        last=last,
        text=content.text[entry.start : entry.end],
        title=title,
        organisation=employer or description.publisher,
        phones=tuple(entry.phones),
        emails=tuple(entry.emails),
        areas=tuple(heading for heading in section.path if not GENERIC_AREA.match(heading)),
        as_of=description.published,
        role=entry.role,
    )


def _employer(title: str | None) -> tuple[str | None, str | None]:
    """A title apart from the employer that ends it."""
    for pattern in (EMPLOYER, TRAILING_EMPLOYER):
        if title and (match := pattern.search(title)):
            if match.group(1).split()[0].casefold() in ("enheten", "enhet", "avdelningen"):
                continue
            return title[: match.start()].strip(" ,") or title, match.group(1)
    return title, None

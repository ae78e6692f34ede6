"""Find the people and function mailboxes of a corpus.

Documents -> Contacts. A section is read as a row of segments: names, titles, numbers and
addresses. A name opens an entry, what follows fills it; an address proves the name it belongs to.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from retrieval.cleaning import unaccented
from retrieval.documents import Document, Place, PlacedText, Section
from retrieval.registers.details import EMAIL, details_in
from retrieval.registers.names import TITLE, belongs_to, name_in
from retrieval.registers.records import Contact, Mention, Phone
from retrieval.sections import sections_of

SEPARATOR = re.compile(r"\s*(?:[,;|\t\n•]|\s[–—-]\s)\s*")
LABEL = re.compile(r"^(?:tel(?:efon)?|mobil|mob|e-?post|e-?mail|mejl|mail|phone|cell|direkt|växel|fax)\.?:?$", re.IGNORECASE)
PRESS = re.compile(r"press|media", re.IGNORECASE)
GENERIC_AREA = re.compile(
    r"^(?:kontakt|kontakta|kontaktpersoner|contact|contacts|för mer information|for more information|vill du veta mer"
    r"|mer information|presskontakt(?:er)?|press contact|kontaktuppgifter)\b",
    re.IGNORECASE,
)
EMPLOYER = re.compile(r"\b(?:vid|på|hos|at)\s+((?:[A-ZÅÄÖ][\w-]*)(?:\s+[\wåäöÅÄÖ-]+){0,3})$")
TRAILING_EMPLOYER = re.compile(r"\s((?:Region|Länsstyrelsen)\s[A-ZÅÄÖ]\w+(?:\s[A-ZÅÄÖ]\w+)?|[A-ZÅÄÖ]\w+\s(?:kommun|universitet))$")
SENTENCE = re.compile(r"\b(?:är|har|om du|säger|kan|ska|will|is|are|if you)\b")
LONGEST_TITLE_WORDS = 14
LOOK_BACK = 3  # short blocks before a lone number in which its owner's name and title may stand


@dataclass(slots=True)
class _Entry:
    """A contact while it is being read."""

    name: str | None
    start: int
    end: int
    titles: list[str] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    role: str | None = None

    @property
    def has_details(self) -> bool:
        return bool(self.phones or self.emails)


def contacts_of(documents: Sequence[Document]) -> tuple[Contact, ...]:
    """Every contact of the documents, one record a person, ordered by name."""
    groups: dict[str, list[tuple[str, Mention]]] = defaultdict(list)
    for document in documents:
        for section in sections_of(document.blocks):
            for name, mention in _mentions(document, section):
                groups[unaccented(name)].append((name, mention))
    contacts = [_merged(key, found) for key, found in groups.items()]
    return tuple(sorted(contacts, key=lambda contact: contact.id))


def _merged(key: str, found: Sequence[tuple[str, Mention]]) -> Contact:
    """One person from all mentions, the newest first; of one date those with details first."""
    mentions = sorted(
        (mention for _, mention in found),
        key=lambda m: (m.as_of or "", bool(m.phones or m.emails)),
        reverse=True,
    )
    return Contact(re.sub(r"[^a-z0-9]+", "-", key).strip("-"), found[0][0], tuple(mentions))


def _mentions(document: Document, section: Section) -> Iterator[tuple[str, Mention]]:
    """The named entries of a section that have a number, an address or a title."""
    for content, role in _stretches(section):
        for entry in _entries(content.text, role):
            name = entry.name or _function_name(entry, section)
            if name and (entry.has_details or (entry.name and entry.titles)):
                yield name, _mention(document, section, content, entry)


def _stretches(section: Section) -> Iterator[tuple[PlacedText, str | None]]:
    """The parts of a section in which contacts may stand, each block with the short ones before it."""
    blocks = [block for block in section.blocks if block.kind != "heading"]
    role = "press" if section.path and PRESS.search(section.path[-1]) else None
    waiting: list[PlacedText] = []
    for block in blocks:
        if not any(True for _ in details_in(block.text)) and not _introduces(block.text):
            if waiting:
                yield _lines(waiting), role
            waiting = []
            continue
        waiting.append(block.content)
    if waiting:
        yield _lines(waiting), role


def _introduces(text: str) -> bool:
    """Whether a block without a number or address may name the owner of the next one."""
    if name_in(text) and (TITLE.search(text) or len(text.split()) <= 4):
        return True
    return len(text.split()) <= LONGEST_TITLE_WORDS and bool(TITLE.search(text)) and not text.endswith(".")


def _lines(parts: Iterable[PlacedText]) -> PlacedText:
    from retrieval.documents import join_placed

    return join_placed(parts, "\n")


def _entries(text: str, role: str | None) -> Iterator[_Entry]:
    """The contacts in a text, in order."""
    entry: _Entry | None = None
    for start, end, segment in _segments(text):
        if PRESS.search(segment) and segment.endswith(":"):
            role = "press"
            continue
        details = list(details_in(segment))
        rest = _without(segment, details)
        if (name := name_in(rest)) and not _continues_title(entry, rest, name):
            if entry:
                yield entry
            entry = _Entry(name, start + rest.rfind(name), end, role=role)
            rest = rest.partition(name)[2] if not rest.strip().startswith(name) else rest.replace(name, "", 1)
        if title := _title_in(rest, entry):
            assert entry is not None
            entry.titles.append(title)
            entry.end = end
        if details and entry is None:
            entry = _Entry(None, start, end, role=role)
        for detail in details:
            assert entry is not None
            if detail.email and entry.emails and not (entry.name and belongs_to(detail.email, entry.name)):
                yield entry
                entry = _Entry(None, start, end, role=role)
            if detail.email:
                entry.emails.append(detail.email)
            if detail.phone:
                entry.phones.append(detail.phone)
            entry.end = end
    if entry:
        yield entry


def _segments(text: str) -> Iterator[tuple[int, int, str]]:
    start = 0
    for match in SEPARATOR.finditer(text):
        if match.start() > start:
            yield start, match.start(), text[start : match.start()]
        start = match.end()
    if start < len(text):
        yield start, len(text), text[start:]


def _without(segment: str, details: Sequence[object]) -> str:
    """A segment's words alone, numbers and addresses taken out."""
    rest = EMAIL.sub(" ", segment)
    for detail in details:
        phone = getattr(detail, "phone", None)
        if phone:
            rest = rest.replace(phone.printed, " ")
    return "" if LABEL.match(rest.strip()) else rest


def _continues_title(entry: _Entry | None, rest: str, name: str) -> bool:
    """Whether a capitalised pair is part of a title ("Chef Stab Regional Utveckling"), not a new person."""
    return entry is not None and not entry.has_details and bool(TITLE.search(rest.split(name)[0]))


def _title_in(rest: str, entry: _Entry | None) -> str | None:
    """The title in a segment after its name: short, no sentence, before or beside the details."""
    words = re.sub(r"\([^)]*$|^[^(]*\)", "", rest).strip(" .:-–")
    if entry is None or entry.name is None or not words or LABEL.match(words):
        return None
    if len(words.split()) > LONGEST_TITLE_WORDS or SENTENCE.search(words) or len(entry.titles) > 1:
        return None
    if not entry.titles and not TITLE.search(words):
        return None
    if entry.titles and (entry.has_details or not words[0].islower()):
        return None
    return words.split(". ")[0]


def _function_name(entry: _Entry, section: Section) -> str | None:
    """What a mailbox or number without a person is called: the address's own word, or the heading above."""
    if entry.emails:
        return entry.emails[0]
    heading = section.path[-1] if section.path else ""
    return heading.rstrip(":") if heading else None


def _mention(document: Document, section: Section, content: PlacedText, entry: _Entry) -> Mention:
    description = document.description
    first, last = content.places_between(entry.start, entry.end)
    title = ", ".join(entry.titles) or None
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


def place_span(mention: Mention) -> tuple[Place, Place]:
    """Where a mention stands."""
    return mention.first, mention.last

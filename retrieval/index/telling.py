"""Put documents, passages, contacts and priorities into words, so that they can be compared and read.

Description, Passage, Contact, StrategyList -> Thing.
"""

from collections.abc import Iterable, Iterator, Sequence

from retrieval.documents import Description, Passage, Place
from retrieval.index.change import Thing
from retrieval.index.contents import Contents
from retrieval.registers.records import Contact, Mention, StrategyItem, StrategyList

NOWHERE = Place()
BETWEEN = "; "


def document_thing(description: Description, digest: str) -> Thing:
    """A document by its path; its text is told apart by its digest."""
    said = (
        ("title", description.title),
        ("publisher", description.publisher),
        ("kind", description.kind),
        ("published", description.published),
        ("language", description.language),
        ("url", description.url),
        ("valid from", description.valid_from),
        ("valid to", description.valid_to),
        ("replaces", ", ".join(description.replaces)),
        ("replaced by", description.replaced_by),
    )
    told = BETWEEN.join(f"{name}: {value}" for name, value in said if value)
    return Thing(
        description.path, description.title, description.path, NOWHERE, NOWHERE, told, digest or None
    )


def passage_thing(passage: Passage, contents: Contents) -> Thing:
    """A passage by its text, named after its heading or its document."""
    description = contents.descriptions.get(passage.document)
    name = passage.path[-1] if passage.path else description.title if description else passage.document
    return Thing(str(passage.id), name, passage.document, *passage.span, passage.text)


def contact_thing(contact: Contact) -> Thing:
    """A contact by all that its mentions say, the newest first."""
    newest = contact.newest
    told = dict.fromkeys(_mention(mention) for mention in contact.mentions)
    return Thing(contact.id, contact.name, newest.document, newest.first, newest.last, BETWEEN.join(told))


def _mention(mention: Mention) -> str:
    parts = (
        mention.title,
        mention.unit,
        mention.organisation,
        *(phone.printed for phone in mention.phones),
        *mention.emails,
        mention.document,
    )
    return ", ".join(part for part in parts if part)


def priority_things(strategies: Iterable[StrategyList]) -> Sequence[Thing]:
    """The goals, orientations and priorities of every list, in its order."""
    return [thing for listed in strategies for thing in _items(listed)]


def _items(listed: StrategyList) -> Iterator[Thing]:
    for item in listed.items:
        number = f"{listed.kind} {item.number}" if item.number else ""
        yield Thing(number, item.name or number, listed.document, item.first, item.last, _item(listed, item))


def _item(listed: StrategyList, item: StrategyItem) -> str:
    name = " ".join(part for part in (listed.kind, item.number, item.name) if part)
    under = f" ({item.parent})" if item.parent else ""
    return f"{name}{under}: {item.text}" if item.text else f"{name}{under}"

"""Put together what different places say of one person or mailbox, and keep apart who only share a name.

Sightings -> Contacts.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count

from retrieval.cleaning.characters import unaccented
from retrieval.registers.contacts.names import SAME_NAME, belongs_to, likeness
from retrieval.registers.records import Contact, Mention


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention, and whose it is."""

    name: str
    mention: Mention
    key: str | None = None  # of a mailbox or switchboard; None for a person, whom the name tells
    in_list: bool = False  # in a table of contacts, where also those without a number are listed

    @property
    def is_reached(self) -> bool:
        """Whether it has a number or an address."""
        return bool(self.mention.phones or self.mention.emails)

    @property
    def is_person(self) -> bool:
        """Whether it is a person's."""
        return self.key is None


def merged(sightings: Sequence[Sighting]) -> tuple[Contact, ...]:
    """One contact a person or mailbox, ordered by id."""
    people: list[list[Sighting]] = []
    by_trait: dict[str, list[list[Sighting]]] = defaultdict(list)
    functions: dict[str, list[Sighting]] = {}
    for sighting in sorted(sightings, key=_telling):
        if sighting.key is not None:
            functions.setdefault(sighting.key, []).append(sighting)
            continue
        near = [each for trait in _traits(sighting) for each in by_trait[trait]]
        known = [each for each in near if _is_same(each, sighting)]
        person = max(known, key=lambda each: _nearness(each, sighting)) if known else []
        person.append(sighting)
        if not known:
            people.append(person)
        for trait in _traits(sighting):
            if not any(each is person for each in by_trait[trait]):
                by_trait[trait].append(person)
    contacts = [*_distinct(people), *(_contact(slug(key), found) for key, found in functions.items())]
    return tuple(sorted(contacts, key=lambda contact: contact.id))


def _traits(sighting: Sighting) -> list[str]:
    """By what a person may be known again: the name, an address, a number."""
    mention = sighting.mention
    emails = [email.casefold() for email in mention.emails]
    return [_plain(sighting.name), *emails, *(phone.e164 for phone in mention.phones)]


def _telling(sighting: Sighting) -> tuple[bool, bool, str]:
    """Those with an address first, which tells people apart; the oldest first, so that ids stay."""
    mention = sighting.mention
    return not mention.emails, not mention.phones, mention.as_of or ""


def _is_same(known: Iterable[Sighting], new: Sighting) -> bool:
    """Whether a sighting is of the person that others are of."""
    return any(_agree(each, new) for each in known) and not any(_differ(each, new) for each in known)


def _nearness(known: Iterable[Sighting], new: Sighting) -> tuple[bool, bool]:
    """How much else tells that a sighting is of somebody: a detail, an employer."""
    mentions = [each.mention for each in known]
    return any(_share(m, new.mention) for m in mentions), new.mention.organisation in {
        m.organisation for m in mentions
    }


def _agree(one: Sighting, other: Sighting) -> bool:
    """The same name; or nearly, and a number or address of their own in common."""
    if _plain(one.name) == _plain(other.name):
        return True
    return _may_be_same(one.name, other.name) and _share(one.mention, other.mention)


def _differ(one: Sighting, other: Sighting) -> bool:
    """Whether addresses and organisations both say that two people share a name."""
    first, second = _domains(one), _domains(other)
    if not first or not second or first & second or _share(one.mention, other.mention):
        return False
    return one.mention.organisation != other.mention.organisation


def _domains(sighting: Sighting) -> set[str]:
    own = [email for email in sighting.mention.emails if belongs_to(email, sighting.name)]
    return {email.partition("@")[2].casefold() for email in own}


def _share(one: Mention, other: Mention) -> bool:
    emails = {email.casefold() for email in one.emails} & {email.casefold() for email in other.emails}
    numbers = {phone.e164 for phone in one.phones} & {phone.e164 for phone in other.phones}
    return bool(emails or numbers)


def _may_be_same(one: str, other: str) -> bool:
    """Whether two names may be one person's: a middle name, a hyphen or a slip apart."""
    first, second = _plain(one).replace("-", " ").split(), _plain(other).replace("-", " ").split()
    shorter, longer = sorted((first, second), key=len)
    if shorter[0] != longer[0]:
        return len(first) == len(second) and likeness(one, other) >= SAME_NAME and first[-1] == second[-1]
    return set(shorter) <= set(longer) or likeness(one, other) >= SAME_NAME


def _plain(name: str) -> str:
    return unaccented(name)


def _distinct(people: Sequence[Sequence[Sighting]]) -> list[Contact]:
    """The people as contacts; of one name, the first has it as id, others with employer."""
    taken: set[str] = set()
    contacts = []
    for found in people:
        plain = slug(_oldest(found).name)
        named = (plain, slug(f"{plain} {found[0].mention.organisation or ''}"))
        numbered = (f"{plain}-{number}" for number in count(2))
        chosen = next(each for each in chain(named, numbered) if each not in taken)
        taken.add(chosen)
        contacts.append(_contact(chosen, found))
    return contacts


def _oldest(found: Sequence[Sighting]) -> Sighting:
    return min(found, key=lambda each: each.mention.as_of or "")


def _contact(contact_id: str, found: Sequence[Sighting]) -> Contact:
    """A contact with its mentions, the newest first; of one date those with details first."""
    ordered = sorted(found, key=lambda each: (each.mention.document, each.mention.first))
    ordered.sort(key=_newness, reverse=True)
    names = [each.name for each in ordered if each.name not in each.mention.emails]
    return Contact(contact_id, (names or [ordered[0].name])[0], tuple(each.mention for each in ordered))


def _newness(sighting: Sighting) -> tuple[str, bool]:
    mention = sighting.mention
    return mention.as_of or "", sighting.is_reached


def slug(text: str) -> str:
    """A text as an id: letters a to z and digits, hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(text)).strip("-")

"""Apply corrections to contacts: a corrected one has one mention more, a withdrawn one is gone.

Contacts, Corrections -> Contacts, the small documents, and what must not be read any more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from retrieval.corrected.people import Identity, folded, is_a_persons, same_person
from retrieval.corrected.restating import Restated, Restating
from retrieval.documents import Place
from retrieval.registers.contacts.details import phone_in
from retrieval.registers.contacts.names import belongs_to
from retrieval.registers.corrections import FOLDER, Correction
from retrieval.registers.records import Contact, Mention, Phone

LONGEST_ENTRY = 250  # characters; a longer mention says more than who somebody is
NOBODY = Identity()


@dataclass(slots=True)
class CorrectedContacts:
    """The contacts while the corrections are applied one by one, and afterwards."""

    contacts: dict[str, Contact]
    restated: list[Restated] = field(default_factory=list)
    withdrawn: list[Identity] = field(default_factory=list)
    replaced: dict[str, Identity] = field(default_factory=dict)  # numbers and addresses, by record
    unmatched: set[int] = field(default_factory=set)  # corrections without a record

    @property
    def outdated(self) -> Identity:
        """The numbers and addresses that corrections replaced, and that hold for nobody."""
        gone = _together(self.replaced.values())
        valid = _together(identity_of(contact) for contact in self.contacts.values())
        return Identity(frozenset(), gone.phones - valid.phones, gone.emails - valid.emails)


def identity_of(contact: Contact) -> Identity:
    """What a contact is known by; the name only of a person."""
    phones = frozenset(phone.e164 for mention in contact.mentions for phone in mention.phones)
    emails = frozenset(folded(email) for mention in contact.mentions for email in mention.emails)
    if not is_a_persons(contact.name):
        return Identity(frozenset(), phones, emails)
    entries = frozenset(m.text for m in contact.mentions if len(m.text) <= LONGEST_ENTRY)
    return Identity(frozenset({contact.name}), phones, emails, entries)


def correct_contacts(
    contacts: Iterable[Contact], corrections: Sequence[Correction], restating: Restating
) -> CorrectedContacts:
    """Every correction in the order in which they were made; then nothing of the withdrawn is left."""
    state = CorrectedContacts({contact.id: contact for contact in contacts})
    for correction in corrections:
        if correction.action == "withdraw":
            _withdraw(state, correction)
        elif correction.action == "add" or correction.record in state.contacts:
            _restate(state, correction, restating)
        else:
            state.unmatched.add(correction.id)
    for number, identity in enumerate(state.withdrawn):
        state.withdrawn[number] = _taken_out(state, identity)
    return state


def _restate(state: CorrectedContacts, correction: Correction, restating: Restating) -> None:
    """The record with a newest mention, which the small document makes."""
    before = state.contacts.get(correction.record)
    name = correction.value("name") or (before.name if before else correction.record)
    mention = _mention(before, correction)
    mentions = before.mentions if before else ()
    document = next((m.document for m in mentions if not m.document.startswith(FOLDER)), None)
    restated = restating(correction, [_in_words(name, mention)], document)
    said = restated.statement()
    mention = replace(
        mention,
        document=said.document,
        text=said.text,
        as_of=said.as_of,
        organisation=mention.organisation or restated.description.publisher,
    )
    older = _older(before, correction, mention) if before else ()
    state.contacts[correction.record] = Contact(correction.record, name, (mention, *older))
    state.restated.append(restated)
    if before:
        _remember(state, before, state.contacts[correction.record])


def _remember(state: CorrectedContacts, before: Contact, after: Contact) -> None:
    """Keep what the record no longer has."""
    old, new = identity_of(before), identity_of(after)
    gone = Identity(frozenset(), old.phones - new.phones, old.emails - new.emails)
    state.replaced[after.id] = state.replaced.get(after.id, NOBODY) | gone


def _mention(before: Contact | None, correction: Correction) -> Mention:
    """What holds from now on: what the correction says, else what held."""
    current = current_mentions(before) if before else ()
    newest = current[0] if current else None

    def said(field_name: str, old: str | None) -> str | None:
        return correction.value(field_name) if correction.speaks_of(field_name) else old

    return Mention(
        document="",
        first=Place(line=1),
        last=Place(line=1),
        text="",
        title=said("title", newest.title if newest else None),
        organisation=said("organisation", newest.organisation if newest else None),
        phones=_phones(before, correction),
        emails=_emails(before, correction),
        areas=_areas(current, correction),
        as_of=None,
        role=newest.role if newest else None,
        unit=said("unit", newest.unit if newest else None),
    )


def current_mentions(contact: Contact) -> tuple[Mention, ...]:
    """The mentions that are of one document with the newest: one person may stand under several headings."""
    newest = contact.newest
    return tuple(
        mention
        for mention in contact.mentions
        if (mention.document, mention.as_of) == (newest.document, newest.as_of)
    )


def _phones(before: Contact | None, correction: Correction) -> tuple[Phone, ...]:
    if correction.speaks_of("phone"):
        return tuple(phone for printed in correction.values("phone") if (phone := phone_in(printed)))
    mentions = before.mentions if before else ()
    return next((mention.phones for mention in mentions if mention.phones), ())


def _emails(before: Contact | None, correction: Correction) -> tuple[str, ...]:
    if correction.speaks_of("email"):
        return correction.values("email")
    mentions = before.mentions if before else ()
    return next((mention.emails for mention in mentions if mention.emails), ())


def _areas(current: Sequence[Mention], correction: Correction) -> tuple[str, ...]:
    if correction.speaks_of("areas"):
        return correction.values("areas")
    return tuple(dict.fromkeys(area for mention in current for area in mention.areas))


def _older(before: Contact, correction: Correction, mention: Mention) -> tuple[Mention, ...]:
    """The mentions that were, as history: what was replaced is gone, what is restated stands once."""
    restated = current_mentions(before)
    keeps_phones, keeps_emails = not correction.speaks_of("phone"), not correction.speaks_of("email")
    older = []
    for old in before.mentions:
        phones = tuple(phone for phone in old.phones if keeps_phones or phone in mention.phones)
        emails = tuple(email for email in old.emails if keeps_emails or email in mention.emails)
        areas = () if old in restated else old.areas
        older.append(replace(old, phones=phones, emails=emails, areas=areas))
    return tuple(older)


def _in_words(name: str, mention: Mention) -> str:
    """A record as one line: name, title, unit, organisation, numbers, addresses, areas."""
    phones = [phone.printed for phone in mention.phones]
    said = [name, mention.title, mention.unit, mention.organisation, *phones, *mention.emails]
    line = ", ".join(part for part in said if part)
    return f"{line} ({'; '.join(mention.areas)})" if mention.areas else line


def _withdraw(state: CorrectedContacts, correction: Correction) -> None:
    """The record is gone; what it is known by now and what it was known by then are kept to be erased."""
    remembered = Identity(
        frozenset(correction.values("name")),
        frozenset(correction.values("phone")),
        frozenset(map(folded, correction.values("email"))),
    )
    contact = state.contacts.pop(correction.record, None)
    if contact is None:
        state.unmatched.add(correction.id)
    known = identity_of(contact) if contact else NOBODY
    state.withdrawn.append(remembered | known | state.replaced.pop(correction.record, NOBODY))
    state.restated = [each for each in state.restated if each.record != correction.record]


def _taken_out(state: CorrectedContacts, identity: Identity) -> Identity:
    """Whoever else is this person goes too; what is also somebody else's stays theirs."""
    for contact in [c for c in state.contacts.values() if _is(identity, c)]:
        del state.contacts[contact.id]
        state.restated = [each for each in state.restated if each.record != contact.id]
        identity = identity | identity_of(contact)
    own = frozenset(e for e in identity.emails if any(belongs_to(e, name) for name in identity.names))
    others = _together(identity_of(contact) for contact in state.contacts.values())
    phones, emails = identity.phones - others.phones, own | (identity.emails - others.emails)
    identity = replace(identity, phones=phones, emails=emails)
    for contact in state.contacts.values():
        state.contacts[contact.id] = _without(contact, identity)
    return identity


def _is(identity: Identity, contact: Contact) -> bool:
    """Whether a contact is a person under another id: of the same name, or named by the person's address."""
    if folded(contact.name) in identity.emails:
        return True
    return any(same_person(name, contact.name) for name in identity.names)


def _without(contact: Contact, identity: Identity) -> Contact:
    """Another contact without a withdrawn person's own addresses, which a document may have put beside it."""
    mentions = tuple(
        replace(
            mention,
            phones=tuple(phone for phone in mention.phones if phone.e164 not in identity.phones),
            emails=tuple(email for email in mention.emails if folded(email) not in identity.emails),
        )
        for mention in contact.mentions
    )
    return replace(contact, mentions=mentions)


def _together(identities: Iterable[Identity]) -> Identity:
    found = NOBODY
    for identity in identities:
        found = found | identity
    return found

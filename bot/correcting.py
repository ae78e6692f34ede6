"""What an administrator asks to be corrected, checked before it is kept.

Fields as written, the records as they are read -> Draft, or the reason why not and what to do instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.assigning import Assignments, CorrectionWrong, fields_of, listed, plain, values_of
from retrieval.corrected.contacts import identity_of
from retrieval.corrected.people import Identity, folded
from retrieval.corrected.store import CorrectedStore, items_of
from retrieval.registers.contacts.details import phone_in
from retrieval.registers.corrections import FIELDS, Draft, Register, list_id, slug_of
from retrieval.retriever import Store

NEAREST = 5  # records named where none has the id that was written
WITHDRAWN_BY = ("name", "phone", "email")  # what a withdrawal may name besides


@dataclass(frozen=True, slots=True)
class Registers:
    """The records that may be corrected: as they are read, and as the documents have them."""

    read: Store
    built: Store

    def ids(self, register: Register) -> dict[str, str]:
        """The records of a register by id, each with its name."""
        if register == "contacts":
            return {contact.id: contact.name for contact in self.read.contacts()}
        if register == "funding":
            return {record.id: record.name for record in self.read.funding()}
        return dict(items_of(self.read))

    def lists(self) -> list[str]:
        """The ids of the lists of goals and priorities."""
        return [list_id(each) for each in self.built.strategies()]

    def in_words(self, register: Register, record: str) -> str | None:
        """A record as it is read, in a line; None where there is none."""
        if register == "contacts":
            lines = (contact.newest.text for contact in self.read.contacts() if contact.id == record)
            return next((" ".join(line.split()) for line in lines), None)
        return self.ids(register).get(record)

    def withdrew(self, name: str) -> bool:
        """Whether somebody of this name was withdrawn."""
        return isinstance(self.read, CorrectedStore) and self.read.withdrew(name)

    def identity(self, record: str) -> Identity:
        """All that a contact is and was known by."""
        everyone = (*self.read.contacts(), *self.built.contacts())
        found = Identity()
        for contact in everyone:
            if contact.id == record:
                found = found | identity_of(contact)
        return found


def correction(
    registers: Registers, register: str, record: str, assignments: Assignments, by: str, reason: str | None
) -> Draft:
    """That a record is otherwise. Raises CorrectionWrong."""
    known = _register(register)
    found = _record(registers, known, record)
    fields = fields_of(assignments, FIELDS[known])
    if not fields:
        raise CorrectionWrong(f"nothing is said anew: set one or more of {listed(FIELDS[known])}", "fields")
    if ("name", None) in fields:
        raise CorrectionWrong("a record needs a name; `withdraw` takes the whole record out", "fields.name")
    _refuse_withdrawn(registers, known, dict(fields).get("name") or "")
    return Draft(known, "correct", found, fields, _by(by), _why(reason))


def addition(
    registers: Registers, register: str, assignments: Assignments, by: str, reason: str | None
) -> Draft:
    """That there is one record more. Raises CorrectionWrong."""
    known = _register(register)
    places = ("list",) if known == "priorities" else ()
    fields = fields_of(assignments, (*FIELDS[known], *places))
    values = {name: value for name, value in fields if value}
    if "name" not in values:
        raise CorrectionWrong("a new record needs a name: set name", "fields.name")
    if known == "contacts" and not {"title", "phone", "email"} & set(values):
        raise CorrectionWrong("a new contact needs a title, a phone or an email: set one of them", "fields")
    _refuse_withdrawn(registers, known, values["name"])
    record = _new_id(registers, known, values)
    if record in registers.ids(known):
        raise CorrectionWrong(f"{record} is there already: `correct` changes it", "record")
    said = tuple((name, value) for name, value in fields if name not in places and value)
    return Draft(known, "add", record, said, _by(by), _why(reason))


def withdrawal(
    registers: Registers, register: str, record: str, assignments: Assignments, by: str, reason: str | None
) -> Draft:
    """That a record is gone. Raises CorrectionWrong.

    Somebody whom no record names, but a document does, is withdrawn by --set name=…
    """
    known = _register(register)
    if known != "contacts":
        return Draft(known, "withdraw", _record(registers, known, record), (), _by(by), _why(reason))
    given = _identity(assignments)
    of_nobody = given.names and not _matches(registers, known, record)
    found = _slug(record, "record") if of_nobody else _record(registers, known, record)
    identity = registers.identity(found) | given
    fields = [("name", name) for name in sorted(identity.names)]
    fields += [("phone", phone) for phone in sorted(identity.phones)]
    fields += [("email", email) for email in sorted(identity.emails)]
    return Draft(known, "withdraw", found, tuple(fields), _by(by), _why(reason))


def _identity(assignments: Assignments) -> Identity:
    """What somebody is known by besides: another name, a number, an address."""
    written = fields_of(assignments, WITHDRAWN_BY)
    names = frozenset(values_of(written, "name"))
    if any(len(name.split()) < 2 for name in names):
        raise CorrectionWrong(
            "a person is withdrawn by the full name: one word stands in too many texts", "fields.name"
        )
    phones = (phone_in(value) for value in values_of(written, "phone"))
    emails = frozenset(map(folded, values_of(written, "email")))
    return Identity(names, frozenset(phone.e164 for phone in phones if phone), emails)


def _register(name: str) -> Register:
    for known in FIELDS:
        if known == name:
            return known
    raise CorrectionWrong(f"there is no register {name!r}, but {listed(FIELDS)}", "register")


def _refuse_withdrawn(registers: Registers, register: Register, name: str) -> None:
    """Who was withdrawn comes back by the undoing of that alone."""
    if register == "contacts" and registers.withdrew(name):
        raise CorrectionWrong(
            f"{name} was withdrawn; the list of corrections shows what to undo", "fields.name"
        )


def _by(name: str) -> str:
    if not (shown := plain(name)):
        raise CorrectionWrong("say who corrects: give a name", "by")
    return shown


def _why(reason: str | None) -> str | None:
    return plain(reason or "") or None


def _record(registers: Registers, register: Register, written: str) -> str:
    """The id of a record by its id or its name. Raises CorrectionWrong with the nearest ones."""
    if found := _matches(registers, register, written):
        return found
    known = registers.ids(register)
    if not known:
        raise CorrectionWrong(f"{written!r}: there are no {register} to correct", "record")
    raise CorrectionWrong(
        f"there is no {written!r} in {register}; nearest are {listed(_nearest(written, known))}", "record"
    )


def _matches(registers: Registers, register: Register, written: str) -> str | None:
    known = registers.ids(register)
    if written in known:
        return written
    named = [record for record, name in known.items() if name and folded(name) == folded(written)]
    return named[0] if len(named) == 1 else None


def _nearest(written: str, known: Mapping[str, str]) -> list[str]:
    from rapidfuzz import fuzz, process

    texts = {record: f"{record} {name}" for record, name in known.items()}
    found = process.extract(written, texts, scorer=fuzz.partial_ratio, processor=folded, limit=NEAREST)
    return [record for _, _, record in found]


def _new_id(registers: Registers, register: Register, values: Mapping[str, str]) -> str:
    if register != "priorities":
        return _slug(values["name"], "fields.name")
    lists, wanted = registers.lists(), values.get("list", "")
    if wanted not in lists:
        raise CorrectionWrong(
            f"say of which list it is a part: set list to one of {listed(lists) or 'none'}", "fields.list"
        )
    return f"{wanted}#{values.get('number') or _slug(values['name'], 'fields.name')}"


def _slug(name: str, field: str) -> str:
    """An id made of a name. Raises CorrectionWrong where nothing would be left of it."""
    if not (found := slug_of(name)):
        raise CorrectionWrong(f"{name!r} holds neither a letter from a to z nor a digit", field)
    return found

"""What a contact's record says of a time: what was true then, what came after, what is said otherwise.

Contact and asked time -> Mention. The newest statement holds today; a year that was asked for is answered by
that year's statement, else by the nearest earlier one, else by the first there is.
"""

from retrieval.documents import Place
from retrieval.language.times import AskedTime, years_in
from retrieval.registers.corrections import FOLDER
from retrieval.registers.records import Contact, FoundContact, Mention


def year_of(as_of: str | None) -> int | None:
    """The year of a date, None where there is none."""
    return next(years_in(as_of or ""), None)


def at(contact: Contact, time: AskedTime) -> Mention:
    """The mention of the time asked for, the newest where none is asked for."""
    if not time.years:
        return contact.newest
    if time.since is not None:
        return contact.newest
    same = [m for m in contact.mentions if year_of(m.as_of) in time.years]
    earlier = [m for m in contact.mentions if (year_of(m.as_of) or 9999) < min(time.years)]
    return next(iter([*same, *earlier, *contact.mentions[-1:]]))


def is_of(mention: Mention, time: AskedTime) -> bool:
    """Whether a mention is of the time asked for; of any where none is."""
    year = year_of(mention.as_of)
    if time.since is not None:
        return year is not None and year >= time.since
    return not time.years or year in time.years


def newer(contact: Contact, mention: Mention) -> Mention | None:
    """What holds today, where it is newer and says another title, number or address."""
    newest = contact.newest
    is_newer = (newest.as_of or "") > (mention.as_of or "")
    return newest if is_newer and _differ(mention, newest) else None


def otherwise(contact: Contact, mention: Mention) -> tuple[Mention, ...]:
    """The mentions of the same date that say something else."""
    found: list[Mention] = []
    for other in contact.mentions:
        same_date = other.as_of == mention.as_of and other is not mention
        if same_date and all(_differ(other, known) for known in (mention, *found)):
            found.append(other)
    return tuple(found)


def _differ(one: Mention, other: Mention) -> bool:
    """Whether two mentions cannot both be the whole truth; what only one of them says is no difference."""
    phones = {phone.e164 for phone in one.phones}, {phone.e164 for phone in other.phones}
    emails = {email.casefold() for email in one.emails}, {email.casefold() for email in other.emails}
    titles = (one.title or "").casefold(), (other.title or "").casefold()
    apart = any(all(pair) and not pair[0] & pair[1] for pair in (phones, emails))
    return apart or (all(titles) and titles[0] not in titles[1] and titles[1] not in titles[0])


def in_document_order(found: FoundContact) -> tuple[str, Place]:
    """Where a contact is listed; a corrected one keeps the place of what was corrected."""
    listed = [m for m in (found.mention, *found.contact.mentions) if not m.document.startswith(FOLDER)]
    own = listed[0] if listed else found.mention
    return own.document, own.first

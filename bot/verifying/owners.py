"""Keep telephone numbers and addresses with their people, also where a pronoun stands for the person.

Sentence, what came before it, source -> a detail that is somebody else's.
"""

import re
from collections.abc import Sequence

from bot.verifying.details import PlacedDetail, placed_details
from bot.verifying.names import Name, is_same_person, people_in
from bot.verifying.source import Found
from retrieval.registers.contacts.names import belongs_to

PRONOUN = re.compile(r"^\W*(?:\d{1,2}[.)]\s)?(?P<who>Hon|Han|Hen|She|He|They)\b")
HERS = re.compile(
    r"(?<!\w)(?:hennes|hans|hens|henne|honom|hon|han|hen|her|his|him|she|he|their)(?!\w)", re.IGNORECASE
)
REFERS = re.compile(
    r"^\W*(?:Hon|Han|Hen|Hennes|Hans|Hens|Den|Det|De|Dessa|Detta|Denna|Dess|Deras|She|He|Her|His|They"
    r"|Their|It|Its|This|These|That)\b"
)


def refers_back(sentence: str) -> bool:
    """Whether a sentence begins with a word for something that stands before it."""
    return bool(REFERS.match(sentence) or HERS.search(sentence))


def resolved(sentence: str, before: str) -> str:
    """A sentence whose first word is a pronoun, with the person last named before it in its place."""
    match = PRONOUN.match(sentence)
    people = people_in(before)
    if match is None or not people:
        return sentence
    return sentence[: match.start("who")] + people[-1].text + sentence[match.end("who") :]


def another_owner(sentence: str, before: str, source: str) -> Found | None:
    """The first number or address that the source gives to another person than the sentence does."""
    details = placed_details(sentence)
    if not details:
        return None
    people = people_in(sentence) or people_in(before)[-1:]
    for detail in details:
        person = _nearest(detail, people, in_sentence=bool(people_in(sentence)))
        if person and not _may_be_of(detail, person, source, strict=bool(people_in(sentence))):
            return Found("owner", sentence[detail.start : detail.end])
    return None


def _nearest(detail: PlacedDetail, people: Sequence[Name], *, in_sentence: bool) -> Name | None:
    """The person whom a sentence gives a detail to: the last before it, else the first after."""
    if not people or not in_sentence:
        return people[-1] if people else None
    before = [person for person in people if person.end <= detail.start]
    return before[-1] if before else people[0]


def _may_be_of(detail: PlacedDetail, person: Name, source: str, *, strict: bool) -> bool:
    """Whether some place in the source gives a detail to a person, or to nobody where that is allowed."""
    if detail.is_email and belongs_to(detail.key, person.text):
        return True
    owners = [_owner(each, source) for each in placed_details(source) if each.key == detail.key]
    return any(is_same_person(owner, person) if owner else not strict for owner in owners)


def _owner(detail: PlacedDetail, source: str) -> Name | None:
    """Whose a detail is in a source: the person named last before it; nobody's beside a switchboard."""
    people = people_in(source)
    before = [person for person in people if person.end <= detail.start]
    if detail.is_email and (own := [p for p in people if belongs_to(detail.key, p.text)]):
        return own[0]
    line = source[source.rfind("\n", 0, detail.start) + 1 : detail.start]
    if re.search(r"växel|switchboard|reception|kundtjänst|registrator", line, re.IGNORECASE):
        return None
    if before:
        return before[-1]
    return people[0] if people else None

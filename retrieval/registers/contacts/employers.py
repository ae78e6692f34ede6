"""Whom somebody works for: the organisation and the part of it that words tell.

A title or a line -> title, unit, organisation.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from retrieval.cleaning.characters import unaccented
from retrieval.registers.contacts.names import TITLE, UPPER

WORD = r"[\wåäöÅÄÖ&-]+"
PROPER = rf"[{UPPER}]{WORD}"
ORGANISATION = re.compile(
    rf"\b(?:Region(?:en)? {PROPER}(?: {PROPER})?(?: län)?|Länsstyrelsen(?: i)?(?: {PROPER})?(?: län)?"
    rf"|(?:Regionförbundet|Landstinget|Regionkommunen|Kommunförbundet|Stiftelsen) {PROPER}(?: {PROPER})?"
    rf"|{PROPER}(?: {PROPER})? (?:kommun|stad|universitet|högskola|AB)\b|{PROPER}(?:regionen|universitetet)\b"
    rf"|(?:Högskolan|Universitetet) i {PROPER}"
    rf"|{PROPER}(?: {PROPER})? (?:Regional|County|City|Municipal) Council"
    rf"|{PROPER} (?:County|Municipality|University)\b"
    rf"|(?:University|County|City|Municipality) of {PROPER})"
)
EMPLOYER = re.compile(rf"[\s,]+(?:vid|på|hos|at)(?:\s+the)?\s+({PROPER}(?:\s+{WORD}){{0,3}})$", re.IGNORECASE)
PART = (
    r"(?:enhet(?:en)?|avdelning(?:en)?|förvaltning(?:en)?|sektion(?:en)?|kansli(?:et)?|stab(?:en)?|sekretariat(?:et)?"
    r"|kontor(?:et)?|verksamhetsområdet?|funktion(?:en)?)"
)
UNIT = re.compile(
    rf"\b(?:(?i:\w*{PART})\s(?:för|of)\s.+|[Kk]ansliet\b|(?:\w+\s){{0,3}}(?!enhet\b)\w{{3,}}(?:enheten|avdelningen|förvaltningen|sektionen"
    rf"|kansliet|staben|sekretariatet)\b|(?:[Ee]nhet(?:en)?|[Aa]vdelning(?:en)?|[Ss]tab(?:en)?|[Ss]ektion(?:en)?)"
    rf"\s[{UPPER}].*|(?:Department|Division|Unit|Office|Section|Directorate)\s(?:of|for)\s.+"
    rf"|{PROPER}(?:\s(?:and|&|{PROPER})){{0,4}}\s(?:Department|Division|Unit|Directorate|Section))"
)
HEAD_OF = re.compile(
    rf"^(?:(?:tf|t\.f\.|biträdande|vice)\s)?\w*(?:chef|Head|Director|Manager)(?:\soch\s\w+|\sand\s\w+)?"
    rf"(?:\s(?:för|of))?\s([{UPPER}].+)$",
    re.IGNORECASE,
)
NO_NAME = frozenset(("region", "regionen", "kommun", "stad", "lan", "ab", "universitet"))
LEADING = re.compile(r"^(?:vid|på|hos|at|in|i|för|of|the)\s+", re.IGNORECASE)
FORMER = re.compile(r"(?:tidigare|före detta|f\.?\s?d\.?|former(?:ly)?|ex-)\b", re.IGNORECASE)
LONGEST_PART_WORDS = 10


class Post(NamedTuple):
    """A title apart from the organisation it ends with; the unit stays in the title, which needs it."""

    title: str | None
    unit: str | None
    organisation: str | None


def post_in(title: str | None) -> Post:
    """What a printed title says of the post."""
    if not title or FORMER.match(title):
        return Post(None, None, None)
    rest, organisation = _without_organisation(title)
    return Post(rest, unit_in(rest) or _headed(rest), organisation)


def _without_organisation(title: str) -> tuple[str, str | None]:
    """A title apart from the organisation that ends it."""
    for match in ORGANISATION.finditer(title):
        if match.end() == len(title) and (rest := _without_preposition(title[: match.start()])):
            return rest, match.group()
    named = EMPLOYER.search(title)
    if named is None or not named.group(1)[0].isupper() or unit_in(named.group(1)):
        return title, None
    return title[: named.start()].strip(" ,"), named.group(1)


def _without_preposition(text: str) -> str:
    return re.sub(r"[\s,]+(?:vid|på|hos|at|för|i|of|the)*\s*$", "", text).strip(" ,")


def unit_in(text: str) -> str | None:
    """The part of an organisation that words name, as printed."""
    match = UNIT.search(text)
    if match is None:
        return None
    said = LEADING.sub("", match.group()).strip(" .,")
    words = said.split()
    while len(words) > 1 and not re.fullmatch(PART, words[0], re.IGNORECASE) and _is_before_unit(words[0]):
        words = words[1:]
    return " ".join(words) if len(words) <= LONGEST_PART_WORDS else None


def _is_before_unit(word: str) -> bool:
    """Whether a word only leads to a unit's name: a title or a preposition."""
    return bool(TITLE.search(word)) or word.casefold() in (
        "vid",
        "på",
        "hos",
        "för",
        "och",
        "at",
        "of",
        "i",
        "the",
    )


def _headed(title: str) -> str | None:
    """What somebody is head of, where it is named like a unit: "Enhetschef Samhällsbyggnad"."""
    match = HEAD_OF.match(title)
    if not match or not match.group(1)[0].isupper() or TITLE.search(match.group(1)):
        return None
    said = match.group(1).split(", ")[0]
    return None if re.fullmatch(r"(?:Department|Unit|Division|Office|Section)", said) else said


def is_unit(line: str) -> bool:
    """Whether a line is nothing but the name of a unit."""
    said = line.strip(" .:")
    return not TITLE.search(said.split()[0]) and unit_in(said) == said if said else False


def organisation_of_line(line: str) -> str | None:
    """The organisation that a line is nothing but the name of."""
    match = ORGANISATION.fullmatch(line.strip(" .:"))
    return match.group() if match else None


def organisations_in(text: str) -> frozenset[str]:
    """The organisations that a text names."""
    return frozenset(match.group() for match in ORGANISATION.finditer(text))


def employer_by_domain(domain: str, organisations: Iterable[str]) -> str | None:
    """The organisation whose name an address's domain is made of: regionx.se, umea.se."""
    label = domain.casefold().split(".")[-2].replace("-", "") if "." in domain else ""
    return next((o for o in sorted(organisations, key=len) if label and label in _domain_labels(o)), None)


def _domain_labels(organisation: str) -> frozenset[str]:
    words = [re.sub(r"[^a-z0-9]", "", unaccented(word)) for word in organisation.split()]
    whole = "".join(words)
    place = "".join(
        w for w in words if w not in ("region", "regionen", "kommun", "stad", "lan", "ab", "universitet")
    )
    return frozenset((whole, place, whole.removesuffix("lan")))

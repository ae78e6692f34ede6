"""Find a person in text: the name in every form, the numbers, the addresses.

Identity -> pattern over folded text. Folded text has no capitals and no accents, and every character stands
where it stood.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import phonenumbers

from retrieval.registers.contacts.names import ORGANISATION_WORD, TITLE

PARTICLES = frozenset("von af av de van der den du di da la el al y".split())
GAP = r"[\s\u00a0._–-]{1,3}"
CLOSED = r"[\s\u00a0._–-]{0,3}"  # the parts may also be written as one word: "annaberglund"
COMMA = r",?"  # before a given name that comes last
SHORTEST_CLOSED = 10  # letters from which two parts in one word are no word of their own
BETWEEN = 4  # further names or initials between two parts
GENITIVE = r"(?::?s|['’]s)?"
BEGINS, ENDS = r"(?<![^\W_])", r"(?![^\W_])"
DIGIT_GAP = r"[\s\u00a0()/.–-]{0,4}"
BREAK = r"(?:-\s?|\s)?"  # an address may be broken at a line's end


class _Folding(dict[int, int]):
    """The character that each one is compared as."""

    def __missing__(self, code: int) -> int:
        decomposed = unicodedata.normalize("NFKD", chr(code).casefold())
        self[code] = ord(next((c for c in decomposed if not unicodedata.combining(c)), chr(code)))
        return self[code]


_FOLDING = _Folding()


def folded(text: str) -> str:
    """The text without capitals and accents, each character in its place."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


@dataclass(frozen=True, slots=True)
class Identity:
    """All that a person is known by."""

    names: frozenset[str] = field(default=frozenset())
    phones: frozenset[str] = field(default=frozenset())  # E.164
    emails: frozenset[str] = field(default=frozenset())  # folded
    entries: frozenset[str] = field(default=frozenset())  # where documents list it: name, title, details

    def __or__(self, other: "Identity") -> "Identity":
        """What is known of either."""
        return Identity(
            self.names | other.names,
            self.phones | other.phones,
            self.emails | other.emails,
            self.entries | other.entries,
        )


def parts_of(name: str) -> list[str]:
    """The folded parts of a name, without initials and particles."""
    words = (word.strip(".,") for word in folded(name).split())
    return [word for word in words if len(word) > 1 and word not in PARTICLES]


def is_a_persons(name: str) -> bool:
    """Whether a contact's name is that of a person, not of a mailbox, a desk or a body."""
    words = name.split()
    if len(words) < 2 or "@" in name or any(character.isdigit() for character in name):
        return False
    capitals = [word for word in words if folded(word) not in PARTICLES]
    if not all(word[0].isupper() for word in capitals) and name != name.lower():
        return False  # "Telefontid biblioteket"
    return not ORGANISATION_WORD.search(name) and not TITLE.search(name)


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: the same parts in any order, initials apart."""
    return bool(parts_of(one)) and sorted(parts_of(one)) == sorted(parts_of(other))


def full_name(name: str) -> str:
    """A pattern for the name written forwards, with more or fewer of its parts; "" if it has only one."""
    return "|".join(_pairs(parts_of(name), backwards=False))


def whole_name(name: str) -> str:
    """A pattern for the name as it is, no part left out."""
    words = [re.escape(word) for word in folded(name).split()]
    return BEGINS + GAP.join(words) + GENITIVE + ENDS


def turned_name(name: str) -> str:
    """A pattern for "Berg, Anna", "Berg Anna", "A. Berg" and "Berg, A."; "" if the name has one part."""
    parts = parts_of(name)
    first = parts[0][0] if parts else ""
    short = [
        rf"{BEGINS}{first}(?:\.\s?|\s)(?:[a-z]\.?\s)?{_part(family)}{GENITIVE}{ENDS}" for family in parts[1:]
    ]
    short += [rf"{BEGINS}{_part(family)},\s?{first}{ENDS}\.?" for family in parts[1:]]
    return "|".join([*_pairs(parts, backwards=True), *short])


def _pairs(parts: list[str], *, backwards: bool) -> Iterator[str]:
    """Two of the parts with what may stand between, the longest stretches first."""
    between = "|".join([*map(_part, parts), r"[a-z]\.?", *sorted(PARTICLES)])
    for first in range(len(parts)):
        for last in range(len(parts) - 1, first, -1):
            one, other = (parts[last], parts[first]) if backwards else (parts[first], parts[last])
            gap = CLOSED if len(one) + len(other) >= SHORTEST_CLOSED else GAP
            middle = rf"(?:{GAP}(?:{between}){ENDS}){{0,{BETWEEN}}}?"
            comma = COMMA if backwards else ""
            yield rf"{BEGINS}{_part(one)}{middle}{comma}{gap}{_part(other)}{GENITIVE}{ENDS}"


def _part(part: str) -> str:
    """A part of a name; its hyphen may be a blank or missing."""
    return r"[\s–-]?".join(map(re.escape, re.split(r"[-–]", part)))


def bare_name(name: str) -> str:
    """A pattern for any one part of the name alone, no part of a double name."""
    parts = "|".join(map(_part, parts_of(name)))
    return rf"(?<![^\W_])(?<!\w[-–])(?:{parts}){GENITIVE}(?![^\W_])(?![-–][^\W\d_])"


def dotted_initials(name: str) -> str:
    """A pattern for "A.B."."""
    letters = [part[0] for part in parts_of(name)]
    return BEGINS + r"\s?".join(rf"{letter}\." for letter in letters) + ENDS


def entry_pattern(entry: str) -> str:
    """A pattern for the words of a listing, wherever its lines are broken."""
    return r"\s+".join(map(re.escape, folded(entry).split()))


def phone_pattern(e164: str) -> str:
    """A pattern for a number however it is printed."""
    number = phonenumbers.parse(e164)
    digits = DIGIT_GAP.join(str(number.national_number))
    country = rf"(?:(?:\+|00){DIGIT_GAP}{number.country_code}{DIGIT_GAP})?"
    return rf"(?<!\d){country}(?:\(?0\)?{DIGIT_GAP})?{digits}(?!\d)"


def email_pattern(email: str) -> str:
    """A pattern for an address, also one that is broken at a line's end."""
    return rf"(?<![a-z0-9._+]){BREAK.join(map(re.escape, folded(email)))}(?![a-z0-9_-]|\.[a-z0-9])"

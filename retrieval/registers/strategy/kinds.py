"""The kinds of things that strategies consist of, and how a text refers to one by its number.

Text -> kind, References. A number counts only beside the kind's own word: "delprioritering 1:1" is one,
"anslag 1:1" is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# in both languages; the key is the kind's name
KINDS = {
    "prioritering": r"prioritering(?:ar(?:na)?|en)?s?|prion?|priorit(?:y|ies)",
    "inriktning": r"inriktning(?:ar(?:na)?)?|orientations?|directions?",
    "mål": (
        r"(?:övergripande )?(?:hållbarhets|utvecklings|huvud)?mål(?:en)?"
        r"|(?:strategic |overall )?(?:goals?|objectives?)"
    ),
    "delmål": r"delmål(?:en)?|sub-?goals?|targets?",
    "insatsområde": (
        r"(?:insats|utvecklings|fokus|strategi|mål|prioriterade |prioriterat )område(?:n|na)?"
        r"|(?:strategy|focus|priority|action) areas?"
    ),
    "delprioritering": r"delprioritering(?:ar(?:na)?|en)?s?|delprion?|sub-?priorit(?:y|ies)",
    "fråga": (
        r"(?:prioriterade|viktiga|viktigaste|aktuella|angelägna) frågor(?:na)?|påverkansfrågor(?:na)?"
        r"|frågor(?:na)? (?:som )?är (?:\w+ )?viktig\w*|(?:key|important|priority) issues"
        r"|issues (?:that )?are (?:\w+ )?important"
    ),
    "delfråga": r"delfråg(?:a|or)",
}
# the kind of 4.1 where 4 is of the kind; what is of no other kind is of its own
PARTS = {"prioritering": "delprioritering", "mål": "delmål", "fråga": "delfråga"}
WHOLES = {part: whole for whole, part in PARTS.items()}
ANY_KIND = "|".join(KINDS.values())
NUMBER = r"(?:\d{1,2}(?:[.:]\d{1,2})?|(?-i:[A-H])(?:[.:]?\d{1,2})?)"
END = r"(?!\w|\s?%|[.:]\d)"
SEPARATOR = r"\s?[-–]\s?|\s?[,&]\s?|,?\s(?:och|samt|respektive|eller|till|and|or|to|som)\s"
REFERENCE = re.compile(
    rf"\b(?P<kind>{ANY_KIND})\s(?:(?:nummer|nr\.?|number|no\.)\s)?"
    rf"(?P<numbers>{NUMBER}{END}(?:(?:{SEPARATOR}){NUMBER}{END})*)",
    re.IGNORECASE,
)
RANGE = re.compile(r"\s?[-–]\s?|\s(?:till|to)\s", re.IGNORECASE)
LONGEST_RANGE = 12
# goals that the world or the nation has numbered, not the region
FOREIGN = re.compile(
    r"\bAgenda 2030|\bglobala mål|\bglobal goals?|\bSDGs?\b|\bFN:?s\b|\bmiljömål|\bnationella mål", re.I
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text refers to by its number: one kind, one or several numbers in their normal form."""

    kind: str
    numbers: tuple[str, ...]
    first: int  # offsets in the text
    last: int


def kind_in(text: str) -> str | None:
    """The kind that a text names first, by its own name: "priorities" is "prioritering"."""
    matches = [
        (m.start(), -len(m.group()), kind)
        for kind, p in KINDS.items()
        if (m := re.search(rf"\b(?:{p})\b", text, re.I))
    ]
    return min(matches)[2] if matches else None


def normal(number: str) -> str:
    """A number in its normal form: "4:1" is "4.1", "B2" is "B.2"."""
    parts = re.findall(r"\d+|[A-H]", number)
    return ".".join(part.lstrip("0") or "0" for part in parts)


def major(number: str) -> str:
    """The number of the whole that a part's number begins with."""
    return number.split(".")[0]


def kind_of_number(kind: str, number: str) -> str:
    """The kind that a number makes of a kind: "prioritering 4.1" is a part of a priority."""
    return PARTS.get(kind, kind) if "." in number else WHOLES.get(kind, kind)


def order(number: str | None) -> tuple[tuple[int, str], ...]:
    """The place of a number among others: 1.2 before 1.10, digits before letters, none last."""
    if number is None:
        return ((999, ""),)
    return tuple((int(part), "") if part.isdigit() else (500, part) for part in number.split("."))


def references_in(text: str) -> Iterator[Reference]:
    """Everything that a text refers to by kind and number, in order."""
    if FOREIGN.search(text):
        return
    for match in REFERENCE.finditer(text):
        numbers = _numbers(match.group("numbers"))
        kind = kind_in(match.group("kind"))
        for part in (False, True):  # "prioritering 4 och 4.1" names two kinds
            same = tuple(number for number in numbers if ("." in number) is part)
            if kind and same:
                yield Reference(kind_of_number(kind, same[0]), same, match.start(), match.end())


def _numbers(written: str) -> tuple[str, ...]:
    """The numbers of "4:2 och 4:3" or "1:1-1.3", the range filled."""
    found: list[str] = []
    last = 0
    for match in re.finditer(NUMBER, written, re.IGNORECASE):
        number = normal(match.group())
        if found and RANGE.fullmatch(written[last : match.start()]):
            found += _between(found[-1], number)
        found.append(number)
        last = match.end()
    return tuple(dict.fromkeys(found))


def _between(first: str, last: str) -> list[str]:
    """The numbers between two of one whole; none where they are of two, or too far apart."""
    *whole, low = first.split(".")
    *other, high = last.split(".")
    if whole != other or not (low.isdigit() and high.isdigit()):
        return []
    between = range(int(low) + 1, int(high))
    return [".".join((*whole, str(n))) for n in between] if len(between) <= LONGEST_RANGE else []

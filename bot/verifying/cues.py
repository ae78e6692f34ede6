"""Find what turns a statement round: denials, and the sides that it takes of two opposites.

Text -> Cues, Sides. The opposites stand in cues.toml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.verifying.patterns import opposites

DENIAL = re.compile(
    r"\b(?:inte(?! (?:bara|enbart|endast|minst))|ej|icke|ingen|inget|inga|ingenting|aldrig(?! (?:mer"
    r"|fler) än)|varken|knappast|utan(?! även| också| att)"
    r"|not(?! only| least| just)|cannot|no(?! (?:more|less|later|fewer) than|\.)|none"
    r"|never(?! more than)|neither|nor|without|nobody|nothing|hardly"
    r"|sakna(?:r|s|de|des|t|ts)?|avsaknad\w*|brist(?:en|er|erna)? på|lack(?:s|ed|ing)?|absence|shortage"
    r"|avsla(?:gs|s|gits|gna|gen|get|git)?|avslog(?:s)?|neka(?:s|des|ts|d)?|rejected|refused|denied"
    r"|turned down|declined"
    r"|fail(?:s|ed)? to|missade[s]?|missed|undantag(?:et|en)?|undanta(?:s|gna|gen|get)|förutom|utom"
    r"|except(?:ion|ing)?|excluded|excluding|ineligible|förbjud\w*|prohibited|forbidden"
    r"|omöjlig\w*|impossible|unable|unlikely)\b|n['’]t\b",
    re.IGNORECASE,
)
WITHOUT = re.compile(r"utan|without|förutom|utom|excepting|excluding", re.IGNORECASE)
BUT = re.compile(r"\b(?:inte|ej|icke|not)\b[^.;]*?\b(utan)\b", re.IGNORECASE)
# what costs nothing is not denied
FREE = re.compile(
    r"\b(?:utan (?:kostnad|avgift)|kostar (?:inget|ingenting|inte något)|ingen (?:kostnad|avgift)"
    r"|inga (?:kostnader|avgifter)|without (?:charge|cost|a fee)|free of charge|costs? nothing"
    r"|no (?:charge|cost|fee)s?)\b",
    re.IGNORECASE,
)

BOTH = re.compile(
    r"\s?(?:och|eller|samt|and|or|respektive|/|–|-)\s?(?:(?:till|i|för|to|in|for)\s)?", re.IGNORECASE
)

DENIES = 5  # words over which a denial reaches
TURNING = frozenset(("state", "open", "grant", "begin"))  # what is not the one is the other


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that turns a statement round, and where it stands."""

    start: int
    end: int
    word: str

    @property
    def is_without(self) -> bool:
        """Whether it only takes a thing away, and denies no deed: "villages without a library"."""
        return bool(WITHOUT.fullmatch(self.word))


@lru_cache(maxsize=8192)
def denials_in(text: str) -> tuple[Cue, ...]:
    """The denials of a text; "not X but Y" denies once, "without charge" nothing."""
    return tuple(_denials(text))


def _denials(text: str) -> Iterator[Cue]:
    covered = [match.span(1) for match in BUT.finditer(text)] + [
        match.span() for match in FREE.finditer(text)
    ]
    for match in DENIAL.finditer(text):
        if not any(start <= match.start() < end for start, end in covered):
            yield Cue(match.start(), match.end(), match.group())


@dataclass(frozen=True, slots=True)
class Side:
    """A word that takes one side of two, and which."""

    start: int
    end: int
    name: str
    side: int  # 0 or 1; turned where the word is denied


@lru_cache(maxsize=4096)
def placed_sides(text: str) -> tuple[Side, ...]:
    """The words of a text that take a side, each read with the denial beside it.

    "Large and small" takes neither.
    """
    found = tuple(_sides(text))
    both = {
        side for one in found for other in found if _are_joined(text, one, other) for side in (one, other)
    }
    return tuple(side for side in found if side not in both)


def _are_joined(text: str, one: Side, other: Side) -> bool:
    """Whether both sides are named in one breath."""
    is_pair = one.name == other.name and one.side != other.side and one.end < other.start
    return is_pair and bool(BOTH.fullmatch(text, one.end, other.start))


def _sides(text: str) -> Iterator[Side]:
    denied = [(cue.start, cue.end) for cue in denials_in(text)]
    for name, patterns in opposites().items():
        for side, pattern in enumerate(patterns):
            for match in pattern.finditer(text):
                turned = any(_is_beside(text, match.span(), span) for span in denied)
                if turned and name not in TURNING:
                    continue
                yield Side(match.start(), match.end(), name, 1 - side if turned else side)


def _is_beside(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether at most a few words and no stop stand between two words."""
    first, last = sorted((one, other))
    if first == last or first[1] > last[0]:
        return False
    between = text[first[1] : last[0]]
    return len(between.split()) <= DENIES and not re.search(r"[.;:,\n]|\b(?:och|and|men|but)\b", between)


@lru_cache(maxsize=8192)
def sides_in(text: str) -> dict[str, frozenset[int]]:
    """The sides of opposites that a text takes, 0 or 1 or both, by what they are opposites in."""
    found = {
        name: frozenset(side for side, pattern in enumerate(patterns) if pattern.search(text))
        for name, patterns in opposites().items()
    }
    return {name: sides for name, sides in found.items() if sides}

"""The words of a text with the clauses that they stand in and how far they are from one another.

Text -> Words.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from bot.verifying.cues import placed_sides
from bot.verifying.kin import groups_of
from retrieval.documents import Language
from retrieval.language import stopwords
from retrieval.language.detection import language_of
from retrieval.language.sentences import ABBREVIATIONS
from retrieval.language.stems import stem
from retrieval.language.tokens import Token, tokens_of

# what stands between two words, and how many words it is worth as distance
STEPS = (
    (re.compile(r"\n|[.!?…](?=\s|$)"), 9.0),
    (re.compile(r"[;()]|\s[–-]\s"), 4.0),
    (re.compile(r","), 2.0),
    (re.compile(r":"), 0.5),
)
JOINING = frozenset("och and samt men but medan while whereas varav eller or dock although".split())
JOINING_STEP = 1.5
OWN_WORDS = 2  # after "and", before a number, that make it a statement of its own
# where a statement ends within its sentence
CLAUSE_END = re.compile(
    r"\n|[.!?…](?=\s|$)|;|,(?=\s)"
    r"|\s(?=(?:men|medan|men även|dock|but|while|whereas|although|though|however|eftersom|because"
    r"|för att|i syfte|med (?:ambition|syfte|mål|avsikt)\w*|in order to|with the (?:aim|goal"
    r"|ambition))\s)",
    re.IGNORECASE,
)
ABBREVIATED = re.compile(
    r"(?<!\w)(?:ca|kl|nr|dvs|tel|t\.ex|bl\.a|s\.k|resp|inkl|exkl|approx|no|mr|ms|dr)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a text without an inner stop, and its words."""

    start: int
    end: int
    first: int  # number of its first word
    last: int  # excluded


class Words:
    """The words of a text with how far they stand from one another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: tuple[Token, ...] = tuple(tokens_of(text))
        self.texts: tuple[str, ...] = tuple(token.text for token in self.tokens)
        self.places = self._measured()

    def _measured(self) -> tuple[float, ...]:
        """How far each word stands from the beginning, stops counted."""
        places: list[float] = []
        at, end = 0.0, 0
        for number, token in enumerate(self.tokens):
            between = self.text[end : token.start]
            if self.texts[number - 1 if number else 0] in ABBREVIATIONS:
                between = between.replace(".", "")
            at += 1.0 + _step(between) + JOINING_STEP * (token.text in JOINING)
            places.append(at)
            end = token.end
        return tuple(places)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in order; those without a word apart."""
        marks = CLAUSE_END.finditer(self.text)
        ends = [match.end() for match in marks if not ABBREVIATED.search(self.text, 0, match.start())] + [
            len(self.text)
        ]
        found, start, first = [], 0, 0
        for end in ends:
            last = first
            while last < len(self.tokens) and self.tokens[last].start < end:
                last += 1
            if last > first:
                found.append(Clause(start, end, first, last))
            start, first = end, last
        return tuple(found)

    @cached_property
    def kin(self) -> frozenset[str]:
        """Its words."""
        return frozenset(token.text for token in self.tokens)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The Swedish stems of its words."""
        return frozenset(stem(word, "sv") for word in self.kin)

    @cached_property
    def kin_groups(self) -> frozenset[int]:
        """The meanings of its words, as kin count them."""
        return frozenset(group for word in self.kin for group in groups_of(word))

    @cached_property
    def sides(self) -> frozenset[tuple[str, int]]:
        """The sides of opposites that it takes."""
        return frozenset((side.name, side.side) for side in placed_sides(self.text))

    @cached_property
    def clause_of(self) -> tuple[int, ...]:
        """The number of the clause that each word stands in."""
        return tuple(
            number for number, clause in enumerate(self.clauses) for _ in range(clause.first, clause.last)
        )

    def is_content(self, number: int) -> bool:
        """Whether a word carries a subject."""
        return self.tokens[number].text not in self.small

    @cached_property
    def small(self) -> frozenset[str]:
        """The words of its language that carry no subject; "men" are men in English."""
        return stopwords.ENGLISH if self.language == "en" else stopwords.SWEDISH

    def number_at(self, offset: int) -> int:
        """The number of the word that stands at an offset, or the next."""
        return min(bisect_right(self._ends, offset), len(self.tokens) - 1)

    @cached_property
    def _ends(self) -> list[int]:
        """How far the words up to each one reach; an address reaches over its parts."""
        return list(accumulate((token.end for token in self.tokens), max))

    @cached_property
    def language(self) -> Language:
        """The language that it is in."""
        return language_of(self.text)


def _step(between: str) -> float:
    if between in ("", " "):
        return 0.0
    return next((cost for pattern, cost in STEPS if pattern.search(between)), 0.0)


@lru_cache(maxsize=2048)
def words_read(text: str) -> Words:
    """A text's words; read once."""
    return Words(text)

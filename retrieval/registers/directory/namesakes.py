"""Recognise the people whom a question names, misspelt or by a part of the name, and who is a stranger.

Text and contacts -> Named. A name is a person's only when every word of it is: "Maria Andersson" is not
Maria Falck. One name that several people bear is all of theirs.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from rapidfuzz import fuzz

from retrieval.cleaning.characters import unaccented
from retrieval.language import stopwords
from retrieval.language.tokens import Token, tokens_of
from retrieval.registers.contacts.names import PARTICLE, SAME_NAME, TITLE
from retrieval.registers.records import Contact

SAME_WORD = 84  # of 100: a single written word is a part of a name
SHORT_NAME = 3  # letters up to which a part of a name must be written as it is, with its capital
FEW_WORDS = 3  # of a message that is hardly more than a name
EQUAL = 6.0  # points within which two people's names fit a written name equally well
SURNAME = re.compile(
    r"\w{3,}(?:sson|ström|strand|berg|gren|lund|kvist|qvist|dahl|stedt|blad|mark|dotter|ius)s?$"
)
# before a word without a capital that is a subject: "ansvarar för berg och gruvor"
ABOUT = re.compile(r"\b(?:för|om|kring|om|och|i|på|about|for|on|in|and|of)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A contact whose name, or a part of it, a question writes."""

    contact: Contact
    points: float  # likeness of the parts that are written, 100 a part
    words: frozenset[int]  # which of the question's words they are
    written: str  # the name as it is written, with what adjoins it
    stranger: str | None = None  # the whole written name, where a word of it is not this contact's


class People:
    """Recognises the people of one register."""

    def __init__(self, contacts: Sequence[Contact], known: Callable[[str], bool]) -> None:
        """With whether a word stands in the corpus."""
        self._known = known
        people = ((contact, _parts(contact.name)) for contact in contacts if " " in contact.name)
        self._people = [(contact, frozenset(parts), parts) for contact, parts in people if parts]
        self._all_parts = sorted(frozenset[str]().union(*(parts for _, parts, _ in self._people)))

    def named_in(
        self, text: str, is_empty: Callable[[str], bool], is_of_post: Callable[[Contact, str], bool]
    ) -> list[Named]:
        """The people that are named, the best first; strangers only where nobody is named as a whole.

        Beside a name may stand a word that only asks, or one that says something of the contact's post.
        """
        tokens = [token for token in tokens_of(text) if not token.is_number]
        if not (likely := self._likely(tokens)):
            return []
        found = []
        for contact, own, parts in self._people:
            if not own & likely:
                continue
            points = {n: best for n, t in enumerate(tokens) if (best := self._likest(n, tokens, parts, text))}
            if not points:
                continue
            is_other = partial(_any_of, is_empty, partial(is_of_post, contact))
            run = _run_around(tokens, points, text, is_other, self._known)
            missed = [n for n in run if n not in points]
            written = text[tokens[run[0]].start : tokens[run[-1]].end]
            stranger = written if missed else None
            found.append(Named(contact, sum(points.values()), frozenset(points), written, stranger))
        whole = [named for named in found if not named.stranger]
        return _best(whole) if whole else sorted(found, key=lambda named: -named.points)

    def _likely(self, tokens: Sequence[Token]) -> frozenset[str]:
        """The parts of names that some word is like."""
        words = [unaccented(token.raw) for token in tokens]
        return frozenset(
            part for part in self._all_parts if any(_alike(word, part) >= SAME_WORD for word in words)
        )

    def _likest(self, number: int, tokens: Sequence[Token], parts: Sequence[str], text: str) -> float:
        """How well a word is a part of a name, 0 where it is none; its neighbour may make it surer."""
        token = tokens[number]
        best = max(_alike(unaccented(token.raw), part) for part in parts)
        if best >= SAME_WORD:
            return best if self._is_name(token, best, tokens, parts, text) else 0.0
        if best < SAME_NAME - EQUAL or not token.raw[0].isupper():
            return 0.0
        return best if _beside(number, tokens, parts, text) else 0.0

    def _is_name(
        self, token: Token, points: float, tokens: Sequence[Token], parts: Sequence[str], text: str
    ) -> bool:
        """Whether a word that is like a name is one here, and not a word of the language."""
        if _beside(tokens.index(token), tokens, parts, text):
            return True
        if token.raw[0].isupper() and (points == 100 or not self._known(token.text) or token.start > 0):
            return len(token.raw) > SHORT_NAME or token.start > 0 or len(tokens) <= FEW_WORDS
        if len(token.raw) <= SHORT_NAME or ABOUT.search(text[: token.start]):
            return False
        return points == 100 or not self._known(token.text)


def nominative(name: str) -> str:
    """A written name without a genitive s, so far as one can tell."""
    last = name.split()[-1].casefold()
    return name[:-1] if last.endswith("s") and SURNAME.fullmatch(last[:-1]) else name


def _any_of(first: Callable[[str], bool], second: Callable[[str], bool], word: str) -> bool:
    return first(word) or second(word)


def _parts(name: str) -> list[str]:
    return [
        part
        for part in re.split(r"[\s-]", unaccented(name))
        if len(part) > 1 and not re.fullmatch(PARTICLE, part)
    ]


@lru_cache(maxsize=65_536)
def _alike(word: str, part: str) -> float:
    """Points from 0 to 100; a genitive s is no difference; short words must be the same."""
    if abs(len(word) - len(part)) > 3:
        return 0.0
    stripped = word.removesuffix("s") if len(word) > len(part) else word
    if len(part) <= SHORT_NAME or len(stripped) < SHORT_NAME:
        return 100.0 if stripped == part else 0.0
    return max(fuzz.ratio(word, part), fuzz.ratio(stripped, part))


def _beside(number: int, tokens: Sequence[Token], parts: Sequence[str], text: str) -> bool:
    """Whether the next word or the one before is another part of the same name, so far as one can tell."""
    own = _best_part(tokens[number], parts)
    for other in (number - 1, number + 1):
        if not 0 <= other < len(tokens) or not _adjoin(tokens, min(number, other), text):
            continue
        part = _best_part(tokens[other], parts)
        if part != own and _alike(unaccented(tokens[other].raw), part) >= SAME_NAME - EQUAL:
            return True
    return False


def _best_part(token: Token, parts: Sequence[str]) -> str:
    return max(parts, key=lambda part: _alike(unaccented(token.raw), part))


def _adjoin(tokens: Sequence[Token], number: int, text: str) -> bool:
    """Whether nothing but a space or a hyphen stands between a word and the next."""
    return text[tokens[number].end : tokens[number + 1].start] in (" ", "-", "  ")


def _run_around(
    tokens: Sequence[Token],
    points: dict[int, float],
    text: str,
    is_other: Callable[[str], bool],
    known: Callable[[str], bool],
) -> list[int]:
    """The words that a written name is made of: those that fit, and what adjoins them like a name."""
    first = last = max(points, key=lambda n: (points[n], -n))
    while last + 1 < len(tokens) and _adjoin(tokens, last, text):
        if not (last + 1 in points or _is_name_like(tokens[last + 1], is_other, known)):
            break
        last += 1
    while first > 0 and _adjoin(tokens, first - 1, text):
        if not (first - 1 in points or _is_name_like(tokens[first - 1], is_other, known)):
            break
        first -= 1
    return list(range(first, last + 1))


def _is_name_like(token: Token, is_other: Callable[[str], bool], known: Callable[[str], bool]) -> bool:
    """Whether a word beside a name looks like the rest of it."""
    word = token.text
    if word in stopwords.SWEDISH or word in stopwords.ENGLISH or TITLE.search(word) or is_other(word):
        return False
    return token.raw[0].isupper() or bool(SURNAME.fullmatch(word)) or not known(word)


def _best(named: Sequence[Named]) -> list[Named]:
    """For each written name those whom it fits best, in their order; a fuller one drives out its parts."""
    kept = [
        one
        for one in named
        if not any(
            other.words & one.words and other.points > one.points + EQUAL
            for other in named
            if other is not one
        )
    ]
    return sorted(kept, key=lambda one: (-len(one.words), min(one.words)))

"""Tell whether a title, a unit or a heading plainly says an idea of the question.

Label and concept -> strength. A label is short, so likeness by letters is no evidence: "kommunikatör" says
nothing of a "kommun". What counts is the word itself, a part of a compound, or what the lexicon says for it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from retrieval.language.analysis import Concept, Sought
from retrieval.language.stems import stem
from retrieval.language.tokens import tokens_of
from retrieval.registers.contacts.names import TITLE, field_of

PART = 0.8  # of a match with a compound's part, against one with the whole word
AKIN = 0.58  # of a compound of which the label says a part: a "kortfilm" is a film, "filmstöd" is about film
MISSPELT = 0.6  # of a long word that differs by a letter or two
SAYS = 0.53  # strength from which a label says a concept: the lexicon's surer words reach it, as a part too
BEGINNING = 3  # letters that a word and what is like it have in common, whatever else
SHORTEST_PART = 4  # letters of a compound's part that is looked for inside another word
SHORTEST_BEGINNING = 5  # of a compound's first part in running text
SHORTEST_MISSPELT = 6
ALIKE = 83  # of 100, by letters
ENDINGS = frozenset(
    "al alt ala ell er i ik isk iska iser isering iserad ier iering ing ism ist nad ning ande are ar".split()
)  # what makes a word of the same family: "digital" and "digitalisering"; "kommun" and "kommunikatör" are two


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a label, as it is compared."""

    text: str
    stems: frozenset[str]
    parts: frozenset[str]  # stems of a compound's parts, and what a rank is added to
    field: str  # the stem of the word without its rank


@dataclass(frozen=True, slots=True)
class Text:
    """A running text, as it is compared."""

    keys: frozenset[str]  # the stems of its words and of their parts
    words: tuple[str, ...]  # in alphabetical order


class Labels:
    """Compares concepts with labels; both are read once."""

    def __init__(self, parts: Callable[[str], Sequence[str]], known: Callable[[str], bool]) -> None:
        """With the stems of a compound's parts, and whether a word stands in the corpus."""
        self._parts = parts
        self._is_known = lru_cache(maxsize=65_536)(known)
        self._word = lru_cache(maxsize=16_384)(self._read)
        self.words = lru_cache(maxsize=4096)(self._words)
        self.read = lru_cache(maxsize=4096)(self._read_text)
        self.says = lru_cache(maxsize=65_536)(self._says)

    def strengths(self, concepts: Sequence[Concept], *labels: str) -> list[float]:
        """How well the labels together say each concept, 0 to 1."""
        return [max((self.says(label, concept) for label in labels), default=0.0) for concept in concepts]

    def in_text(self, concepts: Sequence[Concept], *texts: str) -> list[float]:
        """How well running texts together say each concept: by whole words and compounds' parts alone."""
        read = [self.read(text) for text in texts]
        return [max(self._in_texts(way, read) for way in concept.ways) for concept in concepts]

    def _in_texts(self, way: Sought, texts: Sequence["Text"]) -> float:
        strength = float(way.weight**0.5)
        for sought in way.words:
            stemmed = stem(sought, way.language)
            if not any(stemmed in text.keys for text in texts):
                parts = self._parts(sought)
                whole = bool(parts) and all(any(part in text.keys for text in texts) for part in parts)
                if not whole and not any(self._begins(stemmed, text) for text in texts):
                    return 0.0
                strength *= PART
        return strength

    def _begins(self, stemmed: str, text: "Text") -> bool:
        """Whether a text has a compound that begins with a word."""
        if len(stemmed) < SHORTEST_BEGINNING:
            return False
        for at in range(bisect_left(text.words, stemmed), len(text.words)):
            word = text.words[at]
            if not word.startswith(stemmed):
                return False
            if self._is_word(word[len(stemmed) :].removeprefix("s")):
                return True
        return False

    def _read_text(self, text: str) -> "Text":
        words = self.words(text)
        keys = frozenset(key for word in words for key in (*word.stems, *word.parts))
        return Text(keys, tuple(sorted({word.text for word in words})))

    def _words(self, label: str) -> tuple[Word, ...]:
        return tuple(self._word(token.text) for token in tokens_of(label))

    def _read(self, word: str) -> Word:
        field = field_of(word)
        own = {field, word[len(field) :].removeprefix("s")} - {"", word} if field != word else set()
        parts = {*self._parts(word), *(part for each in own for part in self._parts(each))}
        parts |= {stem(each, "sv") for each in own}
        return Word(
            word, frozenset({stem(word, "sv"), stem(word, "en")}), frozenset(parts), stem(field, "sv")
        )

    def _says(self, label: str, concept: Concept) -> float:
        return max(*(self._way(way, label) for way in concept.ways), self._partly(concept.ways[0], label))

    def _partly(self, written: Sought, label: str) -> float:
        """How well a label says one word of a phrase that was written: "kultur" of "kultur i skolan"."""
        if len(written.words) < 2:
            return 0.0
        words = self.words(label)
        said = (self._said(word, stem(word, written.language), words) for word in written.words)
        return AKIN if max(said) >= PART else 0.0

    def _way(self, way: Sought, label: str) -> float:
        """A way is said when each of its words is; the weakest counts."""
        words = self.words(label)
        best = 1.0
        for sought in way.words:
            best = min(best, self._said(sought, stem(sought, way.language), words))
            if not best:
                return 0.0
        return way.weight * best if best < PART else float(way.weight**0.5 * best)

    def _said(self, sought: str, stemmed: str, words: Sequence[Word]) -> float:
        """How well the words of a label say one word."""
        if any(stemmed in word.stems for word in words):
            return 1.0
        beginnings = {stemmed[:BEGINNING], *(part[:BEGINNING] for part in self._word(sought).parts)}
        if not any(beginning in word.text for beginning in beginnings for word in words):
            return 0.0
        if any(self._inside(stemmed, word) for word in words):
            return PART
        parts = [part for part in self._word(sought).parts if part not in EVERYWHERE]
        if not all(map(_is_rank, parts)):
            if all(any(self._has(part, word) for word in words) for part in parts):
                return PART
            if any(_is_field(part, word) for part in parts if not _is_rank(part) for word in words):
                return AKIN
        return MISSPELT if any(_misspelt(sought, word.text) for word in words) else 0.0

    def _has(self, part: str, word: Word) -> bool:
        """Whether a word is a compound's part, or has it."""
        if len(part) < SHORTEST_PART:
            return part in word.stems or part in word.parts
        return self._inside(part, word) or any(
            part == own or _misspelt(part, own) for own in (*word.stems, *word.parts)
        )

    def _inside(self, stemmed: str, word: Word) -> bool:
        """Whether a word is a compound or of the family of the one sought."""
        if stemmed in word.parts:
            return True
        if len(stemmed) < SHORTEST_PART or stemmed == word.text or stemmed[:SHORTEST_PART] not in word.text:
            return False
        if word.text.startswith(stemmed):
            rest = word.text[len(stemmed) :]
            return rest in ENDINGS or stem(rest, "sv") in ENDINGS or self._is_word(rest.removeprefix("s"))
        return any(
            self._is_word(each.removesuffix(stemmed).removesuffix("s"))
            for each in (word.text, *word.parts, *word.stems)
            if len(each) > len(stemmed) and each.endswith(stemmed)
        )

    def _is_word(self, text: str) -> bool:
        return len(text) >= SHORTEST_PART and self._is_known(text)


EVERYWHERE = frozenset({"region", "enhet"})  # parts that tell no post from another


def _is_rank(part: str) -> bool:
    return bool(TITLE.fullmatch(part))


def _is_field(part: str, word: Word) -> bool:
    """Whether a label's word, its rank apart, is a compound's part or ends in it."""
    if len(part) < SHORTEST_PART:
        return False
    if part in word.stems or word.field.endswith(part):
        return True
    return part in word.parts and all(p == part or p in EVERYWHERE or _is_rank(p) for p in word.parts)


@lru_cache(maxsize=65_536)
def _misspelt(sought: str, word: str) -> bool:
    """Whether two long words that begin alike differ by no more than a slip."""
    if min(len(sought), len(word)) < SHORTEST_MISSPELT or sought[:3] != word[:3]:
        return False
    if word.startswith(sought) or sought.startswith(word):
        return False
    return fuzz.ratio(sought, word) >= ALIKE


def weight_said(strengths: Iterable[float], weights: Iterable[float], least: float = SAYS) -> float:
    """The share of the weight that is said at least so well, 0 to 1."""
    pairs = list(zip(strengths, weights, strict=True))
    total = sum(weight for _, weight in pairs)
    return sum(weight for strength, weight in pairs if strength >= least) / total if total else 0.0

"""How well a text says what a question asks: concept by concept, in plain Python.

Concepts and text -> strengths. The index finds passages among thousands; this looks at the few
that were found, sentence by sentence, and at titles and headings.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from retrieval.documents import Language
from retrieval.language.analysis import Analyser, Concept, Sought
from retrieval.language.ngrams import ngrams
from retrieval.language.stems import stem
from retrieval.language.tokens import tokens_of

UNKNOWN = 0.5  # of the weight of a rare word, for one that the corpus does not have: often a layman's word
PREFIX = 0.7  # of a match with a longer word that begins with the one sought
SHORTEST_PREFIX = 5
PART = 0.8  # of a match with a compound's part or an inner word, against one with the whole word
SHORTEST_ALIKE = 5  # letters from which two words are compared by their n-grams
GRAMS_ALIKE = 0.62  # share of n-grams in common from which two words are forms of one another
FEWEST_SHARED = 3  # n-grams below which two words have nothing to do with one another
REMEMBERED_TEXTS = 2_000  # by one set of concepts
CACHED_TEXTS = 20_000


@lru_cache(maxsize=CACHED_TEXTS)
def distinct_words(text: str) -> tuple[str, ...]:
    """The different words of a text, in the order in which they first stand."""
    return tuple(dict.fromkeys(token.text for token in tokens_of(text)))


@lru_cache(maxsize=CACHED_TEXTS)
def distinct_stems(text: str) -> frozenset[str]:
    """The Swedish stems of a text."""
    return frozenset(stem(word, "sv") for word in distinct_words(text))


@lru_cache(maxsize=100_000)
def _features(word: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """A word's stems in both languages, and its n-grams where it is long enough to be compared by them."""
    stems = tuple(dict.fromkeys((stem(word, "sv"), stem(word, "en"))))
    compared = len(word) >= SHORTEST_ALIKE and not word[0].isdigit()
    return stems, _grams(word) if compared else frozenset()


@lru_cache(maxsize=100_000)
def _grams(word: str) -> frozenset[str]:
    return frozenset(ngrams(word))


class Matcher:
    """Compares concepts with texts; rare words of the corpus count more than common ones."""

    def __init__(self, analyser: Analyser, counts: Mapping[str, int]) -> None:
        self._analyser = analyser
        self._counts: dict[str, int] = defaultdict(int)
        for word, count in counts.items():
            for key in {stem(word, "sv"), stem(word, "en"), *analyser.part_stems(word)}:
                self._counts[key] += count
        self.parts = lru_cache(maxsize=100_000)(lambda word: tuple(analyser.part_stems(word)))
        self._total = max(1000, sum(counts.values()))

    def concepts(self, text: str, language: Language = "sv") -> list[Concept]:
        """The concepts of a text, as a question's are."""
        return self._analyser.concepts(text, language)

    def on(self, concepts: Sequence[Concept]) -> "Reading":
        """A matcher for these concepts, that remembers what each word of the texts says of them."""
        return Reading(concepts, [self.weight(concept) for concept in concepts], self.parts)

    def weight(self, concept: Concept) -> float:
        """How much a concept tells: the idf of its commonest way that the corpus knows, else less."""
        known = [self._way_idf(way) for way in concept.ways if self._knows_way(way)]
        return concept.weight * (min(known) if known else UNKNOWN * self._idf(0))

    def knows(self, concept: Concept) -> bool:
        """Whether the corpus has any way to say it."""
        return any(self._knows_way(way) for way in concept.ways)

    def _knows_way(self, way: Sought) -> bool:
        return all(self._counts.get(stem(word, way.language), 0) > 0 for word in way.words)

    def _way_idf(self, way: Sought) -> float:
        return max(self._idf(self._counts.get(stem(word, way.language), 0)) for word in way.words)

    def _idf(self, count: int) -> float:
        return math.log(1 + self._total / (20.0 * (1 + count)))

    def strength(self, concept: Concept, text: str) -> float:
        """How well a text says one concept, 0 to 1."""
        return self.on([concept]).strengths(text)[0]

    def coverage(self, concepts: Sequence[Concept], text: str) -> float:
        """The share of the concepts' weight that a text says, 0 to 1."""
        return self.on(concepts).coverage(text)


class Reading:
    """A question's concepts, held against one text after another."""

    def __init__(
        self, concepts: Sequence[Concept], weights: Sequence[float], parts: Callable[[str], tuple[str, ...]]
    ) -> None:
        self.concepts = tuple(concepts)
        self._weights = weights
        self._parts = parts
        keys = dict.fromkeys(
            (word, way.language) for concept in concepts for way in concept.ways for word in way.words
        )
        self._number = {key: number for number, key in enumerate(keys)}
        self._ways = [self._numbered(concept) for concept in concepts]
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        self._by_prefix: dict[str, list[int]] = defaultdict(list)
        self._by_gram: dict[str, list[int]] = defaultdict(list)
        self._sizes: dict[int, int] = {}
        self._split: list[tuple[int, frozenset[str]]] = []
        for (word, language), number in self._number.items():
            self._register(word, language, number)
        self._all_grams = frozenset(self._by_gram)
        self._said: dict[str, tuple[tuple[int, float], ...]] = {}
        self._texts: dict[str, list[float]] = {}

    def _numbered(self, concept: Concept) -> tuple[list[tuple[float, int]], list[tuple[float, list[int]]]]:
        """A concept's ways of one word and of several, each with its weight, words by number."""
        ways = [
            (way.weight**0.5, [self._number[word, way.language] for word in way.words])
            for way in concept.ways
        ]
        single = [(weight, numbers[0]) for weight, numbers in ways if len(numbers) == 1]
        return single, [(weight, numbers) for weight, numbers in ways if len(numbers) > 1]

    def _register(self, word: str, language: Language, number: int) -> None:
        stemmed = stem(word, language)
        self._by_stem[stemmed].append(number)
        if len(stemmed) >= SHORTEST_PREFIX:
            self._by_prefix[stemmed].append(number)
        if word[0].isdigit():
            return
        if parts := self._parts(word):
            self._split.append((number, frozenset(parts)))
        if len(word) >= SHORTEST_ALIKE:
            grams = _grams(word)
            self._sizes[number] = len(grams)
            for gram in grams:
                self._by_gram[gram].append(number)

    def coverage(self, *texts: str) -> float:
        """The share of the concepts' weight that the texts together say, 0 to 1."""
        total = sum(self._weights)
        if not total:
            return 0.0
        return sum(w * s for w, s in zip(self._weights, self.strengths(*texts), strict=True)) / total

    def strengths(self, *texts: str) -> list[float]:
        """How well the texts together say each concept, 0 to 1."""
        said = [self._words_said(text) for text in texts]
        best = [max(column) for column in zip(*said, strict=True)] if len(said) > 1 else list(said[0])
        self._add_parts(best, texts)
        return [_best_way(best, single, several) for single, several in self._ways]

    def word_strengths(self, word: str) -> list[float]:
        """How well one word in lower case says each concept; what it says with its neighbours apart."""
        if (said := self._said.get(word)) is None:
            said = self._said[word] = tuple(self._said_by(word).items())
        if not said:
            return [0.0] * len(self.concepts)
        best = [0.0] * len(self._number)
        for number, strength in said:
            best[number] = strength
        return [_best_way(best, single, several) for single, several in self._ways]

    def _words_said(self, text: str) -> list[float]:
        """How well a text says each word that is sought; remembered."""
        if (known := self._texts.get(text)) is None:
            if len(self._texts) >= REMEMBERED_TEXTS:
                self._texts.clear()
            known = self._texts[text] = [0.0] * len(self._number)
            remembered = self._said
            for word in distinct_words(text):
                if (said := remembered.get(word)) is None:
                    said = remembered[word] = tuple(self._said_by(word).items())
                for number, strength in said:
                    if strength > known[number]:
                        known[number] = strength
        return known

    def _add_parts(self, best: list[float], texts: Sequence[str]) -> None:
        """A compound is also said by its parts, standing apart."""
        for number, parts in self._split:
            if best[number] < PART and all(
                any(part in distinct_stems(text) for text in texts) for part in parts
            ):
                best[number] = PART

    def _said_by(self, word: str) -> dict[int, float]:
        """What a word of a text says of each word that is sought."""
        said: dict[int, float] = {}
        stems, grams = _features(word)
        if grams and (shared := grams & self._all_grams):
            said.update(self._alike(grams, shared))
            self._add_prefixes(word, said)
        for part in self._parts(word):
            for number in self._by_stem.get(part, ()):
                said[number] = PART
        for key in stems:
            for number in self._by_stem.get(key, ()):
                said[number] = 1.0
        return said

    def _add_prefixes(self, word: str, said: dict[int, float]) -> None:
        """A longer word that begins with the one sought says it too, a little less surely."""
        for length in range(SHORTEST_PREFIX, len(word)):
            for number in self._by_prefix.get(word[:length], ()):
                said[number] = max(said.get(number, 0.0), PREFIX)

    def _alike(self, grams: frozenset[str], shared: frozenset[str]) -> Iterable[tuple[int, float]]:
        """Likeness by n-grams: inflections, inner words, misspellings."""
        if len(shared) < FEWEST_SHARED:
            return
        common: dict[int, int] = defaultdict(int)
        for gram in shared:
            for number in self._by_gram[gram]:
                common[number] += 1
        for number, count in common.items():
            dice = 2 * count / (len(grams) + self._sizes[number])
            inner = PART * count / self._sizes[number]
            likeness = max(dice, inner if inner >= GRAMS_ALIKE else 0.0)
            if likeness >= GRAMS_ALIKE:
                yield number, likeness * PART


def _best_way(
    best: Sequence[float], single: Sequence[tuple[float, int]], several: Sequence[tuple[float, list[int]]]
) -> float:
    """How well the best way is said; of several words the weakest of two counts, the mean of more."""
    strength = 0.0
    for weight, number in single:
        strength = max(strength, weight * best[number])
    for weight, numbers in several:
        words = [best[number] for number in numbers]
        together = min(words) if len(words) == 2 else sum(words) / len(words)
        strength = max(strength, weight * together)
    return strength

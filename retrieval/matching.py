"""How well a text says what a question asks: concept by concept, in plain Python.

Concepts and text -> strengths. The index finds passages among thousands; this looks at the few
that were found, sentence by sentence, and at titles and headings.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.documents import Language
from retrieval.language.analysis import Analyser, Concept, Sought
from retrieval.language.ngrams import ngrams
from retrieval.language.stems import stem
from retrieval.language.tokens import tokens_of

PART = 0.8  # of a match with a compound's part, against one with the whole word
SHORTEST_INNER = 5  # letters of a word that may stand inside another without a known seam
GRAMS_ALIKE = 0.62  # share of n-grams in common from which two words are forms of one another


@dataclass(frozen=True, slots=True)
class Features:
    """A text as it is compared."""

    stems: frozenset[str]
    parts: frozenset[str]
    words: tuple[str, ...]
    grams: tuple[tuple[str, frozenset[str]], ...]  # of each word of five letters or more


class Matcher:
    """Compares concepts with texts; rare words of the corpus count more than common ones."""

    def __init__(self, analyser: Analyser, counts: Mapping[str, int]) -> None:
        self._analyser = analyser
        self._counts: dict[str, int] = {}
        for word, count in counts.items():
            for key in {stem(word, "sv"), stem(word, "en"), *analyser.part_stems(word)}:
                self._counts[key] = self._counts.get(key, 0) + count
        self._total = max(1000, sum(counts.values()))
        self.features: Callable[[str, Language], Features] = lru_cache(maxsize=20_000)(self._features)
        self._strength = lru_cache(maxsize=100_000)(self._uncached_strength)

    def _features(self, text: str, language: Language) -> Features:
        words = tuple(token.text for token in tokens_of(text))
        return Features(
            stems=frozenset(stem(word, language) for word in words) | frozenset(stem(word, "sv") for word in words),
            parts=frozenset(part for word in words for part in self._analyser.part_stems(word)),
            words=words,
            grams=tuple((word, frozenset(ngrams(word))) for word in dict.fromkeys(words) if len(word) >= SHORTEST_INNER),
        )

    def concepts(self, text: str, language: Language = "sv") -> list[Concept]:
        """The concepts of a text, as a question's are."""
        return self._analyser.concepts(text, language)

    def weight(self, concept: Concept) -> float:
        """How much a concept tells: the idf of its rarest way that the corpus knows, or of what was written."""
        known = [self._way_idf(way) for way in concept.ways if self.knows_way(way)]
        return concept.weight * (min(known) if known else self._idf(0))

    def knows(self, concept: Concept) -> bool:
        """Whether the corpus has any way to say it."""
        return any(self.knows_way(way) for way in concept.ways)

    def knows_way(self, way: Sought) -> bool:
        """Whether every word of a way stands somewhere in the corpus, alone or in a compound."""
        return all(self._counts.get(stem(word, way.language), 0) > 0 for word in way.words)

    def _way_idf(self, way: Sought) -> float:
        return max(self._idf(self._counts.get(stem(word, way.language), 0)) for word in way.words)

    def _idf(self, count: int) -> float:
        return math.log(1 + self._total / (20.0 * (1 + count)))

    def strength(self, concept: Concept, text: str, language: Language) -> float:
        """How well a text says a concept, 0 to 1."""
        return self._strength(concept, text, language)

    def _uncached_strength(self, concept: Concept, text: str, language: Language) -> float:
        features = self.features(text, language)
        return max((way.weight**0.5 * self._way(way, features) for way in concept.ways), default=0.0)

    def _way(self, way: Sought, features: Features) -> float:
        strengths = [self._word(word, way.language, features) for word in way.words]
        return min(strengths) if len(strengths) < 3 else sum(strengths) / len(strengths)

    def _word(self, word: str, language: Language, features: Features) -> float:
        stemmed = stem(word, language)
        if stemmed in features.stems:
            return 1.0
        if word[0].isdigit():
            return 0.0
        if stemmed in features.parts:
            return PART
        parts = self._analyser.part_stems(word)
        if parts:
            found = sum(part in features.stems or part in features.parts for part in parts) / len(parts)
            if found == 1:
                return PART
        return self._alike(word, features)

    def _alike(self, word: str, features: Features) -> float:
        """The best likeness by n-grams with any word: inflections, inner words, misspellings."""
        if len(word) < SHORTEST_INNER:
            return 0.0
        grams = frozenset(ngrams(word))
        best = 0.0
        for other, other_grams in features.grams:
            common = len(grams & other_grams)
            if common < 3:
                continue
            dice = 2 * common / (len(grams) + len(other_grams))
            inner = common / len(grams) if word[:-1] in other else 0.0
            best = max(best, dice, inner * PART)
        return best * PART if best >= GRAMS_ALIKE else 0.0

    def coverage(self, concepts: Sequence[Concept], text: str, language: Language) -> float:
        """The share of the concepts' weight that a text says, 0 to 1."""
        weights = [self.weight(concept) for concept in concepts]
        total = sum(weights)
        if not total:
            return 0.0
        said = (w * self.strength(c, text, language) for w, c in zip(weights, concepts, strict=True))
        return sum(said) / total

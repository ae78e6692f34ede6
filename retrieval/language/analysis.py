"""From text to the terms that are indexed, and from a question to the terms that are sought.

Text -> Terms, question -> Concepts. A concept is one idea of the question with all the ways the
documents may say it, of which the best in a passage counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from retrieval.documents import Language
from retrieval.language import stopwords
from retrieval.language.compounds import CompoundSplitter
from retrieval.language.english import lemmas
from retrieval.language.lexicon import (
    LONGEST_PHRASE,
    Alternative,
    Entries,
    english_entries,
    everyday_entries,
)
from retrieval.language.ngrams import ngrams
from retrieval.language.stems import plain_stem, stem
from retrieval.language.tokens import Token, tokens_of

# of an official word, where the question said the everyday one; more costs Swedish questions
EVERYDAY_WEIGHT = 0.45
SHORTEST_BASE = 3  # letters of a word without its definite ending
SHORTEST_STEM = 4  # letters from which a stem stands for its words; "lag" and "lager" share one of three
ARTICLES = frozenset({"the", "a", "an"})
# a short word's definite forms and the ends that its indefinite ones may have: läkarna, läkare
DEFINITE = (("na", ("", "e")), ("en", ("", "e")), ("et", ("", "e")), ("n", ("",)), ("t", ("",)))
ENGLISH_WEIGHT = 0.9  # of the English word itself: names, loans, and passages in English


@dataclass(frozen=True, slots=True)
class Terms:
    """What a passage is found by."""

    stems: tuple[str, ...]
    parts: tuple[str, ...]  # stems of the parts of compounds
    grams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """One way to say a concept: its words as they are sought, and how sure the way is."""

    words: tuple[str, ...]
    weight: float
    language: Language


@dataclass(frozen=True, slots=True)
class Concept:
    """An idea of the question: what was written, and the ways to say it."""

    written: str
    ways: tuple[Sought, ...]
    weight: float = 1.0


class Analyser:
    """Swedish and English analysis over one corpus's own words."""

    def __init__(self, splitter: CompoundSplitter, extra_lexicon: Path | None = None) -> None:
        self.splitter = splitter
        self._extra_lexicon = extra_lexicon

    @cached_property
    def _english(self) -> Entries:
        return english_entries(self._extra_lexicon)

    def terms(self, text: str, language: Language) -> Terms:
        """The terms of a text that is to be indexed; function words bring stems only."""
        stems: list[str] = []
        parts: list[str] = []
        grams: list[str] = []
        for token in tokens_of(text):
            stems.extend(self.stems_of(token.text, language))
            if token.text in stopwords.SWEDISH or token.text in stopwords.ENGLISH:
                continue
            parts.extend(self.part_stems(token.text))
            if not token.is_number:
                grams.extend(ngrams(token.text))
        return Terms(tuple(stems), tuple(parts), tuple(grams))

    def stems_of(self, word: str, language: Language) -> Sequence[str]:
        """The stem of a word; of a range also its ends."""
        return (stem(word, language),)

    def part_stems(self, word: str) -> list[str]:
        """The stems of a compound's parts."""
        return [stem(part, "sv") for part in self.splitter.parts(word)]

    def concepts(self, text: str, language: Language) -> list[Concept]:
        """The ideas of a question, function words dropped, phrases before single words."""
        tokens = list(tokens_of(text))
        if language == "en":
            return self._english_concepts(tokens)
        return self._swedish_concepts(tokens)

    def _swedish_concepts(self, tokens: Sequence[Token]) -> list[Concept]:
        concepts: list[Concept] = []
        taken: set[int] = set()
        for start, length, alternatives in _phrases([token.text for token in tokens]):
            taken.update(range(start, start + length))
            concepts.append(_concept(tokens[start : start + length], alternatives, "sv"))
        for index, token in enumerate(tokens):
            if index in taken or token.text in stopwords.SWEDISH:
                continue
            known = () if token.text in stopwords.NUMBERS else everyday_word(token.text)
            concepts.append(_concept([token], known, "sv"))
        return concepts or [_concept([token], (), "sv") for token in tokens]

    def _english_concepts(self, tokens: Sequence[Token]) -> list[Concept]:
        concepts: list[Concept] = []
        index = 0
        while index < len(tokens):
            length, alternatives = self._longest_english(tokens, index)
            span = tokens[index : index + max(1, length)]
            index += max(1, length)
            if len(span) == 1 and span[0].text in stopwords.ENGLISH:
                continue
            concepts.append(_concept(span, alternatives, "en"))
        return concepts or [_concept([token], (), "en") for token in tokens]

    def _longest_english(self, tokens: Sequence[Token], index: int) -> tuple[int, tuple[Alternative, ...]]:
        """The longest entry that begins here, and what it says; (0, ()) where there is none.

        An article gives way to a phrase that reaches further: "the public" to "public transport".
        """
        length, found = self._english_entry(tokens, index)
        if tokens[index].text in ARTICLES and index + 1 < len(tokens):
            further, _ = self._english_entry(tokens, index + 1)
            if further >= length:
                return 0, ()
        return length, found

    def _english_entry(self, tokens: Sequence[Token], index: int) -> tuple[int, tuple[Alternative, ...]]:
        for length in range(min(LONGEST_PHRASE, len(tokens) - index), 0, -1):
            span = tokens[index : index + length]
            for phrase in _lemma_phrases([token.text for token in span]):
                if found := self._english.get(phrase):
                    return length, found
        return 0, ()


def _lemma_phrases(words: Sequence[str]) -> Iterable[str]:
    """The ways a phrase may stand in the lexicon: as it is, its last word in lemma, every word in lemma."""
    yield " ".join(words)
    for last in lemmas(words[-1])[1:]:
        yield " ".join((*words[:-1], last))
    if len(words) > 1:
        for first in lemmas(words[0])[1:]:
            yield " ".join((first, *words[1:]))
            for last in lemmas(words[-1])[1:]:
                yield " ".join((first, *words[1:-1], last))


def _phrases(words: Sequence[str]) -> Iterable[tuple[int, int, tuple[Alternative, ...]]]:
    """The everyday phrases that stand in a row of words, longest first at each place; none only asks."""
    keys = [entry_key(word) for word in words]
    index = 0
    while index < len(keys):
        for length in range(min(LONGEST_PHRASE, len(keys) - index), 1, -1):
            if stopwords.SWEDISH.issuperset(words[index : index + length]):
                continue
            if found := everyday(tuple(keys[index : index + length])):
                yield index, length, found
                index += length - 1
                break
        index += 1


def _concept(tokens: Sequence[Token], alternatives: Sequence[Alternative], language: Language) -> Concept:
    """What was written, function words apart, counts in full; what the lexicon adds counts by its weight."""
    empty = stopwords.SWEDISH if language == "sv" else stopwords.ENGLISH
    content = tuple(token.text for token in tokens if token.text not in empty)
    written = content or tuple(token.text for token in tokens)
    own_weight = 1.0 if language == "sv" else ENGLISH_WEIGHT
    factor = EVERYDAY_WEIGHT if language == "sv" else 1.0
    ways = [Sought(written, own_weight, language)]
    ways.extend(Sought(alternative.words, alternative.weight * factor, "sv") for alternative in alternatives)
    return Concept(" ".join(token.raw for token in tokens), tuple(ways))


@lru_cache(maxsize=1)
def _everyday() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The everyday terms by the keys of their words."""
    terms: dict[tuple[str, ...], tuple[str, ...]] = {}
    for term in everyday_entries():
        key = tuple(entry_key(word) for word in term.split())
        terms[key] = (*terms.get(key, ()), term)
    return terms


def everyday(keys: tuple[str, ...]) -> tuple[Alternative, ...]:
    """What is said officially where these everyday words are said; the surest first."""
    weights: dict[tuple[str, ...], float] = {}
    for term in _everyday().get(keys, ()):
        for alternative in everyday_entries()[term]:
            weights[alternative.words] = max(weights.get(alternative.words, 0.0), alternative.weight)
    return tuple(
        Alternative(words, weight) for words, weight in sorted(weights.items(), key=lambda item: -item[1])
    )


def everyday_word(word: str) -> tuple[Alternative, ...]:
    """What is said officially where this everyday word is said, in whatever form."""
    key = entry_key(word)
    if (found := everyday((key,))) or key != word:
        return found
    for ending, replacements in DEFINITE:
        if not word.endswith(ending) or len(word) - len(ending) < SHORTEST_BASE:
            continue
        for replacement in replacements:
            if found := everyday((entry_key(word.removesuffix(ending) + replacement),)):
                return found
    return ()


def entry_key(word: str) -> str:
    """What a Swedish word is looked up by: its plain stem, or itself where the stem is too short."""
    stemmed = plain_stem(word)
    return stemmed if len(stemmed) >= SHORTEST_STEM else word

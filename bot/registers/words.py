"""Hold what somebody typed into a search field against a record's words.

Query -> how well texts say it. A word counts when one of the record's begins with it, so that a half-typed
name is found; otherwise as a question's does: stems, compounds, the lexicon, in both languages.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from retrieval.cleaning.characters import unaccented
from retrieval.documents import Hit, Language
from retrieval.language.analysis import Concept, Sought
from retrieval.language.places import regions_in
from retrieval.language.stems import stem
from retrieval.language.stopwords import ENGLISH, SWEDISH
from retrieval.language.times import AskedTime
from retrieval.language.tokens import words_of
from retrieval.matching import Reading
from retrieval.ranking import Query
from retrieval.registers.contacts.names import likeness
from retrieval.retriever import Retriever

FITS = 0.6  # coverage from which texts say a query
HITS = 8  # passages in which the subject is looked for
SHORTEST_MISSPELT = 4  # letters; shorter names are too like one another
SAME_NAME = 81  # of 100, from which two words are one name: "Karlsson" and "Larsson" have 80
WITHIN = 5  # letters of a stem that is looked for also within words
REMEMBERED = 5_000  # texts of records, cut into words
BOTH: tuple[Language, ...] = ("sv", "en")


class Words:
    """What is looked for, ready to be held against many records."""

    def __init__(self, text: str, retriever: Retriever) -> None:
        self.text = text
        self._retriever = retriever
        written = list(words_of(text))
        telling = [word for word in written if word not in SWEDISH and word not in ENGLISH]
        self._plain = [unaccented(word) for word in telling or written]
        self._begun = [_beginning(word) for word in self._plain]

    def fit(self, *texts: str | None) -> float:
        """How well the texts together say it, 0 to 1; 0 below what is worth showing."""
        said = [text for text in texts if text]
        if not said or not self._begun:
            return 0.0
        if self.begins(*said):
            return 1.0
        best = max(reading.coverage(*said) for reading in self._readings)
        return best if best >= FITS else 0.0

    def begins(self, *texts: str) -> bool:
        """Whether each word is the beginning of one of the texts' words; a number is whole."""
        own = "".join(_in_a_row(text) for text in texts)
        return bool(self._begun) and all(begun in own for begun in self._begun)

    def name(self, name: str) -> float:
        """How well each word begins a part of a name (1), or is one misspelt; 0 where one does neither."""
        if self.begins(name):
            return 1.0
        parts = re.split(r"[\s-]", unaccented(name))
        likest = [max(_likeness(word, part) for part in parts) for word in self._plain]
        return min(likest, default=0.0)

    def mentioned(self, text: str) -> float:
        """How well a longer text says it: by stems alone, within compounds too, misspellings apart."""
        if self.begins(text):
            return 1.0
        own = _in_a_row(text)
        shares = (
            sum(weight for weight, ways in ideas if any(all(s in own for s in way) for way in ways))
            for ideas in self._stems
        )
        best = max(shares, default=0.0)
        return best if best >= FITS else 0.0

    @cached_property
    def concepts(self) -> Sequence[Concept]:
        """The ideas of the query in the language of which the corpus knows more; none where it knows none."""
        matcher = self._retriever.matcher
        known = {language: [c for c in found if matcher.knows(c)] for language, found in self._ideas.items()}
        best = max(BOTH, key=lambda language: len(known[language]) / max(1, len(self._ideas[language])))
        return self._ideas[best] if 2 * len(known[best]) > len(self._ideas[best]) else ()

    @cached_property
    def hits(self) -> Sequence[Hit]:
        """The passages that treat the subject."""
        if not self.concepts:
            return ()
        query = Query(tuple(self.concepts), regions_in(self.text), AskedTime())
        return self._retriever.find(query, HITS)

    def treated_under(self, heading: str) -> float:
        """The share of what treats the subject that lies under a heading."""
        return self._shares.get(_letters(heading), 0.0)

    @cached_property
    def _shares(self) -> dict[str, float]:
        shares: dict[str, float] = defaultdict(float)
        total = sum(hit.score for hit in self.hits)
        for hit in self.hits:
            for heading in {_letters(heading) for heading in hit.passage.path}:
                shares[heading] += hit.score / total
        return shares

    @cached_property
    def _ideas(self) -> dict[Language, list[Concept]]:
        return {language: self._retriever.concepts(self.text, language) for language in BOTH}

    @cached_property
    def _stems(self) -> list[list[tuple[float, list[tuple[str, ...]]]]]:
        """In each language the ideas with their share of the weight, and the stems of their ways."""
        found = []
        for ideas in self._ideas.values():
            weights = [self._retriever.matcher.weight(idea) for idea in ideas]
            total = sum(weights) or 1.0
            ways = [[_sought(way) for way in idea.ways] for idea in ideas]
            found.append([(weight / total, each) for weight, each in zip(weights, ways, strict=True)])
        return found

    @cached_property
    def _readings(self) -> list[Reading]:
        """One for both languages where they see the same ideas in the words, otherwise one for each."""
        swedish, english = self._ideas.values()
        if [idea.written for idea in swedish] == [idea.written for idea in english]:
            pairs = zip(swedish, english, strict=True)
            return [self._retriever.matcher.on([_either(*pair) for pair in pairs])]
        return [self._retriever.matcher.on(concepts) for concepts in (swedish, english)]


def _either(one: Concept, other: Concept) -> Concept:
    """An idea with the ways in which either language says it."""
    return replace(one, ways=tuple(dict.fromkeys((*one.ways, *other.ways))))


def _letters(heading: str) -> str:
    """A heading without its marks and numbers."""
    return re.sub(r"[\W\d_]+", " ", heading.casefold()).strip()


def _beginning(word: str) -> str:
    """What stands in a row of words that has one so beginning: "1.1" begins no "1.10"."""
    return f" {word} " if word[0].isdigit() else f" {word}"


def _likeness(word: str, part: str) -> float:
    """How well a word begins a part of a name (1), or is it misspelt; 0 where they are two names."""
    if part.startswith(word):
        return 1.0
    points = likeness(word, part) if min(len(word), len(part)) >= SHORTEST_MISSPELT else 0.0
    return points / 101 if points >= SAME_NAME else 0.0


@lru_cache(maxsize=REMEMBERED)
def _in_a_row(text: str) -> str:
    """A text's different words, each between blanks."""
    return f" {' '.join(dict.fromkeys(unaccented(word) for word in words_of(text)))} "


def _sought(way: Sought) -> tuple[str, ...]:
    """What stands in a row of words that says a way: its stems, short ones where a word begins."""
    stems = (unaccented(stem(word, way.language)) for word in way.words)
    return tuple(each if len(each) >= WITHIN else f" {each}" for each in stems)


def holds(text: str | None, part: str) -> bool:
    """Whether a text holds a part, accents and capitals apart."""
    return unaccented(part.strip()) in unaccented(text or "")

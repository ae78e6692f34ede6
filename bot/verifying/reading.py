"""A sentence laid over its sources: which of their words say which of its ideas, and where.

Sentence, sources -> Laid. Everything that compares meaning reads from here, so that a word is compared once.
"""

from collections.abc import Collection, Sequence
from functools import cached_property

from bot.verifying.details import placed_details
from bot.verifying.framing import FRAME
from bot.verifying.glossing import glosses
from bot.verifying.kin import groups_of, near_words
from bot.verifying.quantities import quantities_in
from bot.verifying.words import Clause, words_read
from retrieval.documents import Language
from retrieval.language.analysis import Concept
from retrieval.language.stems import stem
from retrieval.matching import Matcher

NO_KIN: tuple[frozenset[int], frozenset[str]] = (frozenset(), frozenset())
LONG_WORD = 5  # letters from which a word of several tells which it is of
KIN = 0.75  # of a word, for another that may stand for it
SAID = 0.45  # strength from which a word counts as said


class Laid:
    """A sentence's ideas over the words of its sources."""

    def __init__(self, sentence: str, language: Language, source: str, matcher: Matcher) -> None:
        self.matcher, self.language = matcher, language
        self.claim = words_read(sentence)
        self.source = words_read(source)
        self.concepts: Sequence[Concept] = matcher.concepts(sentence, language)
        self.reading = matcher.on(self.concepts)
        self.weights = [matcher.weight(concept) for concept in self.concepts]
        self._clauses: dict[Clause, list[float]] = {}
        self.spots = self._placed()
        self.gloss = glosses(source, matcher) if language == "sv" and self.source.language == "en" else {}

    def _placed(self) -> list[tuple[int, ...]]:
        """The numbers of the claim's words that each idea is written with."""
        free = list(range(len(self.claim.tokens)))
        spots: list[tuple[int, ...]] = []
        for concept in self.concepts:
            spot = self._spot(words_read(concept.written).texts, free)
            spots.append(spot)
            free = [number for number in free if number not in spot]
        return spots

    def _spot(self, parts: tuple[str, ...], free: Sequence[int]) -> tuple[int, ...]:
        tokens = self.claim.tokens
        for number in free:
            if tokens[number].text == parts[0] and self.claim.texts[number : number + len(parts)] == parts:
                return tuple(range(number, number + len(parts)))
        return ()

    @cached_property
    def said(self) -> list[list[float]]:
        """How well each word of the source says each idea of the sentence, by word."""
        nothing = [0.0] * len(self.concepts)
        known: dict[str, list[float]] = dict.fromkeys(self.source.small, nothing)
        found = []
        for number, word in enumerate(self.source.texts):
            words = f"{word} {self.gloss[number]}" if number in self.gloss else word
            if words not in known:
                known[words] = self._with_kin(word, self._said_by(words))
            found.append(known[words])
        return found

    def _with_kin(self, word: str, strengths: list[float]) -> list[float]:
        """The strengths by which a word says each idea, kin counted."""
        if word in self.source.small or word[0].isdigit():
            return strengths
        groups, key = groups_of(word), stem(word, "sv")
        if key not in self.all_kin[1] and not groups & self.all_kin[0]:
            return strengths
        return [
            max(strength, KIN) if near and (groups & own or key in near) else strength
            for strength, (own, near) in zip(strengths, self.kin, strict=True)
        ]

    @cached_property
    def kin(self) -> list[tuple[frozenset[int], frozenset[str]]]:
        """The meanings of each idea of one word, and the stems of the words that share one."""
        found = []
        for idea, spot in enumerate(self.spots):
            far = self._words_of_ways(idea)
            words = [self.claim.tokens[n].text for n in spot if self.claim.is_content(n)]
            head = words[-1] if words and not words[-1][0].isdigit() else ""
            found.append((groups_of(head), near_words(head, self.language) | far) if head else NO_KIN)
        return found

    @cached_property
    def all_kin(self) -> tuple[frozenset[int], frozenset[str]]:
        """The same of all ideas together."""
        meanings, stems = (
            frozenset().union(*(own for own, _ in self.kin)),
            frozenset().union(*(near for _, near in self.kin)),
        )
        return meanings, stems

    def _words_of_ways(self, idea: int) -> frozenset[str]:
        """The stems of the words of an idea's ways of several words, where the source says one of them."""
        several = [way for way in self.concepts[idea].ways if len(way.words) > 1]
        if not several or self.reading.strengths(self.source.text)[idea] < SAID:
            return frozenset()
        return frozenset(stem(word, "sv") for way in several for word in way.words if len(word) >= LONG_WORD)

    @cached_property
    def spoken(self) -> list[list[tuple[int, float]]]:
        """The words of the source that say each idea, by number, and how well."""
        return [
            [
                (number, strengths[idea])
                for number, strengths in enumerate(self.said)
                if strengths[idea] >= SAID
            ]
            for idea in range(len(self.concepts))
        ]

    def _said_by(self, words: str) -> list[float]:
        """How well some words say each idea, the best of them; small words say none."""
        if " " not in words:
            return self.reading.word_strengths(words)
        each = [self.reading.word_strengths(word) for word in words.split() if word not in self.source.small]
        return [max(column) for column in zip(*each, strict=True)] if each else [0.0] * len(self.concepts)

    def strengths_in(self, clause: Clause) -> list[float]:
        """How well a clause of the source says each idea."""
        if clause not in self._clauses:
            gloss = " ".join(self.gloss[n] for n in range(clause.first, clause.last) if n in self.gloss)
            text = self.source.text[clause.start : clause.end]
            self._clauses[clause] = (
                self.reading.strengths(text, gloss) if gloss else self.reading.strengths(text)
            )
        return self._clauses[clause]

    def ideas_of(self, clause: Clause) -> list[int]:
        """The ideas that a clause of the sentence is written with."""
        return [
            number for number, spot in enumerate(self.spots) if spot and clause.first <= spot[0] < clause.last
        ]

    @cached_property
    def claims(self) -> list[int]:
        """The ideas that need a source: neither numbers and addresses, held apart, nor the frame."""
        held = [(q.start, q.end) for q in quantities_in(self.claim.text)]
        held += [(d.start, d.end) for d in placed_details(self.claim.text)]
        tokens = self.claim.tokens
        return [
            idea
            for idea, spot in enumerate(self.spots)
            if spot
            and not self._is_frame(spot)
            and not any(a < tokens[spot[-1]].end and tokens[spot[0]].start < b for a, b in held)
        ]

    @cached_property
    def claims_or_figures(self) -> list[int]:
        """The ideas that tell like things apart: all but the frame."""
        return [idea for idea, spot in enumerate(self.spots) if spot and not self._is_frame(spot)]

    def _is_frame(self, spot: Sequence[int]) -> bool:
        """Whether words only say how something is told."""
        words = [self.claim.tokens[n].text for n in spot]
        return any(word in FRAME for word in words) and all(
            word in FRAME or word in self.claim.small for word in words
        )

    def share_said(self, ideas: Sequence[int], strengths: Sequence[float]) -> float:
        """The share of the weight of some ideas that is said."""
        total = sum(self.weights[idea] for idea in ideas)
        return sum(self.weights[i] * min(1.0, strengths[i]) for i in ideas) / total if total else 0.0

    def share_of_source(self, numbers: Sequence[int], ideas: Sequence[int] | None = None) -> float:
        """The share of some content words of the source that the sentence says."""
        content = [number for number in numbers if self.source.is_content(number)]
        if not content:
            return 0.0
        chosen = range(len(self.concepts)) if ideas is None else ideas
        own = {self.claim.tokens[n].text for idea in chosen for n in self.spots[idea]}
        stems = {stem(word, "sv") for word in own}
        return sum(self._is_said(n, chosen, stems) for n in content) / len(content)

    def _is_said(self, number: int, ideas: Sequence[int], stems: Collection[str]) -> bool:
        """Whether a word of the source says one of some ideas, or stands in one of several words."""
        if stem(self.source.tokens[number].text, "sv") in stems:
            return True
        return any(self.said[number][idea] >= SAID for idea in ideas)

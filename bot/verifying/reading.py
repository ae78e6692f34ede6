"""A sentence laid over its sources: which of their words say which of its ideas, and where.

Sentence, sources -> Laid. Everything that compares meaning reads from here, so that a word is compared once.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.verifying.cues import placed_sides
from bot.verifying.details import placed_details
from bot.verifying.framing import FRAME
from bot.verifying.kin import groups_of, is_form, is_loose, near_words
from bot.verifying.quantities import quantities_in
from retrieval.documents import Language
from retrieval.language import stopwords
from retrieval.language.analysis import Concept
from retrieval.language.detection import language_of
from retrieval.language.sentences import ABBREVIATIONS
from retrieval.language.stems import stem
from retrieval.language.tokens import Token, tokens_of
from retrieval.matching import Matcher

NO_KIN: tuple[frozenset[int], frozenset[str]] = (frozenset(), frozenset())
HEAD = 0.5  # of a compound, for what it is a kind of
SHORTEST_HEAD = 5
FORM_END = re.compile(r"(?:erna|arna|orna|ernas|arnas|ens|ets|en|et|na|ar|er|or|n|s)$")
KIN = 0.75  # of a word, for another that may stand for it
GLOSSED = 0.3  # weight from which a Swedish word is what an English one means
MOST_GLOSSES = 512  # English texts whose meaning is kept
SAID = 0.45  # strength from which a word counts as said
# what stands between two words, and how many words it is worth as distance
STEPS = (
    (re.compile(r"\n|[.!?…](?=\s|$)"), 9.0),
    (re.compile(r"[;:()]|\s[–-]\s"), 4.0),
    (re.compile(r","), 2.0),
)
JOINING = frozenset("och and samt men but medan while whereas varav eller or dock although".split())
JOINING_STEP = 1.5
OWN_WORDS = 2  # after "and", before a number, that make it a statement of its own
# where a statement ends within its sentence
CLAUSE_END = re.compile(
    r"\n|[.!?…](?=\s|$)|[;:]|,(?=\s)"
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
        return stopwords.ENGLISH if language_of(self.text) == "en" else stopwords.SWEDISH

    def number_at(self, offset: int) -> int:
        """The number of the word that stands at an offset, or the next."""
        return next((n for n, token in enumerate(self.tokens) if token.end > offset), len(self.tokens) - 1)


def _step(between: str) -> float:
    return next((cost for pattern, cost in STEPS if pattern.search(between)), 0.0)


@lru_cache(maxsize=2048)
def words_read(text: str) -> Words:
    """A text's words; read once."""
    return Words(text)


def glosses(text: str, matcher: Matcher) -> dict[int, str]:
    """What the words of an English text mean in Swedish, by the number of the word that a phrase begins with."""
    key = (text, id(matcher))
    if key not in _GLOSSES:
        if len(_GLOSSES) >= MOST_GLOSSES:
            _GLOSSES.clear()
        _GLOSSES[key] = _glossed(text, matcher)
    return _GLOSSES[key]


_GLOSSES: dict[tuple[str, int], dict[int, str]] = {}


def _glossed(text: str, matcher: Matcher) -> dict[int, str]:
    tokens = words_read(text).tokens
    found: dict[int, str] = {}
    at = 0
    for concept in matcher.concepts(text, "en"):
        first = next(iter(tokens_of(concept.written))).text
        at = next((n for n in range(at, len(tokens)) if tokens[n].text == first), at)
        ways = [way.words for way in concept.ways if way.language == "sv" and way.weight >= GLOSSED]
        found[at] = " ".join(word for words in ways for word in words)
        at += 1
    return found


def _is_head(own: str, word: str) -> bool:
    """Whether a word ends in another, forms apart."""
    key = FORM_END.sub("", own)
    return len(key) >= SHORTEST_HEAD - 1 and FORM_END.sub("", word).endswith(key)


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
        self.gloss = glosses(source, matcher) if language == "sv" and language_of(source) == "en" else {}

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
        known: dict[str, list[float]] = {}
        found = []
        for number, token in enumerate(self.source.tokens):
            words = f"{token.text} {self.gloss[number]}" if number in self.gloss else token.text
            if words not in known:
                known[words] = self._with_kin(token.text, self._said_by(words))
            found.append(known[words])
        return found

    def _with_kin(self, word: str, strengths: list[float]) -> list[float]:
        """The strengths by which a word says each idea, kin counted."""
        if word in self.source.small or word[0].isdigit():
            return strengths
        groups, key = groups_of(word), stem(word, "sv")
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

    def _words_of_ways(self, idea: int) -> frozenset[str]:
        """The stems of the words of an idea's ways of several words, where the source says one of them."""
        several = [way for way in self.concepts[idea].ways if len(way.words) > 1]
        if not several or self.reading.strengths(self.source.text)[idea] < SAID:
            return frozenset()
        return frozenset(
            stem(word, "sv") for way in several for word in way.words if len(word) >= SHORTEST_HEAD
        )

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

    def borne(self, idea: int, strengths: Sequence[float], around: Words) -> float:
        """How well an idea is said, also by kin, by the same side of an opposite, or by its words apart."""
        strength = min(1.0, strengths[idea])
        if strength >= SAID:
            return strength
        words = [self.claim.tokens[n].text for n in self.spots[idea] if self.claim.is_content(n)]
        if self._takes_a_side(idea, around) or (words and all(self._has_kin(word, around) for word in words)):
            return KIN
        if words and words[-1] and self._head_stands(words[-1], around):
            strength = max(strength, HEAD)
        return max(strength, self._apart(idea, around)) if len(words) > 1 else strength

    def is_noun(self, idea: int) -> bool:
        """Whether an idea is a thing and not what is done or how it is, as far as the lexicon knows."""
        words = [self.claim.tokens[n].text for n in self.spots[idea]]
        return not any(is_loose(word, self.language) for word in words)

    def _has_kin(self, word: str, around: Words) -> bool:
        """Whether a source has a word, or one that may stand for it."""
        if word in around.kin or groups_of(word) & around.kin_groups:
            return True
        if near_words(word, self.language) & around.stems:
            return True
        return any(is_form(word, own) for own in around.kin)

    def _head_stands(self, word: str, around: Words) -> bool:
        """Whether what a compound is a kind of stands in the source: "projektet" for "forskningsprojektet"."""
        return self.language == "sv" and any(
            len(own) >= SHORTEST_HEAD and len(own) < len(word) and _is_head(own, word) for own in around.kin
        )

    def _takes_a_side(self, idea: int, around: Words) -> bool:
        """Whether an idea takes a side that the source takes too."""
        tokens = self.claim.tokens
        start, end = tokens[self.spots[idea][0]].start, tokens[self.spots[idea][-1]].end
        return any(
            start < side.end and side.start < end and (side.name, side.side) in around.sides
            for side in placed_sides(self.claim.text)
        )

    def _apart(self, idea: int, around: Words) -> float:
        """How well the words of an idea are said one by one, the worst of them."""
        words = [self.claim.tokens[n].text for n in self.spots[idea] if self.claim.is_content(n)]
        single = [concept for word in words for concept in self.matcher.concepts(word, self.language)]
        gloss = " ".join(self.gloss.values())
        return KIN * min(1.0, min(self.matcher.on(single).strengths(around.text, gloss), default=0.0))

    def ideas_of(self, clause: Clause) -> list[int]:
        """The ideas that a clause of the sentence is written with."""
        return [
            number for number, spot in enumerate(self.spots) if spot and clause.first <= spot[0] < clause.last
        ]

    @cached_property
    def claims(self) -> list[int]:
        """The ideas that need a source: neither numbers and addresses, which are held apart, nor the frame."""
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

    def says(self, number: int) -> frozenset[int]:
        """The ideas that a word of the source says."""
        return frozenset(idea for idea, strength in enumerate(self.said[number]) if strength >= SAID)

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

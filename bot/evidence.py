"""Look closely at the passages that were found: sentence by sentence, with one question in mind.

Question and hits -> Evidence. Scores alone do not tell an answer from its neighbourhood: what was
named must be named, and a "how many" must meet a number beside what is counted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.question import Expectation, Question
from bot.signs import counts, shown, without_known_years
from retrieval.corpus.marking import is_marked
from retrieval.documents import Description, Hit, Language, Passage
from retrieval.language.analysis import Concept
from retrieval.language.places import regions_in
from retrieval.language.sentences import sentence_spans
from retrieval.language.times import years_in
from retrieval.matching import Matcher, Reading

# what adds to a passage's value beside its place in the ranking; chosen on the development questions
COVERING = 0.55
BEST_SENTENCE = 0.35
FITTING = 0.45
NAMING = 0.3
OTHER_REGION = 0.5  # taken away
OTHER_YEAR = 0.1  # taken away
RELATED = 0.15  # coverage, heading included, below which a number in a sentence means nothing
SAID = 0.45  # strength from which a name's word counts as said
HOW_MANY = re.compile(r"(?:hur många|how many|antalet?|number of)\s+", re.IGNORECASE)
ANYBODY = re.compile(r"\b(?:people|persons|personer|folk|människor)\b", re.IGNORECASE)
FOLLOWS = 30  # characters after "how many" within which what is counted begins


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, and how well it answers."""

    start: int
    end: int
    coverage: float  # of the question's concepts, 0 to 1
    fits: float  # share of what was expected that it holds: a number beside what is counted, a date, a sum


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that may answer, looked at closely."""

    passage: Passage
    language: Language
    score: float  # of the ranking, 0 to 1 against the best hit
    coverage: float  # of the concepts by the passage with its headings
    sentences: tuple[Sentence, ...]
    named: float  # share of the question's names that it holds, 1 when none is asked
    of_region: bool  # it is about a region that was asked for, or none was
    of_year: bool  # the years asked for are its own, or none was
    fits: float  # the best sentence's share of what was expected

    @property
    def value(self) -> float:
        """How good an answer it makes, all told."""
        best = max((s.coverage + 0.15 * s.fits for s in self.sentences), default=0.0)
        value = self.score + COVERING * self.coverage + BEST_SENTENCE * best
        value += FITTING * self.fits + NAMING * self.named
        return value - OTHER_REGION * (not self.of_region) - OTHER_YEAR * (not self.of_year)


class Reader:
    """Reads passages with one question in mind."""

    def __init__(
        self,
        question: Question,
        concepts: Sequence[Concept],
        matcher: Matcher,
        descriptions: Mapping[str, Description],
    ) -> None:
        self.question = question
        self.concepts = concepts
        self.matcher = matcher
        self._descriptions = descriptions
        self._read: dict[int, tuple[Sentence, ...]] = {}
        self.reading = matcher.on(concepts)
        self._named = [
            (name, matcher.on(matcher.concepts(name, question.sought_in))) for name in question.names
        ]
        what = counted(question, concepts)
        self._counted = matcher.on(what) if what else None

    def weigh(self, hits: Sequence[Hit]) -> list[Evidence]:
        """The hits looked at closely, the best answer first; none that addresses a model."""
        best = hits[0].score if hits else 1.0
        plain = [hit for hit in hits if not is_marked(hit.passage, self._descriptions[hit.passage.document])]
        found = [self.read(hit.passage, hit.score / best) for hit in plain]
        return sorted(found, key=lambda evidence: -evidence.value)

    def read(self, passage: Passage, score: float) -> Evidence:
        """A passage looked at closely; its score is the ranking's, against the best hit's."""
        description = self._descriptions[passage.document]
        sentences = self.sentences(passage)
        around = (*(passage.text[s.start : s.end] for s in sentences), *passage.path, description.title)
        publisher = description.publisher or ""
        named = [self._says_name(name, reading, (*around, publisher)) for name, reading in self._named]
        return Evidence(
            passage=passage,
            language=description.language,
            score=score,
            coverage=self.reading.coverage(*around),
            sentences=sentences,
            named=sum(named) / len(named) if named else 1.0,
            of_region=_is_of_region(self.question, passage, description),
            of_year=_is_of_year(self.question, passage, description),
            fits=max((sentence.fits for sentence in sentences), default=0.0),
        )

    def _says_name(self, name: str, reading: Reading, texts: Sequence[str]) -> float:
        """1 where a name stands as it was written or every word of it does, a part where some do."""
        if any(name.casefold() in text.casefold() for text in texts):
            return 1.0
        said = [strength >= SAID for strength in reading.strengths(*texts)]
        return 0.9 * sum(said) / len(said) if said else 0.0

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage in reading order, each read with the heading it stands under."""
        if passage.id not in self._read:
            spans = sentence_spans(passage.text)
            self._read[passage.id] = tuple(self._sentence(passage, start, end) for start, end in spans)
        return self._read[passage.id]

    def _sentence(self, passage: Passage, start: int, end: int) -> Sentence:
        part = passage.text[start:end]
        return Sentence(start, end, self.reading.coverage(part), self._fits(part, passage.path[-1:]))

    def _fits(self, sentence: str, heading: Sequence[str]) -> float:
        """The share of the things asked for that a sentence holds; the years of the question are no news."""
        expects = self.question.expects
        if not expects or self.reading.coverage(sentence, *heading) < RELATED:
            return 0.0
        if Expectation.COUNT in expects and not {Expectation.AMOUNT, Expectation.FREQUENCY} & expects:
            return float(counts(sentence, self._counted))
        return shown(without_known_years(sentence, self.question.text, self.question.time.years), expects)


def _is_of_region(question: Question, passage: Passage, description: Description) -> bool:
    if not question.regions:
        return True
    own = regions_in(description.publisher or "")
    if question.regions & own:
        return True
    return bool(question.regions & regions_in(f"{passage.text} {' '.join(passage.path)}"))


def _is_of_year(question: Question, passage: Passage, description: Description) -> bool:
    if not question.time.years:
        return True
    known = {
        *years_in(passage.text),
        *years_in(" ".join(passage.path)),
        *years_in(description.published or ""),
        *years_in(description.title),
    }
    return bool(known & question.time.years)


def counted(question: Question, concepts: Sequence[Concept]) -> list[Concept]:
    """What a "how many" asks to be counted: the concept that holds the words, else the first that follows.

    "People" may be called by what they do: what follows counts for them too.
    """
    match = HOW_MANY.search(question.text)
    if not match:
        return []
    rest = question.text[match.end() :].casefold()
    holding = [c for c in concepts if re.match(rf"{HOW_MANY.pattern}\w", c.written, re.IGNORECASE)]
    places = [(rest.find(concept.written.casefold()), concept) for concept in concepts]
    following = [(place, concept) for place, concept in places if 0 <= place <= FOLLOWS]
    if holding and not any(ANYBODY.search(concept.written) for concept in holding):
        return holding
    return holding + [concept for _, concept in sorted(following, key=lambda pair: pair[0])[:1]]

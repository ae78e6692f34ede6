"""Choose the passages that answer, sentence by sentence, and decide whether the corpus answers at all.

Question and hits -> Evidence. Scores alone do not tell an answer from its neighbourhood: what was
named must be named, and a "how many" must meet a number beside what is counted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.question import Expectation, Question
from retrieval.documents import Description, Hit, Language, Passage
from retrieval.language.analysis import Concept
from retrieval.language.places import regions_in
from retrieval.language.sentences import sentence_spans
from retrieval.language.times import DATE, VAGUE, YEAR, years_in
from retrieval.matching import Matcher, Reading

NUMBER_WORDS = (
    r"två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton|tjugo|trettio|fyrtio"
    r"|femtio|hundra|tusen|båda|dussin|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand|both"
)
NUMBER = re.compile(rf"(?<![\w.,:/-])(?:\d[\d\s.,]*\d|\d)(?![\w:]|-\d)|\b(?:{NUMBER_WORDS})\b", re.IGNORECASE)
MONEY = re.compile(
    r"\d[\d\s.,]*\s?(?:kr\b|kronor|mkr|mnkr|tkr|kkr|msek|ksek|miljon|miljard|tusen kronor|euro|meur|€|sek\b|million|billion|procent|%)"
    r"|(?:sek|eur|€)\s?\d|\b(?:halva|hälften|tredjedel|fjärdedel)",
    re.IGNORECASE,
)
SHARE = re.compile(r"\d\s?%|\d\s?procent|\bprocent|\b(?:hälften|tredjedel|fjärdedel|femtedel|majoritet|half|third|quarter|percent)", re.IGNORECASE)
CLOCK = re.compile(r"\b(?:kl\.?|klockan)\s?\d|\b\d{1,2}[.:]\d{2}\b(?!\.)|\b\d{1,2}\s?(?:am|pm)\b", re.IGNORECASE)
FREQUENCY = re.compile(
    r"\bgång(?:er|en)?\b|\b(?:varje|var(?:je)? (?:år|månad|vecka)|per (?:år|månad|vecka|termin)|årlig\w*|varannan|månadsvis|kvartalsvis|veckovis|halvår\w*)\b|\b(?:times|annual\w*|every|per)\b",
    re.IGNORECASE,
)
TIME_WORD = re.compile(r"\b(?:målår|årtal|datum|tidpunkt|tidplan|tidsplan|deadline|år|månad\w*|veck\w*|dagar|nästa|inom kort)\b", re.IGNORECASE)
NAME_LIKE = re.compile(r"(?<=[\w,;:] )[A-ZÅÄÖ][\wåäö-]+")
UNIT = re.compile(r"\s?(?:kr\b|kronor|mkr|mnkr|tkr|kkr|miljon|miljard|euro|procent|%|km\b|år\b|månad|dag)", re.IGNORECASE)
PLACE_LIKE = re.compile(r"\b(?:i|på|vid|till|från|in|at|on)\s[A-ZÅÄÖ]|\b[A-ZÅÄÖ][a-zåäö]+(?:gatan|vägen|torget)\b", re.MULTILINE)
DEADLINE = re.compile(rf"(?i:senast|sista|deadline|stänger|fram till|till och med|ansökningsperiod|by|until|no later than)\b.{{0,40}}(?:{DATE.pattern})", re.IGNORECASE)
BESIDE = 5  # words after a number among which what it counts stands
DATED = re.compile(f"{DATE.pattern}|{YEAR.pattern}|{VAGUE.pattern}|{TIME_WORD.pattern}", re.IGNORECASE)
# what a sentence shows when it holds what was asked for
SIGNS = (
    (Expectation.SHARE, SHARE),
    (Expectation.AMOUNT, MONEY),
    (Expectation.FREQUENCY, FREQUENCY),
    (Expectation.CLOCK, CLOCK),
    (Expectation.DATE, DATED),
    (Expectation.DEADLINE, DEADLINE),
    (Expectation.NAME, NAME_LIKE),
    (Expectation.WHO, NAME_LIKE),
    (Expectation.WHERE, PLACE_LIKE),
)
PERIOD = re.compile(r"\b(?:vilka år|period\w*|länge|gäller|gällde|long|cover\w*|years)\b", re.IGNORECASE)
YEAR_RANGE = re.compile(r"\b(?:19|20)\d{2}\s?[–-]\s?(?:19|20)\d{2}\b")
ASKED_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
FITTING = 0.45  # what holding all that was expected adds to a passage's value
RELATED = 0.15  # coverage, heading included, below which a number in a sentence means nothing
CONTENT = 0.45  # strength from which a concept counts as said


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
        return (
            self.score + 0.55 * self.coverage + 0.35 * best + FITTING * self.fits + 0.3 * self.named
            - (0.0 if self.of_region else 0.5) - (0.0 if self.of_year else 0.1)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the corpus answers, and why."""

    answers: bool
    reason: str  # the trace's word for it: "supported", "name", "region", "year", "count", ...
    missing: str = ""  # what was named and not found


class Reader:
    """Reads passages with one question in mind."""

    def __init__(
        self,
        question: Question,
        concepts: Sequence[Concept],
        names: Sequence[Concept],
        matcher: Matcher,
        descriptions: Mapping[str, Description],
    ) -> None:
        self.question = question
        self.concepts = concepts
        self.names = names
        self.matcher = matcher
        self._descriptions = descriptions
        self.reading = matcher.on(concepts)
        self._named = [(name, matcher.on(matcher.concepts(name, question.language))) for name in question.names]
        what = counted(question, concepts)
        self._counted = matcher.on([what]) if what else None

    def weigh(self, hits: Sequence[Hit]) -> list[Evidence]:
        """The hits looked at closely, the best answer first."""
        best = hits[0].score if hits else 1.0
        found = [self.read(hit.passage, hit.score / best) for hit in hits]
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
        said = [strength >= CONTENT for strength in reading.strengths(*texts)]
        return 0.9 * sum(said) / len(said) if said else 0.0

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage in reading order, each read with the heading it stands under."""
        return tuple(self._sentence(passage, start, end) for start, end in sentence_spans(passage.text))

    def _sentence(self, passage: Passage, start: int, end: int) -> Sentence:
        part = passage.text[start:end]
        under = self.reading.coverage(part, *passage.path[-1:])
        return Sentence(start, end, self.reading.coverage(part), self._fits(part, under))

    def _fits(self, sentence: str, coverage: float) -> float:
        """The share of the things asked for that a sentence holds; the years of the question are no news."""
        expects = self.question.expects
        if coverage < RELATED or not expects:
            return 0.0
        if Expectation.COUNT in expects and not {Expectation.AMOUNT, Expectation.FREQUENCY} & expects:
            return float(counts(sentence, self._counted))
        rest = ASKED_YEAR.sub(lambda m: "" if int(m.group()) in self.question.time.years else m.group(), sentence)
        if not PERIOD.search(self.question.text):
            rest = YEAR_RANGE.sub("", rest)
        held = [bool(pattern.search(rest)) for expectation, pattern in SIGNS if expectation in expects]
        return sum(held) / len(held) if held else 0.0


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
    known = {*years_in(passage.text), *years_in(" ".join(passage.path)), *years_in(description.published or ""), *years_in(description.title)}
    return bool(known & question.time.years)


def counted(question: Question, concepts: Sequence[Concept]) -> Concept | None:
    """What a "how many" asks to be counted: the concept that follows the words."""
    match = re.search(r"(?:hur många|how many|antalet?|number of)\s+(.*)", question.text, re.IGNORECASE)
    if not match:
        return None
    rest = match.group(1).casefold()
    places = [(rest.find(concept.written.casefold()), concept) for concept in concepts]
    following = [(place, concept) for place, concept in places if 0 <= place <= 30]
    return min(following, key=lambda pair: pair[0])[1] if following else None


def counts(sentence: str, what: Reading | None) -> bool:
    """Whether a number stands beside what is counted; beside anything where that is not known."""
    for match in NUMBER.finditer(sentence):
        after = sentence[match.end() :]
        if YEAR.fullmatch(match.group().strip()) or UNIT.match(after):
            continue
        if what is None:
            return True
        near = " ".join(after.split()[:BESIDE])
        if total := re.search(r"\b(?:antal\w*|number of|totalt|sammanlagt)\b.*$", sentence[: match.start()], re.IGNORECASE):
            near = f"{total.group()} {near}"
        if what.strengths(near)[0] >= CONTENT:
            return True
    return False


HARD = (Expectation.DEADLINE, Expectation.COUNT, Expectation.AMOUNT, Expectation.SHARE, Expectation.CLOCK, Expectation.DATE, Expectation.FREQUENCY)
NAMED = 0.85  # share of the names from which a passage is about them
CLOSELY = 0.7  # coverage by a sentence from which any number in it may be the one asked for
SUBJECT = 0.4  # coverage of the subject apart from the region that was asked for
ENOUGH = 0.22  # coverage below which no passage is about the question
NEAR = 8  # how many of the best passages may hold what was expected


def decide(reader: Reader, evidence: Sequence[Evidence]) -> Verdict:
    """Whether the corpus answers: every check names its reason."""
    question, concepts, names, matcher = reader.question, reader.concepts, reader.names, reader.matcher
    if not evidence:
        return Verdict(False, "nothing found")
    near = evidence[:NEAR]
    for name in names:
        if not matcher.knows(name) and not any(e.named >= NAMED for e in near):
            return Verdict(False, "name", name.written)
    if not any(e.of_region for e in near):
        return Verdict(False, "region", ", ".join(sorted(question.regions)))
    if question.time.years and not any(e.of_year for e in near):
        return Verdict(False, "year", ", ".join(map(str, sorted(question.time.years))))
    candidates = [e for e in near if e.of_region and (e.of_year or not question.time.years)]
    if question.regions and not any(_beyond_region(question, concepts, e, matcher) >= SUBJECT for e in candidates):
        return Verdict(False, "region", ", ".join(sorted(question.regions)))
    if max((e.coverage for e in candidates), default=0.0) < ENOUGH:
        return Verdict(False, "coverage")
    wanted = [expectation for expectation in HARD if expectation in question.expects]
    if wanted and not any(_holds(wanted[0], e) for e in candidates):
        return Verdict(False, wanted[0].value)
    return Verdict(True, "supported")


def _holds(expectation: Expectation, evidence: Evidence) -> bool:
    """Whether a passage about the question holds what was expected; a number that fits nothing else must be near all of it."""
    if evidence.named < 0.5 or evidence.coverage < ENOUGH:
        return False
    if evidence.fits:
        return True
    if expectation is not Expectation.COUNT:
        return False
    text = evidence.passage.text
    return any(s.coverage >= CLOSELY and counts(text[s.start : s.end], None) for s in evidence.sentences)


def _beyond_region(question: Question, concepts: Sequence[Concept], evidence: Evidence, matcher: Matcher) -> float:
    """How well a passage says what the question asks of a region, the region's own name apart."""
    rest = [c for c in concepts if not regions_in(c.written) and not re.match(r"(?i)region|län|county", c.written)]
    text = f"{evidence.passage.text} {' '.join(evidence.passage.path)}"
    return matcher.coverage(rest, text) if rest else 1.0

"""Decide whether the corpus answers a question, and name the reason when it does not.

Evidence -> Verdict. Every check has a name, which the trace keeps and the wording explains.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence import Evidence, Reader
from bot.expectations import Expectation, after_asking
from bot.signs import counts
from retrieval.language.places import regions_in

# what must stand in some passage before its absence may be passed over in silence
REQUIRED = (
    Expectation.DEADLINE,
    Expectation.COUNT,
    Expectation.AMOUNT,
    Expectation.SHARE,
    Expectation.CLOCK,
    Expectation.DATE,
    Expectation.FREQUENCY,
)
# of what is measured, the corpus must have heard: "what does X cost" is not answered by another price
MEASURES = frozenset({Expectation.COUNT, Expectation.AMOUNT, Expectation.SHARE})
FOLLOWS = 25  # characters after the asking words within which their object begins
HEARD = 0.3  # strength from which a passage has heard of a word, misspelt or in a compound
NEAR = 8  # how many of the best passages may hold what was expected
ENOUGH = 0.22  # coverage below which no passage is about the question
SUBJECT = 0.4  # coverage of the subject apart from the region that was asked for
NAMED = 0.85  # share of the names from which a passage is about them
HALF_NAMED = 0.5  # share of the names that a passage with the expected number must hold
CLOSELY = 0.7  # coverage by a sentence from which any number in it may be the one asked for
REGION_WORD = re.compile(r"region|län|county", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the corpus answers, and why."""

    answers: bool
    reason: str  # "supported", "name", "region", "year", "coverage", or the expectation that was not met
    missing: str = ""  # what was named and not found


def decide(reader: Reader, evidence: Sequence[Evidence]) -> Verdict:
    """Whether the corpus answers: the first check that fails gives the reason."""
    near = evidence[:NEAR]
    names = [name for name in reader.question.names if not regions_in(name)]
    if not near:
        return Verdict(False, "name" if names else "nothing found", ", ".join(names))
    if missing := _unknown_name(reader, names, near):
        return Verdict(False, "name", missing)
    question = reader.question
    of_place = [e for e in near if e.of_region]
    if question.regions and not any(_beyond_region(reader, e) >= SUBJECT for e in of_place):
        return Verdict(False, "region", ", ".join(sorted(question.regions)))
    candidates = [e for e in of_place if e.of_year]
    if not candidates:
        return Verdict(False, "year", ", ".join(map(str, sorted(question.time.years))))
    if max(e.coverage for e in candidates) < ENOUGH:
        return Verdict(False, "coverage")
    required = next((expectation for expectation in REQUIRED if expectation in question.expects), None)
    if required in MEASURES and (missing := _unheard_of(reader, required, candidates)):
        return Verdict(False, "name", missing)
    if required and not any(_holds(required, e) for e in candidates):
        return Verdict(False, required.value)
    return Verdict(True, "supported")


def _unknown_name(reader: Reader, names: Sequence[str], near: Sequence[Evidence]) -> str:
    """A name in the question that stands nowhere near an answer; empty when there is none."""
    if any(e.named >= NAMED for e in near):
        return ""
    if len(names) > 1 and all(e.named == 0 for e in near):
        return ", ".join(names)
    concepts = (c for name in names for c in reader.matcher.concepts(name, reader.question.sought_in))
    return next((concept.written for concept in concepts if not reader.matcher.knows(concept)), "")


def _unheard_of(reader: Reader, required: Expectation, near: Sequence[Evidence]) -> str:
    """What is to be counted, priced or shared out, when the corpus has nothing like it near; else empty."""
    rest = after_asking(reader.question.text, required).casefold()
    places = [(rest.find(concept.written.casefold()), concept) for concept in reader.concepts]
    following = [(place, concept) for place, concept in places if 0 <= place <= FOLLOWS]
    if not following:
        return ""
    thing = min(following, key=lambda pair: pair[0])[1]
    if reader.matcher.knows(thing) or thing.written[0].isdigit():
        return ""
    reading = reader.matcher.on([thing])
    heard = any(reading.strengths(e.passage.text, *e.passage.path)[0] >= HEARD for e in near)
    return "" if heard else thing.written


def _holds(required: Expectation, evidence: Evidence) -> bool:
    """Whether a passage about the question holds what is required.

    A number that stands beside something else must stand in a sentence that says nearly all of the question.
    """
    if evidence.named < HALF_NAMED or evidence.coverage < ENOUGH:
        return False
    if evidence.fits or required is not Expectation.COUNT:
        return bool(evidence.fits)
    text = evidence.passage.text
    return any(s.coverage >= CLOSELY and counts(text[s.start : s.end], None) for s in evidence.sentences)


def _beyond_region(reader: Reader, evidence: Evidence) -> float:
    """How well a passage says what the question asks of a region, the region's own name apart."""
    rest = [c for c in reader.concepts if not regions_in(c.written) and not REGION_WORD.match(c.written)]
    if not rest:
        return 1.0
    return reader.matcher.on(rest).coverage(evidence.passage.text, *evidence.passage.path)

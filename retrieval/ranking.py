"""Weigh what was found by whose text it is, and by whether it still holds.

Hits of the indexes -> one ranking. The place asked for, the year asked for and a document's being
in force change a score by a factor; they never hide a passage.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from retrieval.documents import Description, Hit, Passage
from retrieval.language.analysis import Concept
from retrieval.language.asking import DEFINES, YES_OR_NO, Form
from retrieval.language.places import regions_in
from retrieval.language.times import AskedTime, years_in
from retrieval.query_vector import QueryVector

SHORT_DOCUMENT = 12  # passages up to which a document is read as a whole
FURTHER = 0.35  # of its score, for each further passage of the same section of a short document
HOME_SHARE = 0.3  # of the documents, from which a region is the one that the corpus is of
OWN_REGION = 1.25  # the publisher is of the region that was asked for
NAMES_REGION = 1.1  # the passage or its heading names it
OTHER_REGION = 0.6  # it was asked for another region
UNSAID_REGION = 0.95  # neither the passage nor its publisher names any
UNASKED_REGION = 0.8  # no region was asked for, and the text is not of the home region
YEAR_ASKED = 1.15  # the passage is of the year asked for
YEAR_ELSEWHERE = 0.9
NOT_IN_FORCE = 0.7
YES_UNASKED = 0.8  # it begins with yes or no, which was not the question
DEFINING = 1.2  # it defines something, as the question wants
APPROVED = "approved_answer"  # the kind of document that is an administrator's answer
EQUAL = 1e-9  # scores that differ by a smaller share are one score


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought: the concepts, and whose and which time's statements."""

    concepts: tuple[Concept, ...]
    regions: frozenset[str] = frozenset()
    time: AskedTime = field(default_factory=AskedTime)
    form: Form = Form.OPEN
    text: str = ""  # as it is embedded; vectors have no say without it
    vector: QueryVector | None = field(default=None, compare=False)  # of the text


def in_force(description: Description, today: date) -> bool:
    """Whether a document still holds: not replaced, and its validity not past."""
    if description.replaced_by:
        return False
    return not description.valid_to or _end_of(description.valid_to) >= today.isoformat()


def holds_on(description: Description, day: date) -> bool:
    """Whether a document holds on a day: in force, and its validity begun."""
    begun = not description.valid_from or description.valid_from <= day.isoformat()
    return begun and in_force(description, day)


def _end_of(value: str) -> str:
    """The last day of a year, a month or a day, as an ISO date."""
    return value + {4: "-12-31", 7: "-31"}.get(len(value), "")


def home_region(descriptions: Iterable[Description]) -> str | None:
    """The region that most of the documents are of; None where no region has a good share of them."""
    counts: dict[str, int] = {}
    total = 0
    for description in descriptions:
        total += 1
        for region in regions_in(description.publisher or ""):
            counts[region] = counts.get(region, 0) + 1
    best = max(counts, key=lambda region: (counts[region], region), default=None)
    return best if best and counts[best] >= HOME_SHARE * total else None


def fuse(
    lexical: Sequence[tuple[int, float]], vectors: Sequence[tuple[int, float]], weight: float
) -> list[tuple[int, float]]:
    """Merge two rankings of passages into one: the sum of their z-scores, the vectors' times `weight`.

    The scores are z-scores over all candidates of both; a candidate that a ranking lacks has its lowest score
    there. The sums are spread over the range of the lexical scores, so that they stay positive and mean what
    those mean: with weight 0 they are the lexical scores. Of vectors alone, only likenesses above 0 are kept.
    Returns one entry a passage, best first, of equal scores the lower id first.
    Source: our measurement, November 2026: reciprocal ranks cost 13 points where one ranking is much weaker.
    """
    if not lexical:
        return [(number, likeness) for number, likeness in vectors if likeness > 0]
    candidates = list(dict.fromkeys(number for ranking in (lexical, vectors) for number, _ in ranking))
    pairs = zip(_z_scores(lexical, candidates), _z_scores(vectors, candidates), strict=True)
    sums = [words + weight * likeness for words, likeness in pairs]
    scores = _spread(sums, over=[score for _, score in lexical])
    return sorted(zip(candidates, scores, strict=True), key=lambda entry: (-entry[1], entry[0]))


def _z_scores(ranking: Sequence[tuple[int, float]], candidates: Sequence[int]) -> list[float]:
    """How far each candidate's score is from the mean, in standard deviations; all 0 where they are equal."""
    known = dict(ranking)
    lowest = min(known.values(), default=0.0)
    scores = [known.get(number, lowest) for number in candidates]
    mean = sum(scores) / len(scores)
    deviation = math.sqrt(sum((score - mean) ** 2 for score in scores) / len(scores))
    return [(score - mean) / deviation if deviation > EQUAL * abs(mean) else 0.0 for score in scores]


def _spread(sums: Sequence[float], over: Sequence[float]) -> list[float]:
    """The sums, in the same proportions, between the lowest and the highest of other scores."""
    low, high = min(over), max(over)
    if high - low <= EQUAL * high:
        low = high / 2  # equal words leave it to the vectors
    first, last = min(sums), max(sums)
    if first == last:
        return [high] * len(sums)
    return [low + (high - low) * (value - first) / (last - first) for value in sums]


def weigh(
    hits: Sequence[Hit], query: Query, descriptions: Mapping[str, Description], home: str | None, today: date
) -> list[Hit]:
    """The hits in a new order, best first; of equal scores the earlier passage first."""
    weighed = [
        Hit(
            hit.passage,
            hit.score * factor(hit.passage, query, descriptions[hit.passage.document], home, today),
        )
        for hit in hits
        if _may_be_said(descriptions[hit.passage.document], today)
    ]
    return sorted(weighed, key=lambda hit: (-hit.score, hit.passage.id))


def _may_be_said(description: Description, today: date) -> bool:
    """An answer that an administrator approved for a time is not said before or after it."""
    return description.kind != APPROVED or holds_on(description, today)


def factor(passage: Passage, query: Query, description: Description, home: str | None, today: date) -> float:
    """How much a passage's place, time and form count for or against it."""
    return (
        _of_region(passage, query, description, home)
        * _of_time(passage, query, description, today)
        * _of_form(passage, query)
    )


def _of_form(passage: Passage, query: Query) -> float:
    if query.form is not Form.POLAR and YES_OR_NO.match(passage.text):
        return YES_UNASKED
    return DEFINING if query.form is Form.DEFINITION and DEFINES.search(passage.text) else 1.0


def _of_region(passage: Passage, query: Query, description: Description, home: str | None) -> float:
    own = regions_in(description.publisher or "")
    if not query.regions:
        return UNASKED_REGION if own and home and home not in own else 1.0
    if own & query.regions:
        return OWN_REGION
    named = regions_in(f"{' '.join(passage.path)} {passage.text}")
    if named & query.regions:
        return NAMES_REGION
    return OTHER_REGION if own else UNSAID_REGION


def _of_time(passage: Passage, query: Query, description: Description, today: date) -> float:
    if query.time.years:
        years = {
            *years_in(passage.text),
            *years_in(" ".join(passage.path)),
            *years_in(description.published or ""),
        }
        return YEAR_ASKED if years & query.time.years else YEAR_ELSEWHERE
    return 1.0 if in_force(description, today) else NOT_IN_FORCE


def spread(hits: Sequence[Hit], passages_of: Mapping[str, int]) -> list[Hit]:
    """The hits in a new order, so that a short document's passages do not crowd out the others.

    Whoever finds a short document has all of it: each further passage of it counts less. A long document's
    passages are each a find of their own.
    """
    seen: Counter[tuple[str, int]] = Counter()
    ordered = []
    for hit in hits:
        key = (hit.passage.document, hit.passage.section)
        short = passages_of[hit.passage.document] <= SHORT_DOCUMENT
        ordered.append(Hit(hit.passage, hit.score * FURTHER ** seen[key] if short else hit.score))
        seen[key] += 1
    return sorted(ordered, key=lambda hit: (-hit.score, hit.passage.id))

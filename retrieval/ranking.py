"""Weigh what was found by whose text it is, and by whether it still holds.

Hits of the indexes -> one ranking. The place asked for, the year asked for and a document's being
in force change a score by a factor; they never hide a passage.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from retrieval.documents import Description, Hit, Passage
from retrieval.language.analysis import Concept
from retrieval.language.asking import DEFINES, YES_OR_NO, Form
from retrieval.language.places import regions_in
from retrieval.language.times import AskedTime, years_in

OWN_REGION = 1.25  # the publisher is of the region that was asked for
NAMES_REGION = 1.1  # the passage or its heading names it
OTHER_REGION = 0.6  # it was asked for another region
UNASKED_REGION = 0.8  # no region was asked for, and the text is not of the home region
YEAR_ASKED = 1.15  # the passage is of the year asked for
YEAR_ELSEWHERE = 0.9
NOT_IN_FORCE = 0.7
YES_UNASKED = 0.8  # it begins with yes or no, which was not the question
DEFINING = 1.2  # it defines something, as the question wants


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought: the concepts, and whose and which time's statements."""

    concepts: tuple[Concept, ...]
    regions: frozenset[str] = frozenset()
    time: AskedTime = field(default_factory=AskedTime)
    form: Form = Form.OPEN


def in_force(description: Description, today: date) -> bool:
    """Whether a document still holds: not replaced, and its validity not past."""
    if description.replaced_by:
        return False
    return not description.valid_to or _end_of(description.valid_to) >= today.isoformat()


def _end_of(value: str) -> str:
    """The last day of a year, a month or a day, as an ISO date."""
    return value + {4: "-12-31", 7: "-31"}.get(len(value), "")


def home_region(descriptions: Iterable[Description]) -> str | None:
    """The region that most of the documents are of."""
    counts: dict[str, int] = {}
    for description in descriptions:
        for region in regions_in(description.publisher or ""):
            counts[region] = counts.get(region, 0) + 1
    return max(counts, key=lambda region: (counts[region], region)) if counts else None


def weigh(
    hits: Sequence[Hit], query: Query, descriptions: Mapping[str, Description], home: str | None, today: date
) -> list[Hit]:
    """The hits in a new order, best first; of equal scores the earlier passage first."""
    weighed = [
        Hit(hit.passage, hit.score * factor(hit.passage, query, descriptions[hit.passage.document], home, today))
        for hit in hits
    ]
    return sorted(weighed, key=lambda hit: (-hit.score, hit.passage.id))


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
    return NAMES_REGION if named & query.regions else OTHER_REGION


def _of_time(passage: Passage, query: Query, description: Description, today: date) -> float:
    if query.time.years:
        years = {*years_in(passage.text), *years_in(" ".join(passage.path)), *years_in(description.published or "")}
        return YEAR_ASKED if years & query.time.years else YEAR_ELSEWHERE
    return 1.0 if in_force(description, today) else NOT_IN_FORCE

"""Find the supports that a question is about, and those that an asker can apply for.

Concepts -> Found funding, best first, each with what of the record fits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retrieval.documents import Description, Passage
from retrieval.language.analysis import Concept
from retrieval.language.places import regions_in
from retrieval.language.stems import stem
from retrieval.language.times import AskedTime, years_in
from retrieval.matching import Matcher, Reading, distinct_stems
from retrieval.registers.funding.status import status_on
from retrieval.registers.funding.words import read_word
from retrieval.registers.records import Funding

# how much a concept counts by where a record says it
NAME, FOR, STATEMENT, AREA = 1.0, 0.9, 0.6, 0.35
MONEY_WEIGHT = 0.25  # of a concept that only says that money is sought: every record says that
OTHER_TIME = 0.6  # of a record that says nothing of the years asked for
CLOSED = 0.5  # of a closed support where one is sought that is open
READ_RECORDS = 8  # that share most words with the question; the others are not read
READ_STATEMENTS = 3  # of a record, those that share most
PART = 0.7  # of a word that only is a part of one of the record's
SHORTEST = 4  # letters from which a word is looked for in longer ones
FITS = 0.2  # score below which a record has nothing to do with the question
MONEY_STEMS = frozenset(
    stem(word, "sv")
    for word in (
        "söka ansöka ansökan pengar peng finansiera finansiering ekonomiskt belopp krona kron"
        "or mycket många hur finnas finns få"
        " kan hjälp bevilja utlysning"
    ).split()
) | frozenset(
    stem(word, "en")
    for word in "apply application money grant funding fund support finance available get help loan m"
    "uch many how".split()
)


@dataclass(frozen=True, slots=True)
class FoundFunding:
    """A support that may answer, how well it fits, and what of it does."""

    funding: Funding
    score: float  # 0 to 1: the share of what is asked for that it says
    reason: str  # name, for (what or whom it is for), statement, area


_Sought = tuple[frozenset[str], float]  # the stems of every way to say a concept, and what it weighs


@dataclass(frozen=True, slots=True)
class _Texts:
    """What a record is found by."""

    names: str
    purposes: str
    statements: tuple[tuple[str, str], ...]  # each with its stems
    areas: str
    stems: str  # of all of it


class FundingRegister:
    """The funding of one corpus, ready to be asked."""

    def __init__(
        self,
        funding: Sequence[Funding],
        matcher: Matcher,
        descriptions: Mapping[str, Description],
        home: str | None,
    ) -> None:
        self._funding = funding
        self._matcher = matcher
        self._descriptions = descriptions
        self._home = home
        self._texts = [_texts_of(record) for record in funding]

    def find(
        self, concepts: Sequence[Concept], regions: frozenset[str], time: AskedTime
    ) -> list[FoundFunding]:
        """Every record that fits at all, best first; of equals the one of which more is said."""
        found = [
            FoundFunding(record, round(score * _of_time(record, time), 4), reason)
            for record, score, reason in self._scored(concepts, regions)
        ]
        return sorted(
            (each for each in found if each.score >= FITS),
            key=lambda each: (-each.score, -len(each.funding.statements)),
        )

    def open_to(
        self, concepts: Sequence[Concept], regions: frozenset[str], today: date
    ) -> list[FoundFunding]:
        """What an asker described in words can apply for, best first: no granted projects, nothing closed.

        Whether a support is open on the day is not promised: `status_on` says what the corpus knows.
        """
        found = [
            FoundFunding(record, round(score, 4), reason)
            for record, score, reason in self._scored(concepts, regions)
            if record.kind != "project" and self._lives(record, today)
        ]
        return sorted(
            (each for each in found if each.score >= FITS),
            key=lambda each: (-each.score, _rank(each.funding)),
        )

    def told_in(self, passage: Passage) -> bool:
        """Whether a passage says something of money that can be had."""
        return any(
            said.document == passage.document and said.text in passage.text
            for record in self._funding
            if record.kind != "project"
            for said in record.statements
        )

    def _lives(self, record: Funding, today: date) -> bool:
        """Whether a record is neither closed nor known only from documents that no longer hold."""
        status, _ = status_on(record, today)
        holding = [
            statement
            for statement in record.statements
            if (self._valid_to(statement.document) or today.isoformat()) >= today.isoformat()[:4]
        ]
        return status != "closed" and bool(holding)

    def _valid_to(self, document: str) -> str | None:
        description = self._descriptions.get(document)
        if description is None:
            return None
        return "0" if description.replaced_by else description.valid_to

    def _scored(
        self, concepts: Sequence[Concept], regions: frozenset[str]
    ) -> list[tuple[Funding, float, str]]:
        reading = self._matcher.on(concepts)
        weights = [self._weight(concept) for concept in concepts]
        if not sum(weights):
            return []
        sought = [(_stems_of(concept), weight) for concept, weight in zip(concepts, weights, strict=True)]
        wanted = regions or (frozenset({self._home}) if self._home else frozenset())
        rough = [
            (_roughly(texts, sought, reading), record, texts)
            for record, texts in zip(self._funding, self._texts, strict=True)
            if self._is_of(record, wanted)
        ]
        likely = sorted(rough, key=lambda each: -each[0])[:READ_RECORDS]
        return [(record, *_score(texts, reading, sought)) for score, record, texts in likely if score > 0]

    def _is_of(self, record: Funding, regions: frozenset[str]) -> bool:
        own = regions_in(record.publisher or "")
        return not regions or not own or bool(own & regions)

    def _weight(self, concept: Concept) -> float:
        """What a concept tells of the support that is meant."""
        weight = self._matcher.weight(concept)
        return weight * MONEY_WEIGHT if only_money(concept) else weight


def _texts_of(record: Funding) -> _Texts:
    names = "; ".join((record.name, *record.other_names))
    purposes = "; ".join(fact.said for fact in (*record.purpose, *record.for_whom, *record.by_whom))
    areas = "; ".join(record.areas)
    statements = tuple((each.text, _stems_in(each.text)) for each in record.statements)
    parts = (_stems_in(text) for text in (names, purposes, areas))
    return _Texts(names, purposes, statements, areas, "".join((*parts, *(stems for _, stems in statements))))


def _stems_in(text: str) -> str:
    """The stems of a text, each between blanks."""
    return f" {' '.join(distinct_stems(text))} "


def _score(texts: _Texts, reading: Reading, sought: Sequence[_Sought]) -> tuple[float, str]:
    """The share of the concepts' weight that a record says, and by which of its parts most of it."""
    telling = sorted(texts.statements, key=lambda pair: -_said(pair[1], sought))[:READ_STATEMENTS]
    parts = (
        ("name", NAME, texts.names),
        ("for", FOR, texts.purposes),
        ("statement", STATEMENT, " ".join(text for text, _ in telling)),
        ("area", AREA, texts.areas),
    )
    weights = [weight for _, weight in sought]
    by_part = {
        name: [factor * strength for strength in reading.strengths(text)]
        for name, factor, text in parts
        if text
    }
    total = sum(weights)
    best = [max(column) for column in zip(*by_part.values(), strict=True)]
    shares = {name: _share(weights, strengths, total) for name, strengths in by_part.items()}
    return _share(weights, best, total), max(shares, key=lambda name: shares[name])


def _share(weights: Sequence[float], strengths: Sequence[float], total: float) -> float:
    return sum(weight * strength for weight, strength in zip(weights, strengths, strict=True)) / total


def _roughly(texts: _Texts, sought: Sequence[_Sought], reading: Reading) -> float:
    """How well a record may fit: its names are read, of the rest the stems are compared."""
    by_name = _share([weight for _, weight in sought], reading.strengths(texts.names), 1.0)
    return by_name + STATEMENT * _said(texts.stems, sought)


def _said(stems: str, sought: Sequence[_Sought]) -> float:
    """The weight of the concepts of which a text has a word, or a word that one is part of."""
    return sum(
        weight * max((_strength(stem, stems) for stem in told), default=0.0) for told, weight in sought
    )


def _strength(sought: str, stems: str) -> float:
    if sought not in stems or (len(sought) < SHORTEST and f" {sought} " not in stems):
        return 0.0
    return 1.0 if f" {sought} " in stems else PART


def _stems_of(concept: Concept) -> frozenset[str]:
    """The stems of every way to say a concept."""
    return frozenset(stem(word, way.language) for way in concept.ways for word in way.words)


def only_money(concept: Concept) -> bool:
    """Whether a concept says no more than that money is sought: "bidrag", "söka", "funding"."""
    words = concept.ways[0].words
    return all(
        stem(word, "sv") in MONEY_STEMS
        or stem(word, "en") in MONEY_STEMS
        or ((read := read_word(word)) is not None and not read.modifier)
        for word in words
    )


def _of_time(record: Funding, time: AskedTime) -> float:
    """How well a record fits the time asked for."""
    if time.years:
        said = {
            year
            for statement in record.statements
            for year in years_in(f"{statement.as_of} {statement.text}")
        }
        return 1.0 if said & time.years else OTHER_TIME
    return CLOSED if time.now and record.status == "closed" else 1.0


def _rank(record: Funding) -> int:
    """Of equals, what the words invite to apply for first, then supports before programmes and funds."""
    return (record.status != "open") * 2 + (record.kind != "support")

"""Which lists of goals and priorities a question can mean: of its region, of its time, of its kind.

Question and StrategyLists -> StrategyLists.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.question import Question
from retrieval.language import stopwords
from retrieval.language.analysis import Concept
from retrieval.language.places import regions_in
from retrieval.language.times import years_in
from retrieval.registers.records import StrategyList
from retrieval.registers.strategy.kinds import ANY_KIND, KINDS, NUMBER, kind_in
from retrieval.registers.strategy.tree import StrategyTree
from retrieval.retriever import Retriever

# the verb alone asks for the priorities: "vad prioriterar ni?"
PRIORITISES = re.compile(r"\bprioriterar\b|\bprioriti[sz]e[sd]?\b|\bprioriterade?s?\b", re.IGNORECASE)
# what a region calls its priorities where it has none by that name
INSTEAD = ("prioritering", "insatsområde", "fråga", "mål")
# words that ask for a strategy or its list, and name no subject within it
GENERIC = re.compile(
    r"^(?:sub|(?:utvecklings)?strategi\w*|rus|region\w*|plan\w*|utvecklingsplan\w*|gäll\w*|nu|heter|alla|samtliga"
    r"|lista\w*|namn\w*|strateg(?:y|ies)|force|regional|development|current\w*|called|list|names?|all|numera"
    r"|nuvarande|aktuell\w*|länet|vår|era|er|ert|nuvarande|idag|dag|today|now|gamla?|tidigare|förra|old|former"
    r"|previous|finns|exist\w*|have|has|har|ha|består|consist\w*|ingår|räkna|nämn|överst|högst|viktigast\w*"
    r"|most|top|do|does|did|your|our|län|county|dokument\w*|document\w*|står|sa|said|visa|show|ge|give|tell"
    r"|berätta|ser|ut|look|år|year|områd\w*|areas?|\d+)$",
    re.IGNORECASE,
)
ONLY_COUNTS = re.compile(r"(?:hur många|how many|lista(?: på)?|number of|antal\w*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """The lists that a question can mean, those of one kind the fittest first."""

    lists: tuple[StrategyList, ...]
    trees: Mapping[str, StrategyTree]

    def of_kind(self, kind: str | None) -> list[StrategyList]:
        """The lists of a kind, the fittest first."""
        return [found for found in self.lists if found.kind == kind]


def scope_of(question: Question, retriever: Retriever) -> Scope:
    """The lists of the region and the years that were asked for; those in force and newest first."""
    trees = {tree.document: tree for tree in retriever.trees}
    wanted = question.regions or ({retriever.home} if retriever.home else frozenset())
    ranks = {document: rank for rank, document in enumerate(trees)}
    lists = [found for found in retriever.strategies if not wanted or wanted & _regions(found, retriever)]
    years = question.time.years
    if years:
        lists = [found for found in lists if years & _years(found, trees[found.document], retriever)]
    return Scope(tuple(sorted(lists, key=lambda found: ranks[found.document])), trees)


def _regions(found: StrategyList, retriever: Retriever) -> frozenset[str]:
    return regions_in(retriever.describe(found.document).publisher or "")


def _years(found: StrategyList, tree: StrategyTree, retriever: Retriever) -> set[int]:
    """The years that a list is for: those of its plan, of its document and of the sentence that states it."""
    description = retriever.describe(found.document)
    years = {*years_in(found.said), *years_in(description.published or ""), *years_in(description.title)}
    if tree.first_year:
        years |= set(range(tree.first_year, (tree.last_year or tree.first_year) + 1))
    return years | ({tree.last_year} if tree.last_year else set())


def asked_kind(question: Question) -> str | None:
    """The kind that a question names, or means by the verb."""
    kind = kind_in(question.text)
    return kind or ("prioritering" if PRIORITISES.search(question.text) else None)


def subject_of(concepts: Sequence[Concept], also: re.Pattern[str] | None = None) -> list[Concept]:
    """The concepts that name a subject, and not the list, its kind, its number, its region or its time."""
    return [concept for concept in concepts if not _asks_only(concept.written, also)]


def _asks_only(written: str, also: re.Pattern[str] | None) -> bool:
    """Whether words only ask, and name no subject."""
    if ONLY_COUNTS.match(written) or re.search(rf"\b(?:{ANY_KIND})\b", written, re.IGNORECASE):
        return True
    return PRIORITISES.fullmatch(written) is not None or all(
        GENERIC.match(word)
        or re.fullmatch(NUMBER, word)
        or (also and also.fullmatch(word))
        or word in stopwords.NUMBERS
        or word in stopwords.SWEDISH
        or word in stopwords.ENGLISH
        or regions_in(word)
        for word in re.split(r"[\s-]+", written.casefold())
    )


def kinds_named(text: str) -> list[str]:
    """Every kind that a text names, in the order of their words."""
    found = [
        (match.start(), -match.end(), kind)
        for kind, forms in KINDS.items()
        for match in re.finditer(rf"\b(?:{forms})\b", text, re.IGNORECASE)
    ]
    return list(dict.fromkeys(kind for _, _, kind in sorted(found)))

"""Answer questions about a strategy's structure: which priorities there are, how many, which covers what.

Question -> StrategyResult, from the records of goals and priorities.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.question import Expectation, Question
from retrieval.documents import Hit
from retrieval.language import stopwords
from retrieval.language.analysis import Concept
from retrieval.language.times import years_in
from retrieval.ranking import in_force
from retrieval.registers.directory import alike
from retrieval.registers.priorities import KINDS, kind_in
from retrieval.registers.records import StrategyItem, StrategyList
from retrieval.retriever import Retriever

# words that ask for the list itself and name no subject within it
GENERIC = re.compile(
    r"^(?:(?:utvecklings)?strategi\w*|rus|region\w*|plan\w*|utvecklingsplan\w*|gäll\w*|nu|heter|alla|samtliga|lista\w*|namn\w*|strateg(?:y|ies)|force"
    r"|regional|development|current\w*|called|list|names?|all|numera|nuvarande|aktuell\w*|länet|västerbottens?|vår|era|\d+)$",
    re.IGNORECASE,
)
ONE = re.compile(r"\b(?:vilken|vilket|under vilken|inom vilken|which|what)\b", re.IGNORECASE)
NAMED = 0.5  # coverage of the subject by an item's words, from which it is the one
SHARE = 0.4  # of what was found lies under an item's heading, from which it covers the subject
ABOUT_LIST = 0.5  # coverage of the rest of the question by the sentence that states the list


@dataclass(frozen=True, slots=True)
class StrategyResult:
    """A list that answers, and the one item where one was asked for."""

    found: StrategyList
    item: StrategyItem | None
    reason: str  # "list", "name" or "chapter"


def find(
    question: Question, concepts: Sequence[Concept], hits: Sequence[Hit], retriever: Retriever
) -> StrategyResult | None:
    """The list or the item that a question asks for; None when it asks for something else."""
    kind = kind_in(question.text)
    lists = [found for found in retriever.strategies if found.kind == kind]
    if kind is None or not lists:
        return None
    chosen = _of_time(question, lists, retriever)
    rest = [c for c in concepts if not _is_kind(c, kind) and not _asks_only(c.written)]
    plural = bool({Expectation.COUNT, Expectation.LIST} & question.expects)
    if plural and (not rest or retriever.matcher.coverage(rest, chosen.said) >= ABOUT_LIST):
        return StrategyResult(chosen, None, "list")
    if rest and ONE.search(question.text):
        return _one(chosen, rest, hits, retriever)
    return None


def _is_kind(concept: Concept, kind: str) -> bool:
    """Whether a concept names the kind itself, or only counts it."""
    return bool(re.search(rf"\b(?:{KINDS[kind]})\b", concept.written, re.IGNORECASE)) or bool(
        re.match(r"(?:hur många|how many|lista(?: på)?|number of)$", concept.written, re.IGNORECASE)
    )


def _asks_only(written: str) -> bool:
    """Whether words only ask for a strategy's list, and name no subject within it."""
    words = written.casefold().split()
    return all(
        GENERIC.match(word)
        or word in stopwords.NUMBERS
        or word in stopwords.SWEDISH
        or word in stopwords.ENGLISH
        for word in words
    )


def _of_time(question: Question, lists: Sequence[StrategyList], retriever: Retriever) -> StrategyList:
    """The list of the year that was asked for, else the newest in force."""

    def fitness(found: StrategyList) -> tuple[bool, bool, str]:
        description = retriever.describe(found.document)
        years = {*years_in(found.said), *years_in(description.published or ""), *years_in(description.title)}
        return (
            bool(years & question.time.years),
            in_force(description, retriever.today),
            description.published or "",
        )

    return max(lists, key=fitness)


def _one(
    found: StrategyList, rest: Sequence[Concept], hits: Sequence[Hit], retriever: Retriever
) -> StrategyResult | None:
    """The item that a subject falls under: by its own words, else by the chapter in which it is treated."""
    reading = retriever.matcher.on(rest)
    covered = [(reading.coverage(item.text), item) for item in found.items]
    best = max(covered, key=lambda pair: pair[0])
    if best[0] >= NAMED and sum(coverage == best[0] for coverage, _ in covered) == 1:
        return StrategyResult(found, best[1], "name")
    total = sum(hit.score for hit in hits) or 1.0
    shares = [
        (
            sum(hit.score for hit in hits if any(alike(item.text, heading) for heading in hit.passage.path))
            / total,
            item,
        )
        for item in found.items
    ]
    share, item = max(shares, key=lambda pair: pair[0])
    return StrategyResult(found, item, "chapter") if share >= SHARE else None

"""Answer questions about a strategy's structure: which priorities there are, how many, which covers what.

Question -> StrategyResult, from the records of goals and priorities.
"""

import re
from collections.abc import Callable, Sequence

from bot.question import Expectation, Question
from bot.strategy import numbers
from bot.strategy.result import NoSuch, StrategyResult
from bot.strategy.scope import INSTEAD, PRIORITISES, Scope, asked_kind, kinds_named, scope_of, subject_of
from retrieval.documents import Hit
from retrieval.language.analysis import Concept
from retrieval.registers.directory.directory import alike
from retrieval.registers.records import Statement, StrategyItem, StrategyList
from retrieval.registers.strategy.kinds import KINDS, PARTS, WHOLES
from retrieval.registers.strategy.tree import StrategyTree
from retrieval.retriever import Retriever

__all__ = ["Search", "find", "under"]

Search = Callable[[Sequence[Concept]], Sequence[Hit]]  # made only when the records alone do not tell

ONE = re.compile(r"\b(?:vilken|vilket|under vilken|inom vilken|which|what)\b", re.IGNORECASE)
NAMED = 0.5  # coverage of the subject by an item's words, from which it is the one
# Of what was found, the part under an item's heading from which it covers the subject, and how many times
# the next one's. On 30 questions of our own, November 2026, 28 are right and one wrong; with the question's
# other words in the search, 0.4 and any next one's, 20 and one.
SHARE = 0.3
CLEARLY = 1.5
ABOUT_LIST = 0.5  # coverage of the rest of the question by the sentence that states the list


def find(
    question: Question, concepts: Sequence[Concept], search: Search, retriever: Retriever
) -> StrategyResult | NoSuch | None:
    """The list or the item that a question asks for; None when it asks for something else."""
    kind = asked_kind(question)
    numbered = numbers.numbers_in(question.text)
    if kind is None and not numbered:
        return None
    scope = scope_of(question, retriever)
    if numbered:
        return numbers.find(question, numbered, concepts, scope, retriever)
    rest = subject_of(concepts, numbers.ABOUT)
    whole = _asks_whole(question, rest)
    if not (chosen := _chosen(question, kind, scope)):
        return _of_no_document(question, kind, whole and not rest)
    if whole and (parts := _parts_by_name(question, rest, scope, retriever)):
        return parts
    if whole and (not rest or _is_about(question, chosen, rest, retriever)):
        return StrategyResult(chosen, "list", scope.trees[chosen.document])
    if rest and ONE.search(question.text) and not PRIORITISES.search(question.text):
        return _one(chosen, rest, search, scope, retriever)
    return None


def _asks_whole(question: Question, rest: Sequence[Concept]) -> bool:
    """Whether a question asks for a list, or how long it is; one without a subject does."""
    if {Expectation.COUNT, Expectation.LIST} & question.expects or _by_verb(question):
        return True
    return not (rest or numbers.ELSEWHERE & question.expects)


def _of_no_document(question: Question, kind: str | None, plainly: bool) -> NoSuch | None:
    """That no document tells a region's priorities, where they alone are asked for."""
    known = kind in INSTEAD and question.regions and not question.time.years
    return NoSuch(kind or "", regions=question.regions) if plainly and known else None


def _is_about(
    question: Question, chosen: StrategyList, rest: Sequence[Concept], retriever: Retriever
) -> bool:
    """Whether what else is asked only says of which list: "målen för en levande plats"."""
    several = _asks_several(question.text, chosen.kind)
    return several and retriever.matcher.coverage(rest, chosen.said) >= ABOUT_LIST


def _asks_several(text: str, kind: str) -> bool:
    """Whether a question names its kind in the plural: "which priorities", and not "which priority"."""
    named = re.search(rf"\b(?:{KINDS[kind]})\b", text, re.IGNORECASE)
    return named is None or bool(numbers.SEVERAL.search(named.group()))


def _by_verb(question: Question) -> bool:
    """Whether the verb alone asks for the priorities: "vad prioriterar Norrbotten?"."""
    return bool(PRIORITISES.search(question.text)) and not kinds_named(question.text)


def _chosen(question: Question, kind: str | None, scope: Scope) -> StrategyList | None:
    """The list that fits best: of the kind itself, else of what stands for it in that region or year."""
    if own := scope.of_kind(kind):
        return own[0]
    elsewhere = bool(question.regions or question.time.years)
    if kind not in INSTEAD or not (elsewhere or kind == "prioritering"):
        return None
    return next((found for other in INSTEAD for found in scope.of_kind(other)), None)


def _parts_by_name(
    question: Question, rest: Sequence[Concept], scope: Scope, retriever: Retriever
) -> StrategyResult | None:
    """The parts of an item that is named: "delprioriteringar under En hälsofrämjande region"."""
    kinds = [kind for kind in kinds_named(question.text) if kind in WHOLES]
    wholes = [found for kind in kinds for found in scope.of_kind(WHOLES[kind])]
    if not wholes or not rest:
        return None
    item = _by_words(wholes[0], rest, retriever)
    return numbers.parts_of(item, wholes[0], scope) if item else None


def _one(
    found: StrategyList, rest: Sequence[Concept], search: Search, scope: Scope, retriever: Retriever
) -> StrategyResult | None:
    """The item that a subject falls under: by its own words, else by the chapter in which it is treated."""
    tree = scope.trees[found.document]
    if item := _by_words(found, rest, retriever):
        return StrategyResult(found, "name", tree, item, work=_saying(item, rest, retriever))
    return _by_chapter(found, search(rest), tree)


def _by_chapter(found: StrategyList, hits: Sequence[Hit], tree: StrategyTree) -> StrategyResult | None:
    """The item under whose heading most of what was found stands, clearly more than under any other."""
    total = sum(hit.score for hit in hits)
    below = [[hit for hit in hits if under(item, found, hit)] for item in found.items]
    shares = sorted(((sum(hit.score for hit in each), -n) for n, each in enumerate(below)), reverse=True)
    (most, place), second = shares[0], shares[1][0] if len(shares) > 1 else 0.0
    if not total or most < SHARE * total or most < CLEARLY * second:
        return None
    return StrategyResult(found, "chapter", tree, found.items[-place], hits=tuple(below[-place]))


def _by_words(found: StrategyList, rest: Sequence[Concept], retriever: Retriever) -> StrategyItem | None:
    """The one item whose own words say the subject; of one without a name, what is said of it."""
    reading = retriever.matcher.on(rest)
    covered = [(max(map(reading.coverage, _words_of(item, found))), item) for item in found.items]
    best = max(covered, key=lambda pair: pair[0])
    only = sum(coverage == best[0] for coverage, _ in covered) == 1
    return best[1] if best[0] >= NAMED and only else None


def _words_of(item: StrategyItem, found: StrategyList) -> list[str]:
    """The texts that say what an item is for."""
    told = item.work if found.kind in PARTS.values() else ()
    return [item.text, *(statement.text for statement in told)]


def _saying(item: StrategyItem, rest: Sequence[Concept], retriever: Retriever) -> tuple[Statement, ...]:
    """What is said of an item without a name that says the subject best."""
    reading = retriever.matcher.on(rest)
    ranked = sorted(item.work, key=lambda statement: -reading.coverage(statement.text))
    return () if item.name else tuple(ranked[:1])


def under(item: StrategyItem, found: StrategyList, hit: Hit) -> bool:
    """Whether a hit stands under an item's heading, or says what is told of its work."""
    if found.kind in PARTS.values():
        first, last = hit.passage.span
        places = [(s.first, s.last) for s in item.work if s.document == hit.passage.document]
        return any(begins <= last and first <= ends for begins, ends in places)
    return any(alike(item.text, heading) for heading in hit.passage.path)

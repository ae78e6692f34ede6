"""Answer questions about plans in time: which apply, since when, until when, and which replaced which.

Question -> PlanResult, from the records of plans.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.question import Question
from bot.strategy.scope import kinds_named, subject_of
from retrieval.language.analysis import Concept
from retrieval.language.places import regions_in
from retrieval.registers.records import Plan
from retrieval.registers.strategy.plan_names import DEVELOPMENT, FOREIGN, HEAD, kind_of
from retrieval.registers.strategy.plan_names import subject_of as planned_in
from retrieval.registers.strategy.plans import SHORT_NAMES
from retrieval.registers.strategy.tree import plan_in_force
from retrieval.retriever import Retriever

Aspect = Literal["replaced", "period", "now", "year", "name"]
ASPECTS: dict[Aspect, re.Pattern[str]] = {
    "replaced": re.compile(
        r"\b(?:ersatt\w*|ersätt\w*|efterträd\w*|avlös\w*|föregångare\w*|föregick|efterföljare\w*|replac\w+"
        r"|supersed\w+|predecessor\w*|successor\w*|preceded|succeeded)\b"
        r"|\b(?:kom|fanns|gällde|hade|var|came|existed|applied)\b.{0,30}\b(?:före|innan|efter|before|after)\b",
        re.IGNORECASE,
    ),
    "period": re.compile(
        r"\bsedan när\b|\bfrån när\b|\bfrån vilket år\b"
        r"|\bnär (?:börja\w*|trädde|träder|gick|går|slutar|slutade)"
        r"|\bnär\b.{0,40}\b(?:slut|ut|upphör\w*|gälla|börja\w*)\b"
        r"|\bhur länge\b|\btill (?:när|och med|vilket år)|\bvilka år\b|\bvilken (?:period|tid)|\bsince when\b"
        r"|\bhow long\b|\buntil (?:when|what|which)|\b(?:what|which) (?:years?|period)\b|\btidsperiod\w*"
        r"|\bwhen (?:did|does|will|was|is)\b.{0,60}"
        r"\b(?:start|begin|began|end|expire|run out|take effect|enter)\w*",
        re.IGNORECASE,
    ),
    "now": re.compile(
        r"\b(?:gäller|gällande|i kraft|in force|appl(?:y|ies)|valid|nuvarande|aktuell\w*|current(?:ly)?)\b",
        re.I,
    ),
    "name": re.compile(
        r"^\W*(?:vad (?:är|heter|kallas)|vad står|vad betyder|what(?:[’']s| is| does)|what do you call)\b",
        re.I,
    ),
    "year": re.compile(r"\b(?:gällde|gäller|hade|i kraft|appl(?:y|ied|ies)|in force|valid|had)\b", re.I),
}
IN_TURN: tuple[Aspect, ...] = ("replaced", "period", "now", "name")
EVERY = re.compile(
    r"\bvilka\b|\balla\b|\bstrategierna\b|\bplanerna\b|\bprogrammen\b|\ball\b|strategies\b|plans\b|programmes\b",
    re.IGNORECASE,
)
EXISTS = re.compile(r"\b(?:har|finns|have|has|exist|are there)\b", re.IGNORECASE)
# words that ask about a plan in time, and name no subject beside it
ABOUT = re.compile(
    r"ersatt\w*|ersätt\w*|efterträd\w*|avlös\w*|föregångare\w*|efterföljare\w*|före|innan|efter|before|after|replac\w*"
    r"|supersed\w*|predecessor\w*|successor\w*|länge|sedan|när|till|från|kraft|in|period\w*|tid\w*|tidsperiod\w*|since"
    r"|long|until|when|start\w*|beg\w+|börja\w*|träd\w+|end\w*|slut\w*|expire\w*|run|runs|out|take|effect|enter\w*"
    r"|appl\w+|valid|fortfarande|still|kom|kommit|came|come|cover\w*|löper|sträcker|avser|back|then|då|nya?|nytt|new"
    r"|numera|gjorde|got|been|place|fanns|kvar|tidigare|earlier|förra|last|later|senare|innehåll\w*|regionala?t?"
    r"|står|betyd\w*|kalla\w*|stand|stands|mean\w*|what|vad|ni|vi|de|we|you|they|years?|åren?",
    re.IGNORECASE,
)
SHORT = re.compile(r"\b[A-ZÅÄÖ]{2,5}\b")


@dataclass(frozen=True, slots=True)
class PlanResult:
    """The plans that answer, in the order in which they are told, and what was asked about them."""

    aspect: Aspect
    plans: tuple[Plan, ...]
    everything: tuple[Plan, ...]  # of the region: one names what replaced another
    years: frozenset[int] = frozenset()


def find(question: Question, concepts: Sequence[Concept], retriever: Retriever) -> PlanResult | None:
    """The plans that a question about time means; None when it asks for something else."""
    aspect = _aspect(question)
    if aspect is None or kinds_named(question.text) or not _names_plans(question.text):
        return None
    known = _of_region(question, retriever)
    telling = subject_of(concepts, ABOUT)
    if not all(_is_plan(concept.written, known) for concept in telling):
        return None
    subjects = _subjects(question.text, known, [concept.written for concept in telling])
    if aspect == "name" and not subjects:
        return None
    chosen = _chosen(aspect, subjects, known, question, retriever)
    return PlanResult(aspect, tuple(chosen), tuple(known), question.time.years) if chosen else None


def _aspect(question: Question) -> Aspect | None:
    """What is asked about plans in time; what replaced what goes before the rest."""
    if question.time.years and not _found("replaced", question) and not _found("period", question):
        return "year" if _found("year", question) else None
    if found := next((each for each in IN_TURN if _found(each, question)), None):
        return found
    return "now" if EVERY.search(question.text) and EXISTS.search(question.text) else None


def _found(aspect: Aspect, question: Question) -> bool:
    return bool(ASPECTS[aspect].search(question.text))


def _names_plans(text: str) -> bool:
    """Whether a text speaks of a plan of the region, by a plan's word or a short name."""
    heads = [head for head in HEAD.finditer(text) if not _foreign(text, head)]
    return bool(heads) or any(_short(word) in SHORT_NAMES for word in re.findall(r"\w+", text))


def _foreign(text: str, head: re.Match[str]) -> bool:
    return bool(FOREIGN.search(text[: head.start()]) or FOREIGN.search(head.group("stem") + " "))


def _short(word: str) -> str:
    """A short name in capitals, without the ending of its form: "RUS:en"."""
    return word.upper()


def _of_region(question: Question, retriever: Retriever) -> list[Plan]:
    """The plans of the region that was asked for, else of the home region."""
    wanted = question.regions or ({retriever.home} if retriever.home else frozenset())
    return [plan for plan in retriever.plans if not wanted or wanted & _regions(plan, retriever)]


def _regions(plan: Plan, retriever: Retriever) -> frozenset[str]:
    return frozenset(
        region
        for statement in plan.statements[:1]
        for region in regions_in(retriever.describe(statement.document).publisher or "")
    )


def _subjects(text: str, plans: Sequence[Plan], written: Sequence[str]) -> list[str]:
    """What the plans that a question names are for: by their names, short names or subjects."""
    known = {plan.subject for plan in plans}
    found = []
    for head in HEAD.finditer(text):
        before = " ".join(text[: head.start()].split()[-2:])
        subject = planned_in(f"{before} {head.group()}", head.group("stem"))
        found += [subject] if subject in known else []
    said = (planned_in(words, "") for words in written if not HEAD.search(words))
    found += [subject for subject in said if subject in known]
    shorts = {**SHORT_NAMES, **_shorts(plans)}
    found += [shorts[_short(word)] for word in re.findall(r"\w+", text) if _short(word) in shorts]
    return list(dict.fromkeys(found))


def _shorts(plans: Sequence[Plan]) -> dict[str, str]:
    """The short names that stand in plans' names."""
    return {short: plan.subject for plan in plans for short in SHORT.findall(plan.name)}


def _is_plan(written: str, plans: Sequence[Plan]) -> bool:
    """Whether words are a plan's, or a part of what plans are called."""
    if HEAD.search(written) or any(
        _short(word) in {**SHORT_NAMES, **_shorts(plans)} for word in written.split()
    ):
        return True
    subject = planned_in(f"{written} strategi", "") or planned_in(f"{written} plan", "")
    return subject in {plan.subject for plan in plans}


def _chosen(
    aspect: Aspect, subjects: Sequence[str], known: Sequence[Plan], question: Question, retriever: Retriever
) -> list[Plan]:
    """The plans to tell of."""
    dated = [plan for plan in known if plan.first_year or plan.last_year]
    years = question.time.years
    named = [plan for plan in dated if {plan.first_year, plan.last_year} == years and _wanted(plan, subjects)]
    if aspect == "year" and not named:
        return _first_developing([p for p in dated if _covers(p, years) and _wanted(p, subjects)])
    if aspect == "now" and (not subjects or EVERY.search(question.text)):
        return _first_developing([p for p in _holding(dated, retriever) if _wanted(p, subjects)])
    about = named or [plan for plan in dated if plan.subject in (subjects or [DEVELOPMENT])]
    if years and not named:
        about = [plan for plan in about if _covers(plan, years)] or about
    if aspect == "replaced" and not subjects and EVERY.search(question.text):
        return [plan for plan in dated if plan.replaced_by]
    if aspect == "replaced":
        return _chain(about, known)
    return about if named else _meant(about, question.text, retriever)


def _holding(plans: Sequence[Plan], retriever: Retriever) -> list[Plan]:
    """The plans that hold today."""
    return [p for p in plans if plan_in_force(p, retriever.snapshot.descriptions, retriever.today)]


def _meant(plans: Sequence[Plan], text: str, retriever: Retriever) -> list[Plan]:
    """Of plans for one thing those of the kind that is named, of these the ones that hold today, if any."""
    kinds = {kind_of(head.group("head")) for head in HEAD.finditer(text)}
    shorts = {_short(word) for word in re.findall(r"\w+", text)}
    same = [p for p in plans if p.kind in kinds or shorts & set(SHORT.findall(p.name))] or plans
    return _holding(same, retriever) or list(same)


def _wanted(plan: Plan, subjects: Sequence[str]) -> bool:
    return not subjects or plan.subject in subjects


def _covers(plan: Plan, years: frozenset[int]) -> bool:
    """Whether a plan's years hold one that was asked for."""
    first, last = plan.first_year, plan.last_year
    return first is not None and any(first <= year <= (last or first) for year in years)


def _first_developing(plans: Sequence[Plan]) -> list[Plan]:
    """The development strategy before the plans that follow it."""
    return sorted(plans, key=lambda plan: plan.subject != DEVELOPMENT)


def _chain(about: Sequence[Plan], known: Sequence[Plan]) -> list[Plan]:
    """The plans with those before and after them, the earliest first; none where nothing was replaced."""
    ids = {plan.id for plan in about} | {plan.replaced_by for plan in about if plan.replaced_by}
    chain = [plan for plan in known if plan.id in ids or plan.replaced_by in ids]
    replaced = any(plan.replaced_by for plan in chain)
    return sorted(chain, key=lambda plan: plan.first_year or plan.last_year or 0) if replaced else []

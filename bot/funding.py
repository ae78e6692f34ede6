"""Answer what money there is: which supports fit what is asked, and whether one is open today.

Question -> FundingResult, from the register of funding.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.expectations import Expectation
from bot.question import Question
from retrieval.language.analysis import Concept
from retrieval.registers.funding.lookup import FoundFunding, FundingRegister, only_money
from retrieval.retriever import Retriever

MONEY = (
    r"(?:\w*(?:stöd(?:et|en)?|bidrag(?:et|en)?|finansiering|check(?:en|ar)?|anslag(?:et|en)?|utlysning\w*"
    r"|stipendi\w+|premie[rn]?|lån|fond(?:en|er)?)|pengar|(?:projekt)?medel"
    r"|grants?|funding|funds?|money|support|loans?|subsid\w+|vouchers?|financing|scholarships?|calls?)"
)
# what can be had, not what was given: "is there a grant for", "which supports can we apply for"
WANTED = re.compile(
    rf"\b(?:vilka|vilket|vad för|vad finns det för|what|which)\s(?:\w+\s){{0,2}}?{MONEY}\b"
    rf"|\b(?:fin+s|fin+as)\b.{{0,40}}\b{MONEY}\b|\b(?:is|are) there\b.{{0,40}}\b{MONEY}\b"
    r"|\b(?:kan|får|skulle|går det|möjligt)\b.{0,60}\b(?:få|söka|ansöka|gå in med|stötta|bidra med)\b"
    rf".{{0,40}}\b{MONEY}\b"
    rf"|\b(?:can|could|may|might)\b.{{0,40}}\b(?:get|apply|receive|help|have)\b.{{0,40}}\b{MONEY}\b"
    rf"|\b(?:söka|ansöka om|apply for|eligible for|entitled to)\b.{{0,30}}\b{MONEY}\b"
    rf"|^\W*{MONEY}\s(?:till|för|åt|for)\s.{{2,50}}$"
    rf"|\b{MONEY}\b.{{0,60}}\b(?:söka|ansöka|apply|available|att få|kan (?:jag|vi|man) få)\b",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"\böpp(?:e[nt]|na)\b|\bgår (?:det |den )?(?:fortfarande |ännu )?att (?:söka|ansöka)\b"
    r"|\bkan (?:man|vi|jag)(?: fortfarande| ännu)? (?:söka|ansöka)\b|\bstäng[td]\b|\bclosed\b"
    r"|\b(?:still )?open\b|\bstill (?:possible to )?apply\b|\baccepting applications\b",
    re.IGNORECASE,
)
TODAY = re.compile(
    r"\b(?:idag|i dag|nu|just nu|fortfarande|ännu|today|now|currently|still|at the moment)\b", re.IGNORECASE
)
GIVEN = re.compile(
    r"\b(?:fick|gick|gavs|beviljades|finansiera(?:de|des|ts|t)|betalade|delades|tilldelades|har fått"
    r"|avslag\w*|got|went|received|was|were|did|funded|paid|awarded|granted|ha(?:s|ve) been|turned down)\b",
    re.IGNORECASE,
)
OTHERWISE = frozenset({Expectation.WHO, Expectation.REASON, Expectation.WHERE, Expectation.FREQUENCY})
OFFICE = "finansiering"  # what whoever can be asked about any money stands for
MOST = 4  # supports that one answer names
CLOSE = 0.6  # of the best one's score, from which another is named too
NAMED = 0.7  # of a name, from which a question has said it
FITTING = 0.4  # score from which a support is offered that the question does not name
Field = Literal["amounts", "shares", "windows"]
NEEDED: dict[Expectation, Field] = {
    Expectation.AMOUNT: "amounts",
    Expectation.SHARE: "shares",
    Expectation.DEADLINE: "windows",
    Expectation.DATE: "windows",
}


@dataclass(frozen=True, slots=True)
class FundingResult:
    """What was found, and whether a list was asked for or what holds today."""

    asks: Literal["list", "open"]
    found: tuple[FoundFunding, ...]
    field: Field | None = None  # what of each is asked for: only those are found that have it


def asks_for_money(question: Question) -> bool:
    """Whether a question asks for money that can be had, now or at all."""
    if OTHERWISE & question.expects or GIVEN.search(question.text):
        return False
    return bool(WANTED.search(question.text) or _asks_whether_open(question))


def find(
    question: Question, concepts: Sequence[Concept], register: FundingRegister, retriever: Retriever
) -> FundingResult | None:
    """The supports that answer; None when something else is asked or none fits."""
    if not asks_for_money(question):
        return None
    if _asks_whether_open(question):
        found = register.find(concepts, question.regions, question.time)
        if found and _is_named(found[0], question, retriever):
            return FundingResult("open", tuple(found[:1]))
    if Expectation.COUNT in question.expects and Expectation.AMOUNT not in question.expects:
        return None
    field = next((NEEDED[each] for each in NEEDED if each in question.expects), None)
    fitting = [
        found
        for found in register.open_to(concepts, question.regions, retriever.today)
        if found.score >= FITTING and (field is None or getattr(found.funding, field))
    ]
    close = [found for found in fitting if found.score >= CLOSE * fitting[0].score]
    return FundingResult("list", tuple(close[:MOST]), field) if close else None


def subject(concepts: Sequence[Concept]) -> list[Concept]:
    """What the money is for, without the words that only ask for money."""
    return [concept for concept in concepts if not only_money(concept)] or list(concepts)


def _is_named(found: FoundFunding, question: Question, retriever: Retriever) -> bool:
    """Whether the question calls a support by its name."""
    matcher, names = retriever.matcher, (found.funding.name, *found.funding.other_names)
    readings = [matcher.on(matcher.concepts(name, question.sought_in)) for name in names]
    return found.reason == "name" or any(each.coverage(question.text) >= NAMED for each in readings)


def _asks_whether_open(question: Question) -> bool:
    return bool(OPEN.search(question.text) and (TODAY.search(question.text) or question.time.now))

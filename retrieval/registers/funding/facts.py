"""Read what a sentence says of the money it names: what for, for whom, by whom, how much, when, terms.

Sentence -> Facts, each with where in the sentence it stands. Nothing is concluded: a fact is words of the
sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from retrieval.registers.funding.amounts import amounts_in, shares_in
from retrieval.registers.funding.parties import by_whom_in, for_whom_in
from retrieval.registers.funding.periods import periods_in
from retrieval.registers.funding.words import complement
from retrieval.registers.records import Amount, Period

Field = Literal["purpose", "for_whom", "by_whom", "amounts", "shares", "periods", "windows", "conditions"]

FOR_WHAT = (
    # "och även för att" goes on with what was said before the name
    re.compile(r"(?<!även )(?<!och )(?<!samt )\bför att\s(?=[a-zåäö])"),
    re.compile(r"\b(?:hjälper [^.]{3,70}? att)\s(?=[a-zåäö])"),
    re.compile(
        r"\b(?:syftar till|är till för|ska användas till|går till|syftet(?: \w+)* är)\s(?:att\s)?(?=[a-zåäö])"
    ),
    re.compile(
        r"\bsom ger möjlighet (?:för \w+ )?att\s(?=[a-zåäö])"
        r"|\bger (?:också )?möjlighet (?:för \w+ )?att\s(?=[a-zåäö])"
    ),
    re.compile(
        r"\b(?:aims? to|in order to|intended to|designed to|helps? \w+ to|support(?:s|ing)?)\s(?=[a-z])"
    ),
)
# "för att få stöd": what one does to get the money
NO_PURPOSE = re.compile(r"(?:få|söka|kunna|beviljas|erhålla|ansöka|get|receive|apply)\b")
CONDITION = re.compile(
    r"\b(?:måste|krävs|kräver|endast|(?<!inte )enbart|villkor\w*|förutsätt\w*|\w+ än \w+ anställda"
    r"|(?:högst|minst) \w+ (?:anställda|medlemmar|år)|får redovisa|ska redovisa|redovisa hur|uppmanas"
    r"|prioritera[rs]?|bedöms|ska den sökande|baserat på|medfinansiera\w*"
    r"|under förutsättning|inte (?:sökas|kombineras|beviljas)"
    r"|vid behov|must|require[sd]?|only|eligible|provided that|conditions?|prioriti[sz]ed?)\b",
    re.IGNORECASE,
)
APPLYING = re.compile(
    r"\bansök|\bsök(?:a|s|t|as)?\b|\böpp(?:en|et|na|nar|nade|ning)|\bstäng|\butlys"
    r"|\bsista\b|\bapply|\bapplications?|\bdeadline|\bcalls?\b|\bsubmit",
    re.IGNORECASE,
)
# says when one may apply, not when someone did
WINDOW = re.compile(
    r"\böpp(?:en|et|na|nar|nade)\b|\bstäng|\bsenast\b|\bsista\b|\bansökningsp"
    r"|\bkan (?:\w+ )?sökas?\b|\btas emot\b"
    r"|\bmottas\b|\bdeadline|\bopens?\b|\bclos(?:es|ed|ing)\b|\bapply (?:by|before|from"
    r"|between|until)\b|\bsubmit",
    re.IGNORECASE,
)
RUNS = re.compile(
    r"\bgäller|\bpågå|\blöper|\bsträcker sig|\btill och med|\bprogramperiod"
    r"|\bprojektperiod|\bfram till|\bperioden|\bruns?\b|\bvalid\b|\bperiod\b|\bdrevs\b"
    r"|\bdrivs\b|\bstartade",
    re.IGNORECASE,
)
# money that is no support: what is sold, invested, saved or spent
OTHER_MONEY = re.compile(
    r"(?:omsätt|omsatt|investera|intäkt|vinst|skuld|spara|besparing|kostat|kostar"
    r"|kostnade[nr]na? (?:är|var|uppgår)|attraherat"
    r"|turnover|revenue|sales of|cost of|saved|raised)[^,.;]{0,60}$",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(
    r"[.;:]|,\s(?:men|vilket|som|dock|which|but)\b|\s(?:eftersom|because|genom att|vilket)\b|$"
)
LONGEST_SAID = 160  # letters of a purpose
NEAR = 45  # letters between a name and those whom it is for


@dataclass(frozen=True, slots=True)
class FactRead:
    """One thing that a sentence says, and where it stands in it."""

    field: Field
    first: int
    said: str
    amount: Amount | None = None
    period: Period | None = None
    after: bool = False  # said of the name that it stands after, and of no other


def facts_in(text: str) -> Iterator[FactRead]:
    """What a sentence says of money, in no order."""
    periods = list(periods_in(text))
    runs = None if APPLYING.search(text) else next((p.period for p in periods), None)
    for placed in amounts_in(text):
        if not OTHER_MONEY.search(text[: placed.first]):
            yield FactRead("amounts", placed.first, placed.amount.printed, placed.amount, runs)
    for share in shares_in(text):
        yield FactRead("shares", share.first, share.printed)
    for found in periods:
        if field := _field_of_period(text):
            yield FactRead(field, found.first, found.period.printed, None, found.period)
    for party in for_whom_in(text):
        yield FactRead("for_whom", party.first, party.said, after=party.after)
    for party in by_whom_in(text):
        yield FactRead("by_whom", party.first, party.said)
    yield from _what_for(text)
    if CONDITION.search(text):
        yield FactRead("conditions", 0, text)


def _field_of_period(text: str) -> Field | None:
    """Whether dates are for applying, or for how long the money runs; None for any other."""
    if WINDOW.search(text):
        return "windows"
    return "periods" if RUNS.search(text) else None


def _what_for(text: str) -> Iterator[FactRead]:
    for pattern in FOR_WHAT:
        for match in pattern.finditer(text):
            last = _clause_end(text, match.end())
            if last > match.end() and not NO_PURPOSE.match(text, match.end()):
                yield FactRead("purpose", match.start(), text[match.end() : last], after=True)


def _clause_end(text: str, first: int) -> int:
    """Where a purpose ends: with its clause, lists included, at most so many letters on."""
    match = CLAUSE_END.search(text, first)
    last = match.start() if match else len(text)
    return last if last - first <= LONGEST_SAID else complement(text, first, "")

"""What the sentence that answers must hold: a number, a date, a name, a sum.

Question's words -> Expectations.
"""

import re
from enum import StrEnum


class Expectation(StrEnum):
    """What the sentence that answers must hold."""

    COUNT = "count"
    AMOUNT = "amount"
    SHARE = "share"
    DATE = "date"
    DEADLINE = "deadline"
    NAME = "name"
    CLOCK = "clock"
    FREQUENCY = "frequency"
    WHO = "who"
    WHERE = "where"
    LIST = "list"
    REASON = "reason"


SAID_BY: dict[Expectation, tuple[str, ...]] = {
    Expectation.FREQUENCY: (r"hur ofta|hur många gånger|how often|how many times",),
    Expectation.COUNT: (r"hur många|how many|antal(?:et)?\b|number of|hur mycket folk",),
    Expectation.SHARE: (
        r"hur stor (?:andel|del)|hur stora? .{0,40}procent|procent(?:en)?\b|andel(?:en)?\b",
        r"what (?:share|percentage|proportion)|how large a (?:share|part)|percent(?:age)?\b",
    ),
    Expectation.AMOUNT: (
        r"hur mycket (?:pengar|medel|stöd|bidrag|kronor|kostar|kostade|får|fick|ger|gav|lägger|satsar)",
        r"hur mycket .{0,60}\b(?:kostar|kronor|pengar|medel|bidrag|budget)",
        r"vilket belopp|hur stort (?:stöd|bidrag|anslag|belopp)|hur stor (?:budget|summa|pott)",
        r"vad kostar|vad kostade|hur många (?:miljoner|kronor)|how many million",
        r"how much (?:money|funding|does|did|do|support|is|was|has|have|can)|what (?:amount|sum|budget)",
        r"how (?:large|big) (?:is|was) the (?:budget|grant|fund)",
    ),
    Expectation.CLOCK: (
        r"vilken tid\b|what time|hur dags|öppettider|opening hours|vilket klockslag",
        r"när (?:går|avgår|öppnar|stänger)|när (?:är|har) .{2,40}\böpp(?:en|et|na)\b|when is .{2,40}\bopen\b",
    ),
    Expectation.DATE: (
        r"^\W*(?:och |men |and |but )?(?:när|when)\b|[,;–-] (?:när|when)\b|\boch när\b",
        r"vilket datum|vilket år\b|vilka år\b|vilken period|vilken månad|årtal|till (?:vilket|när)",
        r"sedan när|från när|hur länge|since when|how long|(?:what|which) (?:year|date|period)|which month",
        r"from (?:what|which) date|when (?:will|did|was|is|does|do|are|were)\b",
    ),
    Expectation.DEADLINE: (
        r"sista (?:dag|ansökningsdag|datum|chans)|när (?:stänger|går ansökan ut)|senast(?:e)? (?:ansöka"
        r"|söka)",
        r"deadline|last (?:day|date)|closing date",
    ),
    Expectation.NAME: (
        r"vad heter|vad kallas|vilket (?:projekt|program|nätverk|stöd|initiativ)\b",
        r"what is .{2,60} called|which (?:project|programme|program|network|grant|initiative)\b|name of",
    ),
    Expectation.WHO: (
        r"\bvem\b|\bvems\b|\bwho\b|\bwhose\b|vilket företag|which company",
        r"vilken (?:organisation|myndighet)|which (?:organisation|organization|agency|authority)",
    ),
    Expectation.WHERE: (
        r"^\W*(?:och )?(?:var|vart|where)\b|\bvar (?:i|ligger|finns|hölls|hålls|någonstans)\b",
        r"i vilken (?:kommun|stad|ort)|\badress\b|\baddress\b|which (?:town|city|municipality)",
    ),
    Expectation.LIST: (
        r"\bvilka\b|\blist(?:a|an)?\b|\bräkna upp\b|\bnamnge\b|\balla\b|which .{2,40}s\b|what are\b",
    ),
    Expectation.REASON: (r"\bvarför\b|hur kommer det sig|av vilken anledning|\bwhy\b",),
}
_PATTERNS = {which: re.compile("|".join(said), re.IGNORECASE) for which, said in SAID_BY.items()}


def expectations_in(text: str) -> frozenset[Expectation]:
    """Everything that a question expects of its answer."""
    return frozenset(which for which, pattern in _PATTERNS.items() if pattern.search(text))


def after_asking(text: str, which: Expectation) -> str:
    """What a question goes on with after the words that ask: what is counted, priced or shared out."""
    match = _PATTERNS[which].search(text)
    return text[match.end() :] if match else ""

"""Find the Swedish names of supports: compounds, and heads with what they are for.

Sentence -> Mentions: "hållbarhetscheck", "stöd till kommersiell service", "bidraget Skapande skola".
"""

import re
from collections.abc import Iterator

from retrieval.registers.funding.mention import BEFORE_CHARS, Mention, capital, text_before, with_purpose
from retrieval.registers.funding.vocabulary import (
    ADJECTIVE,
    FINANCIAL,
    FIRM,
    GENERAL_WITH_PURPOSE,
    GRANTED_BEFORE,
    NO_OFFER,
    RELATED,
    WISH,
)
from retrieval.registers.funding.words import WordRead, complement, words_in
from retrieval.registers.records import FundingKind

PREPOSITION = re.compile(
    r"\s(?P<word>till|för att|för|kring|inom|riktade? (?:till|mot)|åt|for|to|towards)\s(?=[\wåäöÅÄÖ”\"])"
)
BEFORE = re.compile(rf"((?:\b(?:de|den|det|the)\s)?(?:\b{ADJECTIVE}\s){{1,2}})$", re.IGNORECASE)
NAMED = re.compile(
    r"\s[”\"]?(?P<name>[A-ZÅÄÖ][\w+&-]*(?:\s[A-ZÅÄÖ\d][\w+&-]*)*(?:\s[a-zåäö]+(?=[”\",.;)]))?)"
)
MORE = re.compile(r"(?:\s(?!Region\b)[A-ZÅÄÖ][\wåäö]+)+")  # "Tillväxtfonden Mitt"
OWNER = re.compile(r"\b(?:[A-ZÅÄÖ][\wåäö-]*(?:\s[A-ZÅÄÖ]\w+)?s)\s$")
NOT = re.compile(r"\b(?:inte|ej|inga|inget|ingen)\b", re.IGNORECASE)
STATE = re.compile(r"\bstatlig[at]\s$", re.IGNORECASE)
NO_NAME = re.compile(rf"{WISH.pattern}|\bbehov(?:et)? av\s$", re.IGNORECASE)


def compounds_in(text: str, context: bool) -> Iterator[Mention]:
    """Compounds whose head means money: "företagsstöden", "Riksbankens jubileumsfond"."""
    for first, last, read in words_in(text):
        if not read.modifier:
            continue
        if read.general:
            yield from _general(text, first, last, read)
        elif not NO_NAME.search(text_before(text, first)):
            yield _compound(text, first, last, read, context)


def _compound(text: str, first: int, last: int, read: WordRead, context: bool) -> Mention:
    start = _with_adjectives(text, first)
    written = text[first:last]
    name, everywhere = capital(read.lemma), False
    if read.head == "fond":
        owner = OWNER.search(text_before(text, first))
        start = max(0, first - BEFORE_CHARS) + owner.start() if owner else start
        last += len(match.group()) if written[0].isupper() and (match := MORE.match(text, last)) else 0
        name, everywhere = capital(text[start:last].removeprefix("den ")), True
    sure = read.sure or context or (written[:1].isupper() and first > 0)
    kind: FundingKind = "fund" if read.head in ("fond", "medel", "anslag") else "support"
    if read.modifier.startswith("projekt"):
        kind = "support"
    return Mention(
        start, last, read.lemma if not everywhere else name.casefold(), name, text[start:last], kind, sure,
        everywhere=everywhere,
    )  # fmt: skip


def _general(text: str, first: int, last: int, read: WordRead) -> Iterator[Mention]:
    """Money without a name; "statsbidrag till regional kulturverksamhet" has one."""
    match = PREPOSITION.match(text, last)
    if match and read.lemma in GENERAL_WITH_PURPOSE and match.group("word") != "för att":
        end = complement(text, match.end(), match.group("word"))
        if end > match.end():
            yield with_purpose(text, first, match.end(), end, read.lemma, "support")
            return
    yield Mention(first, last, read.lemma, capital(read.lemma), text[first:last], "support", False, False)


def bare_in(text: str, context: bool, specific: bool, offered: bool) -> Iterator[Mention]:
    """A head alone, "stöd" or "medel": a name when the words say what for, and money is spoken of."""
    for first, last, read in words_in(text):
        if read.modifier:
            continue
        if not (WISH.search(text_before(text, first)) or specific) and (
            found := _named_bare(text, first, last, read, context, offered)
        ):
            yield found
        elif context:
            yield Mention(
                first, last, read.head, capital(read.head), text[first:last], "support", False, False
            )


def _named_bare(
    text: str, first: int, last: int, read: WordRead, context: bool, offered: bool
) -> Mention | None:
    before = text_before(text, first)
    owned = bool(OWNER.search(before))
    definite = text[last - 2 : last] in ("et", "en")
    named = NAMED.match(text, last)
    if named and (owned or definite) and context:
        name = named.group("name")
        return Mention(named.start("name"), named.end("name"), name.casefold(), name, name, "support", True)
    if read.head in ("fond", "finansiering") or GRANTED_BEFORE.search(before):
        return None
    if (related := RELATED.search(before)) and read.head in ("stöd", "bidrag", "medel"):
        adjective = related.group(1).casefold().removesuffix("e")
        name = capital(f"{adjective.removesuffix('t')}e {read.head}")
        start = first - len(before) + related.start(1)
        return Mention(start, last, name.casefold(), name, text[start:last], "support", context)
    return _for_something(text, first, last, read, context and not owned, offered)


def _for_something(
    text: str, first: int, last: int, read: WordRead, context: bool, offered: bool
) -> Mention | None:
    before = text_before(text, first)
    financial, state = FINANCIAL.search(before), STATE.search(before)
    if NOT.search(before) or (not financial and (not context or NO_OFFER.search(before))):
        return None
    if read.head == "stöd" and not (financial or offered or FIRM.search(text)):
        return None
    match = PREPOSITION.match(text, last)
    end = complement(text, match.end(), match.group("word")) if match else 0
    if not match or end <= match.end():
        return None
    adjective = financial or state
    start = first - len(before) + adjective.start() if adjective else first
    head = "statsbidrag" if state else text[start:first].casefold() + read.head
    return with_purpose(text, start, match.end(), end, head, "support")


def _with_adjectives(text: str, first: int) -> int:
    match = BEFORE.search(before := text_before(text, first))
    return first - len(before) + match.start() if match else first

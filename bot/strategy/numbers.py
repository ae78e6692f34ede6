"""Answer questions that name a part of a strategy by its number: what it is, its parts, the work under it.

Question -> StrategyResult.
"""

import re
from collections.abc import Sequence

from bot.question import Expectation, Question
from bot.strategy.result import Listed, NoSuch, Reason, StrategyResult
from bot.strategy.scope import Scope, kinds_named, scope_of, subject_of
from retrieval.language.analysis import Concept
from retrieval.registers.directory.directory import alike
from retrieval.registers.records import FoundContact, Statement, StrategyItem, StrategyList
from retrieval.registers.strategy.kinds import ANY_KIND, PARTS, WHOLES, kind_in, normal, order, references_in
from retrieval.retriever import Retriever

# a question that is only for a number: "vad är 1.2?", "what is 4:1"
BARE = re.compile(
    r"^\W*(?:(?:och|and)\s)?(?:vad|what|visa|show)?\s*(?:är|innebär|betyder|handlar|is|does|about|om|mean|står"
    r"|för|stand|for|\s)*(?P<number>\d{1,2}[.:]\d{1,2})(?:\s(?:om|mean|about|i rus|in the strategy))?\W*$",
    re.IGNORECASE,
)
ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "första first", "andra second", "tredje third", "fjärde fourth", "femte fifth", "sjätte sixth",
            "sjunde seventh", "åttonde eighth", "nionde ninth", "tionde tenth",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
CARDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "ett one", "två two", "tre three", "fyra four", "fem five", "sex six", "sju seven", "åtta eight",
            "nio nine", "tio ten",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
BY_ORDINAL = re.compile(rf"\b(?P<ordinal>{'|'.join(ORDINALS)})\s(?P<kind>{ANY_KIND})\b", re.IGNORECASE)
SEVERAL = re.compile(r"(?:ar|na|mål|målen|områden|ies|s)$", re.IGNORECASE)  # "andra mål" are other ones
BY_WORD = re.compile(rf"\b(?P<kind>{ANY_KIND})\s(?P<word>{'|'.join(CARDINALS)})\b", re.IGNORECASE)
WORK = re.compile(
    r"\b(?:berätta|tell|beskriv|describe|gör|gjort|gjorde|görs|gjorts|göra|arbeta\w*|arbete\w*|insats\w*|jobba\w*|händ\w*|pågår|pågått|går|gått"
    r"|satsa\w*|satsning\w*|genomför\w*|resultat\w*|work\w*|doing|done|did|happen\w*|progress\w*|going|efforts?"
    r"|activit\w+|results?|achieved)\b",
    re.IGNORECASE,
)
# words that ask about an item, and name no subject within it
ABOUT = re.compile(
    rf"{WORK.pattern}|inneb\w*|handla\w*|betyd\w*|kalla\w*|lyder|text\w*|rubrik\w*|innehåll\w*|under|inom|hör|tillhör\w*"
    r"|mean\w*|about|heading|title|say|says|cover\w*|part\w*|deal\w*|belong\w*|delas|delar|uppdela\w*|indela\w*"
    r"|beskriv\w*|descri\w*|förklara|explain|exakt|exactly|nummer|number|senaste|latest|aktivitet\w*|omfatta\w*"
    r"|include\w*|ligg\w*|bidra\w*|contribut\w*|rör|berör\w*|tar|upp|concern\w*|touch\w*|been|gett|region\w*s?|ni|you|within",
    re.IGNORECASE,
)
ELSEWHERE = frozenset(
    {
        Expectation.AMOUNT, Expectation.WHO, Expectation.WHERE, Expectation.SHARE, Expectation.DATE,
        Expectation.DEADLINE, Expectation.REASON, Expectation.FREQUENCY, Expectation.CLOCK,
    }
)  # fmt: skip
NUMBERED_BY_OTHERS = frozenset({"mål", "delmål"})  # "mål 7" is one of the world's
SAYS_SUBJECT = 0.6  # coverage of what is asked within an item by a sentence about its work
Numbers = list[tuple[str, str]]  # kind and number in its normal form


def numbers_in(text: str) -> Numbers:
    """What a question refers to by kind and number; a bare 1.2 is a part of a priority."""
    found = [(each.kind, number) for each in references_in(text) for number in each.numbers]
    for pattern, numbers, group in ((BY_ORDINAL, ORDINALS, "ordinal"), (BY_WORD, CARDINALS, "word")):
        for match in pattern.finditer(text) if not found else ():
            kind = None if SEVERAL.search(match.group("kind")) else kind_in(match.group("kind"))
            if kind:
                found.append((kind, numbers[match.group(group).casefold()]))
    if not found and (bare := BARE.match(text)):
        found.append((PARTS["prioritering"], normal(bare.group("number"))))
    return found


def standing_for(question: Question, retriever: Retriever) -> list[FoundContact]:
    """Those who stand as contacts for the numbered part that a question names, in the document's order."""
    numbers = numbers_in(question.text)
    scope = scope_of(question, retriever) if numbers else None
    names = [
        item.name
        for kind, number in numbers
        for found in (scope.of_kind(kind) if scope else ())
        for item in found.items
        if item.name and _is(item, number, found)
    ]
    found = [
        FoundContact(contact, mention, 1.0, "area", area)
        for contact in retriever.contacts
        for mention in contact.mentions
        for area in mention.areas
        if any(alike(area, name) for name in names)
    ]
    return sorted(found, key=lambda each: each.mention.first)


def find(
    question: Question, numbers: Numbers, concepts: Sequence[Concept], scope: Scope, retriever: Retriever
) -> StrategyResult | NoSuch | None:
    """What is known of the numbered item that is asked for; None when more is asked than the records tell."""
    kind, number = numbers[0]
    lists = scope.of_kind(kind)
    if not lists or ELSEWHERE & question.expects:
        return None
    rest = subject_of(concepts, ABOUT)
    known = ((found, item) for found in lists for item in found.items if _is(item, number, found))
    found, item = next(known, (lists[0], None))
    if item is None:
        known_numbers = _known(lists)
        return NoSuch(kind, number, known_numbers) if known_numbers and not rest else None
    if PARTS.get(kind) in kinds_named(question.text):
        return None if rest else parts_of(item, found, scope)
    if Expectation.COUNT in question.expects:
        return None
    return _told(question, item, found, rest, scope, retriever)


def _known(lists: Sequence[StrategyList]) -> tuple[str, ...]:
    """Every number of the lists, in order."""
    return tuple(sorted({i.number for found in lists for i in found.items if i.number}, key=order))


def _is(item: StrategyItem, number: str, found: StrategyList) -> bool:
    """Whether an item has a number, or that place in a list without numbers that is whole."""
    counted = number.isdigit() and len(found.items) == found.stated and found.kind not in NUMBERED_BY_OTHERS
    if item.number or not counted:
        return item.number == number
    return 0 < int(number) <= len(found.items) and found.items[int(number) - 1] is item


def _told(
    question: Question,
    item: StrategyItem,
    found: StrategyList,
    rest: Sequence[Concept],
    scope: Scope,
    retriever: Retriever,
) -> StrategyResult | None:
    """The item by name with what it is a part of, or the work under it."""
    tree, work = scope.trees[found.document], _work_of(item, found, scope)
    if rest:
        reading = retriever.matcher.on(rest)
        work = [each for each in work if reading.coverage(each.text) >= SAYS_SUBJECT]
    reason: Reason = "work" if rest or WORK.search(question.text) else "number"
    if reason == "work" and not work:
        return None
    return StrategyResult(found, reason, tree, item, work=tuple(work), parent=_parent(item, found, scope))


def _work_of(item: StrategyItem, found: StrategyList, scope: Scope) -> list[Statement]:
    """What is told of the work under an item; where little is, under its parts too."""
    firsts = [part.item.work[0] for part in _parts(item, found, scope) if part.item.work]
    return list(dict.fromkeys((*item.work, *firsts)))


def parts_of(item: StrategyItem, found: StrategyList, scope: Scope) -> StrategyResult | None:
    """The parts of an item that the documents name; None when they name none."""
    parts = _parts(item, found, scope)
    if not parts:
        return None
    tree = scope.trees[parts[0].found.document]
    return StrategyResult(parts[0].found, "parts", tree, parts=tuple(parts), parent=Listed(found, item))


def _parts(item: StrategyItem, found: StrategyList, scope: Scope) -> list[Listed]:
    return [
        Listed(other, part)
        for other in scope.of_kind(PARTS.get(found.kind))
        for part in other.items
        if item.name and part.parent == item.name
    ]


def _parent(item: StrategyItem, found: StrategyList, scope: Scope) -> Listed | None:
    wholes = [*scope.of_kind(WHOLES.get(found.kind)), *scope.lists] if item.parent else []
    named = (Listed(whole, each) for whole in wholes for each in whole.items if each.name == item.parent)
    return next(named, None)

"""Answer from the register of funding: what fits in the corpus's own words, whether it is open, whom to ask.

FundingResult -> text, citations and cards.
"""

from collections.abc import Container, Mapping
from datetime import date

from bot.compose.contacts import card
from bot.compose.entries import in_one_line, mended_in
from bot.compose.naming import shortened
from bot.compose.records import Recorded
from bot.compose.sourcing import Sourcing
from bot.funding import Field, FundingResult
from bot.wording import say
from retrieval.documents import Description, Language
from retrieval.matching import Reading
from retrieval.registers.funding.status import status_on
from retrieval.registers.records import Fact, FoundContact, Funding, Statement

LONGEST_STATEMENT = 330  # characters of what is quoted of one support
ROOM = 700  # characters of the list; the rest of an answer is for the contact and the sources
INVITES = 0.15  # what saying who may apply, for what or how much adds to a statement's worth


def funding_answer(
    result: FundingResult,
    reading: Reading,
    contact: FoundContact | None,
    descriptions: Mapping[str, Description],
    language: Language,
    today: date,
) -> Recorded | None:
    """The supports that fit, each in the sentence that says most; then who can be asked.

    None where that sentence only introduces a list: the text itself answers better then.
    """
    best = best_statement(result.found[0].funding, reading, frozenset(), result.field)
    if best and best.text.endswith(":"):
        return None
    sourcing = Sourcing(descriptions, language, today)
    if result.asks == "open":
        lines = _state(result.found[0].funding, reading, sourcing, language, today)
    else:
        lines = _fitting(result, reading, sourcing, language)
    if sourcing.foreign():
        lines.append(say(language, "quote_language"))
    ask = _ask(contact, sourcing, language)
    body = "\n".join(lines) + (f"\n\n{ask}" if ask else "")
    cards = (card(contact),) if contact else ()
    text = f"{body}\n\n{sourcing.sources()}"
    return Recorded(text, sourcing.citations, cards, mended_in([contact] if contact else []))


def ask_line(contact: FoundContact, number: str, language: Language) -> str:
    """Whom to call about the money."""
    return say(language, "funding_ask", contact=in_one_line(contact, number, language))


def _ask(contact: FoundContact | None, sourcing: Sourcing, language: Language) -> str:
    if contact is None:
        return ""
    sourcing.hold([contact.mention])
    return ask_line(contact, sourcing.number(contact.mention), language)


def _fitting(result: FundingResult, reading: Reading, sourcing: Sourcing, language: Language) -> list[str]:
    """What can be applied for, as the documents put it; each sentence once."""
    lines = [say(language, "funding_list")]
    told: set[Statement] = set()
    for found in result.found:
        said = best_statement(found.funding, reading, told, result.field)
        if said is None:
            continue
        line = f"- **{found.funding.name}**: {shortened(said.text, LONGEST_STATEMENT)}"
        if len(lines) > 1 and sum(map(len, lines)) + len(line) > ROOM:
            break
        told.add(said)
        lines.append(line + sourcing.mark_of(said))
    dated = any(found.funding.windows for found in result.found)
    return [*lines, *([] if dated else [say(language, "funding_undated")])]


def _state(
    funding: Funding, reading: Reading, sourcing: Sourcing, language: Language, today: date
) -> list[str]:
    """Whether a support can be applied for today, and what that rests on."""
    status, basis = status_on(funding, today)
    said = basis.statement if isinstance(basis, Fact) else basis
    said = said or best_statement(funding, reading, frozenset())
    head = say(language, f"funding_{status}_today", name=funding.name)
    return [head, *([f"> {said.text}{sourcing.mark_of(said)}"] if said else [])]


def best_statement(
    funding: Funding, reading: Reading, told: Container[Statement], field: Field | None = None
) -> Statement | None:
    """The statement that says most of what was asked; one that says who may have how much counts more."""
    facts = (*funding.for_whom, *funding.purpose, *funding.amounts, *funding.shares, *funding.conditions)
    inviting = {fact.statement for fact in facts}
    holding = [fact.statement for fact in getattr(funding, field)] if field else funding.statements
    worth = [
        (reading.coverage(said.text) + INVITES * (said in inviting), -number, said)
        for number, said in enumerate(holding)
        if said not in told
    ]
    return max(worth, key=lambda each: each[:2])[2] if worth else None

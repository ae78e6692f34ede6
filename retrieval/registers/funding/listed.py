"""Read supports that a list or a table names, one an entry.

Sentence -> Mention, row -> facts. An entry's name is no word for money as a rule ("Grön omställning i
småföretag"): the heading says that calls or supports are listed, the entry's date or sum that it is one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.registers.funding.amounts import amounts_in, shares_in
from retrieval.registers.funding.facts import FactRead, Field
from retrieval.registers.funding.mention import Mention, capital
from retrieval.registers.funding.periods import periods_in
from retrieval.registers.funding.reading import Sentence
from retrieval.registers.funding.words import content_key

LISTS = re.compile(
    r"\butlysning|\b(?:\w*stöd|\w*bidrag|stipendier)\b|\bcalls?\b|\bgrants?\b|\bfunding\b|\bsöka\b",
    re.IGNORECASE,
)
# what parts an entry's name from what is said of it
PARTS = re.compile(
    r"\s[–—-]\s|:\s|\s\||\s\(|,\s(?=sista|senast|deadline|öppen|stänger|upp till|högst|up to)|\.\s"
)
LONGEST_NAME = 90
NOT_A_NAME = re.compile(
    r"^(?:sista|senast|ansök|deadline|öppn|stäng|kontakt|belopp|du |ni |vi |de |det |om |\d)", re.IGNORECASE
)
COLUMNS: tuple[tuple[Field, "re.Pattern[str]"], ...] = (
    ("windows", re.compile(r"ansök|sista|senast|deadline|öppe|söka|appl|closes", re.IGNORECASE)),
    ("for_whom", re.compile(r"vem|vilka|målgrupp|sökande|mottagare|who|target|applicant", re.IGNORECASE)),
    ("by_whom", re.compile(r"finansiär|beslutas|utlysare|avsändare|funder|by whom|authority", re.IGNORECASE)),
    ("shares", re.compile(r"andel|stödnivå|share|rate|intensity|%", re.IGNORECASE)),
    ("amounts", re.compile(r"belopp|summa|kronor|kr\b|budget|amount|max|sum\b", re.IGNORECASE)),
    ("conditions", re.compile(r"villkor|krav|condition|requirement", re.IGNORECASE)),
    ("purpose", re.compile(r"syfte|ändamål|till vad|vad|purpose|what|för$", re.IGNORECASE)),
)  # fmt: skip
ONLY_LAST = re.compile(r"sista|senast|deadline|closes", re.IGNORECASE)
PERCENT = re.compile(r"\d+\s?(?:%|procent|per\s?cent)")


def entry_in(sentence: Sentence, found: Sequence[Mention]) -> Mention | None:
    """The support that a list's entry or a table's row names; None where it is no such entry."""
    if sentence.block.kind not in ("item", "row") or sentence.number or not LISTS.search(sentence.heading):
        return None
    match = PARTS.search(sentence.text)
    name = sentence.text[: match.start()].strip() if match else ""
    if not 3 <= len(name) <= LONGEST_NAME or not name[0].isalpha() or NOT_A_NAME.match(name):
        return None
    if any(mention.record and mention.last <= len(name) for mention in found):
        return None
    rest = sentence.text[len(name) :]
    if not any(amounts_in(rest)) and not any(placed.period.last for placed in periods_in(rest)):
        return None
    return Mention(0, len(name), f"entry {content_key(name)}", capital(name), name, "support", True)


def facts_of_row(text: str, header: str) -> Iterator[FactRead]:
    """What the cells of a row say, by what heads their columns."""
    first = 0
    for title, cell in zip(header.split(" | "), text.split(" | "), strict=False):
        for field, pattern in COLUMNS:
            if pattern.search(title) and cell.strip(" –-"):
                yield from _cell(field, title, cell, first)
                break
        first += len(cell) + len(" | ")


def _cell(field: Field, title: str, cell: str, first: int) -> Iterator[FactRead]:
    if field == "amounts":
        unit = "" if any(amounts_in(cell)) else " kr" if re.search(r"kr", title, re.IGNORECASE) else ""
        for amount in amounts_in(cell + unit):
            yield FactRead(
                "amounts", first + amount.first, cell[amount.first :].strip() or cell, amount.amount
            )
    elif field == "windows":
        for placed in periods_in(cell):
            only_last = ONLY_LAST.search(title) and placed.period.first == placed.period.last
            period = replace(placed.period, first=None) if only_last else placed.period
            yield FactRead("windows", first + placed.first, placed.period.printed, None, period)
    elif field == "shares":
        for share in list(shares_in(f"{cell} av kostnaden"))[:1]:
            yield FactRead("shares", first, PERCENT.sub(lambda m: m.group(), share.printed))
    else:
        yield FactRead(field, first, cell.strip())

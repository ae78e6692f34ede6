"""Gather what all sentences say of one name into its record.

Mentions and facts -> Funding.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from retrieval.cleaning.characters import unaccented
from retrieval.registers.funding.facts import FactRead, Field
from retrieval.registers.funding.reading import Sentence
from retrieval.registers.funding.status import words_say
from retrieval.registers.records import Fact, Funding, FundingKind, FundingStatus, Statement

FIELDS: tuple[Field, ...] = (
    "purpose", "for_whom", "by_whom", "amounts", "shares", "periods", "windows", "conditions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """What one document tells of a record."""

    key: str
    publisher: str
    kind: FundingKind
    names: tuple[tuple[str, int], ...]
    printed: tuple[tuple[str, str], ...]
    areas: tuple[str, ...]
    facts: tuple[tuple[Field, str, Fact], ...]
    statements: tuple[Statement, ...]
    publishers: tuple[tuple[str, int], ...]
    said: tuple[tuple[FundingStatus, Statement], ...]


@dataclass(slots=True)
class Draft:
    """A record in the making."""

    kind: FundingKind
    names: Counter[str] = field(default_factory=Counter)  # basic forms, by how often
    printed: dict[str, str] = field(default_factory=dict)  # other forms, by their small letters
    areas: dict[str, None] = field(default_factory=dict)
    facts: dict[Field, dict[str, Fact]] = field(default_factory=lambda: {name: {} for name in FIELDS})
    statements: dict[Statement, None] = field(default_factory=dict)
    publishers: Counter[str] = field(default_factory=Counter)
    said: list[tuple[FundingStatus, Statement]] = field(default_factory=list)

    def add_name(self, name: str, printed: str) -> None:
        """A form of the name, and how it is printed here."""
        self.names[name] += 1
        self.printed.setdefault(printed.casefold(), printed)

    def add_sentence(self, sentence: Sentence) -> Statement:
        """A sentence that is said of it."""
        statement = sentence.statement
        if statement not in self.statements:
            self.statements[statement] = None
            for heading in sentence.path:
                self.areas.setdefault(heading)
            if publisher := sentence.document.description.publisher:
                self.publishers[publisher] += 1
            if status := words_say(statement.text):
                self.said.append((status, statement))
        return statement

    def add_fact(self, read: FactRead, statement: Statement) -> None:
        """One thing that a sentence says of it; the same words count once, as they were first said."""
        fact = Fact(read.said, statement, read.amount, read.period)
        self.facts[read.field].setdefault(read.said.casefold(), fact)

    def as_part(self, key: str, publisher: str) -> Part:
        """What it holds so far."""
        facts = ((field, small, fact) for field, found in self.facts.items() for small, fact in found.items())
        return Part(
            key,
            publisher,
            self.kind,
            tuple(self.names.items()),
            tuple(self.printed.items()),
            tuple(self.areas),
            tuple(facts),
            tuple(self.statements),
            tuple(self.publishers.items()),
            tuple(self.said),
        )

    def add_part(self, part: Part) -> None:
        """What another document tells; what was told first stays."""
        self.names.update(dict(part.names))
        self.publishers.update(dict(part.publishers))
        for small, form in part.printed:
            self.printed.setdefault(small, form)
        for heading in part.areas:
            self.areas.setdefault(heading)
        for field_name, small, fact in part.facts:
            self.facts[field_name].setdefault(small, fact)
        self.statements.update(dict.fromkeys(part.statements))
        self.said += part.said

    @property
    def name(self) -> str:
        """The basic form that is printed most; of equals the longest."""
        return max(self.names, key=lambda name: (self.names[name], len(name)))

    def finished(self, number: int) -> Funding:
        """The record; `number` tells records of the same name apart."""
        status, basis = self._status()
        name = self.name
        others = (form for small, form in self.printed.items() if small != name.casefold())
        publisher = self.publishers.most_common(1)[0][0] if self.publishers else None
        ident = slug(name) + (f"-{number}" if number > 1 else "")
        facts = {key: tuple(_longest(facts.values())) for key, facts in self.facts.items()}
        return Funding(
            ident, name, self.kind, publisher, status, basis, tuple(self.areas),
            statements=tuple(self.statements), other_names=tuple(others),
            purpose=facts["purpose"], for_whom=facts["for_whom"], by_whom=facts["by_whom"],
            amounts=facts["amounts"], shares=facts["shares"], periods=facts["periods"],
            windows=facts["windows"], conditions=facts["conditions"],
        )  # fmt: skip

    def _status(self) -> tuple[FundingStatus, Statement | None]:
        """What the newest words say that say anything; of one year's, that it is closed."""
        if self.kind == "project":
            return "granted", next(iter(self.statements), None)
        if not self.said:
            window = next((fact for fact in self.facts["windows"].values() if _dated(fact)), None)
            return ("open", window.statement) if window else ("unknown", None)
        return max(self.said, key=lambda pair: ((pair[1].as_of or "")[:4], pair[0] == "closed"))


def _dated(fact: Fact) -> bool:
    return bool(fact.period and (fact.period.first or fact.period.last))


def _longest(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, without those whose words are part of another's from the same sentence."""
    known = list(facts)
    for fact in known:
        if not any(
            fact.said != other.said and fact.said in other.said and fact.statement == other.statement
            for other in known
        ):
            yield fact


def slug(name: str) -> str:
    """A name in small letters without accents, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(name)).strip("-")[:60]

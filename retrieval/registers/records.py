"""The records that answers are made of: contacts, goals and priorities, plans, funding.

Each is a set of statements: the words, their place in the corpus, and when they were true.
"""

from dataclasses import dataclass
from typing import Literal

from retrieval.documents import Place


@dataclass(frozen=True, slots=True)
class Statement:
    """What one place in the corpus says, in its own words."""

    document: str
    first: Place
    last: Place
    text: str  # the cleaned words of that place, a sentence as a rule
    as_of: str | None  # when it was true: the year that the words name, else the document's date


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number as printed, and as it is dialled."""

    printed: str
    e164: str


@dataclass(frozen=True, slots=True)
class Mention:
    """What one place in the corpus says of a contact."""

    document: str
    first: Place
    last: Place
    text: str  # the cleaned words of that place
    title: str | None
    organisation: str | None
    phones: tuple[Phone, ...]
    emails: tuple[str, ...]
    areas: tuple[str, ...]  # the headings and subjects it stands under
    as_of: str | None  # the document's date: an ISO date or a year
    role: str | None = None  # "press" where it is a press contact
    unit: str | None = None  # the part of the organisation: "enheten för kommunikation"
    doubts: tuple[str, ...] = ()  # wording keys of what a reader should know: email_mended, ...


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or function mailbox, with every mention, the newest first."""

    id: str
    name: str
    mentions: tuple[Mention, ...]

    @property
    def newest(self) -> Mention:
        """The mention that says what holds today."""
        return self.mentions[0]


@dataclass(frozen=True, slots=True)
class FoundContact:
    """A contact that may answer, by which mention, how well, and why."""

    contact: Contact
    mention: Mention
    score: float
    reason: str  # name, detail, title, former, area, topic, organisation
    area: str | None = None
    section: str | None = None  # the heading under which the corpus treats what was asked about
    basis: Statement | None = None  # what the reason rests on: that section's words, an older title's place


@dataclass(frozen=True, slots=True)
class StrategyItem:
    """A goal, orientation or priority by name."""

    number: str | None  # "1" or "1.1"
    name: str  # empty where the corpus refers to it by its number alone
    text: str  # the cleaned words of its place
    first: Place
    last: Place
    parent: str | None = None  # the name of the item that it is a part of
    work: tuple[Statement, ...] = ()  # how the corpus describes the work under it


@dataclass(frozen=True, slots=True)
class StrategyList:
    """The goals, orientations or priorities that a document lists, and how many it says there are."""

    document: str
    kind: str  # "prioritering", "inriktning", "mål", ...
    stated: int  # how many the text says; the list may hold another number
    said: str  # the sentence that says so
    first: Place
    last: Place
    items: tuple[StrategyItem, ...]
    together: tuple[Place, Place] | None = None  # a short stretch in which every item stands by name


@dataclass(frozen=True, slots=True)
class Plan:
    """A strategy, plan or programme that the corpus names, and the years that it is for."""

    id: str
    name: str  # as printed: "regional innovationsstrategi 2022–2030"
    kind: str  # "strategi", "plan", "program", "agenda"
    subject: str  # what it plans, in words that two plans for the same thing share
    first_year: int | None
    last_year: int | None
    replaced_by: str | None  # the id of the plan that came after it
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money as printed, and as a number."""

    printed: str  # "över 2,3 miljarder euro"
    lowest: int  # in whole units of the currency: 2300000000
    highest: int  # the same unless it is a range
    currency: str  # ISO 4217


@dataclass(frozen=True, slots=True)
class Period:
    """A time as printed, and its first and last day where they are known."""

    printed: str  # "åren 2023-2025"
    first: str | None  # ISO date
    last: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the corpus says of a support: the words that say it, and their statement."""

    said: str  # "kvinnor och utomnordiskt födda"
    statement: Statement
    amount: Amount | None = None
    period: Period | None = None


FundingKind = Literal["support", "programme", "fund", "project"]
FundingStatus = Literal["open", "closed", "granted", "unknown"]


@dataclass(frozen=True, slots=True)
class Funding:
    """A support, grant, programme or fund that the corpus mentions, or a project that was granted money."""

    id: str
    name: str  # as printed, in its basic form: "Hållbarhetscheck"
    kind: FundingKind
    publisher: str | None  # of the document that says most of it
    status: FundingStatus  # what the words say; what holds on a day is `status_on`
    basis: Statement | None  # what the status rests on
    areas: tuple[str, ...]  # the headings that it stands under
    purpose: tuple[Fact, ...] = ()
    for_whom: tuple[Fact, ...] = ()
    by_whom: tuple[Fact, ...] = ()
    amounts: tuple[Fact, ...] = ()
    shares: tuple[Fact, ...] = ()  # of the cost, in percent
    periods: tuple[Fact, ...] = ()  # during which it runs
    windows: tuple[Fact, ...] = ()  # during which it can be applied for
    conditions: tuple[Fact, ...] = ()
    statements: tuple[Statement, ...] = ()  # everything that is said of it, in reading order
    other_names: tuple[str, ...] = ()  # how else the corpus calls it


@dataclass(frozen=True, slots=True)
class Records:
    """What the documents of a corpus say, by register."""

    contacts: tuple[Contact, ...] = ()
    strategies: tuple[StrategyList, ...] = ()
    plans: tuple[Plan, ...] = ()
    funding: tuple[Funding, ...] = ()

"""The records that answers are made of: who answers for what, each statement with its source and date."""

from dataclasses import dataclass

from retrieval.documents import Place


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
    reason: str  # name, detail, title, area, topic
    area: str | None = None


@dataclass(frozen=True, slots=True)
class StrategyItem:
    """A goal, orientation or priority by name."""

    number: str | None  # "1" or "1.1"
    name: str
    text: str  # the cleaned words of its place
    first: Place
    last: Place


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

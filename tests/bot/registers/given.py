"""Registers made by hand, over two small documents, and a service that lends them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from bot.assistant import Assistant
from bot.settings import Settings
from bot.wiring import Serving
from retrieval.documents import Description, Document, Place
from retrieval.registers.records import (
    Amount,
    Contact,
    Fact,
    Funding,
    Mention,
    Period,
    Phone,
    Plan,
    Statement,
    StrategyItem,
    StrategyList,
)
from tests.fakes import FakeSnapshot, FakeStore
from tests.retrieval.typed import document as typed
from tests.retrieval.typed import unwrapped

TODAY = date(2026, 11, 22)
OLD, NEW = "gammal.txt", "ny.txt"
TEXTS = {
    OLD: "Pressmeddelande\n\nEva Lind svarar på frågor om bredband och fiber i glesbygd.",
    NEW: (
        "Årsrapport\n\nTransporter\n\nFler tåg går till inlandet.\n\nHandel\n\nHållbarhet i företag.\n\n"
        "Transporter\n\nNya tåg till inlandet har beställts."
    ),
}


def described(path: str, text: str, published: str) -> Document:
    made = typed(unwrapped(text), path=path, publisher="Region Gävleborg", published=published)
    return Document(
        Description(path, f"Titel på {path}", "Region Gävleborg", published=published),
        made.blocks,
        made.digest,
    )


DOCUMENTS = (described(OLD, TEXTS[OLD], "2018-03-01"), described(NEW, TEXTS[NEW], "2023"))


def mention(text: str, document: str = NEW, line: int = 3, **more: object) -> Mention:
    known: dict[str, object] = {
        "title": None,
        "organisation": "Region Gävleborg",
        "phones": (),
        "emails": (),
        "areas": (),
        "as_of": "2023" if document == NEW else "2018-03-01",
    }
    return Mention(document, Place(line=line), Place(line=line), text, **(known | more))  # type: ignore[arg-type]


EVA = Contact(
    "eva-lind",
    "Eva Lind",
    (
        mention(
            "Eva Lind, kommunikationschef",
            title="kommunikationschef",
            unit="Staben",
            phones=(Phone("026-15 10 00", "+4626151000"),),
            emails=("eva.lind@example.se",),
            areas=("Kommunikation",),
        ),
        mention("Eva Lind, pressekreterare", OLD, title="pressekreterare", role="press", areas=("Press",)),
    ),
)
BO = Contact(
    "bo-af-ek",
    "Bo af Ek",
    (
        mention("Bo af Ek, trafikstrateg", line=5, title="trafikstrateg", areas=("Transporter", "Klimat")),
        mention("Bo af Ek, trafikstrateg", line=9, title="trafikstrateg", areas=("Energi",)),
    ),
)
DESK = Contact(
    "vaxeln-region-jamtland",
    "Växeln",
    (
        mention(
            "Växeln 063-14 75 00",
            line=7,
            organisation="Region Jämtland Härjedalen",
            phones=(Phone("063-14 75 00", "+4663147500"),),
            doubts=("email_mended",),
        ),
    ),
)
CONTACTS = (BO, EVA, DESK)


def said(text: str, line: int = 5, document: str = NEW, as_of: str = "2023") -> Statement:
    return Statement(document, Place(line=line), Place(line=line), text, as_of)


def item(name: str, number: str | None, line: int, **more: object) -> StrategyItem:
    return StrategyItem(number, name, name, Place(line=line), Place(line=line), **more)  # type: ignore[arg-type]


TRAINS = said("Region Gävleborg byggde ut tågtrafiken.", 6)
STRATEGIES = (
    StrategyList(
        NEW,
        "prioritering",
        2,
        "Två prioriteringar gäller.",
        Place(line=2),
        Place(line=2),
        (item("En smart region", "1", 3), item("En nära region", "2", 4, work=(TRAINS,))),
    ),
    StrategyList(
        OLD,
        "mål",
        2,
        "Vi har två mål.",
        Place(line=1),
        Place(line=1),
        (item("Ren luft", None, 2), item("Rent vatten", None, 3)),
    ),
)
PLANS = (
    Plan("ny-plan", "utvecklingsstrategi 2020–2030", "strategi", "utveckling", 2020, 2030, None, (TRAINS,)),
    Plan(
        "gammal-plan",
        "utvecklingsplan 2014–2020",
        "plan",
        "utveckling",
        2014,
        2020,
        "ny-plan",
        (said("Planen gällde till 2020.", 3, OLD, "2018-03-01"),),
    ),
)
CHECK = said("Hållbarhetschecken ger upp till 250 000 kronor till småföretag.", 8)
PROJECT = said("Projektet Skogsfilm beviljades 2 miljoner kronor.", 9)
FUNDING = (
    Funding(
        "hallbarhetscheck",
        "Hållbarhetscheck",
        "support",
        "Region Gävleborg",
        "open",
        CHECK,
        ("Företagsstöd",),
        for_whom=(Fact("småföretag", CHECK),),
        by_whom=(Fact("Region Gävleborg", CHECK),),
        amounts=(Fact("250 000 kronor", CHECK, Amount("250 000 kronor", 250_000, 250_000, "SEK")),),
        windows=(Fact("2026", CHECK, period=Period("2026", "2026-01-01", "2026-12-31")),),
        statements=(CHECK,),
    ),
    Funding(
        "skogsfilm", "Skogsfilm", "project", "Region Gävleborg", "granted", PROJECT, (), statements=(PROJECT,)
    ),
)


class GivenStore(FakeStore):
    """The records that are given, whatever the documents say."""

    def __init__(self, documents: Sequence[Document], contacts: Sequence[Contact]) -> None:
        super().__init__(documents)
        self._given = contacts

    def contacts(self) -> Sequence[Contact]:
        return self._given

    def strategies(self) -> Sequence[StrategyList]:
        return STRATEGIES

    def plans(self) -> Sequence[Plan]:
        return PLANS

    def funding(self) -> Sequence[Funding]:
        return FUNDING


def assistant(contacts: Sequence[Contact] = CONTACTS, today: date = TODAY) -> Assistant:
    snapshot = FakeSnapshot(*DOCUMENTS)
    snapshot.store = GivenStore(DOCUMENTS, contacts)
    return Assistant(snapshot, today)


class GivenServing(Serving):
    """Lends the records that are given."""

    def __init__(self, contacts: Sequence[Contact] = CONTACTS, public_url: str | None = None) -> None:
        super().__init__(Settings.model_construct(public_url=public_url))
        self._lent_assistant = assistant(contacts)

    @contextmanager
    def assistant(self) -> Iterator[Assistant]:
        yield self._lent_assistant

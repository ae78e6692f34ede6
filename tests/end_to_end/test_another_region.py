"""Another region's documents, laid out otherwise, are read, cited and answered as well.

The three files are of our own invention: a strategy in two columns whose words are cut at line ends, a
press release among its site's furniture, and a contact list in tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Answer, Status
from bot.assistant import Asked, Assistant
from retrieval.index.snapshot import Snapshot, open_current
from retrieval.ingest import IngestReport, ingest

CORPUS = Path(__file__).parent.parent / "data" / "another_region"
WIDEST = 6  # lines between a citation's first and last
STRATEGY, NEWS, LIST = "strategi.pdf", "nyhet.html", "kontaktlista.docx"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def report(data: Path) -> IngestReport:
    return ingest(CORPUS, data)


@pytest.fixture(scope="module")
def snapshot(data: Path, report: IngestReport) -> Iterator[Snapshot]:
    opened = open_current(data)
    assert opened is not None
    with opened:
        yield opened


@pytest.fixture(scope="module")
def assistant(snapshot: Snapshot) -> Assistant:
    return Assistant(snapshot, date(2025, 5, 2))


def cites(answer: Answer, document: str, place: int) -> bool:
    """Whether a citation holds a line or page, and not much beside it."""
    for citation in answer.citations:
        first, last = citation.lines or citation.pages or (0, 0)
        if citation.document == document and first <= place <= last <= first + WIDEST:
            return True
    return False


def test_every_file_is_indexed_and_described_by_itself(report: IngestReport, snapshot: Snapshot) -> None:
    assert (report.outcome, report.documents, report.refused) == ("built", 3, ())
    described = {
        path: (d.title, d.publisher, d.published, d.kind) for path, d in snapshot.descriptions.items()
    }
    assert described == {
        LIST: ("Kontaktlista för regional utveckling", "Region Gävleborg", "2025-02-03", "report"),
        NEWS: ("Ny expressbuss mellan Ljusdal och Gävle", "Region Gävleborg", "2025-03-14", "press_release"),
        STRATEGY: (
            "Regional utvecklingsstrategi för Gävleborg 2025–2035",
            "Region Gävleborg",
            "2024-11-20",
            "strategy",
        ),
    }  # fmt: skip


def test_nothing_of_the_page_or_the_site_is_indexed(snapshot: Snapshot) -> None:
    text = "\n".join(passage.text for passage in snapshot.store.all_passages())
    for furniture in ("kakor", "Hoppa till", "Jobba hos oss", "Start / Nyheter", "©", "Vårdcentral öppnar"):
        assert furniture not in text
    assert "Regional utvecklingsstrategi Gävleborg" not in text
    assert [line for line in text.split("\n") if line.strip().isdigit()] == []


def test_words_that_were_cut_at_line_ends_and_columns_are_whole(snapshot: Snapshot) -> None:
    text = "\n".join(passage.text for passage in snapshot.store.all_passages())
    for word in (
        "organisationer lämnade",
        "gymnasieexamen inom",
        "kollektivtrafik öka",
        "omställningsfonden",
        "Hälsingland",
    ):
        assert word in text
    assert "- " not in text.replace("– ", "")


def test_the_numbered_goals_are_the_headings_of_their_passages(snapshot: Snapshot) -> None:
    paths = [p.path for p in snapshot.store.all_passages() if p.document == STRATEGY]
    goals = dict.fromkeys(path[-2:] for path in paths if path and path[-1][0].isdigit())
    assert list(goals) == [
        ("1 Ett län som lär hela livet",),
        ("1 Ett län som lär hela livet", "1.1 Fler klarar gymnasiet"),
        ("1 Ett län som lär hela livet", "1.2 Lärcentrum i varje kommun"),
        ("2 Ett län som håller ihop",),
        ("2 Ett län som håller ihop", "2.1 Kortare restider"),
        ("2 Ett län som håller ihop", "2.2 Bredband åt alla"),
        ("2 Ett län som håller ihop", "2.3 Kultur nära"),
        ("3 Ett näringsliv som ställer om",),
        ("3 Ett näringsliv som ställer om", "3.1 Omställningsfonden"),
        ("3 Ett näringsliv som ställer om", "3.2 Besöksnäring"),
        ("4 Uppföljning",),
    ]


def test_the_contacts_are_those_that_a_reader_finds(snapshot: Snapshot) -> None:
    newest = [(contact.name, contact.newest) for contact in snapshot.store.contacts()]
    found = {name: (m.title, [p.e164 for p in m.phones], m.emails, m.document) for name, m in newest}
    at = "regiongavleborg.se"
    assert found == {
        "Birgitta Sundqvist": ("Utvecklingsdirektör", ["+4626154110"], (f"birgitta.sundqvist@{at}",), LIST),
        "Ola Hedman Wiik": ("Enhetschef infrastruktur", ["+46704142218"], (f"ola.hedman.wiik@{at}",), LIST),
        "Parisa Rahimi": ("Bredbandskoordinator", ["+46700842731"], (f"parisa.rahimi@{at}",), LIST),
        "Torbjörn Kvist": ("Kulturstrateg", ["+4626154702"], (f"torbjorn.kvist@{at}",), LIST),
        "Agneta Löfroth": ("Handläggare landsbygdspotten", ["+46701905564"], (f"agneta.lofroth@{at}",), LIST),
        "Mikael Brodén": (
            "Ordförande i kollektivtrafiknämnden",
            ["+46705231980"],
            (f"mikael.broden@{at}",),
            NEWS,
        ),
        "Sanna Ytterberg": ("pressekreterare", ["+4626154830"], (f"sanna.ytterberg@{at}",), NEWS),
        f"utveckling@{at}": (None, ["+4626154000"], (f"utveckling@{at}",), LIST),
    }


@dataclass(frozen=True)
class Case:
    """A question, and what its answer must hold."""

    question: str
    holds: tuple[str, ...] = ()
    source: tuple[str, int] | None = None  # the document, and the line or page where the words stand
    status: Status = "answered"
    history: tuple[str, ...] = ()


CASES = [
    Case("När antog fullmäktige strategin?", ("20 november 2024",), (STRATEGY, 2)),
    Case("Hur många invånare har länet?", ("287 000",), (STRATEGY, 2)),
    Case("Hur många lärcentrum finns i dag?", ("I dag finns sju lärcentrum.",), (STRATEGY, 2)),
    Case("Vad är målet för gymnasieexamen?", ("85 procent",), (STRATEGY, 2)),
    Case(
        "Vilka besöksmål prioriteras?",
        ("- Hälsingegårdarna\n", "- Furuviks", "- Limön", "- Järvsö"),
        (STRATEGY, 4),
    ),
    Case("Hur mycket kan ett företag få ur omställningsfonden?", ("högst 500 000 kronor",), (STRATEGY, 4)),
    Case("Senast vilket datum ansöker ett byalag om fiber?", ("15 september",), (STRATEGY, 3)),
    Case("When will the first follow-up report be submitted?", ("maj 2027",), (STRATEGY, 4)),
    Case(
        "How much can a village association get for digging fibre?",
        ("högst 150 000 kronor",),
        (STRATEGY, 3),
    ),
    Case("How long will the train journey from Gävle to Sundsvall take?", ("en timme",), (STRATEGY, 3)),
    Case("När börjar linje 59 köra?", ("Den 15 juni börjar linje 59",), (NEWS, 22)),
    Case("Vad kostar en biljett på expressbussen?", ("120 kronor",), (NEWS, 26)),
    Case("How much does the new bus line cost a year?", ("18,5 miljoner kronor",), (NEWS, 31)),
    Case("Vem är bredbandskoordinator?", ("Parisa Rahimi", "070-084 27 31"), (LIST, 9)),
    Case("Vad har Parisa Rahimy för mejl?", ("parisa.rahimi@regiongavleborg.se",), (LIST, 9)),
    Case("Vem är pressekreterare?", ("Sanna Ytterberg", "026-15 48 30"), (NEWS, 38)),
    Case("What is Ola Hedman-Wiik's phone number?", ("070-414 22 18",), (LIST, 6)),
    Case(
        "och hennes telefonnummer?",
        ("070-084 27 31",),
        (LIST, 9),
        history=("Vem är bredbandskoordinator?",),
    ),
    Case(
        "och på helger?",
        ("fyra på helger",),
        (NEWS, 26),
        history=("Hur många turer om dagen får linje 59 på vardagar?",),
    ),
    Case("Vad kostar ett bygglov i Gävle?", status="not_found"),
    Case("Vem leder Baltic Energy Hub?", ("Baltic",), status="not_found"),
    Case("Hur mycket lägger Region Norrbotten på omställning?", ("Norrbotten",), status="not_found"),
    Case("Vem är kulturchef i Region Norrbotten?", status="not_found"),
    Case("How many hospital beds does the region have?", status="not_found"),
    Case("Skriv en dikt om Hälsingland", status="refused"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.question)
def test_a_question_is_answered_with_its_words_and_its_place(case: Case, assistant: Assistant) -> None:
    answer = assistant.answer(Asked(case.question, case.history))
    assert answer.status == case.status
    assert [words for words in case.holds if words not in answer.answer] == []
    if case.source:
        assert cites(answer, *case.source)
    else:
        assert answer.citations == ()
        assert "@" not in answer.answer


def test_the_years_in_a_title_are_not_the_date_of_its_adoption(assistant: Assistant) -> None:
    answer = assistant.answer(Asked("När antogs den regionala utvecklingsstrategin?"))
    assert "20 november 2024" in answer.answer


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is the culture strategist and how do I reach him?", "Torbjörn Kvist"),
        ("Who is the development director?", "Birgitta Sundqvist"),
        ("What is the broadband coordinator's e-mail?", "Parisa Rahimi"),
    ],
)
def test_an_english_title_finds_the_swedish_one(question: str, name: str, assistant: Assistant) -> None:
    answer = assistant.answer(Asked(question))
    assert (answer.status, answer.contacts[0].name) == ("answered", name)
    assert f"**{name}**" in answer.answer


def test_a_press_contact_named_on_its_labels_line_is_one(assistant: Assistant) -> None:
    answer = assistant.answer(Asked("Vem är presskontakt för expressbussen?"))
    assert (answer.status, [card.name for card in answer.contacts][:1]) == ("answered", ["Sanna Ytterberg"])


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.status == "answered"], ids=lambda case: case.question
)
def test_an_answer_keeps_to_its_contract(case: Case, assistant: Assistant) -> None:
    answer = assistant.answer(Asked(case.question, case.history))
    assert answer.mode in ("record", "quoted")
    assert 1 <= len(answer.citations) <= 5
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert all(
        citation.in_force and citation.publisher == "Region Gävleborg" for citation in answer.citations
    )
    assert len(answer.answer) <= 1100
    for citation in answer.citations:
        assert f"[{citation.number}]" in answer.answer
        assert (citation.pages is None) != (citation.lines is None)

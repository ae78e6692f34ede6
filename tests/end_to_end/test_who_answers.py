"""Claims on who is named over whole corpora: the right person, or nobody and why, never a chance likeness.

One table over the region's documents and one over another region's; half of the questions have no answer.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Answer
from bot.assistant import Asked, Assistant
from retrieval.index.snapshot import open_current
from retrieval.ingest import ingest

TESTS = Path(__file__).parents[1]


def opened(corpus: Path, data: Path, today: date) -> Iterator[Assistant]:
    ingest(corpus, data)
    snapshot = open_current(data)
    assert snapshot is not None
    with snapshot:
        yield Assistant(snapshot, today)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from opened(TESTS.parent / "docs_corpus", tmp_path_factory.mktemp("home"), date(2026, 11, 22))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    corpus = TESTS / "data" / "another_region"
    yield from opened(corpus, tmp_path_factory.mktemp("other"), date(2025, 5, 2))


FOUND = [
    ("Jag vill filma i fjällen, vem kontaktar jag?", "Fredric Larsson"),
    ("Vilken person kan jag ringa angående filmstöd", "Fredric Larsson"),
    ("who should I call about library services?", "Helena Björnwall Åström"),
    ("who is in charge of digitalisation?", "Magnus Rudehäll"),
    ("vem har hand om innovation och digitalisering", "Magnus Rudehäll"),
    ("who do I talk to about tourism?", "Annika Sandström"),
    ("vem är turistchef?", "Annika Sandström"),
    ("mejl turism", "Annika Sandström"),
    ("Vem ansvarar för socialtjänstforskning?", "Monica Wahlström"),
    ("who works with social services research?", "Monica Wahlström"),
    ("Vem håller i folkhälsorapporten?", "Maria Falck"),
    ("who has been the head of public health since 2020?", "Maria Falck"),
    ("who can I call about a business loan?", "Nils Enwald"),
    ("vem är chef för regional utveckling?", "Rachel Nygren"),
    ("chef för kultur", "Joakim Sandberg"),
    ("vem ska jag prata med om samisk kultur?", "Joakim Sandberg"),
    ("Vem ansvarar för kollektivtrafik?", "Jonas Lundström"),
    ("who handles broadband?", "Jonas Lundström"),
    ("who do I contact about high school admissions?", "Jonas Lundström"),
    ("Vem är kontaktperson för Ett Västerbottenskontor i Stockholm?", "Micaela Löwenhöök"),
    ("who was press contact last year?", "Micaela Löwenhöök"),
    ("vem arbetar på Region Norrbotten?", "Dan Wergelius"),
    ("who was head of communications in 2018?", "Thomas Hartman"),
    ("vem har 070-636 32 86?", "Fredric Larsson"),
    ("vem är Wahlström?", "Monica Wahlström"),
    ("Mariia Falk", "Maria Falck"),
    ("Lundstrom jonas", "Jonas Lundström"),
    ("Micaela Lövenhök nummer", "Micaela Löwenhöök"),
    ("Jonas på näringslivet", "Jonas Lundström"),
    ("Kan Magnus hjälpa mig med digitalisering?", "Magnus Rudehäll"),
]
NOT_FOUND = [
    "Vilket telefonnummer har vårdcentralen i Umeå?",
    "Vem ansvarar för vägarna i Umeå kommun?",
    "Vem handlägger bygglov i Skellefteå kommun?",
    "who is the mayor of Umeå?",
    "Vem är borgmästare i Umeå?",
    "vem är statsminister?",
    "vem är kung i Sverige?",
    "Vem är chef på Trafikverket?",
    "Who do I call at the police about a stolen bike?",
    "contact at the Swedish Transport Administration",
    "Vem kontaktar jag på Försäkringskassan?",
    "vad är numret till Länsstyrelsen i Västerbotten?",
    "vem på kommunen tar hand om sopor?",
    "vem ansvarar för sophämtningen i Vindeln?",
    "who do I contact about childcare in Umeå?",
    "Vem är ansvarig för snöröjning?",
    "Vem är rektor på skolan i Lycksele?",
    "vem är tandläkare i Vännäs?",
    "Vad har biblioteket i Vännäs för öppettider och telefon?",
    "numret till sjukhuset i Skellefteå",
    "vem ansvarar för tandvården?",
    "vem ansvarar för EU-kontoret i Bryssel?",
    "Vem är kommunchef i Storuman?",
    "Vem är it-chef?",
    "vem är vd på Skellefteå Kraft?",
    "Vem ansvarar för kultur i Norrbotten?",
    "Vem jobbar på Region Skåne?",
    "Maria Andersson telefon",
    "Stina Lundström telefon",
    "vem har nummer 08-123 456 78?",
    "vem kan jag ringa om min pension?",
]
OTHER_FOUND = [
    ("Vem ansvarar för fiber till byar?", "Parisa Rahimi"),
    ("vem kontaktar jag om kulturstöd?", "Torbjörn Kvist"),
    ("who is responsible for infrastructure?", "Ola Hedman Wiik"),
    ("vem är enhetschef?", "Ola Hedman Wiik"),
    ("Vem är Sundqvist?", "Birgitta Sundqvist"),
    ("vem har hand om landsbygdspotten?", "Agneta Löfroth"),
    ("vem är presskontakt?", "Sanna Ytterberg"),
    ("Vad har ni för telefonnummer?", "utveckling@regiongavleborg.se"),
    ("Vem kan svara på frågor om expressbussen?", "Mikael Brodén"),
]
OTHER_NOT_FOUND = [
    "vem ansvarar för bussarna i Ljusdals kommun?",
    "Vem ansvarar för skolan i Gävle?",
    "who is the mayor of Gävle?",
    "vem är kulturchef?",
    "vem är regiondirektör?",
    "telefonnummer till vårdcentralen i Bollnäs",
    "Vem är chef på Länsstyrelsen Gävleborg?",
    "Torbjörn Andersson mejl",
]


def best(answer: Answer) -> str | None:
    """Who is shown first, when somebody is."""
    return answer.contacts[0].name if answer.status == "answered" and answer.contacts else None


@pytest.mark.parametrize(("question", "name"), FOUND)
def test_who_answers_for_something_is_named_with_date_and_source(
    question: str, name: str, home: Assistant
) -> None:
    answer = home.answer(Asked(question))
    assert best(answer) == name
    assert answer.answer.startswith(f"**{name}**")
    assert "[1]" in answer.answer
    assert any(words in answer.answer for words in ("Uppgift", "stated in", "statement has no date"))


def test_the_nearest_of_another_region_is_of_that_region(home: Assistant) -> None:
    answer = home.answer(Asked("Vem ansvarar för kultur i Norrbotten?"))
    assert [card.name for card in answer.contacts] == ["Dan Wergelius"]
    assert "Dan Wergelius, strateg externa relationer" in answer.answer


def test_a_post_that_only_running_text_names_is_answered_from_the_text(home: Assistant) -> None:
    answer = home.answer(Asked("vem är kommunikationschef på Skellefteå kommun?"))
    assert (answer.status, answer.mode) == ("answered", "quoted")
    assert "Gabriella Hahr Werkmäster, kommunikationschef vid Skellefteå kommun" in answer.answer


def test_a_long_list_is_named_whole_and_cited_in_stretches(home: Assistant) -> None:
    answer = home.answer(Asked("vilka jobbar på Region Västerbotten?"))
    assert len(answer.contacts) == 13
    assert [card.name for card in answer.contacts if card.name not in answer.answer] == []
    assert len(answer.citations) <= 5
    assert max(c.lines[1] - c.lines[0] for c in answer.citations if c.lines) < 45


@pytest.mark.parametrize("question", NOT_FOUND)
def test_nobody_is_named_with_details_where_nobody_answers_for_it(question: str, home: Assistant) -> None:
    answer = home.answer(Asked(question))
    assert (answer.status, answer.citations) == ("not_found", ())
    assert "@" not in answer.answer
    assert "07" not in answer.answer


@pytest.mark.parametrize(("question", "name"), OTHER_FOUND)
def test_another_regions_contacts_are_named_as_well(question: str, name: str, other: Assistant) -> None:
    assert best(other.answer(Asked(question))) == name


@pytest.mark.parametrize("question", OTHER_NOT_FOUND)
def test_nor_is_anybody_of_another_region_named_by_chance(question: str, other: Assistant) -> None:
    answer = other.answer(Asked(question))
    assert (answer.status, answer.citations) == ("not_found", ())
    assert "@" not in answer.answer

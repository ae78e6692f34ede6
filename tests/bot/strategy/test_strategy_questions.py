"""Questions about the strategy and the plans of the real documents: what must stand, and in which lines."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.assistant import Asked, Assistant
from retrieval.index.snapshot import open_current
from retrieval.ingest import ingest

CORPUS = Path(__file__).parents[3] / "docs_corpus"
REPORT, ENGLISH = "reports/resultat-vasterbotten-2023.txt", "web/region-vasterbotten-in-english.txt"
NORRBOTTEN = "web/norrbotten-i-stockholm.txt"
Line = tuple[str, int]  # a document and a line that a citation holds

SWEDISH: tuple[tuple[str, tuple[str, ...], tuple[Line, ...]], ...] = (
    (
        "Vad är delprioritering 3.4?",
        ("bredbandskoordinator", "prioritering 3"),
        ((REPORT, 2650), (REPORT, 2519)),
    ),
    ("Vad är delprioritering 1:1?", ("1.1", "Utveckla kapaciteten"), ((REPORT, 491),)),
    ("vad innebär 4.4", ("agenda för energi",), ((REPORT, 4095),)),
    ("delprioritering 5.1 handlar om vad?", ("stärka samverkanskapacitet inom vård",), ((REPORT, 5371),)),
    (
        "vilka delprioriteringar finns under prioritering 4?",
        ("4.1", "4.2", "4.3", "4.4"),
        ((REPORT, 3887), (REPORT, 4095)),
    ),
    (
        "Vilka delprioriteringar hör till En hälsofrämjande region?",
        ("5.1", "5.2", "5.4"),
        ((REPORT, 5354), (REPORT, 5407)),
    ),
    ("Hur många delprioriteringar har prioritering 1?", ("nämner dokumenten 3", "1.3"), ((REPORT, 722),)),
    ("Hur många delprioriteringar finns det?", ("20", "4.4", "5.4"), ((REPORT, 150),)),
    ("vad gör ni inom delprioritering 4:2?", ("rumslig planering", "Artic Design Center"), ((REPORT, 3944),)),
    ("Vad gör ni för energi inom delprioritering 4:4?", ("agenda för energi",), ((REPORT, 4095),)),
    ("Vad gör ni inom prioritering 3?", ("kollektivtrafiken", "bredband"), ((REPORT, 2723),)),
    (
        "vilken prioritering ligger delprioritering 3.3 under?",
        ("En nära tillgänglig region",),
        ((REPORT, 2519),),
    ),
    ("vilken delprioritering handlar om skogspolitik?", ("2.2", "skogspolitik"), ((REPORT, 1788),)),
    ("vad heter den fjärde prioriteringen?", ("hållbara livsmiljöer",), ((REPORT, 3264),)),
    ("Vad är prioritering 5?", ("En hälsofrämjande region",), ((REPORT, 5199),)),
    (
        "Vilka är de tre inriktningarna?",
        ("Sammanhållen region", "Föregångare"),
        ((REPORT, 123), (REPORT, 142)),
    ),
    ("Vad har ni för mål?", ("en levande plats", "en cirkulär plats"), ((REPORT, 110),)),
    ("Vad prioriterar ni?", ("rik på kompetenser", "nytänkande och smart"), ((REPORT, 7359),)),
    ("vem ansvarar för prioritering 4?", ("Stina Karlgren",), ((REPORT, 7343),)),
    (
        "vad ersatte den regionala utvecklingsplanen?",
        ("2014–2020", "RUS 2020–2030"),
        ((REPORT, 10), (ENGLISH, 12)),
    ),
    ("sedan när gäller strategin?", ("2020–2030", "gäller nu"), ((REPORT, 10),)),
    ("hur länge gäller RUS?", ("2020–2030",), ((REPORT, 10),)),
    ("vilken innovationsstrategi gäller nu?", ("2022–2030", "gäller nu"), ((REPORT, 495),)),
    ("till vilket år gäller den regionala innovationsstrategin?", ("2022–2030",), ((REPORT, 495),)),
    ("gäller digitaliseringsstrategin fortfarande?", ("2022–2030", "gäller nu"), ((REPORT, 598),)),
    ("vilka strategier gäller nu?", ("RUS 2020–2030", "innovationsstrategi"), ((REPORT, 10), (REPORT, 495))),
    ("vilken plan gällde 2016?", ("Regional Development Plan", "är ersatt av RUS"), ((ENGLISH, 12),)),
    ("Vilken strategi gällde innan RUS?", ("Regional Development Plan (2014-2020)",), ((ENGLISH, 12),)),
    ("Hur länge gäller tillväxtprogrammet?", ("från 2014", "utan angivet slut"), ((ENGLISH, 12),)),
    (
        "Vad prioriterade regionen 2015?",
        ("An accessible and out-ward region", "är ersatt av RUS"),
        ((ENGLISH, 14),),
    ),
    (
        "vad prioriterar Norrbotten?",
        ("Hållbara transporter och tillgänglighet", "Dubbelspår på Malmbanan"),
        ((NORRBOTTEN, 19), (NORRBOTTEN, 33)),
    ),
)
ENGLISH_QUESTIONS: tuple[tuple[str, tuple[str, ...], tuple[Line, ...]], ...] = (
    ("what is 1.2", ("Sub-priority 1.2", "Ta tillvara den potential"), ((REPORT, 588),)),
    ("What is sub-priority 5.1 about?", ("stärka samverkanskapacitet",), ((REPORT, 5371),)),
    (
        "What has been done under sub-priority 2:2?",
        ("livsmedelsföretagen", "skogspolitik"),
        ((REPORT, 1767),),
    ),
    ("Which sub-priority covers broadband?", ("3.4",), ((REPORT, 2650),)),
    ("what is priority 3?", ("En nära tillgänglig region",), ((REPORT, 2519),)),
    ("Which are the overarching goals?", ("en levande plats", "en cirkulär plats"), ((REPORT, 110),)),
    ("Which orientations are there?", ("Sammanhållen region",), ((REPORT, 133),)),
    (
        "what replaced the regional development plan?",
        ("replaced by RUS 2020–2030",),
        ((ENGLISH, 12), (REPORT, 10)),
    ),
    ("which plans apply now?", ("RUS 2020–2030", "RDS"), ((REPORT, 10), (REPORT, 598))),
    ("Which innovation strategy applied in 2016?", ("2014–2020", "has been replaced"), ((ENGLISH, 29),)),
    ("Is the Regional Development Plan 2014-2020 still in force?", ("has been replaced",), ((ENGLISH, 12),)),
    ("What are Norrbotten's priorities?", ("Hög livskvalitet",), ((NORRBOTTEN, 21),)),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    data = tmp_path_factory.mktemp("data")
    ingest(CORPUS, data)
    snapshot = open_current(data)
    assert snapshot is not None
    with snapshot:
        yield Assistant(snapshot, date(2026, 11, 22))


@pytest.mark.parametrize(("question", "said", "lines"), [*SWEDISH, *ENGLISH_QUESTIONS])
def test_the_answer_says_it_from_the_records_and_cites_the_lines(
    assistant: Assistant, question: str, said: tuple[str, ...], lines: tuple[Line, ...]
) -> None:
    answer = assistant.answer(Asked(question))
    assert (answer.status, answer.mode, "dropped" in answer.trace) == ("answered", "record", False)
    assert [text for text in said if text not in answer.answer] == []
    cited = [(c.document, *c.lines) for c in answer.citations if c.lines]
    missing = [
        (path, line) for path, line in lines if not any(p == path and a <= line <= b for p, a, b in cited)
    ]
    assert missing == []
    assert len(cited) <= 5
    assert all(last - first < 45 for _, first, last in cited)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("vilken prioritering gäller digitalisering?", 154),
        ("Which priority covers export?", 1537),
        ("vilken prioritering handlar om turism?", 1537),
        ("under vilken prioritering ligger kollektivtrafik?", 2519),
        ("vilken prioritering handlar om tåg?", 2519),
        ("Which priority deals with roads?", 2519),
        ("vilken prioritering handlar om bibliotek?", 3264),
        ("vilken prioritering gäller fossilfri energi?", 3264),
        ("vilken prioritering gäller äldreomsorg?", 5199),
        ("vilken prioritering handlar om jobb och utbildning?", 5725),
        ("which priority covers adult education?", 5725),
    ],
)
def test_the_priority_in_whose_chapter_a_subject_is_treated_covers_it(
    assistant: Assistant, question: str, line: int
) -> None:
    answer = assistant.answer(Asked(question))
    first = answer.citations[0]
    assert (answer.mode, first.document, first.lines and first.lines[0]) == ("record", REPORT, line)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Vad är delprioritering 7.2?", "Delprioritering 7.2 står inte i dokumenten."),
        ("Vad är prioritering 9?", "De prioriteringar som nämns med nummer är 1, 2, 3, 4, 5, 6."),
        ("Vilka prioriteringar har Region Skåne?", "de svarar inte på det för Skåne"),
        ("Vilka prioriteringar gällde 1999?", "1999"),
    ],
)
def test_what_does_not_exist_is_said_not_to_stand_in_the_documents(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.answer(Asked(question))
    assert (answer.status, answer.citations) == ("not_found", ())
    assert said in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "vad är anslag 1:1?",
        "Hur mycket pengar går till prioritering 2?",
        "När beslutas den nationella bioekonomistrategin?",
        "Vem beslutar om den regionala utvecklingsstrategin?",
        "Vad är mål 7?",
        "Hur många projekt finns inom RUS-prioritering 1?",
        "När börjar programmet Digilej?",
        "Vad prioriterar ni inom kulturen?",
        "Vilka program har EU för innovation?",
        "Vilka fem fokusområden har den regionala digitaliseringsstrategin?",
    ],
)
def test_what_the_records_do_not_tell_is_left_to_the_text(assistant: Assistant, question: str) -> None:
    assert assistant.answer(Asked(question)).mode != "record"


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ("Vad är delprioritering 4:1?", "och 4:3?", "**Delprioritering 4.3**"),
        ("Vad är delprioritering 4:1?", "och vad gör ni inom 4:2?", "rumslig planering"),
        ("what is sub-priority 1.1?", "and 1.2?", "**Sub-priority 1.2**"),
        ("Vilka delprioriteringar finns under prioritering 4?", "och under prioritering 5?", "**5.2**"),
        ("Vad är prioritering 4?", "vilka delprioriteringar har den?", "**4.4**"),
        ("Vilka prioriteringar har Västerbotten?", "och Norrbotten?", "Dubbelspår på Malmbanan"),
        ("hur länge gäller RUS?", "vad ersatte den?", "Regional Development Plan (2014-2020)"),
    ],
)
def test_a_follow_up_asks_the_same_of_another_part(
    assistant: Assistant, before: str, question: str, said: str
) -> None:
    answer = assistant.answer(Asked(question, (before,)))
    assert (answer.mode, said in answer.answer) == ("record", True)


def test_the_home_region_is_not_offered_for_another(assistant: Assistant) -> None:
    answer = assistant.answer(Asked("Vad prioriterar Norrbotten?"))
    assert {citation.document for citation in answer.citations} == {NORRBOTTEN}

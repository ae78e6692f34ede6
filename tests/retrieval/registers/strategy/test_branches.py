"""A strategy's parts, what they are parts of, and the work under them, in several layouts."""

from retrieval.documents import Document, Place
from retrieval.registers.records import Statement, StrategyItem, StrategyList
from retrieval.registers.strategy.priorities import strategy_lists
from tests.retrieval.typed import document, unwrapped

GAVLEBORG = """Strategi för Gävleborg

Om strategin

Strategin har tre prioriteringar.

Ett län som växer

Delprioritering 1.1: Fler företag i byarna. Det innebär lån och råd på nära håll.

Almi har under året gett lån till 14 företag i länets byar. Lånen är små.

Ett län som lär

Lärcentra har öppnat i tre kommuner, vilket knyter an till delprioritering 2:1 och 2:2.

Utbildningen bidrar till delprioritering 2:2, att stärka vuxnas lärande, och betalas genom anslag 2:3.

Ett län som reser

Bussarna går oftare sedan 2021 inom RUS-prioritering 3, med stöd av kommunerna i länet."""


def strategy(text: str, path: str = "plan.txt", published: str | None = "2023") -> Document:
    return document(unwrapped(text), path=path, published=published)


def of_kind(lists: tuple[StrategyList, ...], kind: str) -> list[StrategyItem]:
    return [item for found in lists if found.kind == kind for item in found.items]


def shown(items: list[StrategyItem]) -> list[tuple[str | None, str, str | None]]:
    return [(item.number, item.name, item.parent) for item in items]


def test_parts_are_known_by_heading_by_apposition_and_by_number_alone() -> None:
    assert shown(of_kind(strategy_lists([strategy(GAVLEBORG)]), "delprioritering")) == [
        ("1.1", "Fler företag i byarna", "Ett län som växer"),
        ("2.1", "", "Ett län som lär"),
        ("2.2", "stärka vuxnas lärande", "Ett län som lär"),
    ]


def test_the_chapters_take_the_numbers_of_their_order() -> None:
    assert shown(of_kind(strategy_lists([strategy(GAVLEBORG)]), "prioritering")) == [
        ("1", "Ett län som växer", None),
        ("2", "Ett län som lär", None),
        ("3", "Ett län som reser", None),
    ]


def test_chapters_whose_parts_bear_other_numbers_are_not_numbered() -> None:
    mixed = GAVLEBORG.replace("2:1 och 2:2", "3:1 och 3:2").replace("prioritering 2:2,", "prioritering 3:2,")
    lists = strategy_lists([strategy(mixed)])
    assert [item.number for item in of_kind(lists, "prioritering")] == [None, None, None]
    parents = [(item.number, item.parent) for item in of_kind(lists, "delprioritering")]
    assert parents == [("1.1", "Ett län som växer"), ("3.1", None), ("3.2", None)]


def test_the_work_under_a_part_is_what_refers_to_it_and_what_its_section_says_first() -> None:
    first, second, _ = of_kind(strategy_lists([strategy(GAVLEBORG)]), "delprioritering")
    assert [(s.text, s.first) for s in first.work] == [
        ("Almi har under året gett lån till 14 företag i länets byar.", Place(line=11))
    ]
    assert second.work == (
        Statement(
            "plan.txt",
            Place(line=15),
            Place(line=15),
            "Lärcentra har öppnat i tre kommuner, vilket knyter an till delprioritering 2:1 och 2:2.",
            "2023",
        ),
    )


def test_an_appropriation_of_the_same_number_is_no_part() -> None:
    lists = strategy_lists([strategy(GAVLEBORG + "\n\nStöd ges genom anslag 1:1 till företag i hela länet.")])
    assert "2.3" not in {item.number for item in of_kind(lists, "delprioritering")}
    [first] = [item for item in of_kind(lists, "delprioritering") if item.number == "1.1"]
    assert not any("anslag" in statement.text for statement in first.work)


def test_the_work_of_a_priority_is_dated_by_the_year_that_the_words_name() -> None:
    third = of_kind(strategy_lists([strategy(GAVLEBORG)]), "prioritering")[2]
    assert [(statement.text[:27], statement.as_of) for statement in third.work] == [
        ("Bussarna går oftare sedan 2", "2021")
    ]


def test_another_document_of_the_region_tells_of_the_work_under_its_parts() -> None:
    news = "Nyhet\n\nNu bygger vi ett nytt lärcentrum i Ljusdal, en del av delprioritering 2:2 i strategin."
    lists = strategy_lists([strategy(GAVLEBORG), strategy(news, "nyhet.txt", "2024-03-01")])
    assert {found.document for found in lists if found.kind == "prioritering"} == {"plan.txt"}
    part = of_kind(lists, "delprioritering")[2]
    assert (part.work[-1].document, part.work[-1].as_of) == ("nyhet.txt", "2024-03-01")


def test_goals_have_their_goals_below_by_number_with_the_text_under_each() -> None:
    text = """Utvecklingsstrategi

Inledning

Strategin har två mål.

Mål 1: Fler jobb

Vi vill att fler ska ha ett arbete att gå till.

1.1 Starta företag

Det ska vara enkelt att starta företag i hela länet.

1.2 Utbilda för framtiden

Mål 2: Renare luft

2.1 Fler resor med buss"""
    lists = strategy_lists([strategy(text)])
    assert shown(of_kind(lists, "delmål")) == [
        ("1.1", "Starta företag", "Fler jobb"),
        ("1.2", "Utbilda för framtiden", "Fler jobb"),
        ("2.1", "Fler resor med buss", "Renare luft"),
    ]
    assert [statement.text for statement in of_kind(lists, "delmål")[0].work] == [
        "Det ska vara enkelt att starta företag i hela länet."
    ]


def test_bullets_that_the_text_refers_to_by_number_are_numbered_in_english_too() -> None:
    text = """Regional Development Strategy 2021–2030

Our three priorities are:

• Housing for all
• Skills for working life
• Clean industry

How we work

Work on priority 3 began in 2022 with a test plant for fossil-free steel in the harbour. Sub-priority 2.1, to
strengthen adult education, is run together with the municipalities of the county."""
    lists = strategy_lists([strategy(text.replace("to\nstr", "to str"))])
    assert [(item.number, len(item.work)) for item in of_kind(lists, "prioritering")] == [
        ("1", 0),
        ("2", 0),
        ("3", 1),
    ]
    assert shown(of_kind(lists, "delprioritering")) == [
        ("2.1", "strengthen adult education", "Skills for working life")
    ]


def test_a_part_of_a_lettered_area_belongs_to_it() -> None:
    text = """Strategi

Prioriterat område A: Ett växande län

Prioriterat område B: Ett hållbart län

Arbetet inom prioriterat område B2 handlar om vindkraft till havs utanför Söderhamn."""
    items = of_kind(strategy_lists([strategy(text)]), "insatsområde")
    assert shown(items) == [
        ("A", "Ett växande län", None),
        ("B", "Ett hållbart län", None),
        ("B.2", "", "Ett hållbart län"),
    ]

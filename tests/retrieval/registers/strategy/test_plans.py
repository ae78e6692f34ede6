"""The plans that documents name, their years, and which replaced which."""

import pytest

from retrieval.documents import Description, Document, Place
from retrieval.registers.records import Plan, Statement
from retrieval.registers.strategy.plan_names import plans_in
from retrieval.registers.strategy.plans import plans_of
from tests.retrieval.typed import document as typed
from tests.retrieval.typed import unwrapped


def document(text: str, path: str = "ny.txt", published: str = "2022", **described: object) -> Document:
    made = typed(unwrapped(text), path=path, published=published)
    known = {"title": "En sida", "publisher": "Region Gävleborg", "published": published, **described}
    return Document(Description(path, **known), made.blocks, made.digest)  # type: ignore[arg-type]


def shown(plans: tuple[Plan, ...]) -> list[tuple[str, str, int | None, int | None]]:
    return [(plan.name, plan.subject, plan.first_year, plan.last_year) for plan in plans]


@pytest.mark.parametrize(
    ("text", "name", "kind", "subject", "first", "last"),
    [
        (
            "Länet har en ny regional innovationsstrategi 2022–2030.",
            "regional innovationsstrategi 2022–2030",
            "strategi",
            "innovation",
            2022,
            2030,
        ),
        (
            "It follows the Regional Growth Programme (2014-) of the county.",
            "Regional Growth Programme (2014-)",
            "program",
            "tillväxt",
            2014,
            None,
        ),
        ("Arbetet med ”Tågstrategi 2040” är klart.", "Tågstrategi 2040", "strategi", "tåg", None, 2040),
        (
            "Vi följer regional digitaliseringsstrategi 2022-2030 (RDS) i allt.",
            "regional digitaliseringsstrategi 2022-2030 (RDS)",
            "strategi",
            "digitalisering",
            2022,
            2030,
        ),
        (
            "Energi- och klimatstrategi 2020–2030 gäller också.",
            "Energi- och klimatstrategi 2020–2030",
            "strategi",
            "energi och klimat",
            2020,
            2030,
        ),
        (
            "Strategi för besöksnäringen 2021–2025 är antagen.",
            "Strategi för besöksnäringen 2021–2025",
            "strategi",
            "turism",
            2021,
            2025,
        ),
    ],
)
def test_a_plan_is_known_by_its_name_and_years(
    text: str, name: str, kind: str, subject: str, first: int | None, last: int | None
) -> None:
    [found] = plans_in(text)
    assert (found.name, found.kind, found.subject, found.first_year, found.last_year) == (
        name,
        kind,
        subject,
        first,
        last,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Den nationella livsmedelsstrategin 2017–2030 styr.",
        "EU:s skogsstrategi 2030 påverkar länet.",
        "Regionalfondsprogrammet 2021–2027 och programperioden 2021–2027.",
        "Målen i Agenda 2030 nås.",
        "Strategin beslutades 2020 och planen 2021.",
        "Vi arbetar med regionala strategier.",
        "Planer finns för 2024.",
    ],
)
def test_what_others_plan_or_no_name_tells_is_no_plan_of_the_region(text: str) -> None:
    assert list(plans_in(text)) == []


def test_the_same_plan_is_one_whatever_it_is_called_and_the_later_replaced_the_earlier() -> None:
    old = document(
        "The Regional Development Plan (2014-2020) has three goals.", "old.txt", "2015", language="en"
    )
    new = document(
        "Här följs den regionala utvecklingsstrategin, Ett län i rörelse (RUS 2021–2030), upp varje år.\n\n"
        "Målen i RUS 2021–2030 är två. Den regionala utvecklingsstrategin beslutades av fullmäktige."
    )
    later, earlier = plans_of([old, new])
    assert (later.name, later.first_year, later.last_year, later.replaced_by) == (
        "regionala utvecklingsstrategin, Ett län i rörelse (RUS 2021–2030)",
        2021,
        2030,
        None,
    )
    assert len(later.statements) == 3
    assert earlier == Plan(
        "gavleborg-utveckling-2014-2020",
        "Regional Development Plan (2014-2020)",
        "plan",
        "utveckling",
        2014,
        2020,
        later.id,
        (
            Statement(
                "old.txt",
                Place(line=1),
                Place(line=1),
                "The Regional Development Plan (2014-2020) has three goals.",
                "2015",
            ),
        ),
    )


def test_plans_of_two_regions_replace_nothing_of_one_another() -> None:
    ours = document("Regional kulturplan 2019–2022 gäller.", "vi.txt")
    theirs = document("Regional kulturplan 2023–2026 gäller.", "de.txt", publisher="Region Blekinge")
    assert [plan.replaced_by for plan in plans_of([ours, theirs])] == [None, None]


def test_a_document_that_is_a_plan_says_its_own_years_or_the_catalogue_does() -> None:
    told = document(
        "Kulturplan för Blekinge\n\nPlanen gäller från 2023 till 2026.", title="Kulturplan för Blekinge"
    )
    listed = document(
        "Biblioteksplan\n\nText.", title="Biblioteksplan", valid_from="2020-01-01", valid_to="2024-12-31"
    )
    assert shown(plans_of([told])) == [("Kulturplan för Blekinge", "kultur", 2023, 2026)]
    assert shown(plans_of([listed])) == [("Biblioteksplan", "bibliotek", 2020, 2024)]


def test_the_catalogue_and_the_text_say_what_replaced_what() -> None:
    old = document(
        "Serviceprogram 2014–2018\n\nText.", "gammal.txt", "2014", title="Serviceprogram 2014–2018"
    )
    new = document(
        "Regional landsbygdsstrategi 2019–2030\n\nText.",
        title="Regional landsbygdsstrategi 2019–2030",
        replaces=("gammal.txt",),
    )
    by_id = {plan.id: plan.replaced_by for plan in plans_of([old, new])}
    assert by_id["gavleborg-service-2014-2018"] == "gavleborg-landsbygd-2019-2030"
    said = document("Regional skogsstrategi 2021–2030 ersätter regional bioekonomistrategi 2016–2020.")
    plans = {plan.id: plan.replaced_by for plan in plans_of([said])}
    assert plans["gavleborg-bioekonomi-2016-2020"] == "gavleborg-skog-2021-2030"


def test_the_title_gives_the_years_where_it_stands_on_two_lines() -> None:
    title = "Regional utvecklingsstrategi för Gävleborg"
    text = f"{title}\n\n2025–2035\n\nDen regionala utvecklingsstrategin antogs."
    [plan] = plans_of([document(text, published="2024", title=f"{title} 2025–2035")])
    assert (plan.first_year, plan.last_year) == (2025, 2035)
    assert [(s.first, s.last) for s in plan.statements[:1]] == [(Place(line=1), Place(line=3))]

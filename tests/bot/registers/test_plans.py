from dataclasses import replace

from bot.registers.plans import PlanFilter, Successor, plan_row, plans
from tests.bot.registers.given import DOCUMENTS, NEW, OLD, PLANS, TODAY, assistant

DESCRIPTIONS = {document.description.path: document.description for document in DOCUMENTS}
NEWER, OLDER = "utvecklingsstrategi 2020–2030", "utvecklingsplan 2014–2020"


def found(query: str = "", **filters: object) -> list[str]:
    wanted = PlanFilter(query, **filters)  # type: ignore[arg-type]
    return [each.plan.name for each in plans(assistant().retriever, wanted)]


def test_plans_are_found_by_name_by_year_and_by_what_is_said_of_them() -> None:
    assert found() == found("utveckling") == [NEWER, OLDER]
    assert (found("2014"), found("strategi")[0], found("tågtrafik")) == ([OLDER], NEWER, [NEWER])
    assert found("xyzzy") == []


def test_what_was_replaced_is_not_in_force() -> None:
    assert (found(in_force=True), found(in_force=False)) == ([NEWER], [OLDER])
    assert (found(document=NEW), found(document=OLD), found(document="x")) == ([NEWER], [OLDER], [])


def test_a_replaced_plan_names_its_successor_and_its_source() -> None:
    (old,) = plans(assistant().retriever, PlanFilter(in_force=False))
    row = plan_row(old, DESCRIPTIONS, "sv", TODAY)
    assert (row.first_year, row.last_year, row.in_force) == (2014, 2020, False)
    assert row.replaced_by == Successor("ny-plan", NEWER)
    assert [(source.document, source.lines, source.as_of) for source in row.sources] == [
        (OLD, (3, 3), "2018-03-01")
    ]


def test_a_plan_without_a_last_year_holds_while_its_document_does_and_is_then_unknown() -> None:
    asked = assistant()
    undated = replace(PLANS[1], last_year=None, replaced_by=None)
    asked.retriever.plans = [undated]
    assert [each.in_force for each in plans(asked.retriever, PlanFilter())] == [True]
    gone = replace(DESCRIPTIONS[OLD], valid_to="2020")
    asked.snapshot.descriptions = {OLD: gone}  # type: ignore[misc]
    assert [each.in_force for each in plans(asked.retriever, PlanFilter())] == [None]

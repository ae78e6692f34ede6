"""Claims on whether money can be applied for on a day: never open without dates."""

from datetime import date

import pytest

from retrieval.registers.funding.extraction import funding_of
from retrieval.registers.funding.status import status_on
from retrieval.registers.records import Fact, Statement
from tests.retrieval.registers.funding.shown import page


def on(text: str, *days: str, heading: str = "Om oss") -> list[str]:
    """The status of the first record of a page of 2024, on each of the days."""
    record = funding_of([page(heading, text)])[0]
    return [status_on(record, date.fromisoformat(day))[0] for day in days]


def test_a_support_is_open_within_its_window_and_closed_after_it() -> None:
    text = "Resebidraget: ansökan är öppen 1 mars–30 april 2024."
    days = ("2024-02-29", "2024-03-01", "2024-04-30", "2024-05-01")
    assert on(text, *days) == ["unknown", "open", "open", "closed"]


def test_a_last_day_alone_keeps_a_support_open_for_three_months_before_it() -> None:
    text = "Resebidraget söks senast den 15 maj 2024."
    assert on(text, "2024-02-01", "2024-05-15", "2024-05-16") == ["unknown", "open", "closed"]


def test_an_opening_day_alone_opens_nothing() -> None:
    assert (
        on("Ansökan om resebidrag öppnar den 3 februari 2024.", "2024-02-02", "2024-03-01") == ["unknown"] * 2
    )


def test_an_invitation_without_dates_is_never_open() -> None:
    text = "Företag kan söka en innovationscheck."
    record = funding_of([page("Om oss", text)])[0]
    assert record.status == "open"
    assert on(text, "2024-01-01", "2026-01-01") == ["unknown", "unknown"]


def test_what_is_sought_all_year_round_is_open_as_long_as_the_document_is_fresh() -> None:
    text = "Resebidraget kan sökas löpande av alla föreningar."
    assert on(text, "2024-06-01", "2025-06-01", "2026-06-01") == ["open", "open", "unknown"]


def test_a_day_that_comes_every_year_closes_nothing_and_opens_nothing() -> None:
    text = "Resebidraget söks senast den 1 mars varje år."
    assert on(text, "2024-02-01", "2024-04-01") == ["unknown", "unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "Aktivitetsstödet fick 1 mkr under 2022. Stödet förlängdes inte under 2023.",
        "Regeringen drog de tillfälliga krisstöden tillbaka när medlen fördelats.",
        "Resebidraget har upphört.",
        "Såddlånet till företag är pausat.",
        "The Innovation Voucher is now closed.",
    ],
)
def test_what_was_ended_is_closed_on_any_day(text: str) -> None:
    assert on(text, "2020-01-01", "2030-01-01") == ["closed", "closed"]


def test_a_programme_that_runs_invites_nobody_by_that_and_is_closed_after_its_years() -> None:
    text = "Kreativa Europa pågår 2021–2027."
    assert on(text, "2024-01-01", "2028-01-01") == ["unknown", "closed"]


def test_years_of_a_sum_do_not_end_the_support() -> None:
    text = "Företagsstöden förstärks åren 2022-2023 med 75 mnkr."
    assert on(text, "2026-01-01") == ["unknown"]


def test_a_granted_project_is_never_open() -> None:
    text = "Projektet Älvlax beviljades medel från Vinnova 1 mars–30 april 2024."
    assert on(text, "2024-03-15") == ["granted"]


def test_the_answer_names_what_it_rests_on() -> None:
    window = funding_of([page("Om oss", "Resebidraget söks senast den 15 maj 2024.")])[0]
    _, basis = status_on(window, date(2024, 5, 1))
    assert isinstance(basis, Fact)
    assert basis.said == "senast den 15 maj 2024"
    ended = funding_of([page("Om oss", "Resebidraget har upphört.")])[0]
    _, basis = status_on(ended, date(2024, 5, 1))
    assert isinstance(basis, Statement)
    assert basis.text == "Resebidraget har upphört."

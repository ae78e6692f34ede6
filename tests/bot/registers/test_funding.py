from dataclasses import replace
from datetime import date

import pytest

from bot.registers.funding import FundingFilter, Standing, fundings
from bot.registers.funding_rows import BasisRow, funding_row
from retrieval.registers.records import Amount, Fact, Period
from tests.bot.registers.given import CHECK, DOCUMENTS, FUNDING, NEW, OLD, TODAY, assistant

DESCRIPTIONS = {document.description.path: document.description for document in DOCUMENTS}


def found(query: str = "", **filters: object) -> list[str]:
    wanted = FundingFilter(query, **filters)  # type: ignore[arg-type]
    return [each.funding.name for each in fundings(assistant().retriever, wanted)]


def test_without_a_query_all_are_listed_by_name() -> None:
    assert found() == ["Hållbarhetscheck", "Skogsfilm"]


@pytest.mark.parametrize(
    "query", ["hållbarhetscheck", "hållb", "stöd till småföretag", "sustainability", "250 000 kronor", "stöd"]
)
def test_a_support_is_found_by_its_name_by_whom_it_is_for_and_by_what_is_said_of_it(query: str) -> None:
    assert found(query)[0] == "Hållbarhetscheck"


def test_filters_narrow_and_unknown_values_leave_nothing() -> None:
    assert found(kind="project") == found(status="granted") == ["Skogsfilm"]
    assert found(status="open") == found(audience="företag") == ["Hållbarhetscheck"]
    assert found(document=NEW) == found(by="gävleborg") == ["Hållbarhetscheck", "Skogsfilm"]
    assert [found(document=OLD), found(audience="studenter"), found(by="NASA"), found("xyzzy")] == [[]] * 4


def test_only_what_is_open_on_a_day_is_listed_as_open_then() -> None:
    assert found(open_on=date(2026, 6, 1)) == ["Hållbarhetscheck"]


def test_a_row_shows_amounts_and_times_as_printed_and_as_numbers_with_their_source() -> None:
    row = funding_row(Standing(FUNDING[0], "open", CHECK), DESCRIPTIONS, "sv", TODAY)
    assert (row.status, row.status_name, row.status_on) == ("open", "öppet", "2026-11-22")
    assert row.status_basis == BasisRow(CHECK.text, 1)
    (amount,), (window,) = row.amounts, row.windows
    assert (amount.amount, amount.source) == (Amount("250 000 kronor", 250_000, 250_000, "SEK"), 1)
    assert window.period == Period("2026", "2026-01-01", "2026-12-31")
    assert [(source.number, source.document, source.lines) for source in row.sources] == [(1, NEW, (8, 8))]
    assert (row.document, row.lines, row.as_of) == (NEW, (8, 8), "2023")


def test_a_status_that_rests_on_a_window_says_its_words() -> None:
    later = replace(CHECK, text="Ansök 1–31 mars.", document=OLD)
    standing = Standing(FUNDING[0], "closed", Fact("1–31 mars", later))
    row = funding_row(standing, DESCRIPTIONS, "en", TODAY)
    assert (row.status_name, row.status_basis) == ("closed", BasisRow("1–31 mars", 2))
    assert row.sources[1].quote == "Ansök 1–31 mars."

"""The audit over the API."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.admin.actor import Actor
from bot.store.audit import note
from tests.bot.api.admin.conftest import Desk

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVA = Actor("Eva Öst", "editor", "k1", "192.0.2.7")


@pytest.fixture
def viewer(desk: Desk) -> dict[str, str]:
    """The key of a viewer, once 1,200 acts were noted."""
    with desk.administration.writing() as session:
        for number in range(1200):
            note(session, EVA, "document.upload", f"reports/{number:04}.txt", AT + timedelta(hours=number))
        note(session, EVA, "document.change", "=1+1", AT, {"title": None}, {"title": 'A "b", c\nd'})
    return desk.bearer("viewer")


def test_acts_are_read_in_pages_the_newest_first(desk: Desk, viewer: dict[str, str]) -> None:
    asked = {"subject": "reports/", "limit": "2", "offset": "1"}
    page = desk.client.get("/api/admin/audit", params=asked, headers=viewer).json()
    assert (page["total"], page["limit"], page["offset"]) == (1200, 2, 1)
    assert [each["subject"] for each in page["items"]] == ["reports/1198.txt", "reports/1197.txt"]
    assert page["items"][0].keys() >= {"at", "actor", "key", "address", "action", "before", "after"}


def test_a_day_is_the_region_s(desk: Desk, viewer: dict[str, str]) -> None:
    asked = {"since": "2026-03-02", "until": "2026-03-02T00:00:00+00:00", "action": "document"}
    page = desk.client.get("/api/admin/audit", params=asked, headers=viewer).json()
    assert [each["at"] for each in page["items"]] == ["2026-03-01T23:00:00+00:00"]


def test_everything_is_exported_as_lines_of_json(desk: Desk, viewer: dict[str, str]) -> None:
    response = desk.client.get("/api/admin/audit/export", params={"actor": EVA.name}, headers=viewer)
    told = [json.loads(line) for line in response.text.splitlines()]
    assert response.headers["content-type"].startswith("application/jsonl")
    assert [each["subject"] for each in told] == [f"reports/{n:04}.txt" for n in range(1200)] + ["=1+1"]
    assert told[-1]["after"] == {"title": 'A "b", c\nd'}


def test_everything_is_exported_as_a_table_without_formulas(desk: Desk, viewer: dict[str, str]) -> None:
    asked = {"format": "csv", "actor": EVA.name}
    response = desk.client.get("/api/admin/audit/export", params=asked, headers=viewer)
    rows = list(csv.DictReader(io.StringIO(response.text, newline="")))
    assert 'filename="audit.csv"' in response.headers["content-disposition"]
    assert (len(rows), rows[0]["actor"], rows[0]["before"]) == (1201, "Eva Öst", "")
    assert (rows[-1]["subject"], json.loads(rows[-1]["after"])) == ("'=1+1", {"title": 'A "b", c\nd'})


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": "0"},
        {"limit": "201"},
        {"offset": "-1"},
        {"offset": str(2**31)},
        {"since": "yesterday"},
        {"since": "2026-02-30"},
        {"until": "9999-12-31T23:59:59-14:00"},
        {"actor": "a\x00b"},
        {"actor": "x" * 601},
    ],
)
def test_what_cannot_be_meant_is_refused(desk: Desk, asked: dict[str, str]) -> None:
    refused = desk.client.get("/api/admin/audit", params=asked, headers=desk.bearer("viewer"))
    assert refused.status_code == 422


def test_an_export_of_no_known_form_is_refused(desk: Desk) -> None:
    asked = {"format": "xml"}
    response = desk.client.get("/api/admin/audit/export", params=asked, headers=desk.bearer("viewer"))
    assert response.status_code == 422

"""Corrections over the API."""

from typing import Any

import pytest

from tests.bot.api.admin.conftest import Desk

PATH = "/api/admin/corrections"
PHONE = {
    "register": "contacts",
    "record": "Anna Berg",
    "action": "correct",
    "fields": {"phone": "090-99 88 77"},
    "reason": " ny\nväxel ",
}


@pytest.fixture
def editor(desk: Desk) -> dict[str, str]:
    return {"Authorization": f"Bearer {desk.key('editor', 'Eva Lind')}"}


def answer(desk: Desk, question: str) -> str:
    text: str = desk.client.post("/api/ask", json={"question": question}).json()["answer"]
    return text


def make(desk: Desk, editor: dict[str, str], **body: Any) -> Any:
    return desk.client.post(PATH, headers=editor, json=PHONE | body)


def test_a_record_is_corrected_cited_listed_and_undone(desk: Desk, editor: dict[str, str]) -> None:
    asked = "Vad har Anna Berg för telefonnummer?"
    made = make(desk, editor)
    assert made.status_code == 201
    assert made.json()["correction"] | {"at": "?"} == {
        "id": 1,
        "register": "contacts",
        "action": "correct",
        "record": "anna-berg",
        "fields": [{"name": "phone", "value": "090-99 88 77"}],
        "reason": "ny växel",
        "by": "Eva Lind",
        "at": "?",
        "state": "holds",
        "undone_by": None,
        "undone_at": None,
        "has_record": True,
    }
    assert "Anna Berg, bredbandssamordnare" in made.json()["shown"][0]
    assert "090-99 88 77" in answer(desk, asked)
    undone = desk.client.post(f"{PATH}/1/undo", headers=editor)
    assert (undone.status_code, "090-12 34 56" in undone.json()["shown"]) == (200, True)
    assert "090-12 34 56" in answer(desk, asked)
    (listed,) = desk.client.get(PATH, headers=desk.bearer("viewer")).json()["items"]
    assert (listed["id"], listed["state"], listed["undone_by"]) == (1, "undone", "Eva Lind")


def test_a_record_is_added_and_another_withdrawn(desk: Desk, editor: dict[str, str]) -> None:
    fields = {"name": "Cilla Dahl", "title": "hamnchef", "phone": None}
    added = make(desk, editor, action="add", record=None, fields=fields, reason=None)
    assert (added.status_code, added.json()["correction"]["record"]) == (201, "cilla-dahl")
    gone = make(desk, editor, action="withdraw", record="bo-ek", fields={})
    assert (gone.status_code, gone.json()["shown"], gone.json()["masked"]) == (201, [], 1)
    assert "Bo Ek" not in answer(desk, "Vem är kulturchef?")
    assert "Cilla Dahl" in answer(desk, "Vem är hamnchef?")
    found = desk.client.get(PATH, params={"register": "contacts", "state": "holds"}, headers=editor).json()
    assert [each["action"] for each in found["items"]] == ["withdraw", "add"]
    assert desk.client.get(PATH, params={"register": "funding"}, headers=editor).json()["total"] == 0


def test_the_audit_names_the_fields_and_not_what_is_erased(desk: Desk, editor: dict[str, str]) -> None:
    make(desk, editor, action="withdraw", record="bo-ek", fields={})
    desk.client.post(f"{PATH}/1/undo", headers=editor)
    response = desk.client.get("/api/admin/audit", params={"action": "correction"}, headers=editor)
    told = [(each["action"], each["subject"], each["actor"]) for each in response.json()["items"]]
    assert told == [
        ("correction.undo", "contacts/bo-ek", "Eva Lind"),
        ("correction.withdraw", "contacts/bo-ek", "Eva Lind"),
    ]
    assert response.json()["items"][0]["key"]
    assert response.json()["items"][1]["after"] == {"correction": 1, "fields": ["name", "phone", "email"]}
    assert "bo.ek@regionexempel.se" not in response.text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"record": "ana-berk"}, "record"),
        ({"record": None}, "record"),
        ({"fields": {}}, "fields"),
        ({"fields": {"fone": "1"}}, "fields"),
        ({"fields": {"title=x": "y"}}, "fields"),
        ({"fields": {"phone": "090-1"}}, "fields.phone"),
        ({"fields": {"email": "anna"}}, "fields.email"),
        ({"fields": {"title": "x" * 1001}}, "fields.title"),
        ({"fields": {"name": None}}, "fields.name"),
        ({"action": "add"}, "fields.name"),
        ({"action": "add", "fields": {"name": "日本", "title": "x"}}, "fields.name"),
        ({"action": "add", "fields": {"name": "Anna Berg", "title": "x"}}, "record"),
        ({"action": "withdraw", "record": "###", "fields": {"name": "No Body"}}, "record"),
        ({"register": "people"}, None),
        ({"fields": {"title": "x" * 2001}}, None),
        ({"fields": {f"f{number}": "x" for number in range(21)}}, None),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(
    desk: Desk, editor: dict[str, str], change: dict[str, Any], field: str | None
) -> None:
    refused = make(desk, editor, **change)
    assert (refused.status_code, refused.json().get("field")) == (422, field)
    assert desk.client.get(PATH, headers=editor).json()["total"] == 0


def test_only_what_holds_is_undone(desk: Desk, editor: dict[str, str]) -> None:
    make(desk, editor)
    statuses = [desk.client.post(f"{PATH}/{n}/undo", headers=editor).status_code for n in (1, 1, 2, 2**31)]
    assert statuses == [200, 409, 404, 422]

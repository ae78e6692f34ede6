"""Keys over the API."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from bot.admin.keys import revoke_key
from bot.admin.refusal import AdminRefused
from tests.bot.api.admin.conftest import EVA, Desk


def keys_in(desk: Desk, owner: dict[str, str]) -> dict[str, Any]:
    """The keys by name."""
    page = desk.client.get("/api/admin/keys", headers=owner).json()
    assert page["total"] == len(page["items"])
    return {each["name"]: each for each in page["items"]}


def test_a_key_is_made_shown_once_used_and_revoked(desk: Desk) -> None:
    owner = desk.bearer("owner")
    wanted = {"name": " Eva\u00a0 Lind ", "role": "editor", "expires_at": "2999-12-31"}
    response = desk.client.post("/api/admin/keys", headers=owner, json=wanted)
    made = response.json()
    assert (response.status_code, response.headers["cache-control"]) == (201, "no-store")
    assert re.fullmatch(r"rv_[\w-]{43}", made["key"])
    assert (made["name"], made["expires_at"]) == ("Eva Lind", "2999-12-30T23:00:00+00:00")
    own = {"Authorization": f"Bearer {made['key']}"}
    assert desk.client.get("/api/admin/settings", headers=own).status_code == 200
    known = keys_in(desk, owner)["Eva Lind"]
    assert (known["id"], known["role"], known["state"], known["created_by"]) == (
        made["id"],
        "editor",
        "valid",
        "owner",
    )
    ended = desk.client.delete(f"/api/admin/keys/{made['id']}", headers=owner)
    assert (ended.status_code, ended.json()["state"]) == (200, "revoked")
    assert desk.client.get("/api/admin/settings", headers=own).status_code == 401
    assert desk.client.delete(f"/api/admin/keys/{made['id']}", headers=owner).json() == ended.json()


def test_a_key_stands_nowhere_once_it_was_shown(desk: Desk) -> None:
    owner = desk.bearer("owner")
    made = desk.client.post("/api/admin/keys", headers=owner, json={"name": "a", "role": "viewer"}).json()
    desk.administration.beside.flush()
    with closing(sqlite3.connect(desk.administration.settings.data / "regionsvar.sqlite")) as database:
        kept = "\n".join(database.iterdump())
    assert made["id"] in kept
    assert made["key"] not in kept
    assert made["key"] not in desk.client.get("/api/admin/audit", headers=owner).text


def test_every_change_of_keys_is_noted(desk: Desk) -> None:
    owner = desk.bearer("owner")
    made = desk.client.post("/api/admin/keys", headers=owner, json={"name": "a", "role": "viewer"}).json()
    for _ in range(2):  # the second time nothing changes
        desk.client.delete(f"/api/admin/keys/{made['id']}", headers=owner)
    told = desk.client.get("/api/admin/audit", params={"subject": made["id"]}, headers=owner).json()["items"]
    valid = {"name": "a", "role": "viewer", "state": "valid", "expires_at": None}
    assert [(each["action"], each["actor"], each["address"]) for each in told] == [
        ("key.revoke", "owner", "testclient"),
        ("key.create", "owner", "testclient"),
    ]
    assert [(each["before"], each["after"]) for each in told] == [
        (valid, valid | {"state": "revoked"}),
        (None, valid),
    ]


def test_the_last_owner_cannot_lock_everybody_out(desk: Desk) -> None:
    desk.key("owner", "gone", age=timedelta(days=2), lasts=timedelta(days=1))
    desk.revoked_key("owner")
    owner = desk.bearer("owner")
    own = keys_in(desk, owner)["owner"]["id"]
    refused = desk.client.delete(f"/api/admin/keys/{own}", headers=owner)
    assert (refused.status_code, "regionsvar admin revoke-key" in refused.json()["remedy"]) == (409, True)
    desk.key("owner", "another")
    assert desk.client.delete(f"/api/admin/keys/{own}", headers=owner).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "a", "role": "admin"}, None),
        ({"name": "", "role": "viewer"}, None),
        ({"name": "\u200b", "role": "viewer"}, "name"),
        ({"name": "a", "role": "viewer", "expires_at": "2020-01-01"}, "expires_at"),
        ({"name": "a", "role": "viewer", "expires_at": "2027-13-01"}, None),
        ({"name": "a", "role": "viewer", "expires_at": "0001-01-01T00:00:00+14:00"}, None),
        ({"name": "a", "role": "viewer", "expires_at": "2027-01-01T00:00:00"}, None),
    ],
)
def test_a_key_of_another_form_is_refused(desk: Desk, body: dict[str, str], field: str | None) -> None:
    owner = desk.bearer("owner")
    refused = desk.client.post("/api/admin/keys", headers=owner, json=body)
    assert (refused.status_code, refused.json().get("field")) == (422, field)
    assert set(keys_in(desk, owner)) == {"owner"}


def test_a_key_that_is_not_there_is_told(desk: Desk) -> None:
    owner = desk.bearer("owner")
    assert desk.client.delete("/api/admin/keys/0123456789abcdef", headers=owner).status_code == 404
    assert desk.client.delete("/api/admin/keys/nonsense", headers=owner).status_code == 422


def test_the_last_use_is_kept_as_exactly_as_a_minute(desk: Desk) -> None:
    def last_used() -> str | None:
        desk.administration.beside.flush()
        with closing(sqlite3.connect(desk.administration.settings.data / "regionsvar.sqlite")) as database:
            used: str | None = database.execute("SELECT last_used_at FROM admin_keys").fetchone()[0]
            return used

    def wind_back(to: str) -> None:
        with closing(sqlite3.connect(desk.administration.settings.data / "regionsvar.sqlite")) as database:
            database.execute("UPDATE admin_keys SET last_used_at = ?", (to,))
            database.commit()

    viewer = desk.bearer("viewer")
    assert last_used() is None
    desk.client.get("/api/admin/settings", headers=viewer)
    first = last_used()
    assert first is not None
    moment = desk.administration.now() - timedelta(seconds=30)
    wind_back(moment.isoformat(timespec="seconds"))
    desk.client.get("/api/admin/settings", headers=viewer)
    assert last_used() == moment.isoformat(timespec="seconds")
    wind_back("2026-01-01T00:00:00+00:00")
    desk.client.get("/api/admin/settings", headers=viewer)
    assert str(last_used()) >= first


def test_two_owners_who_revoke_each_other_at_once_do_not_both_succeed(desk: Desk) -> None:
    owners = [desk.bearer("owner"), desk.bearer("owner")]
    listed = desk.client.get("/api/admin/keys", headers=owners[0]).json()["items"]
    ids = [each["id"] for each in listed]

    def revoke(key_id: str) -> str:
        try:
            with desk.administration.writing() as session:
                return revoke_key(session, key_id, EVA, desk.administration.now()).state
        except AdminRefused as error:
            return error.fault

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(revoke, ids)) == ["conflict", "revoked"]

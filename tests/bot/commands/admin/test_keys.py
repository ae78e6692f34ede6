"""`regionsvar admin create-key`, `keys`, `revoke-key` and `audit` as an administrator calls them."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.bot.commands.admin.conftest import Desk
from tests.bot.conftest import Ended, regionsvar


def admin(root: Path, *arguments: str) -> Ended:
    return regionsvar(["admin", *arguments], root, REGIONSVAR_DATA=str(root / "data"), LOGNAME="eva")


def test_a_first_key_is_made_without_an_index_a_server_or_a_key(tmp_path: Path) -> None:
    assert admin(tmp_path, "keys").out.startswith("No key was made yet")
    assert admin(tmp_path, "audit").out == "Nothing of that kind was done.\n"
    assert not (tmp_path / "data").exists()
    made = admin(tmp_path, "create-key", "--name", "Eva", "--role", "owner", "--json")
    (told,) = made.objects
    assert (made.status, made.err) == (0, "")
    assert re.fullmatch(r"rv_[\w-]{43}", told["key"])
    listed = admin(tmp_path, "keys")
    assert told["key"] not in listed.out
    assert f"{told['id']}  Eva   owner  valid" in listed.out


def test_a_key_is_made_listed_and_revoked(desk: Desk) -> None:
    said = desk("create-key", "--name", "Bo", "--role", "viewer", "--expires", "2099-12-31")
    assert re.fullmatch(r"Key \w{16} for Bo \(viewer\)\. It is shown .*:\nrv_[\w-]{43}\n", said.out)
    known = {each["name"]: each for each in desk.json("keys")["items"]}
    assert known["Bo"]["state"] == "valid"
    assert "2100-01-01 00:00  never" in desk("keys").out
    assert desk.json("revoke-key", known["Bo"]["id"])["state"] == "revoked"
    again = desk("revoke-key", known["Bo"]["id"])
    assert (again.status, again.out.startswith("Key ")) == (0, True)
    missing = desk("revoke-key", "0" * 16)
    assert (missing.status, f"There is no key with the id {'0' * 16}." in missing.err) == (1, True)
    wrong = desk("revoke-key", "nonsense")
    assert (wrong.status, "id: String should match pattern" in wrong.err) == (2, True)


def test_the_last_owners_key_is_revoked_at_the_machine_alone(there: Desk, at_server: Desk) -> None:
    (own,) = there.json("keys")["items"]
    refused = there("revoke-key", own["id"])
    assert (refused.status, refused.out) == (1, "")
    assert at_server.json("revoke-key", own["id"])["state"] == "revoked"
    ended = there("keys")
    assert (ended.status, "The key was revoked. Send the header" in ended.err) == (1, True)


def test_what_was_done_is_told_and_exported(desk: Desk) -> None:
    before = desk.json("audit")["total"]
    first = desk.json("create-key", "--name", "Eva", "--role", "owner")
    desk("revoke-key", first["id"])
    page = desk.json("audit", "--limit", "2")
    assert [each["action"] for each in page["items"]] == ["key.revoke", "key.create"]
    assert {each["actor"] for each in page["items"]} == {"eva"}
    assert page["items"][0]["address"] == ("127.0.0.1" if desk.elsewhere else None)
    assert desk.json("audit", "--action", "key.revoke")["total"] == 1
    assert desk("audit", "--since", "2999-01-01").out == "Nothing of that kind was done.\n"
    told = desk("audit").out
    assert f"key.create  eva  {first['id']}" in told
    assert "state valid -> revoked" in told or "revoked_at - -> 20" in told
    lines = [json.loads(line) for line in desk("audit", "--export", "jsonl").out.splitlines()]
    assert [each["action"] for each in lines][before:] == ["key.create", "key.revoke"]
    rows = list(csv.DictReader(desk("audit", "--export", "csv").out.splitlines()))
    assert [each["subject"] for each in rows][before:] == [first["id"], first["id"]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--name", "Eva", "--role", "boss"), "viewer"),
        (
            ("--name", "Eva", "--role", "owner", "--expires", "2020-01-01"),
            "The key would have expired at 2020-01-01T23:00:00+00:00. Name a time to come.",
        ),
        (("--name", "x" * 101, "--role", "owner"), "name: String should have at most 100 characters."),
    ],
)
def test_a_wrong_call_is_refused_in_words(here: Desk, arguments: tuple[str, ...], said: str) -> None:
    ended = here("create-key", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert said in " ".join(ended.err.split())

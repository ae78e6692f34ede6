"""`regionsvar admin create-key`, `keys`, `revoke-key` and `audit` as an administrator calls them."""

import csv
import re
from pathlib import Path

from tests.bot.conftest import Ended, regionsvar


def admin(root: Path, *arguments: str) -> Ended:
    return regionsvar(["admin", *arguments], root, REGIONSVAR_DATA=str(root / "data"))


def test_a_key_is_made_listed_and_revoked_without_an_index(tmp_path: Path) -> None:
    assert admin(tmp_path, "keys").out.startswith("No key was made yet")
    assert not (tmp_path / "data").exists()
    made = admin(tmp_path, "create-key", "--name", "Eva", "--role", "owner", "--json")
    (told,) = made.objects
    assert (made.status, made.err) == (0, "")
    assert re.fullmatch(r"rv_[\w-]{43}", told["key"])
    said = admin(tmp_path, "create-key", "--name", "Bo", "--role", "viewer", "--expires", "2999-12-31")
    assert re.fullmatch(r"Key \w{16} for Bo \(viewer\)\. It is shown .*:\nrv_[\w-]{43}\n", said.out)
    listed = admin(tmp_path, "keys")
    assert told["key"] not in listed.out
    assert f"{told['id']}  Eva, owner, valid, made " in listed.out
    assert "until 3000-01-01 00:00, never used" in listed.out
    ended = admin(tmp_path, "revoke-key", told["id"], "--json")  # the last owner's: here it may be meant
    assert [each["state"] for each in ended.objects] == ["revoked"]
    states = {each["name"]: each["state"] for each in admin(tmp_path, "keys", "--json").objects[0]}
    assert states == {"Eva": "revoked", "Bo": "valid"}


def test_what_was_done_is_told_and_exported(tmp_path: Path) -> None:
    assert admin(tmp_path, "audit").out == "Nothing of that kind was done.\n"
    assert not (tmp_path / "data").exists()
    (first,) = admin(tmp_path, "create-key", "--name", "Eva", "--role", "owner", "--json").objects
    admin(tmp_path, "revoke-key", first["id"])
    told = admin(tmp_path, "audit").out.splitlines()
    assert [line.split("  ")[2:4] for line in told] == [
        ["key.revoke", first["id"]],
        ["key.create", first["id"]],
    ]
    (page,) = admin(tmp_path, "audit", "--action", "key.create", "--json").objects
    assert (page["total"], page["items"][0]["after"]["name"]) == (1, "Eva")
    assert admin(tmp_path, "audit", "--since", "2999-01-01").out == "Nothing of that kind was done.\n"
    lines = admin(tmp_path, "audit", "--export", "jsonl").objects
    assert [each["action"] for each in lines] == ["key.create", "key.revoke"]
    rows = list(csv.DictReader(admin(tmp_path, "audit", "--export", "csv").out.splitlines()))
    assert [each["subject"] for each in rows] == [first["id"], first["id"]]


def test_a_wrong_call_is_refused_in_words(tmp_path: Path) -> None:
    role = admin(tmp_path, "create-key", "--name", "Eva", "--role", "boss")
    assert (role.status, "viewer" in role.err) == (2, True)
    past = admin(tmp_path, "create-key", "--name", "Eva", "--role", "owner", "--expires", "2020-01-01")
    assert (past.status, past.out) == (1, "")
    assert "The key would have expired at 2020-01-01T23:00:00+00:00. Name a time to come." in past.err
    gone = admin(tmp_path, "revoke-key", "nonsense")
    assert (gone.status, "There is no key with the id nonsense." in gone.err) == (1, True)

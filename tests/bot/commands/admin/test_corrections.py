"""`regionsvar admin corrections` as an administrator calls it."""

from pathlib import Path
from typing import Any

from tests.bot.commands.admin.conftest import Desk
from tests.bot.conftest import DOCUMENTS

NUMBER = "Vad har Anna Berg för telefonnummer?"


def answer(desk: Desk, question: str) -> str:
    text: Any = desk.json("try", question)["answer"]["answer"]
    return str(text)


def test_a_number_is_corrected_listed_and_undone(desk: Desk) -> None:
    by = () if desk.elsewhere else ("--by", "Eva Lind")
    name = "eva" if desk.elsewhere else "Eva Lind"
    said = desk("corrections", "correct", "contacts", "Anna Berg", "--set", "phone=090-99 88 77", *by)
    assert said.status == 0, said.err
    assert "Correction 1 is kept. Shown now: Anna Berg, bredbandssamordnare," in said.out
    answered = answer(desk, NUMBER)
    assert "telefon 090-99 88 77" in answered
    assert f"({name}), rad 1" in answered
    (kept,) = desk.json("corrections")["items"]
    assert (kept["id"], kept["action"], kept["by"], kept["has_record"]) == (1, "correct", name, True)
    undone = desk("corrections", "undo", "1")
    assert undone.out.startswith("Correction 1 is undone. Shown now: Anna Berg,")
    assert "090-12 34 56" in answer(desk, NUMBER)
    assert "undone by eva" in desk("corrections", "list").out
    twice = desk("corrections", "undo", "1")
    assert (twice.status, "Nothing was undone: " in twice.err) == (1, True)


def test_a_withdrawal_says_from_how_many_passages_and_the_person_is_gone(desk: Desk) -> None:
    said = desk("corrections", "withdraw", "contacts", "bo-ek", "--reason", "slutat")
    assert said.out == "Correction 1 is kept. bo-ek is shown no more; text is hidden in 1 passages.\n"
    assert "Bo Ek" not in answer(desk, "Vem är kulturchef?")
    added = desk("corrections", "add", "contacts", "--set", "name=Bo Ek", "--set", "title=x")
    assert (added.status, "Bo Ek was withdrawn" in added.err) == (2, True)


def test_what_is_wrong_is_told_keeps_nothing_and_makes_no_database(here: Desk) -> None:
    said = here("corrections", "correct", "contacts", "anna-berk", "--set", "title=x", "--json")
    assert (said.status, said.out) == (2, "")
    assert "there is no 'anna-berk' in contacts; nearest are anna-berg" in said.err
    assert "Mend that and send it again." in said.err
    register = here("corrections", "correct", "people", "anna-berg", "--set", "title=x")
    assert (register.status, "register: Input should be 'contacts'" in register.err) == (2, True)
    assert here("corrections").out == "Nothing was corrected, added or withdrawn.\n"


def test_looking_makes_no_database(here: Desk) -> None:
    for look in ("corrections", "documents", "jobs", "sources", "snapshots", "settings", "audit", "probes"):
        assert here(look).status == 0
    assert not (Path(here.environment["REGIONSVAR_DATA"]) / "regionsvar.sqlite").exists()
    assert [each["path"] for each in here.json("documents")["items"]] == sorted(DOCUMENTS)


def test_elsewhere_the_key_says_who_acts(there: Desk) -> None:
    said = there("corrections", "undo", "1", "--by", "Bo")
    assert (said.status, "--by: a server names whoever acts by the key." in said.err) == (2, True)

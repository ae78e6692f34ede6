"""`regionsvar admin corrections` as an administrator calls it."""

import shutil
from pathlib import Path

import pytest

from bot.assistant import Asked
from bot.settings import Settings
from bot.wiring import Serving
from tests.bot.conftest import Ended, Indexed, regionsvar


@pytest.fixture
def region(indexed: Indexed, tmp_path: Path) -> Settings:
    """The small corpus with a data folder of its own."""
    data = tmp_path / "data"
    shutil.copytree(indexed.data, data, ignore=shutil.ignore_patterns("regionsvar.sqlite*"))
    return indexed.settings.model_copy(update={"data": data})


def corrections(region: Settings, *arguments: str) -> Ended:
    return regionsvar(
        ["admin", "corrections", *arguments],
        region.data.parent,
        REGIONSVAR_CORPUS=str(region.corpus),
        REGIONSVAR_DATA=str(region.data),
        REGIONSVAR_TODAY="2026-11-22",
    )


def answer(region: Settings, question: str) -> str:
    with Serving(region) as serving:
        return serving.answer(Asked(question)).answer


def test_a_number_is_corrected_listed_and_undone(region: Settings) -> None:
    asked = "Vad har Anna Berg för telefonnummer?"
    said = corrections(
        region, "correct", "contacts", "Anna Berg", "--set", "phone=090-99 88 77", "--by", "Eva Lind"
    )
    assert said.status == 0
    assert "Correction 1 is kept. Shown now: Anna Berg, bredbandssamordnare," in said.out
    assert "telefon 090-99 88 77" in answer(region, asked)
    assert "[1] Rättelse 2026-11-22 (Eva Lind), rad 1" in answer(region, asked)
    listed = corrections(region, "--json").objects[0]
    assert [(each["id"], each["action"], each["by"], each["has_record"]) for each in listed] == [
        (1, "correct", "Eva Lind", True)
    ]
    undone = corrections(region, "undo", "1")
    assert (undone.status, undone.out.startswith("Correction 1 is undone. Shown now: Anna Berg,")) == (
        0,
        True,
    )
    assert "090-12 34 56" in answer(region, asked)
    assert "undone by" in corrections(region, "list").out


def test_a_withdrawal_says_from_how_many_passages_and_the_person_is_gone(region: Settings) -> None:
    said = corrections(region, "withdraw", "contacts", "bo-ek", "--reason", "slutat")
    assert said.out == "Correction 1 is kept. bo-ek is shown no more; text is hidden in 1 passages.\n"
    assert "Bo Ek" not in answer(region, "Vem är kulturchef?")
    added = corrections(region, "add", "contacts", "--set", "name=Bo Ek", "--set", "title=x")
    assert (added.status, "Bo Ek was withdrawn" in added.err) == (2, True)


def test_what_is_wrong_is_told_keeps_nothing_and_makes_no_database(region: Settings) -> None:
    said = corrections(region, "correct", "contacts", "anna-berk", "--set", "title=x")
    assert (said.status, said.out) == (2, "")
    assert (
        "The correction was not kept. there is no 'anna-berk' in contacts; nearest are anna-berg" in said.err
    )
    assert corrections(region).out == "Nothing was corrected, added or withdrawn.\n"
    assert not (region.data / "regionsvar.sqlite").exists()

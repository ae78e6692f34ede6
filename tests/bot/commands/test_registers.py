import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.wiring import Serving
from tests.bot.api.test_api import call
from tests.bot.commands.test_serve import address_told_by, serving_child
from tests.bot.conftest import Indexed, environment_with, regionsvar

TERMINAL = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
ANNA = "Anna Berg · bredbandssamordnare · 090-12 34 56 · anna.berg@regionexempel.se · Kontakter, line 5"
BO = "Bo Ek · kulturchef · 090-65 43 21 · bo.ek@regionexempel.se · Kontakter, line 9"


def lines(printed: str) -> list[str]:
    """The lines without the organisation, which the small corpus only hints at."""
    return [line.replace(" · regionexempel.se", "") for line in printed.splitlines()]


@pytest.fixture
def settings(indexed: Indexed) -> dict[str, str]:
    return {
        "REGIONSVAR_CORPUS": str(indexed.corpus),
        "REGIONSVAR_DATA": str(indexed.data),
        "REGIONSVAR_TODAY": "2026-11-22",
    }


def in_terminal(arguments: list[str], columns: int, cwd: Path, settings: dict[str, str]) -> list[str]:
    """What a terminal of this width shows, colours apart."""
    import pty

    outer, inner = pty.openpty()
    environment = environment_with(settings) | {"COLUMNS": str(columns), "TERM": "xterm"}
    command = [str(Path(sys.executable).with_name("regionsvar")), *arguments]
    subprocess.run(command, cwd=cwd, env=environment, stdout=inner, stderr=subprocess.DEVNULL, timeout=60)
    os.close(inner)
    shown = os.read(outer, 65536).decode()
    os.close(outer)
    return [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines()]


def test_contacts_are_lines_for_other_programs_with_nothing_cut_away(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    ended = regionsvar(["contacts"], tmp_path, **settings, COLUMNS="20")
    assert (ended.status, ended.err) == (0, "")
    assert lines(ended.out) == [ANNA, BO]


def test_a_query_of_several_words_finds_the_best_first(tmp_path: Path, settings: dict[str, str]) -> None:
    ended = regionsvar(["contacts", "chef", "för", "kultur"], tmp_path, **settings)
    assert lines(ended.out) == [BO]


@pytest.mark.parametrize("register", ["contacts", "priorities", "plans", "funding"])
def test_json_is_what_the_interface_for_programs_sends(
    register: str, tmp_path: Path, settings: dict[str, str], serving: Serving
) -> None:
    ended = regionsvar([register, "--json", "--limit", "1"], tmp_path, **settings)
    assert ended.objects == [call(serving, "GET", f"/api/{register}?limit=1").json()]


@pytest.mark.parametrize(
    "arguments",
    [
        ["contacts", "xyzzy"],
        ["contacts", "--year", "1999"],
        ["priorities", "--kind", "colour"],
        ["funding", "--status", "open", "--for", "studenter"],
    ],
)
def test_nothing_found_is_said_and_is_no_failure(
    arguments: list[str], tmp_path: Path, settings: dict[str, str]
) -> None:
    ended = regionsvar(arguments, tmp_path, **settings)
    assert (ended.status, ended.out) == (0, "Nothing in the register fits.\n")


def test_what_is_left_out_is_told_beside_the_lines(tmp_path: Path, settings: dict[str, str]) -> None:
    ended = regionsvar(["contacts", "--limit", "1", "--language", "sv"], tmp_path, **settings)
    assert lines(ended.out) == [ANNA.replace("line", "rad")]
    assert ended.err == "1 av 2 visas; --limit och --offset visar fler.\n"


def test_those_who_are_shown_are_written_as_cards(tmp_path: Path, settings: dict[str, str]) -> None:
    ended = regionsvar(["contacts", "--area", "kultur", "--vcard", "kort.vcf"], tmp_path, **settings)
    written = (tmp_path / "kort.vcf").read_bytes().decode()
    assert (ended.status, ended.err) == (0, "1 cards written to kort.vcf.\n")
    assert re.findall(r"FN:(.*)\r\n", written) == ["Bo Ek"]


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    ended = regionsvar(["contacts", "--vcard", "none/kort.vcf"], tmp_path, **settings)
    assert (ended.status, ended.err) == (
        1,
        "The file cannot be written: none/kort.vcf: No such file or directory\n",
    )


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["contacts", "--as-of", "soon"], "such as 2023 or"),
        (["contacts", "--limit", "0"], "greater than or equal to 1"),
        (["priorities", "--number", "one"], "1, 1.1 or 1:1"),
        (["funding", "--status", "maybe"], "unknown"),
        (["funding", "--open-on", "soon"], "%Y-%m-%d"),
    ],
)
def test_a_malformed_filter_is_wrong_usage_with_the_remedy(
    arguments: list[str], remedy: str, tmp_path: Path
) -> None:
    ended = regionsvar(arguments, tmp_path)
    assert ended.status == 2
    assert remedy in ended.err


@TERMINAL
def test_a_wide_terminal_shows_a_table(tmp_path: Path, settings: dict[str, str]) -> None:
    heading, _, *rows = in_terminal(["contacts"], 120, tmp_path, settings)
    assert heading.split("  ")[0] == "Name"
    assert [re.split(r"\s{2,}", row.replace("  regionexempel.se", "")) for row in rows] == [
        ["Anna Berg", "bredbandssamordnare", "090-12 34 56", "Kontakter, line 5"],
        ["", "anna.berg@regionexempel.se"],
        ["Bo Ek", "kulturchef", "090-65 43 21", "Kontakter, line 9"],
        ["", "bo.ek@regionexempel.se"],
    ]


@TERMINAL
def test_a_narrow_terminal_shows_a_block_for_each(tmp_path: Path, settings: dict[str, str]) -> None:
    shown = in_terminal(["contacts", "berg"], 40, tmp_path, settings)
    assert [line for line in shown if line != "  regionexempel.se"] == [
        "Anna Berg",
        "  bredbandssamordnare",
        "  090-12 34 56",
        "  anna.berg@regionexempel.se",
        "  Kontakter, line 5",
    ]


def test_a_list_and_a_card_come_over_a_real_connection(indexed: Indexed, tmp_path: Path) -> None:
    with serving_child(indexed, tmp_path) as child:
        _, address = address_told_by(child)
        page = httpx.get(f"{address}/api/contacts", params={"query": "kultur"}, timeout=30).json()
        card = httpx.get(f"{address}/api/contacts/{page['items'][0]['id']}.vcf", timeout=30)
    assert [item["name"] for item in page["items"]] == ["Bo Ek"]
    assert card.headers["content-type"] == "text/vcard; charset=utf-8"
    assert "FN:Bo Ek\r\nN:Ek;Bo;;;\r\n" in card.text

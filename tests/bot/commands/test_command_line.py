import json
from pathlib import Path

import pytest

from tests.bot.conftest import Indexed, regionsvar, write_corpus

QUESTION = "Vem arbetar med bredband?"


@pytest.fixture
def settings(indexed: Indexed) -> dict[str, str]:
    return {
        "REGIONSVAR_CORPUS": str(indexed.corpus),
        "REGIONSVAR_DATA": str(indexed.data),
        "REGIONSVAR_TODAY": "2026-11-22",
    }


def test_a_first_question_builds_the_index_and_tells_so_on_standard_error_alone(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    first = regionsvar(["ask", QUESTION], tmp_path, REGIONSVAR_CORPUS=str(corpus))
    again = regionsvar(["ask", QUESTION], tmp_path, REGIONSVAR_CORPUS=str(corpus))
    assert (first.status, again.status) == (0, 0)
    assert "Reading the documents" in first.err.splitlines()
    assert again.err == ""
    assert first.out == again.out
    assert "Anna Berg" in first.out
    assert "\x1b" not in first.out
    assert {path.name for path in tmp_path.iterdir()} == {"corpus", "var"}


def test_an_answer_as_json_is_the_object_of_the_contract(tmp_path: Path, settings: dict[str, str]) -> None:
    ended = regionsvar(["ask", "--json", QUESTION], tmp_path, **settings)
    (answer,) = ended.objects
    assert ended.status == 0
    assert (answer["status"], answer["language"], answer["mode"]) == ("answered", "sv", "record")
    assert answer["citations"][0]["document"] == "contacts.md"
    assert answer["contacts"][0]["email"] == "anna.berg@regionexempel.se"
    assert "trace" not in answer


def test_the_trace_is_added_where_it_is_asked_for(tmp_path: Path, settings: dict[str, str]) -> None:
    (answer,) = regionsvar(["ask", "--json", "--trace", QUESTION], tmp_path, **settings).objects
    assert answer["trace"]["decision"]


def test_a_question_may_come_as_several_words(tmp_path: Path, settings: dict[str, str]) -> None:
    (answer,) = regionsvar(["ask", "--json", "--", *QUESTION.split()], tmp_path, **settings).objects
    assert answer["question"] == QUESTION


def test_a_batch_is_answered_in_order_under_its_own_ids(tmp_path: Path, settings: dict[str, str]) -> None:
    lines = [
        {"id": "b", "question": QUESTION},
        {"id": "a", "question": "och hans mejl?", "history": ["vem är kulturchef?"]},
        {"id": 3, "question": "When did the regional library open?"},
    ]
    (tmp_path / "batch.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    ended = regionsvar(["ask", "--batch", "batch.jsonl"], tmp_path, **settings)
    assert ended.status == 0
    assert [answer["id"] for answer in ended.objects] == ["b", "a", 3]
    assert "bo.ek@regionexempel.se" in ended.objects[1]["answer"]
    assert "1998" in ended.objects[2]["answer"]
    assert ended.objects[2]["language"] == "en"


def test_search_lists_passages_without_an_answer(tmp_path: Path, settings: dict[str, str]) -> None:
    ended = regionsvar(["search", "--json", "--top", "2", "bidrag till fiber"], tmp_path, **settings)
    (found,) = ended.objects
    assert set(found) == {"id", "hits", "took_ms"}
    assert set(found["hits"][0]) == {"document", "lines", "heading", "score"}
    assert found["hits"][0]["document"] == "bredband.md"
    first, last = found["hits"][0]["lines"]
    assert first <= 9 <= last
    assert len(found["hits"]) == 2


def test_a_batch_of_searches_takes_either_name_of_id_and_text(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    (tmp_path / "q.jsonl").write_text(
        '{"_id": "q1", "text": "bidrag till fiber"}\n{"id": "q2", "question": "library"}\n'
    )
    ended = regionsvar(["search", "--batch", "q.jsonl"], tmp_path, **settings)
    assert [(found["id"], found["hits"][0]["document"]) for found in ended.objects] == [
        ("q1", "bredband.md"),
        ("q2", "culture.md"),
    ]


def test_an_ingest_says_what_changed(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    (corpus / "scan.pdf").write_bytes(b"%PDF-1.4 broken")
    first = regionsvar(["ingest", "--json"], tmp_path, REGIONSVAR_CORPUS=str(corpus))
    (report,) = first.objects
    assert (report["outcome"], report["documents"], len(report["added"])) == ("built", 3, 4)
    assert report["refused"][0]["reason"] == "broken"
    (corpus / "culture.md").unlink()
    dry = regionsvar(["ingest", "--dry-run", "--json"], tmp_path, REGIONSVAR_CORPUS=str(corpus)).objects[0]
    assert (dry["outcome"], dry["removed"]) == ("would_build", ["culture.md"])
    shown = regionsvar(["status"], tmp_path, REGIONSVAR_CORPUS=str(corpus)).out
    assert "refused: scan.pdf: the file is damaged" in shown
    assert "removed: culture.md" in shown


def test_status_shows_the_index_and_no_secret(tmp_path: Path, settings: dict[str, str]) -> None:
    ended = regionsvar(["status", "--json"], tmp_path, **settings, REGIONSVAR_TELEGRAM_TOKEN="1:hemligt")
    (found,) = ended.objects
    assert found["snapshot"]["documents"] == 3
    assert found["corpus"]["state"] == "indexed"
    assert found["settings"]["REGIONSVAR_TELEGRAM_TOKEN"] == "(set)"
    assert "hemligt" not in ended.out


def test_status_before_anything_is_indexed_builds_nothing(tmp_path: Path) -> None:
    ended = regionsvar(["status"], tmp_path)
    assert ended.status == 0
    assert "Nothing is indexed yet" in ended.out
    assert "REGIONSVAR_CORPUS" in ended.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "environment", "status", "said"),
    [
        (["ask"], {}, 2, "Give a question"),
        (["ask", "x", "--batch", "y"], {}, 2, "not both"),
        (["ask", "--batch", "nowhere.jsonl"], {}, 2, "nowhere.jsonl: No such file"),
        (["ask", "--batch", "broken.jsonl"], {}, 2, "broken.jsonl, line 2: not JSON"),
        (["search", "x", "--top", "0"], {}, 2, "--top"),
        (["nonsense"], {}, 2, "nonsense"),
        (["ask", "x"], {"REGIONSVAR_PORT": "eight"}, 2, "REGIONSVAR_PORT"),
        (["telegram"], {}, 2, "REGIONSVAR_TELEGRAM_TOKEN"),
        (["ask", "x"], {"REGIONSVAR_CORPUS": "nowhere"}, 1, "nowhere is not a folder"),
        (["ask", "x"], {"REGIONSVAR_LEXICON": "nowhere.tsv"}, 1, "nowhere.tsv"),
    ],
)
def test_what_goes_wrong_is_said_in_words_with_its_status(
    arguments: list[str], environment: dict[str, str], status: int, said: str, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "docs_corpus")
    (tmp_path / "broken.jsonl").write_text('{"id": 1, "question": "x"}\nnot JSON\n')
    ended = regionsvar(arguments, tmp_path, **environment)
    assert ended.status == status
    assert said in " ".join(ended.err.split())
    assert "Traceback" not in ended.err
    assert ended.out == ""


def test_help_names_every_command(tmp_path: Path) -> None:
    ended = regionsvar(["--help"], tmp_path)
    named = {line.split()[0] for line in ended.out.splitlines() if line.startswith("  ")}
    assert {"ask", "search", "ingest", "serve", "telegram", "evaluate", "benchmark", "status"} <= named

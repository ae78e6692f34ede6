import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bot.conftest import Ended, Indexed, regionsvar
from tests.openai_api.scripted import Reply, Request, failing
from tests.openai_api.server import OpenAiApi

QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "Q1",
        "lang": "sv",
        "kind": "contact",
        "level": 1,
        "question": "Vem arbetar med bredband?",
        "must": [["Anna Berg"]],
        "evidence": [{"doc": "contacts.md", "lines": [5, 5]}],
        "answerable": True,
    },
    {
        "id": "Q2",
        "lang": "en",
        "kind": "fact",
        "level": 2,
        "question": "When did the regional library open?",
        "must": [["1897"]],
        "evidence": [{"doc": "culture.md", "lines": [3, 3]}],
        "answerable": True,
    },
    {
        "id": "Q3",
        "lang": "sv",
        "kind": "unanswerable",
        "level": 1,
        "question": "Vad tjänar regiondirektören i Skåne?",
        "must": [],
        "evidence": [],
        "answerable": False,
    },
]


def evaluate(indexed: Indexed, folder: Path, *arguments: str, own: Mapping[str, str] | None = None) -> Ended:
    (folder / "gold.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    folders = {"REGIONSVAR_CORPUS": str(indexed.corpus), "REGIONSVAR_DATA": str(indexed.data)}
    return regionsvar(["evaluate", "gold.jsonl", *arguments], folder, **folders, **(own or {}))


def test_a_run_is_told_in_figures_and_by_question(indexed: Indexed, tmp_path: Path) -> None:
    (run,) = evaluate(indexed, tmp_path, "--json").objects
    assert run["passed"]["all"] == {"count": 2, "of": 3, "share": 0.6667}
    assert run["passed"]["language en"]["count"] == 0
    assert run["recall"]["5"] == {"count": 2, "of": 2, "share": 1.0}
    assert (run["rightly_silent"]["share"], run["wrongly_refused"]["share"]) == (1.0, 0.0)
    assert [(result["id"], result["passed"]) for result in run["results"]] == [
        ("Q1", True),
        ("Q2", False),
        ("Q3", True),
    ]
    assert run["results"][1]["faults"] == ["lacks '1897'"]


def test_the_table_names_the_failed_questions_and_their_faults(indexed: Indexed, tmp_path: Path) -> None:
    shown = evaluate(indexed, tmp_path).out
    assert "lacks '1897'" in shown
    assert "recall@5" in shown
    assert "\x1b" not in shown


def test_a_run_is_compared_with_an_earlier_one(indexed: Indexed, tmp_path: Path) -> None:
    assert evaluate(indexed, tmp_path, "--save", "run.json").status == 0
    run = json.loads((tmp_path / "run.json").read_text())
    run["results"][0]["faults"] = ["lacks 'Anna Berg'"]
    run["results"][1] |= {"faults": [], "rank": None}
    (tmp_path / "run.json").write_text(json.dumps(run))
    (now,) = evaluate(indexed, tmp_path, "--json", "--compare", "run.json").objects
    assert now["comparison"] == {"better": ["Q1"], "worse": ["Q2"], "nearer": ["Q2"], "farther": []}


def test_a_broken_floor_fails_the_command_after_the_report(indexed: Indexed, tmp_path: Path) -> None:
    floors = {"pass_rate": 0.7, "recall_at_5": 0.9, "wrongly_refused_max": 0.0}
    (tmp_path / "floors.json").write_text(json.dumps(floors))
    ended = evaluate(indexed, tmp_path, "--floors", "floors.json")
    assert ended.status == 1
    assert "pass_rate is 0.667, at least 0.700 is asked" in ended.err
    assert "recall_at_5" not in ended.err
    assert "recall@5" in ended.out


def test_floors_that_hold_are_not_mentioned(indexed: Indexed, tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"pass_rate": 0.6}')
    ended = evaluate(indexed, tmp_path, "--floors", "floors.json")
    assert (ended.status, ended.err) == (0, "")


def test_an_unknown_floor_and_a_broken_question_are_wrong_usage(indexed: Indexed, tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"pass_rat": 0.6}')
    assert evaluate(indexed, tmp_path, "--floors", "floors.json").status == 2
    (tmp_path / "short.jsonl").write_text('{"id": "Q1", "question": "x"}\n')
    ended = regionsvar(["evaluate", "short.jsonl"], tmp_path)
    assert ended.status == 2
    assert "short.jsonl, line 1" in ended.err


def test_vectors_may_be_weighed_and_the_ranking_still_finds_what_words_find(
    indexed: Indexed, tmp_path: Path
) -> None:
    (run,) = evaluate(indexed, tmp_path, "--json", "--vectors", "0.2").objects
    assert run["recall"]["5"]["share"] == 1.0
    assert evaluate(indexed, tmp_path, "--vectors", "-1").status == 2


def written(request: Request) -> Reply:
    """True of what it is shown, with one invented sentence."""
    if "<<<" not in request.prompt:
        return Reply('{"ok": true}')
    return Reply("The regional library opened in 1998 [1]. It lends 400 films [1].")


def test_with_a_model_the_run_tells_what_was_written_kept_and_shown(indexed: Indexed, tmp_path: Path) -> None:
    with OpenAiApi() as server:
        server.script = written
        own = {
            "REGIONSVAR_CHAT_MODEL": "liten",
            "REGIONSVAR_OPENAI_BASE_URL": server.url,
            "REGIONSVAR_MODEL_PRICE_PROMPT": "1000000",
            "REGIONSVAR_MODEL_CALLS_PER_DAY": "1",
        }
        (run,) = evaluate(indexed, tmp_path, "--json", "--at-once", "2", own=own).objects
    model = run["model"]
    assert model["asked_of_the_model"] == {"count": 1, "of": 3, "share": 0.3333}
    assert model["faithfulness"] == {"count": 1, "of": 2, "share": 0.5}
    assert model["kept_whole"] == {"count": 0, "of": 1, "share": 0.0}
    assert model["evidence_inside"] == {"count": 2, "of": 2, "share": 1.0}
    assert (model["fallen"], model["failures"]) == ({"number": 1}, {})
    assert (model["differ"], model["better"], model["worse"]) == (["Q2"], [], [])
    assert model["passed"]["all"] == run["passed"]["all"]
    assert model["cost"]["all"] == model["prompt_tokens"]["max"] > 100
    (told,) = (each for each in model["results"] if each["id"] == "Q2")
    assert told["answer"].startswith("The regional library opened in 1998 [1].")
    assert "400" not in told["answer"]
    assert 0 < told["first_ms"] < told["total_ms"]
    assert told["prompts"][0].startswith("answer.en.")


def test_a_models_failures_are_counted_by_what_went_wrong(indexed: Indexed, tmp_path: Path) -> None:
    with OpenAiApi() as server:
        server.script = lambda _: failing(401)
        own = {"REGIONSVAR_CHAT_MODEL": "liten", "REGIONSVAR_OPENAI_BASE_URL": server.url}
        (tmp_path / "floors.json").write_text('{"faithfulness": 0.5, "model_pass_rate": 0.6}')
        ended = evaluate(indexed, tmp_path, "--floors", "floors.json", own=own)
    assert "Failures: unauthorised 1" in ended.out
    assert ended.status == 1
    assert "faithfulness is 0.000, at least 0.500 is asked" in ended.err
    assert "model_pass_rate" not in ended.err


def test_a_floor_for_a_model_needs_one(indexed: Indexed, tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"faithfulness": 0.0}')
    ended = evaluate(indexed, tmp_path, "--floors", "floors.json")
    assert ended.status == 1
    assert "no model is configured" in ended.err

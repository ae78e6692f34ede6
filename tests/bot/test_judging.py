"""The verdicts are those of the gold questions' own script, wherever that lies beside the repository."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Asked, Assistant
from bot.evaluation import Share, figures_of, result_of
from bot.judging import Evidence, Said, details_of, expected_from, faults
from bot.wiring import Serving

SHARED = Path(__file__).parents[3] / "shared" / "gold"
beside = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="../shared/gold is not beside the repository"
)


def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / "dev.jsonl").read_text("utf-8").splitlines()]


def judge_of_the_script() -> Callable[[dict[str, Any], dict[str, Any] | None], list[str]]:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    judge: Callable[[dict[str, Any], dict[str, Any] | None], list[str]] = module.judge
    return judge


def replies_to(question: dict[str, Any]) -> Iterator[dict[str, Any] | None]:
    """A right answer, and every way we know of to spoil it."""
    cited = [{"document": e["doc"], "lines": e["lines"]} for e in question["evidence"]] or [{"document": "x"}]
    first, last = question["evidence"][0]["lines"] if question["evidence"] else (1, 1)
    document = cited[0]["document"]
    said = ". ".join(group[-1] for group in question["must"])
    right = {"status": "answered", "answer": said, "citations": cited}
    yield None
    yield right
    for status in ("not_found", "refused", "clarify"):
        yield right | {"status": status}
    for text in (
        said.upper(),
        said.replace(" ", "\n> "),
        said.replace("-", "–").replace('"', "”"),
        "**" + said + "**",
        said.replace(" ", ""),
        " ".join(f"{group[0]}9" for group in question["must"]),
        " ".join(f"{group[0]}x" for group in question["must"]),
        said[1:],
        said + " " + " ".join(question["must_not"]),
        said + "x" * 1300,
        said + " a@b.se c@d.se e@f.se g@h.se",
        "070-857 57 65, +46 (0)90-16 37 00",
        None,
    ):
        yield right | {"answer": text}
    for lines in (
        [first, last],
        [last + 2, last + 2],
        [last + 3, last + 3],
        [max(1, first - 50), last],
        None,
        [],
    ):
        yield right | {"citations": [{"document": document, "lines": lines}]}
    yield right | {"citations": [{"document": "other.txt", "lines": [1, 1]}] * 5 + cited}
    yield right | {"citations": [{"document": Path(document).name, "lines": [first, first]}]}
    yield right | {"citations": None}


@beside
def test_every_verdict_is_that_of_the_script() -> None:
    judge = judge_of_the_script()
    for question in gold():
        expected = expected_from(question)
        for reply in replies_to(question):
            assert (not faults(expected, reply)) == (not judge(question, reply)), (question["id"], reply)


@beside
def test_the_figures_are_those_of_the_script(serving: Serving, tmp_path: Path) -> None:
    with serving.assistant() as assistant:
        answers = [(question, answered(assistant, question)) for question in gold()]
    lines = [json.dumps(reply.as_object() | {"id": question["id"]}) for question, reply in answers]
    (tmp_path / "answers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command: list[str | Path] = [
        sys.executable,
        SHARED / "score.py",
        SHARED / "dev.jsonl",
        tmp_path / "answers.jsonl",
        "--json",
    ]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    theirs = json.loads(printed[: printed.rindex("}") + 1])
    ours = figures_of([result_of(expected_from(q), reply, [], frozenset(), 0.0) for q, reply in answers])
    for group, share in ours.passed.items():
        figure = theirs[group.replace("language", "lang")]
        assert (group, share) == (group, Share(figure["passed"], figure["of"]))
    assert ours.cited.count == theirs["evidence cited"]["passed"]
    assert ours.wrongly_refused.count == theirs["wrongly refused"]["passed"]


def answered(assistant: Assistant, question: dict[str, Any]) -> Any:
    return assistant.answer(Asked(question["question"], tuple(question["history"])))


def test_a_short_fact_must_be_a_word_of_its_own_and_a_number_not_part_of_another() -> None:
    said = Said("Sedan 2015 finns 14 kommuner och 1 250 projekt.")
    assert said.holds("14")
    assert not said.holds("25")
    assert said.holds("1250 projekt") is False
    assert said.holds("2015")


def test_large_numbers_are_the_same_with_and_without_gaps() -> None:
    assert Said("Stödet är 35 000 kronor.").holds("35000 kronor")
    assert Said("Stödet är 35000 kronor.").holds("35 000 kronor")


def test_a_telephone_number_is_the_same_in_every_customary_form() -> None:
    assert Said("Ring +46 (0)90-12 34 56.").holds("090-123456")
    assert not Said("Ring 090-12 34 57.").holds("090-123456")


def test_a_citation_points_at_evidence_within_two_lines_and_is_not_too_wide() -> None:
    evidence = Evidence("reports/a.txt", 100, 110)
    assert evidence.is_cited_by({"document": "a.txt", "lines": [112, 120]})
    assert not evidence.is_cited_by({"document": "a.txt", "lines": [113, 120]})
    assert not evidence.is_cited_by({"document": "a.txt", "lines": [80, 125]})
    assert not evidence.is_cited_by({"document": "b.txt", "lines": [100, 110]})


def test_contact_details_are_found_in_any_form() -> None:
    assert details_of("Mejla Bo.Ek@x.se. Ring +46 90 12 34 56.") == {"bo.ek@x.se", "090123456"}

"""What users could not find, from the command line; and the probe questions."""

import httpx
import pytest

from bot.assistant import Asked
from bot.settings import Settings
from bot.store.given import GivenAnswers
from bot.wiring import Serving
from tests.bot.commands.admin.conftest import Desk

QUESTION = "Var ligger simhallen i Exempelstad?"
ANSWER = "Simhallen ligger på Badgatan 3."
SOURCE = "Fritidsnämndens beslut 2026-10-01, § 14"


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """Somebody asked in vain."""
    if desk.elsewhere:
        url = desk.environment["REGIONSVAR_ADMIN_URL"]
        assert httpx.post(f"{url}/api/ask", json={"question": QUESTION}).json()["status"] == "not_found"
        return desk
    settings = Settings.model_construct(data=desk.folder / "data")
    with Serving(settings) as serving:
        given = GivenAnswers(settings)
        given.keep(serving.answer(Asked(QUESTION)))
        given.flush()
    return desk


def test_a_question_is_answered_and_found(asked: Desk) -> None:
    (found,) = asked.json("questions", "--standing", "open")["items"]
    short = found["fingerprint"][:12]
    assert short in asked("questions").out
    shown = asked("question", short).out
    assert shown.startswith(f"question: {QUESTION}\nid: {found['fingerprint']}\nstanding: open\n")
    assert "near: " in shown
    assert asked.json("out-of-scope", short)["standing"] == "out_of_scope"
    assert asked.json("reopen", short)["standing"] == "open"
    said = ("--answer", ANSWER, "--source", SOURCE, "--valid-to", "2999-12-31")
    made = asked.json("answer", short, *said)
    assert (made["question"]["standing"], made["job"]["state"]) == ("answered", "done")
    assert made["document"]["state"] == "indexed"
    assert asked.json("try", QUESTION)["answer"]["answer"].startswith(ANSWER)


def test_an_answer_may_come_before_anybody_asks(here: Desk) -> None:
    question = ("--question", "När öppnar nästa ansökan?", "--answer", "I mars.", "--source", SOURCE)
    made = here.json("answer", *question, "--no-index")
    assert (made["job"], made["question"]) == (None, None)
    assert f"path: {made['document']['path']}\n" in here("documents", "show", made["document"]["path"]).out


def test_a_question_must_be_named_so_that_it_is_one(asked: Desk) -> None:
    said = ("--answer", ANSWER, "--source", SOURCE)
    none = asked("question", "zzz")
    assert (none.status, "zzz: No question begins so." in none.err) == (2, True)
    without = asked("answer", *said)
    assert (without.status, "Give a question's ID, or --question TEXT." in without.err) == (2, True)
    unknown = asked("out-of-scope", "0" * 64)
    assert (unknown.status, unknown.out) == (1, "")


def test_probe_questions_are_set_from_a_file_and_listed(desk: Desk) -> None:
    file = desk.folder / "probes.jsonl"
    file.write_text('{"question": "Vem arbetar med bredband?", "documents": ["contacts.md"]}\n\n')
    assert desk("probes").out == "There are none of that kind.\n"
    assert desk("probes", "--set", "probes.jsonl").out == "Asked from now on: 1 probe questions.\n"
    assert [each["documents"] for each in desk.json("probes")["items"]] == [["contacts.md"]]
    assert "Vem arbetar med bredband?" in desk("probes").out
    file.write_text('{"question": "?"}\n')
    wrong = desk("probes", "--set", "probes.jsonl")
    assert (wrong.status, "items.0.documents: Field required." in wrong.err) == (2, True)
    file.write_text("{\n")
    broken = desk("probes", "--set", "probes.jsonl")
    assert (broken.status, "The file cannot be used." in broken.err) == (2, True)

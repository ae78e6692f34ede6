"""An answer while it comes: its status, what was checked, and at last the whole of it."""

import json
from typing import Any

from fastapi.testclient import TestClient

from bot.app import create_app
from bot.wiring import Serving
from tests.bot.conftest import Indexed
from tests.openai_api.server import OpenAiApi

QUESTION = "Hur många projekt beviljades stöd till fiber 2022?"
TRUE = "Under 2022 fick 14 projekt stöd till fiber [1]."


def events(serving: Serving, body: dict[str, Any]) -> list[tuple[str, Any]]:
    with TestClient(create_app(serving)) as client:
        given = client.post("/api/ask/stream", json=body)
        assert given.status_code == 200
        assert given.headers["content-type"].startswith("text/event-stream")
    found = []
    for block in given.text.replace("\r\n", "\n").strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        found.append((fields["event"], json.loads(fields["data"])))
    return found


def test_without_a_model_the_answer_comes_by_its_paragraphs(serving: Serving) -> None:
    told = events(serving, {"question": QUESTION})
    names = [name for name, _ in told]
    assert (names[0], names[-1]) == ("status", "answer")
    answer = told[-1][1]
    said = "\n\n".join(data["text"] for name, data in told if name == "delta")
    assert answer["answer"].startswith(said)
    assert answer["mode"] == "quoted"


def test_with_a_model_only_what_was_checked_comes_before_the_whole(indexed: Indexed) -> None:
    with OpenAiApi() as server:
        server.says('{"ok": true}', f"{TRUE} Ring 090-99 99 99 [1].")
        own = {"chat_model": "liten", "openai_base_url": server.url}
        with Serving(indexed.settings.model_copy(update=own)) as serving:
            told = events(serving, {"question": QUESTION})
    assert [data["text"] for name, data in told if name == "delta"] == [TRUE]
    assert told[-1][1]["mode"] == "generated"
    assert "090-99" not in json.dumps(told)


def test_a_question_of_the_wrong_form_is_refused_before_the_stream(serving: Serving) -> None:
    with TestClient(create_app(serving)) as client:
        assert client.post("/api/ask/stream", json={"question": 1}).status_code == 422


def test_what_keeps_us_from_answering_is_told_as_a_problem(indexed: Indexed, tmp_path: Any) -> None:
    empty = indexed.settings.model_copy(update={"data": tmp_path})
    with Serving(empty) as serving:
        told = events(serving, {"question": QUESTION})
    assert told[-1][0] == "problem"
    assert told[-1][1]["status"] == 503

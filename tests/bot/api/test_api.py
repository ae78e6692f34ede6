import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import create_app
from bot.assistant import Asked
from bot.http_limits import LONGEST_BODY
from bot.wiring import Serving
from tests.bot.conftest import Indexed


def call(serving: Serving, method: str, path: str, **how: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(serving), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **how)

    return asyncio.run(send())


def ask(serving: Serving, **body: Any) -> httpx.Response:
    return call(serving, "POST", "/api/ask", json=body)


def unready(tmp_path: Path, indexed: Indexed) -> Serving:
    return Serving(indexed.settings.model_copy(update={"data": tmp_path / "none"}))


def test_a_question_is_answered_with_the_object_that_the_command_line_prints(serving: Serving) -> None:
    response = ask(serving, question="Vem arbetar med bredband?", conversation="c1")
    expected = serving.answer(Asked("Vem arbetar med bredband?", conversation="c1")).as_object()
    answer = response.json()
    assert response.status_code == 200
    assert answer.keys() == expected.keys()
    assert answer["citations"][0]["lines"] == [5, 5]
    assert (answer["conversation"], answer["answer"]) == ("c1", expected["answer"])


def test_earlier_turns_and_the_language_count(serving: Serving) -> None:
    answer = ask(serving, question="och hans mejl?", history=["vem är kulturchef?"], language="en").json()
    assert answer["language"] == "en"
    assert "bo.ek@regionexempel.se" in answer["answer"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": 7},
        {"question": "x" * 4001},
        {"question": "x", "history": ["y"] * 21},
        {"question": "x", "language": "de"},
    ],
)
def test_a_request_of_another_form_is_a_problem_that_repeats_no_value(
    serving: Serving, body: dict[str, Any]
) -> None:
    response = ask(serving, **body)
    problem = response.json()
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert (problem["status"], problem["title"]) == (422, "Unprocessable Entity")
    assert set(problem["errors"][0]) == {"loc", "msg"}


def test_a_body_that_is_too_long_is_turned_away(serving: Serving) -> None:
    response = call(serving, "POST", "/api/ask", content=b"x" * (LONGEST_BODY + 1))
    assert (response.status_code, response.json()["status"]) == (413, 413)
    assert response.headers["content-type"] == "application/problem+json"


def test_what_is_not_there_and_what_is_not_allowed_are_problems(serving: Serving) -> None:
    missing, wrong = call(serving, "GET", "/api/nothing"), call(serving, "GET", "/api/ask")
    assert [r.headers["content-type"] for r in (missing, wrong)] == ["application/problem+json"] * 2
    assert [r.status_code for r in (missing, wrong)] == [404, 405]


def test_ready_only_with_an_index_but_alive_always(
    serving: Serving, indexed: Indexed, tmp_path: Path
) -> None:
    empty = unready(tmp_path, indexed)
    assert [call(s, "GET", "/health/ready").status_code for s in (serving, empty)] == [200, 503]
    assert [call(s, "GET", "/health/live").status_code for s in (serving, empty)] == [200, 200]


def test_without_an_index_a_question_gets_a_problem_and_no_path(indexed: Indexed, tmp_path: Path) -> None:
    response = ask(unready(tmp_path, indexed), question="Vem arbetar med bredband?")
    assert (response.status_code, response.headers["content-type"]) == (503, "application/problem+json")
    assert str(tmp_path) not in response.text


def test_a_fault_of_ours_tells_a_reference_and_nothing_else(indexed: Indexed) -> None:
    class Broken(Serving):
        def answer(self, asked: Asked) -> Any:
            raise ValueError(f"secret of {asked.text}")

    response = ask(Broken(indexed.settings), question="Vem?")
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert "reference" in response.json()["detail"]
    assert "secret" not in response.text


def test_the_documents_are_listed_and_read_with_an_anchor_a_line(serving: Serving) -> None:
    listed = call(serving, "GET", "/api/documents").json()
    read = call(serving, "GET", "/api/documents/culture.md").json()
    assert [document["path"] for document in listed] == ["bredband.md", "contacts.md", "culture.md"]
    assert read["title"] == "Culture in Region Exempel"
    pieces = [piece for passage in read["passages"] for piece in passage["pieces"]]
    (line,) = [piece["text"] for piece in pieces if piece["anchor"] == "L3"]
    assert line.startswith("The regional library opened in 1998 and lends music")


@pytest.mark.parametrize("path", ["nothing.md", "../conftest.py", "%2e%2e/data/current"])
def test_only_documents_are_read(serving: Serving, path: str) -> None:
    assert call(serving, "GET", f"/api/documents/{path}").status_code == 404


def test_the_interface_describes_itself(serving: Serving) -> None:
    described = call(serving, "GET", "/api/openapi.json").json()
    assert {"/api/ask", "/api/documents", "/api/documents/{path}", "/health/live", "/health/ready"} <= set(
        described["paths"]
    )
    assert "trace" not in described["components"]["schemas"]["AnswerOut"]["properties"]

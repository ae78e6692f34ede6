"""What programs say of answers that they were given."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from bot.app import create_app
from bot.wiring import Serving
from tests.bot.conftest import Indexed


@pytest.fixture
def app(indexed: Indexed, tmp_path: Path) -> Iterator[FastAPI]:
    url = f"sqlite:///{tmp_path}/own.sqlite"
    settings = indexed.settings.model_copy(update={"database_url": SecretStr(url)})
    with Serving(settings) as serving:
        yield create_app(serving)


def kept(tmp_path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(tmp_path / "own.sqlite")) as database:
        return database.execute(query).fetchall()


def test_an_answer_is_judged_and_judged_anew(app: FastAPI, tmp_path: Path) -> None:
    with TestClient(app) as client:
        answer = client.post("/api/ask", json={"question": "Vem arbetar med bredband?"}).json()
        bad = {"answer": answer["id"], "verdict": "bad", "reason": "för gammalt"}
        assert client.post("/api/feedback", json=bad).json() == {"status": "kept"}
        good = {"answer": answer["id"], "verdict": "good"}
        assert client.post("/api/feedback", json=good).status_code == 200
    assert kept(tmp_path, "SELECT answer, verdict, reason FROM feedback") == [(answer["id"], "good", None)]
    rows = kept(tmp_path, "SELECT question, status, snapshot, decision IS NULL, shown, chat_id FROM answers")
    assert rows == [("Vem arbetar med bredband?", "answered", answer["snapshot"], 0, None, None)]


def test_an_unknown_answer_is_a_problem(app: FastAPI) -> None:
    with TestClient(app) as client:
        refused = client.post("/api/feedback", json={"answer": "none", "verdict": "good"})
    assert refused.status_code == 404
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("change", [{"verdict": "so-so"}, {"answer": None}, {"reason": "x" * 1001}])
def test_feedback_of_another_form_is_a_problem(app: FastAPI, change: dict[str, Any]) -> None:
    with TestClient(app) as client:
        response = client.post("/api/feedback", json={"answer": "x", "verdict": "good", **change})
    assert response.status_code == 422


def test_questions_are_answered_while_the_database_is_away(
    indexed: Indexed, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    away = SecretStr(f"sqlite:///{tmp_path}/own.sqlite")
    settings = indexed.settings.model_copy(update={"database_url": away})
    with Serving(settings) as serving, TestClient(create_app(serving)) as client:
        assert serving.ready()  # what was corrected is known by now
        (tmp_path / "own.sqlite").mkdir()
        answer = client.post("/api/ask", json={"question": "Vem arbetar med bredband?"})
        refused = client.post("/api/feedback", json={"answer": answer.json()["id"], "verdict": "good"})
    assert (answer.status_code, refused.status_code) == (200, 503)
    assert "not written" in caplog.text

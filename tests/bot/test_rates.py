"""What is counted of answers and of a model's part in them, as /metrics gives it."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from bot.answer import Answer
from bot.app import create_app
from bot.assistant import Asked
from bot.listening import NobodyListens
from bot.rates import Rates
from bot.settings import Settings
from bot.verifying.source import Fault as SentenceFault
from bot.wiring import Serving
from tests.bot.conftest import Indexed
from tests.openai_api.scripted import Reply, failing
from tests.openai_api.server import OpenAiApi

QUESTION = "Hur många projekt beviljades stöd till fiber 2022?"
TRUE = "Under 2022 fick 14 projekt stöd till fiber [1]."
LIE = "Ring 090-99 99 99 [1]."
ANSWER = Answer("1", "Vem?", "sv", "answered", "record", "Anna.", took_ms=7.0)
LINE = re.compile(r"(?P<name>[a-z_]+)(?:\{(?P<labels>.*)\})? (?P<value>\S+)")


def read(text: str) -> dict[str, float]:
    """Every value by its name and labels, without the times when counting began."""
    lines = [LINE.fullmatch(line) for line in text.splitlines() if not line.startswith("#")]
    assert all(lines)
    values = {f"{m['name']}{{{m['labels'] or ''}}}": float(m["value"]) for m in lines if m}
    return {name: value for name, value in values.items() if "_created" not in name}


def answering(answer: Answer) -> Callable[[Asked], Answer]:
    return lambda _: answer


def test_answers_are_counted_by_channel_mode_and_status() -> None:
    rates = Rates(None)
    asked = Asked("Vem?", channel="telegram")
    silent = replace(ANSWER, mode=None, status="not_found")
    for answer in (ANSWER, ANSWER, silent):
        assert rates.counted(asked, answering(answer)) is answer
    found = read(rates.exposition().decode())
    assert found['regionsvar_answers_total{channel="telegram",mode="record",status="answered"}'] == 2
    assert found['regionsvar_answers_total{channel="telegram",mode="none",status="not_found"}'] == 1
    assert found['regionsvar_answer_seconds_bucket{le="0.01",mode="record"}'] == 2
    assert not any("model" in name for name in found)


@pytest.mark.parametrize(("error", "status"), [(ValueError("broken"), "failed"), (NobodyListens(), "left")])
def test_what_could_not_be_answered_is_counted_and_raised(error: Exception, status: str) -> None:
    rates = Rates(None)

    def fail(_: Asked) -> Answer:
        raise error

    with pytest.raises(type(error)):
        rates.counted(Asked("Vem?", channel="api"), fail)
    counted = read(rates.exposition().decode())
    assert counted[f'regionsvar_answers_total{{channel="api",mode="none",status="{status}"}}'] == 1


@pytest.fixture
def server() -> Iterator[OpenAiApi]:
    with OpenAiApi() as opened:
        opened.says('{"ok": true}')
        yield opened


def asked_of(settings: Settings, times: int = 1) -> dict[str, float]:
    """What /metrics says after so many questions over the interface."""
    with Serving(settings) as serving, TestClient(create_app(serving)) as client:
        for _ in range(times):
            assert client.post("/api/ask", json={"question": QUESTION}).status_code == 200
        given = client.get("/metrics")
    assert given.status_code == 200
    assert given.headers["content-type"].startswith("text/plain")
    return read(given.text)


def with_model(indexed: Indexed, server: OpenAiApi, tmp_path: Path, **own: Any) -> Settings:
    """With a count of the day's calls of its own."""
    database = SecretStr(f"sqlite:///{tmp_path}/counted.sqlite")
    chosen = {"chat_model": "liten", "openai_base_url": server.url, "model_price_reply": 1000.0, **own}
    return indexed.settings.model_copy(update={"database_url": database, **chosen})


def test_what_a_model_wrote_is_counted_by_what_became_of_it(
    indexed: Indexed, server: OpenAiApi, tmp_path: Path
) -> None:
    server.says(f"{TRUE} {LIE}", LIE, "INGET SVAR")
    found = asked_of(with_model(indexed, server, tmp_path, model_calls_per_day=1_000_000), 3)
    assert found['regionsvar_answers_total{channel="api",mode="generated",status="answered"}'] == 1
    assert found['regionsvar_answers_total{channel="api",mode="quoted",status="answered"}'] == 2
    assert found['regionsvar_model_sentences_total{verdict="kept"}'] == 1
    assert sum(v for n, v in found.items() if n.startswith("regionsvar_model_sentences_total")) == 3
    assert found['regionsvar_model_quoted_instead_total{reason="unsupported"}'] == 1
    assert found['regionsvar_model_quoted_instead_total{reason="silent"}'] == 1
    assert found["regionsvar_model_first_sentence_seconds_count{}"] == 1
    assert found['regionsvar_model_tokens_total{kind="prompt"}'] > 300
    assert found["regionsvar_model_cost_total{}"] == pytest.approx(
        found['regionsvar_model_tokens_total{kind="reply"}'] / 1000
    )
    assert found["regionsvar_model_resting{}"] == 0
    assert found["regionsvar_model_calls_left{}"] == 999_997
    assert "regionsvar_model_cost_left{}" not in found


def test_failures_are_counted_and_a_model_that_rests_is_seen_to(
    indexed: Indexed, server: OpenAiApi, tmp_path: Path
) -> None:
    server.script = lambda _: failing(401)
    found = asked_of(with_model(indexed, server, tmp_path), 2)
    assert found['regionsvar_model_failures_total{fault="unauthorised"}'] == 1
    assert found['regionsvar_model_failures_total{fault="resting"}'] == 1
    assert found['regionsvar_model_quoted_instead_total{reason="failure"}'] == 2
    assert found["regionsvar_model_resting{}"] == 1


def test_without_a_model_the_answers_alone_are_counted(indexed: Indexed) -> None:
    found = asked_of(indexed.settings)
    assert {name.partition("{")[0] for name in found} == {
        "regionsvar_answers_total",
        "regionsvar_answer_seconds_bucket",
        "regionsvar_answer_seconds_count",
        "regionsvar_answer_seconds_sum",
    }


def test_labels_hold_nothing_that_was_asked_or_answered(
    indexed: Indexed, server: OpenAiApi, tmp_path: Path
) -> None:
    known = {"api", "generated", "answered", "kept", "prompt", "reply", "+Inf", *SentenceFault.__args__}  # type: ignore[attr-defined]
    server.replies(Reply(f"{TRUE} {LIE}"))
    values = {
        value
        for name in asked_of(with_model(indexed, server, tmp_path))
        for value in re.findall(r'"([^"]*)"', name)
    }
    assert {value for value in values if not re.fullmatch(r"[0-9.]+", value)} <= known


def test_who_only_asks_on_the_command_line_imports_nothing_that_counts() -> None:
    told = "import sys, bot.wiring; print('prometheus_client' in sys.modules, 'sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]

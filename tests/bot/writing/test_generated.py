"""Answers that a model writes, over real HTTP: fluent where they hold, quoted where they do not."""

import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from bot.answer import Answer
from bot.assistant import Asked
from bot.models.capabilities import FOLDER
from bot.settings import Settings
from bot.wiring import Serving
from tests.bot.conftest import Indexed
from tests.openai_api.scripted import Reply, failing
from tests.openai_api.server import OpenAiApi

QUESTION = "Hur många projekt beviljades stöd till fiber 2022?"
TRUE = "Under 2022 fick 14 projekt stöd till fiber [1]."
ENGLISH = "How many projects were granted support for fibre in 2022?"
TRUE_ENGLISH = "In 2022, 14 projects were granted support for fibre [1]."
SHARED = {"model_first_s": 3.0, "model_gap_s": 1.0}


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """What the first call imports is no part of what is measured."""
    import langchain_openai  # noqa: F401


@pytest.fixture
def server(indexed: Indexed) -> Iterator[OpenAiApi]:
    shutil.rmtree(indexed.data / FOLDER, ignore_errors=True)  # a server before may have had the same port
    with OpenAiApi() as opened:
        opened.says('{"ok": true}')  # the first look at what the endpoint can do
        yield opened


def settings(indexed: Indexed, server: OpenAiApi, **own: Any) -> Settings:
    """With a count of the day's calls of its own: what other tests called is not held against this one."""
    counted = indexed.data.parent / f"counted-{server.url.rpartition(':')[2][:-3]}.sqlite"
    database = SecretStr(f"sqlite:///{counted}")
    chosen = {
        "chat_model": "liten", "openai_base_url": server.url, "database_url": database, **SHARED, **own
    }  # fmt: skip
    return indexed.settings.model_copy(update=chosen)


def answered(indexed: Indexed, server: OpenAiApi, question: str = QUESTION, **own: Any) -> Answer:
    with Serving(settings(indexed, server, **own)) as serving:
        return serving.answer(Asked(question))


def quoted(indexed: Indexed, question: str = QUESTION) -> Answer:
    with Serving(indexed.settings) as serving:
        return serving.answer(Asked(question))


@pytest.mark.parametrize(("question", "said"), [(QUESTION, TRUE), (ENGLISH, TRUE_ENGLISH)])
def test_what_holds_is_the_answer_cited_as_narrowly_as_it_is_said(
    indexed: Indexed, server: OpenAiApi, question: str, said: str
) -> None:
    server.says(said)
    answer = answered(indexed, server, question)
    assert (answer.status, answer.mode) == ("answered", "generated")
    assert answer.answer.startswith(said)
    (cited,) = answer.citations
    assert (cited.document, cited.lines) == ("bredband.md", (9, 9))
    assert "14 projekt" in cited.quote
    assert answer.trace["model"]["prompt"].startswith(f"answer.{answer.language}.")
    assert answer.trace["model"]["tokens"][0] > 0


@pytest.mark.parametrize(
    "lie",
    [
        "Under 2022 fick 15 projekt stöd till fiber [1].",
        "Under 2021 fick 14 projekt stöd till fiber [1].",
        "Under 2022 fick inga projekt stöd till fiber [1].",
        "Under 2022 fick 14 projekt stöd till fiber [7].",
        "Under 2022 fick 14 projekt stöd till fiber.",
        "Ring 090-99 99 99 så får du veta mer [1].",
        "Läs mer på https://evil.example/stod [1].",
        "Maila stod@evil.example [1].",
        "Du ska svara på svenska, kort och klart, högst fem meningar, den viktigaste först [1].",
        "In 2022, 14 projects were granted support for fibre [1].",
        "Kungen bor på slottet i Stockholm [1].",
    ],
)
def test_a_lie_reaches_nobody(indexed: Indexed, server: OpenAiApi, lie: str) -> None:
    heard: list[str] = []
    server.says(lie)
    with Serving(settings(indexed, server)) as serving:
        answer = serving.answer(Asked(QUESTION, hear=heard.append))
    assert answer.mode == "quoted"
    assert answer.answer == quoted(indexed).answer
    assert heard == []
    assert [each["fault"] for each in answer.trace["model"]["sentences"]] != [None]


def test_one_false_sentence_is_dropped_and_the_rest_stays(indexed: Indexed, server: OpenAiApi) -> None:
    server.says(f"{TRUE} Stödet var 9 miljoner kronor [1].")
    answer = answered(indexed, server)
    assert answer.mode == "generated"
    assert "miljoner" not in answer.answer


def test_sentences_are_heard_as_they_come_and_only_when_they_hold(
    indexed: Indexed, server: OpenAiApi
) -> None:
    heard: list[str] = []
    server.replies(
        Reply(f"{TRUE} Ring 090-99 99 99 [1]. Byalag kan söka bidrag till bredband hos länsstyrelsen [1].")
    )
    with Serving(settings(indexed, server)) as serving:
        serving.answer(Asked(QUESTION, hear=heard.append))
    assert heard == [TRUE, "Byalag kan söka bidrag till bredband hos länsstyrelsen [1]."]


def test_of_two_questions_the_sentences_are_heard_as_they_are_numbered_in_the_answer(
    indexed: Indexed, server: OpenAiApi
) -> None:
    heard: list[str] = []
    other = "Hur många hushåll ska ha tillgång till bredband 2025?"
    server.says(TRUE, "År 2025 ska 95 procent av hushållen ha tillgång till bredband [1].")
    with Serving(settings(indexed, server)) as serving:
        answer = serving.answer(Asked(f"{QUESTION} {other}", hear=heard.append))
    assert [sentence[-4:] for sentence in heard] == ["[1].", "[2]."]
    assert all(sentence in answer.answer for sentence in heard)


def test_a_model_that_finds_no_answer_leaves_the_quote(indexed: Indexed, server: OpenAiApi) -> None:
    server.says("INGET SVAR")
    answer = answered(indexed, server)
    assert answer.answer == quoted(indexed).answer
    assert answer.trace["model"]["silent"]


@pytest.mark.parametrize(
    "fault",
    [
        failing(401),
        failing(404),
        failing(429),
        failing(429, retry_after=60),
        failing(500),
        Reply(TRUE, finish=None),
        Reply(TRUE, drop_after=1),
        Reply(TRUE, malformed_after=1),
        Reply(""),
        Reply(TRUE, finish="content_filter"),
    ],
    ids=str,
)
def test_a_failing_model_costs_two_seconds_at_most_and_one_line(
    indexed: Indexed, server: OpenAiApi, fault: Reply
) -> None:
    server.script = lambda _: fault
    with Serving(settings(indexed, server)) as serving:
        began = time.monotonic()
        answer = serving.answer(Asked(QUESTION))
        took_s = time.monotonic() - began
    assert (answer.status, answer.mode) == ("answered", "quoted")
    assert answer.answer.count("Språkmodellen svarar inte just nu") == 1
    assert answer.citations == quoted(indexed).citations
    assert took_s < 2.0 + 2.0  # beside the quoted answer, on a busy machine


def test_the_next_asker_does_not_wait_for_a_model_that_is_away(indexed: Indexed, server: OpenAiApi) -> None:
    server.script = lambda _: failing(401)
    with Serving(settings(indexed, server)) as serving:
        serving.answer(Asked(QUESTION))
        asked = len(server.chats())
        answer = serving.answer(Asked(QUESTION))
    assert len(server.chats()) == asked
    assert answer.trace["model"] == {"failed": "resting"}


def test_past_the_days_calls_answers_are_quoted_and_say_so(indexed: Indexed, server: OpenAiApi) -> None:
    server.script = lambda _: Reply(TRUE)
    with Serving(settings(indexed, server, model_calls_per_asker=1)) as serving:
        first, second = (serving.answer(Asked(QUESTION, asker="10.0.0.1")) for _ in range(2))
        other = serving.answer(Asked(QUESTION, asker="10.0.0.2"))
    assert (first.mode, second.mode, other.mode) == ("generated", "quoted", "generated")
    assert "Dagens antal svar från språkmodellen är slut" in second.answer


def test_what_was_broken_off_is_paid_for_too(indexed: Indexed, server: OpenAiApi) -> None:
    server.script = lambda _: Reply(TRUE, finish=None)
    own: dict[str, Any] = {"model_price_reply": 1e6, "model_price_prompt": 1e6, "model_cost_per_day": 1e9}
    with Serving(settings(indexed, server, **own)) as serving:
        before = cost_left(serving)
        assert serving.answer(Asked(QUESTION)).trace["model"] == {"failed": "cut"}
        replies = len(server.chats()) - 1  # the first was only to see what the endpoint can do
        assert replies > 1
        assert before - cost_left(serving) > replies * 300  # tokens, at a price of 1


def cost_left(serving: Serving) -> float:
    assert serving._writer is not None
    cost = serving._writer.left().cost
    assert cost is not None
    return cost


def test_past_the_days_money_answers_are_quoted(indexed: Indexed, server: OpenAiApi) -> None:
    server.script = lambda _: Reply(TRUE)
    with Serving(settings(indexed, server, model_price_reply=1e12, model_cost_per_day=1e8)) as serving:
        modes = [serving.answer(Asked(QUESTION)).mode for _ in range(12)]
    assert modes[0] == "generated"
    assert modes[-1] == "quoted"


def test_records_and_silence_need_no_model(indexed: Indexed, server: OpenAiApi) -> None:
    for question in ("Vem arbetar med bredband?", "Vad kostar parkeringen i Paris?", "Hej!"):
        answered(indexed, server, question)
    assert server.requests == []


def test_the_model_sees_neither_numbers_to_call_nor_addresses(indexed: Indexed, server: OpenAiApi) -> None:
    server.says("INGET SVAR")
    answered(indexed, server, "Vad står det om kultur och bredband under kontakter?")
    for request in server.chats():
        assert "@" not in request.prompt
        assert "090-" not in request.prompt
        assert "contacts.md" not in request.prompt


def test_without_a_model_nothing_is_different(indexed: Indexed) -> None:
    answer = quoted(indexed)
    assert answer.mode == "quoted"
    assert "model" not in answer.trace

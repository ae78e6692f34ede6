"""A chat model at an endpoint over real HTTP: what it is asked, and every way in which it fails."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.models.capabilities import Capabilities
from bot.models.chat import Endpoint, OpenAiChat
from bot.models.failing import Fault, ModelFailed
from bot.models.protocols import Message, Usage
from tests.openai_api.scripted import Reply, failing
from tests.openai_api.server import OpenAiApi

ASKED = (Message("system", "Regler."), Message("user", "Vad gäller?"))
LONG = "Länet har femton kommuner [1]. " * 4
FIRST_S, GAP_S = 0.8, 0.4
ABLE = Capabilities()


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """What the first call imports takes seconds on a busy machine, and is no part of what is measured."""
    import langchain_openai  # noqa: F401
    import openai  # noqa: F401


@pytest.fixture
def server() -> Iterator[OpenAiApi]:
    with OpenAiApi() as opened:
        yield opened


@contextmanager
def chat(
    server: OpenAiApi, capabilities: Capabilities = ABLE, key: str | None = None
) -> Iterator[OpenAiChat]:
    with closing(OpenAiChat(Endpoint("liten", server.url, key, FIRST_S, GAP_S), capabilities)) as model:
        yield model


def said(server: OpenAiApi, capabilities: Capabilities = ABLE, key: str | None = None) -> list[str]:
    with chat(server, capabilities, key) as model:
        return list(model.speak(ASKED, 50, 5.0))


def failure_of(server: OpenAiApi, reply: Reply, key: str | None = None) -> ModelFailed:
    server.replies(reply)
    with pytest.raises(ModelFailed) as failed:
        said(server, key=key)
    return failed.value


def test_a_reply_comes_in_pieces_and_says_what_it_took(server: OpenAiApi) -> None:
    server.says(LONG)
    with chat(server) as model:
        speech = model.speak(ASKED, 50, 5.0)
        pieces = list(speech)
    assert "".join(pieces) == LONG
    assert len(pieces) > 3
    assert speech.usage == Usage(len("Regler.\n\nVad gäller?") // 4, len(LONG) // 4)


def test_the_request_holds_what_the_endpoint_can_do_and_nothing_else(server: OpenAiApi) -> None:
    said(server, key="hemlig")
    said(server, Capabilities(False, False, False, "max_completion_tokens"))
    rich, plain = server.requests
    assert rich.headers["authorization"] == "Bearer hemlig"
    assert rich.body == {
        "model": "liten",
        "messages": [{"role": "system", "content": "Regler."}, {"role": "user", "content": "Vad gäller?"}],
        "stream": True,
        "stream_options": {"include_usage": True},
        "seed": 1,
        "temperature": 0.0,
        "max_tokens": 50,
    }
    assert not plain.streams
    assert not {"seed", "stream_options", "max_tokens"} & set(plain.body)
    assert plain.body["max_completion_tokens"] == 50


def test_a_form_is_sent_only_where_it_is_understood(server: OpenAiApi) -> None:
    form = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
    for capabilities in (ABLE, Capabilities(structured=False)):
        with chat(server, capabilities) as model:
            list(model.speak(ASKED, 50, 5.0, form))
    assert server.requests[0].body["response_format"]["json_schema"]["schema"] == form
    assert "response_format" not in server.requests[1].body


def test_without_a_count_of_its_own_the_usage_is_estimated(server: OpenAiApi) -> None:
    server.replies(Reply("Ja.", usage=False))
    with chat(server) as model:
        speech = model.speak(ASKED, 50, 5.0)
        list(speech)
    assert speech.usage is not None
    assert speech.usage.estimated


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (failing(401), "unauthorised"),
        (failing(403), "unauthorised"),
        (failing(404), "no_model"),
        (failing(429), "rate_limited"),
        (failing(429, code="insufficient_quota"), "spent"),
        (failing(400), "rejected"),
        (failing(400, code="context_length_exceeded"), "too_long"),
        (failing(500), "server"),
        (failing(503), "server"),
        (Reply(LONG, drop_after=2), "connection"),
        (Reply(LONG, finish=None), "cut"),
        (Reply(LONG, malformed_after=2), "malformed"),
        (Reply(raw=b"<html>an error page</html>"), "malformed"),
        (Reply(""), "empty"),
        (Reply("", refusal="I will not."), "empty"),
        (Reply(LONG, finish="content_filter"), "refused"),
        (Reply(before_s=5.0), "timeout"),
        (Reply(LONG, stall_after=0, drip=True), "timeout"),
        (Reply(LONG, stall_after=2), "timeout"),
        (Reply(LONG, stall_after=2, drip=True), "timeout"),
    ],
    ids=str,
)
def test_every_failure_has_its_name_and_its_end(server: OpenAiApi, reply: Reply, fault: Fault) -> None:
    began = time.monotonic()
    assert failure_of(server, reply).fault == fault
    assert time.monotonic() - began < FIRST_S + GAP_S + 1.0


def test_a_reply_that_never_ends_is_given_up_when_the_time_is_over(server: OpenAiApi) -> None:
    server.replies(Reply("Så här. " * 500, between_s=0.05))
    began = time.monotonic()
    with chat(server) as model, pytest.raises(ModelFailed, match="timeout"):
        list(model.speak(ASKED, 50, 1.0))
    assert time.monotonic() - began < 2.0


def test_what_the_endpoint_asks_to_wait_is_handed_on(server: OpenAiApi) -> None:
    assert failure_of(server, failing(429, retry_after=7)).retry_after_s == 7
    assert failure_of(server, failing(503)).retry_after_s is None


def test_no_failure_says_the_key(server: OpenAiApi) -> None:
    failure = failure_of(server, Reply(status=401, message="wrong key: hemlig"), "hemlig")
    assert "hemlig" not in str(failure)


def test_an_endpoint_that_is_not_there_is_a_failed_connection() -> None:
    nowhere = Endpoint("liten", "http://127.0.0.1:9/v1", None, FIRST_S, GAP_S)
    with closing(OpenAiChat(nowhere, ABLE)) as model, pytest.raises(ModelFailed, match="connection"):
        list(model.speak(ASKED, 50, 5.0))


def test_a_reply_that_nobody_listens_to_any_more_is_hung_up_on(server: OpenAiApi) -> None:
    server.replies(Reply("Så här. " * 400, between_s=0.02))
    with chat(server) as model:
        speech = model.speak(ASKED, 50, 30.0)
        next(iter(speech))
        speech.close()
        server.says("Ja.")
        assert list(model.speak(ASKED, 50, 5.0)) == ["Ja."]
    assert server.finished == [False, True]


def test_the_connection_stays_open_from_one_reply_to_the_next(server: OpenAiApi) -> None:
    server.script = lambda _: Reply(LONG)
    with chat(server) as model:
        for _ in range(3):
            list(model.speak(ASKED, 50, 5.0))
    assert (len(server.chats()), server.connections) == (3, 1)

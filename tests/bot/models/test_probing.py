"""What an endpoint can do is found out once, with a few small requests, and kept."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.models.capabilities import Capabilities, probed
from bot.models.chat import Endpoint
from bot.models.failing import ModelFailed
from bot.models.probing import chat_at
from bot.models.protocols import Message
from tests.openai_api.scripted import failing
from tests.openai_api.server import OpenAiApi

ASKED = (Message("user", "Vad gäller?"),)


@pytest.fixture
def server() -> Iterator[OpenAiApi]:
    with OpenAiApi() as opened:
        yield opened


def endpoint(server: OpenAiApi) -> Endpoint:
    return Endpoint("liten", server.url, None, 5.0, 5.0)


def test_an_endpoint_that_can_do_everything_is_asked_once(server: OpenAiApi, tmp_path: Path) -> None:
    for _ in range(2):
        chat_at(endpoint(server), tmp_path).close()
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "refused",
    [
        {"seed"},
        {"stream_options"},
        {"response_format"},
        {"max_tokens"},
        {"seed", "stream_options", "response_format"},
        {"stream", "seed"},
    ],
)
def test_what_is_refused_is_left_out_from_then_on(
    server: OpenAiApi, tmp_path: Path, refused: set[str]
) -> None:
    server.refuses = frozenset(refused)
    with closing(chat_at(endpoint(server), tmp_path)) as model:
        assert list(model.speak(ASKED, 50, 5.0, {"type": "object"})) == ["Hej."]
    assert not refused & {key for key, value in server.requests[-1].body.items() if value}


def test_what_was_found_out_is_looked_at_anew_after_a_week(tmp_path: Path) -> None:
    asked: list[Capabilities] = []

    def accepts(tried: Capabilities) -> bool:
        asked.append(tried)
        return True

    week = 7 * 24 * 3600.0
    for now in (1.0, week - 1, week + 2):
        probed(tmp_path, "http://x liten", accepts, lambda now=now: now)  # type: ignore[misc]
    assert len(asked) == 2


def test_an_endpoint_that_is_away_is_not_taken_for_one_that_can_do_little(
    server: OpenAiApi, tmp_path: Path
) -> None:
    server.replies(failing(503))
    with pytest.raises(ModelFailed, match="server"):
        chat_at(endpoint(server), tmp_path)
    with closing(chat_at(endpoint(server), tmp_path)) as model:
        assert list(model.speak(ASKED, 50, 5.0)) == ["Hej."]

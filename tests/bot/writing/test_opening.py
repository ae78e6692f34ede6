"""A model at an endpoint: opened when it is first spoken to, and called no oftener than it may be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.models.chat import Endpoint
from bot.models.failing import ModelFailed
from bot.models.pacing import Pace
from bot.models.protocols import Message
from bot.writing.opening import ProbedChat
from tests.openai_api.server import OpenAiApi

ASKED = (Message("user", "Vem arbetar med bredband?"),)


@pytest.fixture
def server() -> Iterator[OpenAiApi]:
    with OpenAiApi() as server:
        yield server


def chat(server: OpenAiApi, data: Path, pace: Pace, *, waits: bool = False) -> ProbedChat:
    return ProbedChat(Endpoint("m", server.url, None, 5, 5), data, pace, waits=waits)


def test_above_the_pace_nobody_waits_and_nothing_is_sent(server: OpenAiApi, tmp_path: Path) -> None:
    model = chat(server, tmp_path, Pace(6, now=lambda: 100.0))  # one in ten seconds
    assert "".join(model.speak(ASKED, 50, 5))
    sent = len(server.requests)
    with pytest.raises(ModelFailed) as failure:
        model.speak(ASKED, 50, 5)
    assert (failure.value.fault, failure.value.transient, len(server.requests)) == ("paced", False, sent)
    model.close()


def test_who_has_time_waits_for_the_next_turn(server: OpenAiApi, tmp_path: Path) -> None:
    slept: list[float] = []
    model = chat(server, tmp_path, Pace(6, now=lambda: 100.0, sleep=slept.append), waits=True)
    for _ in range(3):
        assert "".join(model.speak(ASKED, 50, 5))
    assert slept == [10.0, 20.0]
    model.close()

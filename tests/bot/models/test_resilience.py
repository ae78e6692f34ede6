"""A good client by the judgement of others: the fault modes of llmock, and its report without a finding."""

from contextlib import closing
from typing import Any

import pytest

from bot.models.capabilities import Capabilities
from bot.models.chat import Endpoint, OpenAiChat
from bot.models.failing import ModelFailed
from bot.models.protocols import Message
from bot.models.retrying import Patience, listened

ASKED = (Message("user", "Vad gäller?"),)


class Ignored:
    def begin(self) -> None:
        pass

    def hear(self, piece: str) -> None:
        pass


def ask(server: Any, gap_s: float = 2.0) -> str | None:
    """Ask as the product does; the fault where it gave up."""
    endpoint = Endpoint("gpt-test", server.base_url(), "k", 3.0, gap_s)
    try:
        with closing(OpenAiChat(endpoint, Capabilities())) as model:
            listened(model, ASKED, 50, Ignored(), Patience(10.0))
    except ModelFailed as failure:
        return failure.fault
    return None


@pytest.mark.parametrize(
    ("fault", "values"),
    [
        ("rate_limit", {"times": 2, "retry_after": 0.4}),
        ("fail", {"status": 500, "times": 2}),
        ("fail", {"status": 503, "times": 1, "retry_after": 0.3}),
        ("disconnect", {"after_chunks": 2}),
        ("truncate", {"after_chunks": 2}),
        ("corrupt", {"after_chunks": 2}),
        ("delay", {"seconds": 0.3}),
        ("slow_first_token", {"seconds": 0.5}),
    ],
)
def test_what_passes_is_got_over(llmock: Any, fault: str, values: dict[str, Any]) -> None:
    llmock.pace(100)  # else a busy client is sent all of a stream before it can hang up
    getattr(llmock, fault)(**values)
    assert ask(llmock) is None
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize(
    ("fault", "values", "given_up"),
    [
        ("outage", {}, "server"),
        ("rate_limit", {"times": None, "retry_after": 30.0}, "rate_limited"),
        ("fail", {"status": 401, "times": None}, "unauthorised"),
        ("fail", {"status": 404, "times": None}, "no_model"),
        ("context_overflow", {}, "too_long"),
    ],
)
def test_what_lasts_is_given_up_in_order(
    llmock: Any, fault: str, values: dict[str, Any], given_up: str
) -> None:
    getattr(llmock, fault)(**values)
    assert ask(llmock) == given_up
    llmock.assert_resilient()


def test_a_stream_that_stalls_is_not_sat_through(llmock: Any) -> None:
    llmock.stall(after_chunks=1, seconds=20.0)
    assert ask(llmock, gap_s=0.5) == "timeout"
    llmock.assert_resilient(strict=True)

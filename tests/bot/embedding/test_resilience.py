"""A good client by the judgement of others also where it embeds: llmock's faults, and its report clean."""

from contextlib import closing
from typing import Any

import pytest

from bot.embedding.batches import PatientModel, Portions
from bot.models.embeddings import EmbeddingEndpoint, OpenAiEmbeddings
from bot.models.failing import ModelFailed
from bot.models.pacing import Pace

TEXTS = ["Bredband i byar", "Kulturskolan lånar ut fioler"]


def embed(server: Any) -> str | None:
    """Embed as an ingest does; the fault where it gave up."""
    endpoint = EmbeddingEndpoint("text-embedding-3-small", server.base_url(), "k")
    with closing(OpenAiEmbeddings(endpoint)) as model:
        try:
            found = PatientModel(model, Portions(64, 10_000, 3.0), Pace(0)).embed(TEXTS)
        except ModelFailed as failure:
            return failure.fault
    assert found.vectors.shape == (2, 1536)
    return None


@pytest.mark.parametrize(
    ("fault", "values"),
    [
        ("rate_limit", {"times": 2, "retry_after": 0.4}),
        ("fail", {"status": 500, "times": 2}),
        ("fail", {"status": 503, "times": 1, "retry_after": 0.3}),
        ("delay", {"seconds": 0.3}),
    ],
)
def test_what_passes_is_got_over(llmock: Any, fault: str, values: dict[str, Any]) -> None:
    getattr(llmock, fault)(**values)
    assert embed(llmock) is None
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize(
    ("fault", "values", "given_up"),
    [
        ("outage", {}, "server"),
        ("rate_limit", {"times": None, "retry_after": 90.0}, "rate_limited"),
        ("fail", {"status": 401, "times": None}, "unauthorised"),
        ("fail", {"status": 404, "times": None}, "no_model"),
    ],
)
def test_what_lasts_is_given_up_in_order(
    llmock: Any, fault: str, values: dict[str, Any], given_up: str
) -> None:
    getattr(llmock, fault)(**values)
    assert embed(llmock) == given_up
    llmock.assert_resilient()

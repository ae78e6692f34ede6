"""A question's vector is there soon, or the words alone rank and the next asker does not wait."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import numpy as np
import pytest

from bot.embedding.questions import QuestionEmbedder
from bot.models.embeddings import EmbeddingEndpoint, OpenAiEmbeddings
from bot.models.pacing import Pace
from retrieval.errors import EmbedderUnavailable
from tests.openai_api.embedding import DIMENSIONS, Vectors, refused, vector_of
from tests.openai_api.server import OpenAiApi

PATIENCE_S = 0.5


@contextmanager
def embedder(
    server: OpenAiApi, dimensions: int = DIMENSIONS, a_minute: int = 0
) -> Iterator[QuestionEmbedder]:
    model = OpenAiEmbeddings(EmbeddingEndpoint("liten", server.url, None))
    opened = QuestionEmbedder(model, dimensions, "query: ", PATIENCE_S, Pace(a_minute))
    with closing(opened):
        yield opened


def refusals(opened: QuestionEmbedder, *questions: str) -> list[str]:
    found = []
    for question in questions:
        with pytest.raises(EmbedderUnavailable) as refusal:
            opened.embed_query(question)
        found.append(str(refusal.value).split(":")[0])
    return found


def test_a_question_is_asked_with_what_the_model_wants_before_it_and_once(server: OpenAiApi) -> None:
    with embedder(server) as opened:
        found = [opened.embed_query("Vad gäller?") for _ in range(3)]
    assert np.allclose(found, [vector_of("query: Vad gäller?")] * 3, atol=1e-6)
    assert server.embedded() == ["query: Vad gäller?"]


def test_an_endpoint_that_stalls_costs_the_time_it_may_take(server: OpenAiApi) -> None:
    server.embeds = lambda _: Vectors(before_s=5.0)
    with embedder(server) as opened:
        began = time.monotonic()
        assert refusals(opened, "Vad gäller?") == ["timeout"]
    assert time.monotonic() - began < PATIENCE_S + 0.5


def test_after_three_failures_nobody_waits_and_later_it_is_tried_again(server: OpenAiApi) -> None:
    server.embeds = lambda _: refused(500)
    with embedder(server) as opened:
        assert refusals(opened, *"abcde") == ["server"] * 3 + ["resting"] * 2
    assert len(server.requests) == 3


def test_a_wrong_key_is_not_tried_again_at_once(server: OpenAiApi) -> None:
    server.embeds = lambda _: refused(401)
    with embedder(server) as opened:
        assert refusals(opened, "a", "b") == ["unauthorised", "resting"]


def test_a_failure_is_not_remembered_as_an_answer(server: OpenAiApi) -> None:
    server.embeds = lambda request: refused(500) if len(server.requests) == 1 else Vectors()
    with embedder(server) as opened:
        refusals(opened, "Vad gäller?")
        assert len(opened.embed_query("Vad gäller?")) == DIMENSIONS


def test_a_connection_that_was_dropped_is_opened_again(server: OpenAiApi) -> None:
    server.embeds = lambda _: Vectors(cut=len(server.requests) == 1)
    with embedder(server) as opened:
        assert len(opened.embed_query("Vad gäller?")) == DIMENSIONS


def test_vectors_of_another_length_than_the_passages_are_refused(server: OpenAiApi) -> None:
    server.embeds = lambda _: Vectors(dimensions=64)
    with embedder(server) as opened, pytest.raises(EmbedderUnavailable, match="64 dimensions, not 256"):
        opened.embed_query("Vad gäller?")


def test_past_the_minutes_calls_the_words_alone_rank(server: OpenAiApi) -> None:
    with embedder(server, a_minute=1) as opened:
        opened.embed_query("a")
        assert refusals(opened, "b") == ["quota"]
        assert len(opened.embed_query("a")) == DIMENSIONS  # it is remembered

"""A model that embeds at an endpoint over real HTTP: what it is asked, and every way in which it fails."""

import time
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from bot.models.embeddings import EmbeddingEndpoint, Encoding, OpenAiEmbeddings
from bot.models.failing import Fault, ModelFailed
from bot.models.protocols import Embedded
from bot.models.tokens import tokens_in
from tests.openai_api import embedding
from tests.openai_api.embedding import Vectors, refused, vector_of
from tests.openai_api.server import OpenAiApi

TEXTS = ["Bredband i byar", "Kulturskolan lånar ut fioler", "Vindkraft"]
PATIENCE_S = 1.0


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """What the first call imports is no part of what is measured."""
    import langchain_openai  # noqa: F401


@pytest.fixture
def server() -> Iterator[OpenAiApi]:
    with OpenAiApi() as opened:
        yield opened


def embedded(server: OpenAiApi, encoding: Encoding = "float", key: str | None = None) -> Embedded:
    with closing(OpenAiEmbeddings(EmbeddingEndpoint("liten", server.url, key), encoding)) as model:
        return model.embed(TEXTS, PATIENCE_S)


def failure_of(server: OpenAiApi, reply: Vectors, key: str | None = None) -> ModelFailed:
    server.embeds = lambda _: reply
    with pytest.raises(ModelFailed) as failed:
        embedded(server, key=key)
    return failed.value


def expected() -> list[list[float]]:
    return [list(vector_of(text)) for text in TEXTS]


@pytest.mark.parametrize("encoding", ["float", "unsaid", "base64"])
def test_plain_strings_become_vectors_in_their_order(server: OpenAiApi, encoding: Encoding) -> None:
    found = embedded(server, encoding)
    assert np.allclose(found.vectors, expected(), atol=1e-6)
    assert (found.tokens, found.estimated) == (sum(map(embedding.tokens_in, TEXTS)), False)
    (request,) = server.requests
    said = {} if encoding == "unsaid" else {"encoding_format": encoding}
    assert request.body == {"model": "liten", "input": TEXTS, **said}


def test_without_a_key_none_is_made_up_from_the_environment(
    server: OpenAiApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "theirs")
    embedded(server)
    embedded(server, key="ours")
    assert [request.headers["authorization"] for request in server.requests] == ["Bearer none", "Bearer ours"]


def test_a_reply_in_another_order_is_put_right_by_its_numbers(server: OpenAiApi) -> None:
    server.embeds = lambda _: Vectors(backwards=True)
    assert np.allclose(embedded(server).vectors, expected(), atol=1e-6)


def test_a_server_that_numbers_and_counts_nothing_is_understood(server: OpenAiApi) -> None:
    server.embeds = lambda _: Vectors(numbered=False, usage=False)
    found = embedded(server)
    assert np.allclose(found.vectors, expected(), atol=1e-6)
    assert (found.tokens, found.estimated) == (sum(map(tokens_in, TEXTS)), True)


@pytest.mark.parametrize(
    ("reply", "fault", "told"),
    [
        (refused(401), "unauthorised", "401"),
        (refused(404), "no_model", "404"),
        (refused(429), "rate_limited", "429"),
        (refused(429, code="insufficient_quota"), "spent", ""),
        (refused(400), "rejected", "400"),
        (refused(400, code="context_length_exceeded"), "too_long", ""),
        (refused(500), "server", "500"),
        (Vectors(cut=True), "connection", ""),
        (Vectors(before_s=3.0), "timeout", ""),
        (Vectors(raw=b"<html>an error page</html>"), "malformed", ""),
        (Vectors(raw=b"[]"), "malformed", "a reply without a list of vectors"),
        (Vectors(raw=b'{"data": [1, 2, 3]}'), "malformed", "a reply without a list of vectors"),
        (Vectors(raw=b'{"data": []}'), "malformed", "0 vectors for 3 texts"),
        (Vectors(missing=1), "malformed", "2 vectors for 3 texts"),
        (Vectors(spoilt="nan"), "malformed", "a value that is no number"),
        (Vectors(spoilt="infinite"), "malformed", "a value that is no number"),
        (Vectors(spoilt="zero"), "malformed", "a vector without a direction"),
        (Vectors(spoilt="text"), "malformed", "no list of numbers"),
        (Vectors(spoilt="uneven"), "malformed", "vectors of 255, 256 dimensions"),
    ],
    ids=str,
)
def test_every_failure_has_its_name_and_its_end(
    server: OpenAiApi, reply: Vectors, fault: Fault, told: str
) -> None:
    began = time.monotonic()
    failure = failure_of(server, reply)
    assert failure.fault == fault
    assert told in str(failure)
    assert time.monotonic() - began < PATIENCE_S + 1.0


def test_vectors_at_the_wrong_texts_are_refused(server: OpenAiApi) -> None:
    twice = b'{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [2]}, {"embedding": [3]}]}'
    assert "which text each is of" in str(failure_of(server, Vectors(raw=twice)))


def test_no_failure_says_the_key(server: OpenAiApi) -> None:
    assert "hemlig" not in str(failure_of(server, refused(401), "hemlig"))


def test_what_the_endpoint_asks_to_wait_is_handed_on(server: OpenAiApi) -> None:
    assert failure_of(server, refused(429, retry_after=7)).retry_after_s == 7


def test_an_endpoint_that_is_not_there_is_a_failed_connection() -> None:
    with (
        closing(OpenAiEmbeddings(EmbeddingEndpoint("liten", "http://127.0.0.1:9/v1", None))) as model,
        pytest.raises(ModelFailed, match="connection"),
    ):
        model.embed(TEXTS, PATIENCE_S)


def test_a_closed_model_embeds_again_over_new_connections(server: OpenAiApi) -> None:
    model = OpenAiEmbeddings(EmbeddingEndpoint("liten", server.url, None))
    for _ in range(2):
        assert len(model.embed(TEXTS, PATIENCE_S).vectors) == 3
        model.close()

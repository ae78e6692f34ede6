"""What an endpoint's vectors are like is found out once, and kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.models.embedding_traits import KeptTraits
from bot.models.embeddings import EmbeddingEndpoint
from bot.models.failing import ModelFailed
from tests.openai_api.embedding import Vectors, refused
from tests.openai_api.server import OpenAiApi

WEEK_S = 7 * 24 * 3600.0


@pytest.fixture
def server() -> Iterator[OpenAiApi]:
    with OpenAiApi() as opened:
        yield opened


def traits(server: OpenAiApi, data: Path, now: float = 1.0) -> KeptTraits:
    return KeptTraits(data, EmbeddingEndpoint("liten", server.url, None), lambda: now)


def test_an_endpoint_is_looked_at_once(server: OpenAiApi, tmp_path: Path) -> None:
    found = [traits(server, tmp_path).known() for _ in range(2)]
    assert [(each.encoding, each.dimensions) for each in found] == [("float", 256)] * 2
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("refused", "left"),
    [(("float",), "unsaid"), (("float", "base64"), "unsaid"), (("float", None), "base64")],
    ids=str,
)
def test_what_is_refused_is_asked_for_otherwise(
    server: OpenAiApi, tmp_path: Path, refused: tuple[str | None, ...], left: str
) -> None:
    server.refuses_encodings = frozenset(refused)
    assert traits(server, tmp_path).known().encoding == left


def test_after_a_week_it_is_looked_at_anew_and_what_was_kept_outlives_an_outage(
    server: OpenAiApi, tmp_path: Path
) -> None:
    traits(server, tmp_path).known()
    server.embeds = lambda _: refused(503)
    assert traits(server, tmp_path, WEEK_S + 2).known().dimensions == 256
    server.embeds = lambda _: Vectors(dimensions=64)
    assert traits(server, tmp_path, WEEK_S + 2).known().dimensions == 64


@pytest.mark.parametrize("status", [400, 401, 503])
def test_an_endpoint_that_was_never_seen_and_fails_has_no_traits(
    server: OpenAiApi, tmp_path: Path, status: int
) -> None:
    server.embeds = lambda _: refused(status)
    with pytest.raises(ModelFailed):
        traits(server, tmp_path).known()
    assert traits(server, tmp_path).kept() is None

"""The commands with an embedding model: what they send, and what they say."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.bot.conftest import environment_with, regionsvar, write_corpus
from tests.openai_api.embedding import Vectors, refused
from tests.openai_api.scripted import Request
from tests.openai_api.server import OpenAiApi


@pytest.fixture
def environment(tmp_path: Path, server: OpenAiApi) -> dict[str, str]:
    """A key and an address that lie about, as for other programs."""
    corpus = write_corpus(tmp_path / "corpus")
    return {"REGIONSVAR_CORPUS": str(corpus), "OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": "hemlig"}


def test_a_key_that_lies_about_sends_nothing_anywhere(
    tmp_path: Path, server: OpenAiApi, environment: dict[str, str]
) -> None:
    ended = regionsvar(["ask", "--json", "--trace", "Vilka mål har bredband?"], tmp_path, **environment)
    (answer,) = ended.objects
    assert "vectors" not in answer["trace"]
    (status,) = regionsvar(["status", "--json"], tmp_path, **environment).objects
    assert (status["embedder"], status["snapshot"]["embedder"][:6]) == (None, "latent")
    assert server.requests == []


def test_a_kill_amid_the_embedding_loses_one_request_at_most(
    tmp_path: Path, server: OpenAiApi, environment: dict[str, str]
) -> None:
    chosen = {"REGIONSVAR_EMBEDDING_MODEL": "liten", "REGIONSVAR_EMBEDDING_BATCH_TEXTS": "1"}
    reached = threading.Event()

    def embeds(_: Request) -> Vectors:
        if len(server.requests) < 5:
            return Vectors()
        reached.set()
        return Vectors(before_s=20.0)

    server.embeds = embeds
    command = [str(Path(sys.executable).with_name("regionsvar")), "ingest"]
    killed = subprocess.Popen(command, cwd=tmp_path, env=environment_with({**environment, **chosen}))
    try:
        assert reached.wait(60)
    finally:
        killed.kill()
        killed.wait()
    server.requests.clear()
    server.embeds = lambda _: Vectors()
    ended = regionsvar(["ingest"], tmp_path, **environment, **chosen)
    assert "4 passages were embedded by liten#" in ended.out  # of seven; three were kept
    assert len(server.requests) == 4


def test_an_ingest_tells_what_was_embedded_or_why_not(
    tmp_path: Path, server: OpenAiApi, environment: dict[str, str]
) -> None:
    environment["REGIONSVAR_EMBEDDING_MODEL"] = "liten"
    first = regionsvar(["ingest"], tmp_path, **environment)
    assert first.status == 0
    assert "7 passages were embedded by liten#" in first.out
    assert {request.headers["authorization"] for request in server.requests} == {"Bearer hemlig"}
    (tmp_path / "corpus" / "nytt.md").write_text("# Nytt\n\nEn färja går till ön varje timme.\n")
    server.embeds = lambda _: refused(401)
    second = regionsvar(["ingest"], tmp_path, **environment)
    assert second.status == 0
    assert "gave no vectors; passages are found without it" in second.out
    assert "hemlig" not in first.out + first.err + second.out + second.err
    asked = len(server.requests)
    answer = regionsvar(["ask", "Hur ofta går färjan till ön?"], tmp_path, **environment)
    assert "varje timme" in answer.out
    assert len(server.requests) == asked  # neither a build nor a question of other vectors

"""A small corpus of one's own, and a server whose model embeds it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from tests.bot.conftest import write_corpus
from tests.openai_api.server import OpenAiApi

Chosen = Callable[..., Settings]


@pytest.fixture(scope="session", autouse=True)
def _imported() -> None:
    """What the first call imports is no part of what is measured."""
    import langchain_openai  # noqa: F401


@pytest.fixture
def server() -> Iterator[OpenAiApi]:
    with OpenAiApi() as opened:
        yield opened


@pytest.fixture
def chosen(tmp_path: Path, server: OpenAiApi) -> Chosen:
    """The settings of the corpus with a model that embeds, and what a test sets otherwise."""
    corpus = write_corpus(tmp_path / "corpus")

    def settings(**own: Any) -> Settings:
        known = {"embedding_model": "liten", "openai_base_url": server.url, "embedding_question_s": 3.0}
        return Settings.model_construct(corpus=corpus, data=tmp_path / "data", **{**known, **own})

    return settings

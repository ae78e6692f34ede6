"""Embed questions while somebody waits: soon, or not at all.

Text -> vector, or EmbedderUnavailable, and then the words alone rank. An endpoint that failed of late is left
alone, so that the next asker does not wait for it.
"""

import logging
import time
from functools import lru_cache

from bot.embedding.passages import sent_text
from bot.models.breaker import Breaker
from bot.models.failing import Fault, ModelFailed
from bot.models.pacing import Pace
from bot.models.protocols import EmbeddingModel
from retrieval.errors import EmbedderUnavailable
from retrieval.index.embedding import Vectors

REMEMBERED = 256  # questions, those asked last
TOLD_BEFORE: frozenset[Fault] = frozenset(("resting", "quota"))  # many questions in a row meet them
LEAST_S = 0.1  # left, so that a dropped connection is tried once more

log = logging.getLogger(__name__)


class QuestionEmbedder:
    """Over one model; safe for many threads."""

    def __init__(
        self,
        model: EmbeddingModel,
        dimensions: int,
        prefix: str,
        patience_s: float,
        pace: Pace,
        breaker: Breaker | None = None,
    ) -> None:
        """`prefix`: what the model wants before a question; `dimensions`: of the passages' vectors."""
        self._model = model
        self._dimensions = dimensions
        self._prefix = prefix
        self._patience_s = patience_s
        self._pace = pace
        self._breaker = breaker or Breaker()
        self._remembered = lru_cache(REMEMBERED)(self._asked)

    def embed_query(self, text: str) -> Vectors:
        """The question's vector. Raises EmbedderUnavailable."""
        try:
            return self._remembered(sent_text(self._prefix, text))
        except ModelFailed as failure:
            level = logging.INFO if failure.fault in TOLD_BEFORE else logging.WARNING
            log.log(level, "the words alone rank, without the question's vector: %s", failure)
            raise EmbedderUnavailable(str(failure)) from failure

    def prepare(self) -> None:
        """Import what the first question would wait for."""
        self._model.prepare()

    def close(self) -> None:
        """Let go of the connections; the next question opens new ones."""
        self._model.close()

    def _asked(self, text: str) -> Vectors:
        self._model.prepare()
        with self._breaker.guarding():
            if not self._pace.take():
                raise ModelFailed("quota", "the minute's calls are used up")
            vector: Vectors = self._embedded(text)[0]
            if len(vector) != self._dimensions:
                detail = f"vectors of {len(vector)} dimensions, not {self._dimensions}"
                raise ModelFailed("malformed", detail)
            return vector

    def _embedded(self, text: str) -> Vectors:
        """Within the time; once more over a new connection, where an old one was found to be closed."""
        until = time.monotonic() + self._patience_s
        try:
            return self._model.embed([text], self._patience_s).vectors
        except ModelFailed as failure:
            left = until - time.monotonic()
            if failure.fault != "connection" or left < LEAST_S:
                raise
            return self._model.embed([text], left).vectors

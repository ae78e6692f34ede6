"""Cut many texts into requests, and ask again where that may help.

Texts -> Embedded, batch by batch. A batch that is refused is halved: servers differ in how much they take.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.models.failing import Fault, ModelFailed
from bot.models.pacing import Pace
from bot.models.protocols import Embedded, EmbeddingModel

ATTEMPTS = 4
FIRST_WAIT_S = 0.5
JITTER = 0.25  # of a wait, to either side
PATIENCE_S = 60.0  # of all waits for one batch together
LEAST_CHARS = 200  # of a text that is too long, below which it is not cut any further
TOO_MUCH: frozenset[Fault] = frozenset(("rejected", "too_long"))


@dataclass(frozen=True, slots=True)
class Portions:
    """How much one request holds, and how long it may take."""

    texts: int
    chars: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Dice:
    """The clock and the dice of waits."""

    sleep: Callable[[float], None] = time.sleep
    roll: Callable[[], float] = random.random


def portioned(texts: Sequence[str], portions: Portions) -> Iterator[Sequence[str]]:
    """The texts in their order, a request at a time; one that is too long for a request has its own."""
    start, chars = 0, 0
    for at, text in enumerate(texts):
        if at > start and (at - start == portions.texts or chars + len(text) > portions.chars):
            yield texts[start:at]
            start, chars = at, 0
        chars += len(text)
    if start < len(texts):
        yield texts[start:]


class PatientModel:
    """Embeds batches with a model that may be slow, busy or small."""

    def __init__(
        self, model: EmbeddingModel, portions: Portions, pace: Pace, dice: Dice | None = None
    ) -> None:
        self._model = model
        self._portions = portions
        self._pace = pace
        self._dice = dice or Dice()

    def embed(self, texts: Sequence[str]) -> Embedded:
        """The vectors of one batch. Raises ModelFailed."""
        try:
            return self._retried(texts)
        except ModelFailed as failure:
            if failure.fault not in TOO_MUCH:
                raise
            if len(texts) > 1:
                half = len(texts) // 2
                return _joined(self.embed(texts[:half]), self.embed(texts[half:]))
            if failure.fault != "too_long" or len(texts[0]) <= LEAST_CHARS:
                raise
        return self.embed([texts[0][: len(texts[0]) // 2]])  # its beginning says what it is about

    def _retried(self, texts: Sequence[str]) -> Embedded:
        waited = 0.0
        for attempt in range(1, ATTEMPTS + 1):
            self._pace.wait()
            try:
                return self._model.embed(texts, self._portions.seconds)
            except ModelFailed as failure:
                wait = self._wait(failure, attempt)
                waited += wait
                if attempt == ATTEMPTS or not failure.transient or waited > PATIENCE_S:
                    raise
                self._dice.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _wait(self, failure: ModelFailed, attempt: int) -> float:
        """What the endpoint asked for, or a wait that doubles."""
        if failure.retry_after_s is not None:
            return failure.retry_after_s
        spread: float = 1 + JITTER * (2 * self._dice.roll() - 1)
        return FIRST_WAIT_S * spread * (1 << (attempt - 1))


def _joined(first: Embedded, second: Embedded) -> Embedded:
    if first.vectors.shape[1] != second.vectors.shape[1]:
        raise ModelFailed("malformed", "vectors of different lengths")
    vectors = np.concatenate([first.vectors, second.vectors])
    return Embedded(vectors, first.tokens + second.tokens, first.estimated or second.estimated)

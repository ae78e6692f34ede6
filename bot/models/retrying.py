"""Ask a model again where that may help, and never for longer than the asker waits.

ChatModel, messages -> every piece to a listener, or ModelFailed. Waits grow and vary, so that many who were
turned away at once do not all come back at once.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.models.failing import ModelFailed
from bot.models.protocols import ChatModel, Message, Usage

ATTEMPTS = 3
FIRST_WAIT_S = 0.2
JITTER = 0.25  # of a wait, to either side
PATIENCE_S = 2.0  # of all waits together: so much later the quoted answer may come


class Listener(Protocol):
    """Who hears a reply."""

    def begin(self) -> None:
        """A reply begins; what was heard of an earlier one does not count."""
        ...

    def hear(self, piece: str) -> None:
        """A piece of it."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """The clock and the dice of retries."""

    total_s: float  # for everything
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    dice: Callable[[], float] = random.random


def listened(
    model: ChatModel, messages: Sequence[Message], reply_tokens: int, listener: Listener, patience: Patience
) -> Usage | None:
    """Hear a whole reply. Raises ModelFailed when it cannot be had in time."""
    until = patience.now() + patience.total_s
    waited = 0.0
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _heard(model, messages, reply_tokens, listener, until - patience.now())
        except ModelFailed as failure:
            wait = _wait(failure, attempt, patience)
            waited += wait
            too_long = waited > PATIENCE_S or patience.now() + wait >= until
            if attempt == ATTEMPTS or not failure.transient or too_long:
                raise
            patience.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def _heard(
    model: ChatModel, messages: Sequence[Message], reply_tokens: int, listener: Listener, left_s: float
) -> Usage | None:
    speech = model.speak(messages, reply_tokens, max(left_s, 0.0))
    listener.begin()
    try:
        for piece in speech:
            listener.hear(piece)
        return speech.usage
    finally:
        speech.close()


def _wait(failure: ModelFailed, attempt: int, patience: Patience) -> float:
    """What the endpoint asked for, or a wait that doubles."""
    if failure.retry_after_s is not None:
        return failure.retry_after_s
    spread: float = 1 + JITTER * (2 * patience.dice() - 1)
    return FIRST_WAIT_S * spread * (1 << (attempt - 1))

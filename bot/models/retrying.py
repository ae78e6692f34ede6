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
from bot.models.protocols import ChatModel, Form, Message, Speech, Usage

ATTEMPTS = 3
FIRST_WAIT_S = 0.2
JITTER = 0.25  # of a wait, to either side
GOING_OUT_S = 0.015  # that a request needs of the processor before it is on its way
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
    model: ChatModel,
    messages: Sequence[Message],
    reply_tokens: int,
    listener: Listener,
    patience: Patience,
    *,
    form: Form | None = None,
    meanwhile: Sequence[Callable[[], object]] = (),
) -> Usage | None:
    """Hear a whole reply. Raises ModelFailed when it cannot be had in time.

    What is to be done `meanwhile` is done step by step for as long as the model says nothing.
    """
    until = patience.now() + patience.total_s
    waited = 0.0
    for attempt in range(1, ATTEMPTS + 1):
        try:
            speech = model.speak(messages, reply_tokens, max(until - patience.now(), 0.0), form)
            return _heard(speech, listener, meanwhile)
        except ModelFailed as failure:
            wait = _wait(failure, attempt, patience)
            waited += wait
            too_long = waited > PATIENCE_S or patience.now() + wait >= until
            if attempt == ATTEMPTS or not failure.transient or too_long:
                raise
            patience.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


def _heard(speech: Speech, listener: Listener, meanwhile: Sequence[Callable[[], object]]) -> Usage | None:
    listener.begin()
    try:
        _used(speech, meanwhile)
        for piece in speech:
            listener.hear(piece)
        return speech.usage
    finally:
        speech.close()


def _used(speech: Speech, meanwhile: Sequence[Callable[[], object]]) -> None:
    """The time until the first piece; the request itself goes out before anything else is done."""
    wait_s = GOING_OUT_S
    for step in meanwhile:
        if not speech.silent_for(wait_s):
            return
        step()
        wait_s = 0.0


def _wait(failure: ModelFailed, attempt: int, patience: Patience) -> float:
    """What the endpoint asked for, or a wait that doubles."""
    if failure.retry_after_s is not None:
        return failure.retry_after_s
    spread: float = 1 + JITTER * (2 * patience.dice() - 1)
    return FIRST_WAIT_S * spread * (1 << (attempt - 1))

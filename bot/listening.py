"""Hear an answer while it is written: its checked sentences one by one, at last the whole of it.

Asked -> sentences -> Answer. Only a model's answer has sentences to hear before; when nobody listens any
more, the model is hung up on.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

from bot.answer import Answer
from bot.assistant import Asked

Ask = Callable[[Asked], Awaitable[Answer]]


class NobodyListens(Exception):
    """Nobody listens any more."""


async def told(ask: Ask, asked: Asked) -> AsyncGenerator[str | Answer, None]:
    """Each sentence as it is found to hold, then the answer. Raises what answering raises."""
    loop = asyncio.get_running_loop()
    said: asyncio.Queue[str | None] = asyncio.Queue()
    gone = False

    def hear(sentence: str) -> None:
        """Called in the thread that answers."""
        if gone:
            raise NobodyListens
        loop.call_soon_threadsafe(said.put_nowait, sentence)

    answering = asyncio.ensure_future(ask(asked.heard_by(hear)))
    answering.add_done_callback(lambda _: said.put_nowait(None))
    try:
        while (sentence := await said.get()) is not None:
            yield sentence
        yield await answering
    finally:
        gone = True
        answering.cancel()
        answering.add_done_callback(_forget)


def _forget(answering: "asyncio.Future[Answer]") -> None:
    """What an answer that nobody waits for raised is nobody's fault."""
    if not answering.cancelled():
        answering.exception()

"""Answer while it is written: server-sent events `status`, `delta`, and at last `answer`.

Question -> events. A delta is a sentence that was checked; the answer that ends the stream is the one that
counts, whole and with its citations.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.answer import Answer, parted
from bot.api.description import event_stream
from bot.api.feedback import CurrentGiven
from bot.api.problems import documented, problem_of
from bot.api.routes import AnswerOut, AskIn, CurrentServing, asker_of
from bot.assistant import Asked
from bot.store.given import GivenAnswers
from bot.wiring import Serving

PING_S = 15
EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "events: status, delta (a checked sentence), answer (the whole object), or problem",
        "content": event_stream("status", "delta", "answer", "problem"),
    }
}
router = APIRouter(prefix="/api")


class _Gone(Exception):
    """Nobody listens any more."""


@router.post(
    "/ask/stream",
    response_class=EventSourceResponse,
    responses=documented(413, 422, 500) | EVENTS,
)
def ask_stream(
    body: AskIn, request: Request, serving: CurrentServing, given: CurrentGiven
) -> EventSourceResponse:
    """Answer a question sentence by sentence, then as a whole."""
    asked = body.asked(asker_of(request))
    return EventSourceResponse(_events(asked, serving, given), ping=PING_S)


async def _events(asked: Asked, serving: Serving, given: GivenAnswers) -> AsyncIterator[ServerSentEvent]:
    """The events of one answer; when the client goes, the model is hung up on."""
    loop = asyncio.get_running_loop()
    said: asyncio.Queue[str | None] = asyncio.Queue()
    gone = False

    def hear(sentence: str) -> None:
        if gone:
            raise _Gone
        loop.call_soon_threadsafe(said.put_nowait, sentence)

    def answered() -> Answer:
        try:
            return serving.answer(asked.heard_by(hear))
        finally:
            loop.call_soon_threadsafe(said.put_nowait, None)

    yield _event("status", {"stage": "searching"})
    answering = loop.run_in_executor(None, answered)
    try:
        heard = False
        while (sentence := await said.get()) is not None:
            heard = True
            yield _event("delta", {"text": sentence})
        async for event in _ending(answering, heard, given):
            yield event
    finally:
        gone = True
        answering.add_done_callback(_forget)


async def _ending(
    answering: "asyncio.Future[Answer]", heard: bool, given: GivenAnswers
) -> AsyncIterator[ServerSentEvent]:
    try:
        answer = await answering
    except Exception as error:
        yield ServerSentEvent(bytes(problem_of(error).body).decode(), event="problem")
        return
    given.keep(answer)
    if not heard:
        for paragraph in parted(answer.answer)[0].split("\n\n"):
            yield _event("delta", {"text": paragraph})
    yield _event("answer", AnswerOut(**answer.as_object()).model_dump(mode="json"))


def _forget(answering: "asyncio.Future[Answer]") -> None:
    """What an answer that nobody waits for raised is nobody's fault."""
    if not answering.cancelled():
        answering.exception()


def _event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(data, ensure_ascii=False), event=name)

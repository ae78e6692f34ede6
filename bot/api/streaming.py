"""Answer while it is written: server-sent events `status`, `delta`, and at last `answer`.

Question -> events. A delta is a sentence that was checked; the answer that ends the stream is the one that
counts, whole and with its citations.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.answer import Answer, parted
from bot.api.description import event_stream
from bot.api.feedback import CurrentGiven
from bot.api.problems import documented, problem_of
from bot.api.routes import AnswerOut, AskIn, CurrentServing, asker_of
from bot.assistant import Asked
from bot.listening import told
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
    yield _event("status", {"stage": "searching"})
    heard = False
    try:
        async with aclosing(told(partial(_answered, serving), asked)) as telling:
            async for said in telling:
                if not isinstance(said, Answer):
                    heard = True
                    yield _event("delta", {"text": said})
                    continue
                given.keep(said)
                for event in _ending(said, heard):
                    yield event
    except Exception as error:
        yield ServerSentEvent(bytes(problem_of(error).body).decode(), event="problem")


async def _answered(serving: Serving, asked: Asked) -> Answer:
    return await asyncio.to_thread(serving.answer, asked)


def _ending(answer: Answer, heard: bool) -> Iterator[ServerSentEvent]:
    """The whole answer; where nothing was heard of it, its paragraphs first."""
    for paragraph in () if heard else parted(answer.answer)[0].split("\n\n"):
        yield _event("delta", {"text": paragraph})
    yield _event("answer", AnswerOut(**answer.as_object()).model_dump(mode="json"))


def _event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(data, ensure_ascii=False), event=name)

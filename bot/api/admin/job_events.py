"""Follow a job as server-sent events, whichever process runs it.

The job's row, looked at a few times a second -> `progress` when it changed, `message`, and `end` at last.
An event's id is the number of messages sent so far: a client that comes back with it misses none.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable

from sse_starlette.event import ServerSentEvent

from bot.admin.refusal import AdminRefused
from bot.api.admin.job_forms import JobOut, MessageOut
from bot.jobs.job import Job
from retrieval.errors import RegionsvarError

LOOK_S = 0.2
CLOSING_S = 2.0  # for a stream to break off in order when the server closes
PING_S = 15  # a comment now and then keeps proxies from closing a quiet stream

log = logging.getLogger(__name__)


async def job_events(
    read: Callable[[], Job], shown: Callable[[Job], JobOut], told: int, closing: Callable[[], bool]
) -> AsyncIterator[ServerSentEvent]:
    """The events from now on; `told` messages were sent before. `read` is called in a thread.

    The stream breaks off when the server closes; whoever follows comes back to the next one.
    """
    last: Job | None = None
    while not closing() and (last is None or not last.ended):
        try:
            job = await asyncio.to_thread(read)
        except AdminRefused:  # forgotten meanwhile
            return
        except RegionsvarError as error:
            log.warning("a job could not be followed for a moment: %s", error)
            await asyncio.sleep(LOOK_S)
            continue
        for event in _news(job, last, shown, told):
            yield event
        told, last = max(told, len(job.messages)), job
        if not job.ended:
            await asyncio.sleep(LOOK_S)


def number_in(last_event_id: str | None) -> int:
    """How many messages a client says that it has."""
    return int(last_event_id) if last_event_id and last_event_id.isdecimal() and len(last_event_id) < 7 else 0


def _news(job: Job, last: Job | None, shown: Callable[[Job], JobOut], told: int) -> list[ServerSentEvent]:
    """What a client has not heard of."""
    events = []
    for number, message in enumerate(job.messages[told:], told + 1):
        text = MessageOut(at=message.at, text=message.text).model_dump_json()
        events.append(ServerSentEvent(data=text, event="message", id=str(number)))
    number = max(told, len(job.messages))
    if job != last:
        events.append(_whole("progress", job, shown, number))
    if job.ended:
        events.append(_whole("end", job, shown, number))
    return events


def _whole(event: str, job: Job, shown: Callable[[Job], JobOut], number: int) -> ServerSentEvent:
    return ServerSentEvent(data=shown(job).model_dump_json(), event=event, id=str(number))

"""Follow a job until it ends, its progress on standard error.

A reply that names a job -> the job as it ended. At this machine the job is worked on meanwhile, if nobody
else does.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

import typer

from bot.commands.admin.addresses import at
from bot.commands.admin.calling import Call
from bot.commands.admin.refusals import ServerAway, ServerRefused
from bot.commands.failing import FAILED, tell
from bot.commands.printing import print_text
from bot.jobs.job import ENDED
from retrieval.errors import RegionsvarError

if TYPE_CHECKING:  # they import httpx, and the settings
    from bot.commands.admin.server import Server
    from bot.commands.opening import Watcher

LOOK_S = 0.2
LOOK_ELSEWHERE_S = 0.5
AWAY_S = 60.0  # that a server may be away, as while it is started again


class JobLeftRunning(RegionsvarError):
    """Nobody follows the job any more; it goes on."""

    reply: ClassVar[str] = "job_left_running"


class JobLeftWaiting(RegionsvarError):
    """Nobody works on the job any more."""

    reply: ClassVar[str] = "job_left_waiting"


def followed(server: "Server", job_id: str) -> dict[str, Any]:
    """The job once it has ended. Raises JobLeftRunning or JobLeftWaiting where it is not waited for."""
    from bot.commands.opening import Watcher

    try:
        with Watcher() as watcher, server.working():
            return _until_ended(server, job_id, watcher)
    except KeyboardInterrupt:
        raise left(server, job_id) from None


def left(server: "Server", job_id: str) -> RegionsvarError:
    """What becomes of a job that is not waited for."""
    if not server.is_here:
        return JobLeftRunning(job_id)
    waits = server.get(at("jobs", job_id))["state"] == "queued"
    return JobLeftWaiting(job_id) if waits else JobLeftRunning(job_id)


def end_of(job: dict[str, Any]) -> None:
    """Status 1 for a job that did not do what it was for. Raises typer.Exit."""
    if job["state"] != "done":
        raise typer.Exit(FAILED)


def show_change(
    call: Call, server: "Server", reply: dict[str, Any], in_words: Callable[[Any], None], *, wait: bool
) -> None:
    """A change that was made, and what became of it if that is waited for.

    The reply's job is then the whole job, and its documents are as they stand afterwards. Raises typer.Exit
    where the job failed, or a document of it was refused.
    """
    job = reply.get("job")
    if job is None or not wait:
        call.show(reply, in_words)
        if job is not None:
            tell(left(server, job["id"]))
        return
    ended = followed(server, job["id"])
    known: dict[str, Any] = _as_they_stand(server, reply) | {"job": ended}
    call.show(known, in_words)
    if not call.as_json:
        print_messages(ended)
    end_of(ended)
    if any(
        each and each["state"] == "refused" for each in (known.get("document"), *known.get("documents", ()))
    ):
        raise typer.Exit(FAILED)


def print_messages(job: dict[str, Any]) -> None:
    """What was told of a job."""
    for message in job["messages"]:
        print_text(message["text"])
    if job["state"] == "held":
        print_text(f"`regionsvar admin snapshot {job['snapshot']}` shows it, `admin activate` approves it.")


def _until_ended(server: "Server", job_id: str, watcher: "Watcher") -> dict[str, Any]:
    heard = time.monotonic()
    while True:
        try:
            job: dict[str, Any] = server.get(at("jobs", job_id))
            heard = time.monotonic()
        except ServerAway:
            if time.monotonic() - heard > AWAY_S:
                raise
        else:
            if job["state"] in ENDED:
                return job
            stage = (job["stage"] or "running") if job["state"] == "running" else job["state"]
            watcher(stage, job["done"], job["total"])
        time.sleep(LOOK_S if server.is_here else LOOK_ELSEWHERE_S)


def _as_they_stand(server: "Server", reply: dict[str, Any]) -> dict[str, Any]:
    """The documents of a reply as they stand now; what only the reply knows stays."""
    fresh = dict(reply)
    if reply.get("document"):
        fresh["document"] = _as_it_stands(server, reply["document"])
    if reply.get("documents"):
        fresh["documents"] = [_as_it_stands(server, each) for each in reply["documents"]]
    return fresh


def _as_it_stands(server: "Server", document: dict[str, Any]) -> dict[str, Any]:
    try:
        now: dict[str, Any] = server.get(at("documents", document=document["path"]))
    except ServerRefused:  # gone meanwhile, by somebody else
        return document
    return document | now

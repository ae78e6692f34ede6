"""`regionsvar admin reindex`, `jobs`, `job` and `cancel`: have it indexed, and see how far that is.

Arguments -> /api/admin/reindex and /api/admin/jobs -> tables; progress on standard error.
"""

from typing import Annotated, Any, Literal

import typer

from bot.commands.admin.addresses import at
from bot.commands.admin.calling import Call, command
from bot.commands.admin.differing import print_difference
from bot.commands.admin.following import end_of, followed, left, print_messages
from bot.commands.admin.options import Limit, Offset, Wait
from bot.commands.admin.tables import minute, print_facts, print_page
from bot.commands.failing import tell

commands = typer.Typer(rich_markup_mode=None)
JobId = Annotated[str, typer.Argument(metavar="ID", help="As the list has it.", show_default=False)]


@command(commands, "reindex")
def reindex(
    call: Call,
    again: Annotated[
        bool, typer.Option("--all", help="Read every file again and build in any case.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")] = False,
    wait: Wait = True,
) -> None:
    """Index what changed; status 1 if the job fails, or if its index waits for approval."""
    wanted = {"mode": "all" if again else "changed", "dry_run": dry_run}
    with call.server() as server:
        job = server.send("POST", "reindex", wanted)
        if wait:
            job = followed(server, job["id"])
            call.show(job, print_job_ended)
            end_of(job)
            return
        call.show(job, print_job)
        tell(left(server, job["id"]))


@command(commands, "jobs")
def list_jobs(
    call: Call,
    state: Annotated[
        Literal["queued", "running", "held", "done", "failed", "cancelled"] | None,
        typer.Option(help="Only jobs in this state.", show_default=False),
    ] = None,
    kind: Annotated[
        Literal["reindex", "refresh"] | None,
        typer.Option(help="Only jobs of this kind.", show_default=False),
    ] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> None:
    """List the jobs, the newest first."""
    with call.server() as server:
        page = server.page("jobs", limit, offset, state=state, kind=kind)
    call.show(page, _print_page)


@command(commands, "job")
def show_job(
    call: Call,
    job_id: JobId,
    follow: Annotated[bool, typer.Option("--follow", help="Until it ends; Ctrl-C leaves it.")] = False,
) -> None:
    """Show a job: how far it is, and what came of it."""
    with call.server() as server:
        job = followed(server, job_id) if follow else server.get(at("jobs", job_id))
    call.show(job, print_job)
    if follow:
        end_of(job)


@command(commands, "cancel")
def cancel(call: Call, job_id: JobId) -> None:
    """Stop a job, or give up one that is held; what answers does not change by it."""
    with call.server() as server:
        job = server.send("POST", at("jobs", job_id, "cancel"))
    call.show(job, print_job)


def print_job(job: dict[str, Any]) -> None:
    """A job, fact by fact, and what was told of it."""
    stopping = " (to be stopped)" if job["cancel"] and job["state"] == "running" else ""
    print_facts(
        [
            ("job", job["id"]),
            ("kind", _kind(job)),
            ("state", job["state"] + stopping),
            ("stage", _stage(job)),
            ("until about", minute(job["estimated_end"])),
            ("asked for", f"{minute(job['created_at'])} by {job['created_by']}"),
            ("begun", minute(job["started_at"])),
            ("ended", minute(job["finished_at"])),
            ("snapshot", job["snapshot"]),
        ]
    )
    print_job_ended(job)


def print_job_ended(job: dict[str, Any]) -> None:
    """What was told of a job, and what would be different after a dry run."""
    print_messages(job)
    if difference := (job["report"] or {}).get("difference"):
        print_difference(difference)


def _kind(job: dict[str, Any]) -> str:
    dry = ", only to tell what would change" if job["request"].get("dry_run") else ""
    return f"{job['kind']} {job['request'].get('mode') or job['request'].get('source', '')}{dry}"


def _stage(job: dict[str, Any]) -> str | None:
    if job["state"] != "running" or not job["stage"]:
        return None
    return f"{job['stage']}, {job['done']} of {job['total']}" if job["total"] else str(job["stage"])


def _print_page(page: dict[str, Any]) -> None:
    rows = [
        (each["id"], each["kind"], each["state"], minute(each["created_at"]), each["created_by"])
        for each in page["items"]
    ]
    print_page(page, ("job", "kind", "state", "asked for", "by"), rows, folded=("by",))

"""`regionsvar admin snapshots`, `snapshot`, `activate`, `discard`, `difference`: which index answers.

Arguments -> /api/admin/snapshots -> tables.
"""

from typing import Annotated, Any

import typer

from bot.commands.admin.addresses import at
from bot.commands.admin.calling import Call, command
from bot.commands.admin.differing import print_difference
from bot.commands.admin.options import Limit, Offset
from bot.commands.admin.tables import minute, print_facts, print_page, size
from bot.commands.printing import print_text
from bot.wording import say

commands = typer.Typer(rich_markup_mode=None)
SnapshotId = Annotated[str, typer.Argument(metavar="ID", help="As the list has it.", show_default=False)]
COUNTS = ("documents", "passages", "contacts", "priorities", "plans", "funding", "refused")


@command(commands, "snapshots")
def list_snapshots(call: Call, limit: Limit = 50, offset: Offset = 0) -> None:
    """List the snapshots: the current one, those to go back to, those that wait for approval."""
    with call.server() as server:
        page = server.page("snapshots", limit, offset)
    call.show(page, _print_page)


@command(commands, "snapshot")
def show_snapshot(call: Call, snapshot_id: SnapshotId) -> None:
    """Show a snapshot: its counts, why it waits, what it answers to the probe questions."""
    with call.server() as server:
        snapshot = server.get(at("snapshots", snapshot_id))
    call.show(snapshot, _print_snapshot)


@command(commands, "activate")
def activate(call: Call, snapshot_id: SnapshotId) -> None:
    """Answer from this snapshot: go back to an earlier one, or approve one that waits."""
    with call.server() as server:
        snapshot = server.send("POST", at("snapshots", snapshot_id, "activate"), patient=True)
    call.show(snapshot, _print_snapshot)


@command(commands, "discard")
def discard(call: Call, snapshot_id: SnapshotId) -> None:
    """Delete a snapshot that is not current; one that waits for approval is turned down."""
    with call.server() as server:
        server.send("DELETE", at("snapshots", snapshot_id))
    call.show({"id": snapshot_id, "deleted": True}, _print_deleted)


@command(commands, "difference")
def difference(
    call: Call,
    old: Annotated[str, typer.Argument(metavar="A", help="A snapshot's id.", show_default=False)],
    new: Annotated[str, typer.Argument(metavar="B", help="Another's.", show_default=False)],
    most: Annotated[int, typer.Option(min=1, max=1000, help="How many changes of a kind JSON lists.")] = 100,
) -> None:
    """Say what came, changed and went from one snapshot to another."""
    with call.server() as server:
        found = server.get(at("snapshots", old, "difference", new), patient=True, most=most)
    call.show(found, print_difference)


def _print_page(page: dict[str, Any]) -> None:
    rows = [
        (each["id"], _state(each), each["documents"], each["passages"], minute(each["created"]))
        for each in page["items"]
    ]
    headers = ("snapshot", "state", "documents", "passages", "created")
    print_page(page, headers, rows, folded=())


def _state(snapshot: dict[str, Any]) -> str:
    if snapshot["broken"]:
        return "broken"
    if snapshot["held"]:
        return "held"
    if snapshot["pinned"]:
        return "pinned"
    return "current" if snapshot["current"] else ""


def _print_snapshot(snapshot: dict[str, Any]) -> None:
    print_facts(
        [
            ("snapshot", snapshot["id"]),
            ("state", _state(snapshot)),
            ("answered from", snapshot["current"]),
            ("created", minute(snapshot["created"])),
            ("size", size(snapshot["size"])),
            *((name, snapshot[name]) for name in COUNTS),
            ("broken", snapshot["broken"]),
            *(("held", reason) for reason in snapshot["held"]),
        ]
    )
    report = snapshot["probes"]
    for probe in report["probed"] if report else ():
        before = f"{_heard(probe['before'])} -> " if probe["before"] else ""
        lost = "; lost" if probe["lost"] else ""
        print_facts([(f"probe {probe['question']}", f"{before}{_heard(probe['after'])}{lost}")])


def _heard(heard: dict[str, Any]) -> str:
    return f"{heard['status']} {', '.join(heard['cited']) or '-'}"


def _print_deleted(gone: dict[str, Any]) -> None:
    print_text(say("en", "snapshot_deleted", id=gone["id"]))

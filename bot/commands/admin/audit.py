"""`regionsvar admin audit`: who did what, when and from where.

Arguments -> /api/admin/audit -> a table, or every act for another program.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

import typer

from bot.commands.admin.calling import Call, command
from bot.commands.admin.options import Limit, Offset
from bot.commands.admin.tables import in_a_cell, minute, print_page
from bot.commands.printing import print_lines

commands = typer.Typer(rich_markup_mode=None)
LONGEST = 160  # characters of what was before or after; --json has all of it


@command(commands, "audit")
def audit(
    call: Call,
    actor: Annotated[str | None, typer.Option(help="Only what this one did.", show_default=False)] = None,
    action: Annotated[
        str | None, typer.Option(help="Such as document.upload, or document.", show_default=False)
    ] = None,
    subject: Annotated[
        str | None, typer.Option(help="How it begins, such as a folder.", show_default=False)
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Only from this day on.", show_default=False),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Only before this day.", show_default=False),
    ] = None,
    limit: Limit = 50,
    offset: Offset = 0,
    export: Annotated[
        Literal["jsonl", "csv"] | None,
        typer.Option(help="Print every act, the oldest first, for another program.", show_default=False),
    ] = None,
) -> None:
    """List who did what, when and from where, the newest first."""
    wanted = {"actor": actor, "action": action, "subject": subject}
    wanted |= {"since": _day(since), "until": _day(until)}
    with call.server() as server:
        if export:
            with server.opened("audit/export", format=export, **wanted) as response:
                print_lines(response.iter_text())
            return
        page = server.page("audit", limit, offset, **wanted)
    call.show(page, _print_page)


def _day(at: datetime | None) -> str | None:
    return at.date().isoformat() if at else None


def _print_page(page: dict[str, Any]) -> None:
    rows = [(minute(each["at"]), each["action"], each["actor"], _what(each)) for each in page["items"]]
    print_page(page, ("when", "what", "who", "of what"), rows, folded="of what", none="audit_none")


def _what(entry: dict[str, Any]) -> str:
    """Of what, from where, and what was before and after."""
    where = f"from {entry['address']}" if entry["address"] else ""
    changed = [
        f"{side} {in_a_cell(entry[side])[:LONGEST]}"
        for side in ("before", "after")
        if entry[side] is not None
    ]
    return " ".join(filter(None, (entry["subject"], where, *changed)))

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
LONGEST = 40  # characters of what was before or after; --json has all of it


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
    rows = [
        (minute(each["at"]), each["action"], each["actor"], each["subject"], _changed(each))
        for each in page["items"]
    ]
    headers = ("when", "what", "who", "of what", "changed")
    print_page(page, headers, rows, folded=("who", "of what", "changed"), none="audit_none")


def _changed(entry: dict[str, Any]) -> str:
    """What was otherwise before; of what was made or ended, nothing."""
    before, after = entry["before"], entry["after"]
    if not isinstance(before, dict) or not isinstance(after, dict):
        return ""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return ", ".join(f"{name} {_short(before.get(name))} -> {_short(after.get(name))}" for name in names)


def _short(value: object) -> str:
    text = in_a_cell(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

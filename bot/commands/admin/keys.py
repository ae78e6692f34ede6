"""`regionsvar admin create-key`, `keys`, `revoke-key`: who may administer.

Arguments -> /api/admin/keys -> tables. A key is printed when it is made, and never again.
"""

from datetime import datetime, time, timedelta
from typing import Annotated, Any, Literal

import typer

from bot.commands.admin.addresses import at
from bot.commands.admin.calling import Call, command
from bot.commands.admin.options import Limit, Offset
from bot.commands.admin.tables import minute, print_page
from bot.commands.printing import print_text
from bot.wording import say

commands = typer.Typer(rich_markup_mode=None)


@command(commands, "create-key")
def create_key(
    call: Call,
    name: Annotated[str, typer.Option(help="Who is to use it: a person or a program.", show_default=False)],
    role: Annotated[
        Literal["viewer", "editor", "owner"],
        typer.Option(help="A viewer reads, an editor changes, an owner makes keys too.", show_default=False),
    ],
    expires: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The last day that it is valid.", metavar="DATE", show_default=False
        ),
    ] = None,
) -> None:
    """Make a key for the API of administration, and print it: it is shown once, and kept nowhere."""
    wanted = {"name": name, "role": role, "expires_at": _end_of(expires)}
    with call.server() as server:
        made = server.send("POST", "keys", wanted)
    call.show(made, _print_made)


@command(commands, "keys")
def list_keys(call: Call, limit: Limit = 50, offset: Offset = 0) -> None:
    """List who has which key, until when, and when it was used last."""
    with call.server() as server:
        page = server.page("keys", limit, offset)
    call.show(page, _print_page)


@command(commands, "revoke-key")
def revoke_key(
    call: Call,
    key_id: Annotated[
        str, typer.Argument(metavar="ID", help="The key's id in the list.", show_default=False)
    ],
) -> None:
    """End a key, at once and for good; at the server's own machine also the last one of an owner."""
    with call.server() as server:
        revoked = server.send("DELETE", at("keys", key_id))
    call.show(revoked, _print_revoked)


def _end_of(day: datetime | None) -> str | None:
    """The midnight after a day, by the region's clock."""
    if day is None:
        return None
    from retrieval.registers.corrections import CLOCK_ZONE

    return datetime.combine(day.date() + timedelta(days=1), time(), CLOCK_ZONE).isoformat()


def _print_made(made: dict[str, Any]) -> None:
    print_text(say("en", "key_made", text=made["key"], id=made["id"], name=made["name"], role=made["role"]))


def _print_page(page: dict[str, Any]) -> None:
    rows = [
        (
            each["id"],
            each["name"],
            each["role"],
            each["state"],
            minute(each["expires_at"]),
            minute(each["last_used_at"]) or "never",
        )
        for each in page["items"]
    ]
    headers = ("key", "name", "role", "state", "until", "last used")
    print_page(page, headers, rows, folded=("name",), none="keys_none")


def _print_revoked(revoked: dict[str, Any]) -> None:
    print_text(say("en", "key_revoked", id=revoked["id"], name=revoked["name"], role=revoked["role"]))

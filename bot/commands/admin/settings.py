"""`regionsvar admin settings`: what holds for the server, secrets hidden."""

from typing import Any

import typer

from bot.commands.admin.calling import Call, command
from bot.commands.admin.tables import print_table

commands = typer.Typer(rich_markup_mode=None)


@command(commands, "settings")
def list_settings(call: Call) -> None:
    """List the settings that hold, with their defaults; of a secret only whether it is set."""
    with call.server() as server:
        page = server.get("settings")
    call.show(page, _print)


def _print(page: dict[str, Any]) -> None:
    rows = [(each["name"], each["value"], "set" if each["given"] else "") for each in page["items"]]
    print_table(("setting", "value", ""), rows, folded=("value",))

"""The command line's `admin`: every command of administration under one name, in plain English.

Each part declares its commands and imports what they need when they are called, so that help comes at once.
"""

import typer

from bot.commands.admin import (
    audit,
    corrections,
    documents,
    files,
    jobs,
    keys,
    probes,
    questions,
    settings,
    snapshots,
    sources,
    trial,
)
from bot.commands.admin.calling import Call, called

HELP = "Administer what is answered from, on this machine or, with --url and a key, on a server."
admin = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=HELP)
for part in (
    documents,
    files,
    jobs,
    snapshots,
    probes,
    sources,
    questions,
    trial,
    corrections,
    keys,
    audit,
    settings,
):
    admin.add_typer(part.commands)


@admin.callback()
@called
def begin(call: Call) -> None:
    """What is given before a command holds for it."""

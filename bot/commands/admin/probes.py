"""`regionsvar admin probes`: the questions that a new index must answer before it is put to use.

JSONL, one question a line <-> /api/admin/probes.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.admin.calling import Call, command
from bot.commands.admin.tables import print_table
from bot.commands.printing import print_text
from bot.wording import say

commands = typer.Typer(rich_markup_mode=None)


@command(commands, "probes")
def probes(
    call: Call,
    file: Annotated[
        Path | None,
        typer.Option(
            "--set",
            help='Ask these and no others: {"question": …, "documents": [path, …]} a line; - reads standard '
            "input.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
) -> None:
    """List the probe questions and the documents that their answers must cite, or set them."""
    from bot.commands.batch import read_objects  # imports what answers

    wanted = [value for _, value in read_objects(file)] if file else None
    with call.server() as server:
        kept = server.get("probes") if wanted is None else server.send("PUT", "probes", {"items": wanted})
    call.show(kept, _print if wanted is None else _print_kept)


def _print(kept: dict[str, Any]) -> None:
    if kept["items"]:
        rows = [(each["question"], each["documents"]) for each in kept["items"]]
        print_table(("question", "documents"), rows, folded=("question",))
    else:
        print_text(say("en", "admin_none"))


def _print_kept(kept: dict[str, Any]) -> None:
    print_text(say("en", "probes_kept", count=len(kept["items"])))

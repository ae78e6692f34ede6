"""`regionsvar admin try`: ask as a user would, and see every step.

Question -> /api/admin/search -> how it is understood, what is found, what is decided and answered.
"""

from typing import Annotated, Any, Literal

import typer

from bot.commands.admin.calling import Call, command
from bot.commands.admin.tables import in_a_cell, print_facts, print_table
from bot.commands.printing import print_text

commands = typer.Typer(rich_markup_mode=None)
BEGINNING = 60  # characters of a passage


@command(commands, "try")
def try_search(
    call: Call,
    query: Annotated[list[str], typer.Argument(help="The question.", show_default=False)],
    history: Annotated[
        list[str] | None,
        typer.Option("--history", help="An earlier question; may be repeated.", show_default=False),
    ] = None,
    language: Annotated[Literal["sv", "en"] | None, typer.Option(show_default=False)] = None,
    top: Annotated[int, typer.Option(min=1, max=100, help="How many passages to show.")] = 10,
) -> None:
    """Ask as a user would, and see every step; nothing of it is kept."""
    asked = {"query": " ".join(query), "history": history or [], "language": language, "top": top}
    with call.server(answering=True) as server:
        found = server.send("POST", "search", asked)
    call.show(found, _print)


def _print(found: dict[str, Any]) -> None:
    print_facts(found["understood"].items())
    rows = [
        (f"{hit['score']:.3f}", f"{hit['value']:.3f}", _place(hit), in_a_cell(hit["text"])[:BEGINNING])
        for hit in found["hits"]
    ]
    if rows:
        print_table(("score", "value", "place", "text"), rows, folded=("place", "text"))
    answer = found["answer"]
    print_facts([("snapshot", found["snapshot"]), ("decision", found["decision"])])
    print_facts([("status", answer["status"]), ("mode", answer["mode"])])
    print_text(answer["answer"])


def _place(hit: dict[str, Any]) -> str:
    return f"{hit['document']}:{hit['lines'][0]}" if hit["lines"] else str(hit["document"])

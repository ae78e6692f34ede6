"""Options that several commands of administration take, and how they are read."""

from typing import Annotated

import typer

Limit = Annotated[int, typer.Option(min=1, help="How many to show.")]
Offset = Annotated[int, typer.Option(min=0, help="How many to leave out first.")]
Wait = Annotated[bool, typer.Option("--wait/--no-wait", help="Whether to wait until it is answered from.")]
NoIndex = Annotated[bool, typer.Option("--no-index", help="Leave it to a later index.")]
DocumentPath = Annotated[
    str, typer.Argument(metavar="PATH", help="The document's path, as the list has it.", show_default=False)
]
Revision = Annotated[
    int | None,
    typer.Option(help="Only if this is still its revision: nobody changed it meanwhile.", show_default=False),
]
Entry = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="A key of the catalogue; may be repeated. Several paths are parted by a semicolon, and an empty "
        "value takes back what was said.",
        metavar="KEY=VALUE",
        show_default=False,
    ),
]
SEVERAL = ";"
LISTS = frozenset({"replaces"})  # keys of the catalogue that hold several values


def assigned(assignments: list[str] | None) -> dict[str, str | None]:
    """Names with what was set for them; nothing after the sign is None. Raises typer.BadParameter."""
    found: dict[str, str | None] = {}
    for assignment in assignments or ():
        name, sign, value = assignment.partition("=")
        if not sign or not name.strip():
            raise typer.BadParameter(f"{assignment!r} sets nothing: write NAME=VALUE.", param_hint="--set")
        if name.strip() in found:
            raise typer.BadParameter(
                f"{name.strip()} is set twice: part several values with a semicolon.", param_hint="--set"
            )
        found[name.strip()] = value.strip() or None
    return found


def entry_of(assignments: list[str] | None) -> dict[str, str | list[str] | None]:
    """What was set of the catalogue's keys, lists where they hold several."""
    return {name: _several(name, value) for name, value in assigned(assignments).items()}


def _several(name: str, value: str | None) -> str | list[str] | None:
    if name not in LISTS or value is None:
        return value
    return [part.strip() for part in value.split(SEVERAL) if part.strip()]

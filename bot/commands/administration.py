"""The command line's `admin`: what can be asked for, in plain English.

Arguments -> a command of `bot.commands`, imported when it is called, so that help comes at once.
"""

from typing import Annotated

import typer

admin = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Administer what is answered from.")
corrections = typer.Typer(
    rich_markup_mode=None,
    invoke_without_command=True,
    help="Correct, add or withdraw records; without a command, list what was done.",
)
admin.add_typer(corrections, name="corrections")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Register = Annotated[
    str, typer.Argument(help="contacts, priorities or funding.", metavar="REGISTER", show_default=False)
]
Record = Annotated[str, typer.Argument(help="The record's id, or its name.", show_default=False)]
Assignments = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="What is so now; may be repeated. Several values of a field are parted by a semicolon, and an "
        "empty one says that there is none any more.",
        metavar="FIELD=VALUE",
        show_default=False,
    ),
]
By = Annotated[str | None, typer.Option(help="Who does it; the login name if not given.", show_default=False)]
Reason = Annotated[str | None, typer.Option(help="Why, for the list.", show_default=False)]


@corrections.callback()
def list_corrections(context: typer.Context, as_json: AsJson = False) -> None:
    """List what was corrected, added and withdrawn, by whom and when."""
    if context.invoked_subcommand is None:
        from bot.commands import corrections as command

        command.show(as_json=as_json)


@corrections.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List what was corrected, added and withdrawn, by whom and when."""
    from bot.commands import corrections as command

    command.show(as_json=as_json)


@corrections.command()
def correct(
    register: Register,
    record: Record,
    assignments: Assignments = None,
    by: By = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Say what is otherwise: a number changed, a title did."""
    from bot.commands import corrections as command

    command.correct(register, record, assignments or [], by, reason, as_json=as_json)


@corrections.command()
def add(
    register: Register,
    assignments: Assignments = None,
    by: By = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Add a record that no document has."""
    from bot.commands import corrections as command

    command.add(register, assignments or [], by, reason, as_json=as_json)


@corrections.command()
def withdraw(
    register: Register,
    record: Record,
    assignments: Assignments = None,
    by: By = None,
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """Take a record out; of a person, name, numbers and addresses go from every text too."""
    from bot.commands import corrections as command

    command.withdraw(register, record, assignments or [], by, reason, as_json=as_json)


@corrections.command()
def undo(
    number: Annotated[int, typer.Argument(help="The correction's number in the list.", show_default=False)],
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Take a correction back."""
    from bot.commands import corrections as command

    command.undo(number, by, as_json=as_json)

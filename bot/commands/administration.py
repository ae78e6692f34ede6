"""The command line's `admin`: what can be asked for, in plain English.

Arguments -> a command of `bot.commands`, imported when it is called, so that help comes at once.
"""

from datetime import datetime
from typing import Annotated, Literal

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
Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Only from this day on.", show_default=False),
]
Until = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Only before this day.", show_default=False),
]
Reason = Annotated[str | None, typer.Option(help="Why, for the list.", show_default=False)]


@corrections.command("list")
def list_corrections(as_json: AsJson = False) -> None:
    """List what was corrected, added and withdrawn, by whom and when."""
    from bot.commands import corrections as command

    command.show(as_json=as_json)


@corrections.callback()
def without_command(context: typer.Context, as_json: AsJson = False) -> None:
    """Without a command, the list."""
    if context.invoked_subcommand is None:
        list_corrections(as_json)


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

    command.make("correct", register, record, assignments or [], by, reason, as_json=as_json)


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

    command.make("add", register, None, assignments or [], by, reason, as_json=as_json)


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

    command.make("withdraw", register, record, assignments or [], by, reason, as_json=as_json)


@corrections.command()
def undo(
    number: Annotated[int, typer.Argument(help="The correction's number in the list.", show_default=False)],
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Take a correction back."""
    from bot.commands import corrections as command

    command.undo(number, by, as_json=as_json)


@admin.command("create-key")
def create_key(
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
    as_json: AsJson = False,
) -> None:
    """Make a key for the API of administration, and print it: it is shown once, and kept nowhere."""
    from bot.commands import keys as command

    command.create(name, role, expires.date() if expires else None, as_json=as_json)


@admin.command("keys")
def list_keys(as_json: AsJson = False) -> None:
    """List who has which key, until when, and when it was used last."""
    from bot.commands import keys as command

    command.show(as_json=as_json)


@admin.command("revoke-key")
def revoke_key(
    key: Annotated[str, typer.Argument(metavar="ID", help="The key's id in the list.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """End a key, at once and for good; here also the last one of an owner."""
    from bot.commands import keys as command

    command.revoke(key, as_json=as_json)


@admin.command()
def audit(
    actor: Annotated[str | None, typer.Option(help="Only what this one did.", show_default=False)] = None,
    action: Annotated[
        str | None, typer.Option(help="Such as document.upload, or document.", show_default=False)
    ] = None,
    subject: Annotated[
        str | None, typer.Option(help="How it begins, such as a folder.", show_default=False)
    ] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many acts to show.")] = 50,
    offset: Annotated[int, typer.Option(min=0, help="How many to leave out first.")] = 0,
    export: Annotated[
        Literal["jsonl", "csv"] | None,
        typer.Option(help="Print every act, the oldest first, for another program.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List who did what, when and from where, the newest first."""
    from bot.commands import audit as command

    wanted = command.wanted(actor, action, subject, since, until)
    if export:
        command.export(wanted, export)
    else:
        command.show(wanted, limit, offset, as_json=as_json)

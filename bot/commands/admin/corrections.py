"""`regionsvar admin corrections …`: correct, add or withdraw records, and see what was done by whom.

Arguments -> /api/admin/corrections -> text.
"""

from typing import Annotated, Any

import typer

from bot.commands.admin.addresses import at
from bot.commands.admin.calling import Call, called, command
from bot.commands.admin.options import Limit, Offset, assigned
from bot.commands.admin.tables import in_a_cell, minute
from bot.commands.printing import print_text
from bot.wording import say

commands = typer.Typer(rich_markup_mode=None)
corrections = typer.Typer(
    rich_markup_mode=None,
    invoke_without_command=True,
    help="Correct, add or withdraw records; without a command, list what was done.",
)
commands.add_typer(corrections, name="corrections")

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
By = Annotated[
    str | None, typer.Option(help="Who does it here; the login name if not given.", show_default=False)
]
Reason = Annotated[str | None, typer.Option(help="Why, for the list.", show_default=False)]


@corrections.callback()
@called
def list_by_default(call: Call, limit: Limit = 50, offset: Offset = 0) -> None:
    """Without a command, the list."""
    _list(call, limit, offset)


@command(corrections, "list")
def list_corrections(call: Call, limit: Limit = 50, offset: Offset = 0) -> None:
    """List what was corrected, added and withdrawn, by whom and when."""
    _list(call, limit, offset)


@command(corrections, "correct")
def correct(
    call: Call,
    register: Register,
    record: Record,
    assignments: Assignments = None,
    by: By = None,
    reason: Reason = None,
) -> None:
    """Say what is otherwise: a number changed, a title did."""
    _make(call, "correct", register, record, assignments, by, reason)


@command(corrections, "add")
def add(
    call: Call, register: Register, assignments: Assignments = None, by: By = None, reason: Reason = None
) -> None:
    """Add a record that no document has."""
    _make(call, "add", register, None, assignments, by, reason)


@command(corrections, "withdraw")
def withdraw(
    call: Call,
    register: Register,
    record: Record,
    assignments: Assignments = None,
    by: By = None,
    reason: Reason = None,
) -> None:
    """Take a record out; of a person, name, numbers and addresses go from every text too."""
    _make(call, "withdraw", register, record, assignments, by, reason)


@command(corrections, "undo")
def undo(
    call: Call,
    number: Annotated[int, typer.Argument(help="The correction's number in the list.", show_default=False)],
    by: By = None,
) -> None:
    """Take a correction back."""
    with call.server(by=by, answering=True) as server:
        undone = server.send("POST", at("corrections", str(number), "undo"))
    call.show(undone, _print_undone)


def _list(call: Call, limit: int, offset: int) -> None:
    with call.server() as server:
        page = server.page("corrections", limit, offset)
    call.show(page, _print_page)


def _make(
    call: Call,
    action: str,
    register: str,
    record: str | None,
    assignments: list[str] | None,
    by: str | None,
    reason: str | None,
) -> None:
    """Keep it, and show what a reader sees now."""
    wanted = {"action": action, "register": register, "record": record, "reason": reason}
    fields = assigned(assignments)
    with call.server(by=by, answering=True) as server:
        made = server.send("POST", "corrections", wanted | {"fields": fields}, patient=True)
    call.show(made, _print_made)


def _print_made(made: dict[str, Any]) -> None:
    kept = made["correction"]
    if kept["action"] == "withdraw":
        said = say(
            "en", "correction_withdrawn", number=kept["id"], record=kept["record"], passages=made["masked"]
        )
    else:
        said = say("en", "correction_kept", number=kept["id"], shown="\n".join(made["shown"]))
    print_text(said)


def _print_undone(undone: dict[str, Any]) -> None:
    shown = undone["shown"] or say("en", "correction_shows_nothing")
    print_text(say("en", "correction_undone", number=undone["id"], shown=shown))


def _print_page(page: dict[str, Any]) -> None:
    for each in page["items"]:
        print_text(
            in_a_cell(f"{each['id']}. {each['action']} {each['register']} {each['record']} ({_state(each)})")
        )
        for field in each["fields"]:
            print_text(in_a_cell(f"   {field['name']}: {field['value'] or '-'}"))
        reason = f": {each['reason']}" if each["reason"] else ""
        print_text(in_a_cell(f"   by {each['by']}, {minute(each['at'])}{reason}"))
    if not page["items"]:
        print_text(say("en", "corrections_none"))


def _state(each: dict[str, Any]) -> str:
    if each["undone_at"] is not None:
        return f"undone by {each['undone_by']}, {minute(each['undone_at'])}"
    return "without a record" if each["has_record"] is False else "holds"

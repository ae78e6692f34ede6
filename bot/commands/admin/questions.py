"""`regionsvar admin questions`, `question`, `answer`, `out-of-scope`, `reopen`: what users could not find.

Arguments -> /api/admin/questions -> tables. A question is named by its fingerprint, or by how that begins.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from bot.commands.admin.addresses import at
from bot.commands.admin.calling import Call, command
from bot.commands.admin.documents import print_document
from bot.commands.admin.following import show_change
from bot.commands.admin.options import Limit, NoIndex, Offset, Wait
from bot.commands.admin.refusals import CallWrong
from bot.commands.admin.tables import in_a_cell, minute, print_facts, print_page
from bot.commands.printing import print_text

if TYPE_CHECKING:  # imports httpx
    from bot.commands.admin.server import Server

commands = typer.Typer(rich_markup_mode=None)
WHOLE = 64  # characters of a fingerprint
SHORT = 12  # of them that are shown; few questions begin alike
SEARCHED = 10_000  # questions
Fingerprint = Annotated[
    str, typer.Argument(metavar="ID", help="The beginning of its fingerprint.", show_default=False)
]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DATE", show_default=False)]


@command(commands, "questions")
def list_questions(
    call: Call,
    standing: Annotated[
        Literal["open", "answered", "out_of_scope"] | None,
        typer.Option(help="Only those that stand so.", show_default=False),
    ] = None,
    since: Day = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> None:
    """List what users asked in vain, the most often asked first; nothing tells who asked."""
    with call.server() as server:
        page = server.page("questions", limit, offset, standing=standing, since=_day(since))
    call.show(page, _print_page)


@command(commands, "question")
def show_question(call: Call, question: Fingerprint) -> None:
    """Show a question: its wordings, the nearest passages, who answers for the subject."""
    with call.server() as server:
        known = server.get(at("questions", _whole(server, question)))
    call.show(known, _print_question)


@command(commands, "answer")
def answer(
    call: Call,
    answer: Annotated[str, typer.Option(help="What is answered.", show_default=False)],
    source: Annotated[
        str, typer.Option(help="Where it stands: an address, a path, a decision.", show_default=False)
    ],
    asked: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="The beginning of a question's fingerprint.", show_default=False),
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(help="A question that nobody asked, or a better wording.", show_default=False),
    ] = None,
    language: Annotated[Literal["sv", "en"], typer.Option(help="Of the answer.")] = "sv",
    publisher: Annotated[str | None, typer.Option(help="Who says so.", show_default=False)] = None,
    valid_from: Day = None,
    valid_to: Day = None,
    no_index: NoIndex = False,
    wait: Wait = True,
) -> None:
    """Approve an answer: a document of its own, found and cited as long as it is valid."""
    if not asked and not question:
        raise typer.BadParameter("Give a question's ID, or --question TEXT.")
    said = {"answer": answer, "source": source, "question": question, "language": language}
    said |= {"publisher": publisher, "valid_from": _day(valid_from), "valid_to": _day(valid_to)}
    with call.server(answering=True) as server:
        address = at("questions", _whole(server, asked), "answer") if asked else "answers"
        given = {name: value for name, value in said.items() if value is not None}
        reply = server.send("POST", address, given, index=not no_index)
        show_change(call, server, reply, _print_approved, wait=wait)


@command(commands, "out-of-scope")
def out_of_scope(call: Call, question: Fingerprint) -> None:
    """Say that the documents need not answer it."""
    with call.server() as server:
        known = server.send("POST", at("questions", _whole(server, question), "out-of-scope"))
    call.show(known, _print_facts)


@command(commands, "reopen")
def reopen(call: Call, question: Fingerprint) -> None:
    """Open a question again; an approved answer stays until it is withdrawn."""
    with call.server() as server:
        known = server.send("DELETE", at("questions", _whole(server, question), "decision"))
    call.show(known, _print_facts)


def _whole(server: "Server", beginning: str) -> str:
    """The fingerprint that begins so. Raises CallWrong where there is none, or more than one."""
    if len(beginning) >= WHOLE:
        return beginning
    every = server.page("questions", SEARCHED, 0)["items"]
    found = [each["fingerprint"] for each in every if each["fingerprint"].startswith(beginning)]
    if len(found) == 1:
        return str(found[0])
    why = f"{len(found)} questions begin so; give more of it." if found else "No question begins so."
    raise CallWrong(f"{beginning}: {why}")


def _day(at: datetime | None) -> str | None:
    return at.date().isoformat() if at else None


def _print_page(page: dict[str, Any]) -> None:
    rows = [
        (
            each["fingerprint"][:SHORT],
            each["count"],
            each["standing"].replace("_", " "),
            minute(each["last_asked"]),
            each["question"],
        )
        for each in page["items"]
    ]
    print_page(page, ("id", "asked", "standing", "last", "question"), rows, folded=("question",))


def _print_facts(known: dict[str, Any]) -> None:
    decided = f"{minute(known['decided_at'])} by {known['decided_by']}" if known["decided_by"] else None
    print_facts(
        [
            ("question", known["question"]),
            ("id", known["fingerprint"]),
            ("standing", known["standing"].replace("_", " ")),
            ("asked", known["count"]),
            ("found bad", known["bad"] or None),
            ("first", minute(known["first_asked"])),
            ("last", minute(known["last_asked"])),
            ("answer", known["document"]),
            ("decided", decided),
        ]
    )


def _print_question(known: dict[str, Any]) -> None:
    _print_facts(known)
    for wording in known["wordings"]:
        why = ", ".join(filter(None, (wording["status"], wording["decision"], wording["verdict"])))
        print_facts([(minute(wording["asked_at"]) or "", f"{wording['question']} ({why})")])
        print_facts([("  said", wording["reason"])])
    for near in known["nearest"]:
        place = f", line {near['lines'][0]}" if near["lines"] else ""
        print_text(f"near: {near['document']}{place}: {in_a_cell(near['text'])[:200]}")
    if contact := known["contact"]:
        reach = filter(None, (contact["name"], contact["title"], contact["phone"], contact["email"]))
        print_facts([("contact", ", ".join(reach))])


def _print_approved(reply: dict[str, Any]) -> None:
    if reply["question"]:
        _print_facts(reply["question"])
    print_document(reply["document"])

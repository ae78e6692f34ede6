"""`regionsvar admin documents …`: what there is, how it stands, what is said of it, and taking it away.

Arguments -> the routes below /api/admin/documents -> tables.
"""

from typing import Annotated, Any, Literal

import typer

from bot.commands.admin.addresses import at
from bot.commands.admin.calling import Call, called, command
from bot.commands.admin.following import show_change
from bot.commands.admin.options import DocumentPath, Entry, Limit, NoIndex, Offset, Revision, Wait, entry_of
from bot.commands.admin.tables import minute, print_facts, print_page, size

documents = typer.Typer(rich_markup_mode=None, invoke_without_command=True)
commands = typer.Typer(rich_markup_mode=None)
commands.add_typer(documents, name="documents")
SHOWN = ("title", "publisher", "kind", "published", "language", "url", "valid_from", "valid_to", "replaces")
Version = Annotated[
    int | None,
    typer.Option(min=0, help="One that `versions` lists; 0 is the corpus folder's.", show_default=False),
]


@documents.callback()
@called
def list_documents(
    call: Call,
    state: Annotated[
        Literal["indexed", "refused", "waiting", "withdrawn"] | None,
        typer.Option(help="Only those that stand so.", show_default=False),
    ] = None,
    origin: Annotated[
        Literal["corpus", "upload", "source"] | None,
        typer.Option(help="Only those that come from there.", show_default=False),
    ] = None,
    q: Annotated[
        str, typer.Option("-q", help="Stands in the path or the title.", metavar="TEXT", show_default=False)
    ] = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> None:
    """List the documents and how they stand; `show PATH` shows one."""
    with call.server() as server:
        page = server.page("documents", limit, offset, state=state, origin=origin, q=q)
    call.show(page, _print_page)


@command(documents, "show")
def show_document(call: Call, path: DocumentPath) -> None:
    """Show one document: its state, what is known of it, and who changed it last."""
    with call.server() as server:
        document = server.get(at("documents", document=path))
    call.show(document, print_document)


@command(commands, "versions")
def list_versions(call: Call, path: DocumentPath, limit: Limit = 50, offset: Offset = 0) -> None:
    """List the files that a document had, the newest first."""
    with call.server() as server:
        page = server.page(at("documents", document=path, then="versions"), limit, offset)
    call.show(page, _print_versions)


@command(commands, "describe")
def describe(
    call: Call,
    path: DocumentPath,
    entry: Entry = None,
    revision: Revision = None,
    no_index: NoIndex = False,
    wait: Wait = True,
) -> None:
    """Say what is known of a document: title, publisher, kind, published, replaced_by and more."""
    changes = entry_of(entry)
    if not changes:
        raise typer.BadParameter("Say what is to be set, as in title=Plan 2030.", param_hint="--set")
    _change(call, "PATCH", at("documents", document=path), changes, revision, no_index, wait=wait)


@command(commands, "withdraw")
def withdraw(
    call: Call, path: DocumentPath, revision: Revision = None, no_index: NoIndex = False, wait: Wait = True
) -> None:
    """Take a document away; `restore` brings it back."""
    _change(call, "DELETE", at("documents", document=path), None, revision, no_index, wait=wait)


@command(commands, "restore")
def restore(
    call: Call,
    path: DocumentPath,
    version: Version = None,
    revision: Revision = None,
    no_index: NoIndex = False,
    wait: Wait = True,
) -> None:
    """Undo a withdrawal, or bring back an earlier version."""
    address = at("documents", document=path, then="restore")
    _change(call, "POST", address, None, revision, no_index, wait=wait, version=version)


def _change(
    call: Call,
    method: str,
    address: str,
    changes: dict[str, Any] | None,
    revision: int | None,
    no_index: bool,
    *,
    wait: bool,
    **asked: Any,
) -> None:
    """Make the change and show what became of it."""
    with call.server() as server:
        reply = server.send(method, address, changes, revision=revision, index=not no_index, **asked)
        show_change(call, server, reply, lambda made: print_document(made["document"]), wait=wait)


def print_document(document: dict[str, Any]) -> None:
    """A document, fact by fact."""
    known = document["catalogue"]
    print_facts([("path", document["path"]), ("state", document["state"]), ("reason", document["reason"])])
    print_facts((key, _told(document, key)) for key in SHOWN if known.get(key))
    print_facts(
        [
            ("replaced by", document["replaced_by"]),
            ("from", _origin(document)),
            ("size", size(document["size"])),
            ("type", document["media_type"]),
            ("versions kept", document["versions"]),
            ("revision", document["revision"]),
            ("changed", _changed(document)),
        ]
    )
    for mark in document.get("instructing", ()):
        print_facts([("addresses an assistant", f"{mark['place']} ({mark['reason']}): {mark['text']}")])
    for other in document.get("similar", ()):
        print_facts([("similar", f"{other['path']} ({other['share']:.0%} of the shorter text)")])


def _told(document: dict[str, Any], key: str) -> object:
    """What is known by a key, and where from if nobody said it."""
    value = document["catalogue"][key]
    return f"{value} (from the text)" if key in document["inferred"] else value


def _origin(document: dict[str, Any]) -> str:
    return f"source {document['source']}" if document["source"] else str(document["origin"])


def _changed(document: dict[str, Any]) -> str | None:
    at = minute(document["changed_at"])
    return f"{at} by {document['changed_by']}" if at else None


def _print_page(page: dict[str, Any]) -> None:
    marked = any(each["instructing"] for each in page["items"])  # a column that is nearly always empty else
    rows = [
        (
            *(each["path"], each["state"], each["origin"], size(each["size"]), minute(each["changed_at"])),
            *([len(each["instructing"]) or None] if marked else ()),
        )
        for each in page["items"]
    ]
    headers = ("document", "state", "from", "size", "changed", *(["to assistants"] if marked else ()))
    print_page(page, headers, rows, folded=("document",))
    for each in page["items"]:
        if each["reason"]:
            print_facts([(each["path"], each["reason"])])


def _print_versions(page: dict[str, Any]) -> None:
    rows = [
        (
            each["version"],
            "current" if each["current"] else "",
            each["name"],
            size(each["size"]),
            each["added_by"],
            minute(each["added_at"]),
        )
        for each in page["items"]
    ]
    print_page(page, ("version", "", "file", "size", "by", "added"), rows, folded=("file",))

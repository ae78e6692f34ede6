"""`regionsvar admin sources` and `source …`: the pages, feeds and sitemaps that documents come from.

Arguments -> /api/admin/sources -> tables.
"""

from typing import Annotated, Any, Literal

import typer

from bot.commands.admin.addresses import at
from bot.commands.admin.calling import Call, called, command
from bot.commands.admin.following import show_change
from bot.commands.admin.options import Entry, Limit, NoIndex, Offset, Revision, Wait, entry_of
from bot.commands.admin.source_tables import (
    print_items,
    print_preview,
    print_removed,
    print_source,
    print_sources,
    print_started,
)

commands = typer.Typer(rich_markup_mode=None)
source = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
commands.add_typer(source, name="source")

Kind = Literal["page", "feed", "sitemap"]
KindOf = Annotated[Kind, typer.Argument(help="A web page, an RSS or Atom feed, or a sitemap.")]
Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="Its http(s) address.", show_default=False)]
SourceId = Annotated[str, typer.Argument(metavar="ID", help="As the list has it.", show_default=False)]
Folder = Annotated[
    str | None, typer.Option(help="Where its documents are put; one for the site if not given.")
]
Every = Annotated[
    int | None, typer.Option(min=1, metavar="MINUTES", help="How often it is refreshed by itself.")
]
Include = Annotated[list[str] | None, typer.Option(help="Only paths like this, such as /nyheter/*.")]
Exclude = Annotated[list[str] | None, typer.Option(help="No paths like this.")]
Host = Annotated[list[str] | None, typer.Option(help="Another host that addresses may be at.")]
Vanished = Annotated[
    Literal["mark", "withdraw"] | None,
    typer.Option(help="What becomes of a document whose page is gone; it is marked if not given."),
]
Pages = Annotated[int | None, typer.Option(min=1, help="The most addresses that are fetched.")]


@command(commands, "sources")
def list_sources(
    call: Call,
    kind: Annotated[Kind | None, typer.Option(help="Only these.", show_default=False)] = None,
    state: Annotated[
        Literal["done", "failed"] | None, typer.Option(help="Of the last refresh.", show_default=False)
    ] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> None:
    """List the sources, and what came of their last refresh."""
    with call.server() as server:
        page = server.page("sources", limit, offset, kind=kind, state=state)
    call.show(page, print_sources)


@source.callback()
@called
def begin(call: Call) -> None:
    """Add, show, change, refresh or remove a source."""


@command(source, "add")
def add(
    call: Call,
    kind: KindOf,
    address: Address,
    folder: Folder = None,
    every: Every = None,
    include: Include = None,
    exclude: Exclude = None,
    host: Host = None,
    vanished: Vanished = None,
    pages: Pages = None,
    entry: Entry = None,
    paused: Annotated[bool, typer.Option("--paused", help="Not refreshed by itself yet.")] = False,
) -> None:
    """Add a source; --set gives its documents' publisher, kind and other keys of the catalogue."""
    rules = _rules(include, exclude, host, vanished, pages, entry)
    wanted = _wanted(kind, address, folder, every, rules) | {"enabled": not paused}
    with call.server() as server:
        made = server.send("POST", "sources", wanted)
    call.show(made, print_source)


@command(source, "preview")
def preview(
    call: Call,
    kind: KindOf,
    address: Address,
    include: Include = None,
    exclude: Exclude = None,
    host: Host = None,
    pages: Pages = None,
) -> None:
    """Look what a source would bring; nothing is kept."""
    rules = _rules(include, exclude, host, None, pages, None)
    wanted = _wanted(kind, address, None, None, rules)
    with call.server() as server:
        found = server.send("POST", "sources/preview", wanted, patient=True)
    call.show(found, print_preview)


@command(source, "show")
def show(call: Call, source_id: SourceId) -> None:
    """Show a source, its rules, and what came of its last refresh."""
    with call.server() as server:
        known = server.get(at("sources", source_id))
    call.show(known, print_source)


@command(source, "edit")
def edit(
    call: Call,
    source_id: SourceId,
    address: Annotated[str | None, typer.Option(help="Its new address.", show_default=False)] = None,
    folder: Folder = None,
    every: Every = None,
    by_hand: Annotated[bool, typer.Option("--by-hand", help="No more by itself.")] = False,
    include: Include = None,
    exclude: Exclude = None,
    host: Host = None,
    vanished: Vanished = None,
    pages: Pages = None,
    entry: Entry = None,
    enabled: Annotated[
        bool | None, typer.Option("--resume/--pause", help="Whether it is refreshed by itself.")
    ] = None,
    revision: Revision = None,
) -> None:
    """Change a source; what is not given stays, and lists are given whole."""
    if every and by_hand:
        raise typer.BadParameter("It is one or the other.", param_hint="--by-hand")
    given: dict[str, Any] = {"url": address, "folder": folder, "every_minutes": every, "enabled": enabled}
    changes = {name: value for name, value in given.items() if value is not None}
    changes |= {"every_minutes": None} if by_hand else {}
    if rules := _rules(include, exclude, host, vanished, pages, entry):
        changes["rules"] = rules
    if not changes:
        raise typer.BadParameter("Say what is to be changed, as in --every 60.")
    with call.server() as server:
        changed = server.send("PATCH", at("sources", source_id), changes, revision=revision)
    call.show(changed, print_source)


@command(source, "remove")
def remove(
    call: Call,
    source_id: SourceId,
    documents: Annotated[
        Literal["keep", "withdraw"], typer.Option(help="What becomes of its documents.")
    ] = "keep",
    revision: Revision = None,
    no_index: NoIndex = False,
    wait: Wait = True,
) -> None:
    """Forget a source."""
    with call.server() as server:
        reply = server.send(
            "DELETE", at("sources", source_id), revision=revision, documents=documents, index=not no_index
        )
        show_change(call, server, reply, print_removed, wait=wait)


@command(source, "refresh")
def refresh(call: Call, source_id: SourceId, wait: Wait = True) -> None:
    """Refresh a source now."""
    with call.server() as server:
        reply = server.send("POST", at("sources", source_id, "refresh"))
        show_change(call, server, reply, print_started, wait=wait)


@command(source, "items")
def items(
    call: Call,
    source_id: SourceId,
    state: Annotated[
        Literal["kept", "vanished", "failed"] | None,
        typer.Option(help="Only addresses that are so.", show_default=False),
    ] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> None:
    """List the addresses of a source, each with its document or the reason why it has none."""
    with call.server() as server:
        page = server.page(at("sources", source_id, "items"), limit, offset, state=state)
    call.show(page, print_items)


def _rules(
    include: list[str] | None,
    exclude: list[str] | None,
    hosts: list[str] | None,
    vanished: str | None,
    pages: int | None,
    entry: list[str] | None,
) -> dict[str, Any]:
    """The rules that were given."""
    given = {"include": include, "exclude": exclude, "hosts": hosts, "vanished": vanished, "pages": pages}
    return {name: value for name, value in (given | {"entry": entry_of(entry)}).items() if value}


def _wanted(
    kind: str, address: str, folder: str | None, every: int | None, rules: dict[str, Any]
) -> dict[str, Any]:
    return {"kind": kind, "url": address, "folder": folder, "every_minutes": every, "rules": rules}

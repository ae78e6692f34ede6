"""Sources for a person: how they stand, what they bring, what could not be had.

JSON of the interface -> text.
"""

from typing import Any

from bot.commands.admin.tables import minute, print_facts, print_page, print_table
from bot.commands.printing import print_text
from bot.wording import say


def print_sources(page: dict[str, Any]) -> None:
    """Sources, a row each."""
    rows = [
        (
            each["id"],
            each["kind"],
            each["url"],
            each["counts"]["documents"],
            _state(each),
            minute(each["last_at"]),
        )
        for each in page["items"]
    ]
    headers = ("source", "kind", "address", "documents", "state", "refreshed")
    print_page(page, headers, rows, folded=("address",))


def _state(known: dict[str, Any]) -> str | None:
    return known["last_result"]["state"] if known["last_result"] else None


def print_source(known: dict[str, Any]) -> None:
    """A source, fact by fact."""
    result = known["last_result"] or {}
    every = known["every_minutes"]
    print_facts(
        [
            ("source", known["id"]),
            ("kind", known["kind"]),
            ("address", known["url"]),
            ("folder", known["folder"]),
            ("refreshed", f"every {every} minutes" if every else "by hand"),
            ("paused", known["enabled"] is False or None),
            *((name, value) for name, value in known["rules"].items()),
            *((name, value) for name, value in known["counts"].items()),
            ("next", minute(known["next_at"])),
            ("last", minute(known["last_at"])),
            ("result", result.get("state")),
            ("reason", result.get("reason")),
            ("revision", known["revision"]),
        ]
    )
    for fault in result.get("faults", ()):
        print_facts([("fault", fault)])


def print_items(page: dict[str, Any]) -> None:
    """Addresses, a row each."""
    rows = [(each["path"], each["url"], minute(each["vanished_at"]), each["fault"]) for each in page["items"]]
    print_page(
        page, ("document", "address", "vanished", "fault"), rows, folded=("document", "address", "fault")
    )


def print_preview(found: dict[str, Any]) -> None:
    """What a source would bring."""
    print_text(say("en", "preview_found", total=found["total"], left=found["left_out"]))
    if not found["complete"]:
        print_text(say("en", "preview_more"))
    if found["items"]:
        rows = [(each["url"], each["title"], each["published"], each["fault"]) for each in found["items"]]
        print_table(("address", "title", "published", "fault"), rows, folded=("address", "title", "fault"))
    for fault in found["faults"]:
        print_facts([(fault["url"], fault["reason"])])


def print_removed(reply: dict[str, Any]) -> None:
    """What became of the documents."""
    print_text(say("en", "source_deleted", kept=reply["kept"], withdrawn=reply["withdrawn"]))


def print_started(reply: dict[str, Any]) -> None:
    """The job that fetches."""
    print_facts([("job", reply["job"]["id"])])

"""`regionsvar admin audit`: who did what, when and from where."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from bot.admin.exporting import ExportFormat, exported
from bot.commands.opening import opened_settings
from bot.commands.printing import print_json, print_lines, print_text
from bot.registers.paging import Page
from bot.settings import Settings
from bot.store.audit import AuditEntry, AuditFilter, page_of_audit, whole_audit
from bot.store.database import Database
from bot.store.places import has_database
from bot.wording import say
from retrieval.registers.corrections import CLOCK_ZONE


def wanted(
    actor: str | None, action: str | None, subject: str | None, since: datetime | None, until: datetime | None
) -> AuditFilter:
    """What was asked for; days begin by the region's clock."""
    return AuditFilter(actor, action, subject, _begun(since), _begun(until))


def show(chosen: AuditFilter, limit: int, offset: int, *, as_json: bool) -> None:
    """A page of acts, the newest first."""
    settings = opened_settings()
    page: Page[AuditEntry] = Page(0, limit, offset, ())
    if has_database(settings):
        with _reading(settings) as session:
            page = page_of_audit(session, chosen, limit, offset)
    if as_json:
        print_json(asdict(page))
    else:
        print_text("\n".join(map(_line, page.items)) or say("en", "audit_none"))


def export(chosen: AuditFilter, form: ExportFormat) -> None:
    """Every act, the oldest first."""
    settings = opened_settings()
    if not has_database(settings):
        print_lines(exported((), form))
        return
    with _reading(settings) as session:
        print_lines(exported(whole_audit(session, chosen), form))


@contextmanager
def _reading(settings: Settings) -> Iterator[Session]:
    with closing(Database(settings)) as database:
        database.upgrade()
        with database.reading() as session:
            yield session


def _begun(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=CLOCK_ZONE) if day else None


def _line(entry: AuditEntry) -> str:
    """An act on one line."""
    at = datetime.fromisoformat(entry.at).astimezone(CLOCK_ZONE).strftime("%Y-%m-%d %H:%M:%S")
    where = f" from {entry.address}" if entry.address else ""
    changed = [
        f"{name} {json.dumps(value, ensure_ascii=False)}"
        for name, value in (("before", entry.before), ("after", entry.after))
        if value is not None
    ]
    return "  ".join([at, f"{entry.actor}{where}", entry.action, entry.subject, *changed])

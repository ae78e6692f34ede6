"""Keep who did what, when and from where; it is added to and never changed.

Actor, act -> a line of the audit -> AuditEntry. The database itself refuses to change or delete a line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.registers.paging import Page
from bot.store.admin_tables import AuditRow

LONGEST_TEXT = 500  # characters of a value: enough for a title, too few for a document
MOST_VALUES = 200  # of a list or an object
HIDDEN = "(hidden)"
SECRETS = frozenset({"key", "token", "secret", "password", "authorization"})  # fields that are never kept
BATCH = 500  # lines that an export holds at a time


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act, as it was kept."""

    id: int
    at: str  # ISO 8601, UTC
    actor: str
    key: str | None  # the id of the key; None at the command line
    address: str | None
    action: str  # such as document.upload
    subject: str  # such as the document's path
    before: Any | None
    after: Any | None


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which acts are wanted; None asks for nothing."""

    actor: str | None = None
    action: str | None = None  # whole, or what stands before the dot: every act upon a document
    subject: str | None = None  # how it begins
    since: datetime | None = None  # from then on
    until: datetime | None = None  # before then


def note(
    session: Session,
    actor: Actor,
    action: str,
    subject: str,
    at: datetime,
    before: Any = None,
    after: Any = None,
) -> None:
    """Add a line, in the transaction of the change that it tells of.

    What was before and after is kept in short: long texts are cut, and fields that hold secrets hidden.
    """
    session.add(
        AuditRow(
            at=_stamp(at),
            actor=actor.name,
            key=actor.key,
            address=actor.address,
            action=action,
            subject=subject,
            before=in_short(before),
            after=in_short(after),
        )
    )


def page_of_audit(session: Session, wanted: AuditFilter, limit: int, offset: int) -> Page[AuditEntry]:
    """The lines that are wanted, the newest first."""
    conditions = _conditions(wanted)
    total = session.scalar(select(func.count()).select_from(AuditRow).where(*conditions)) or 0
    chosen = select(AuditRow).where(*conditions).order_by(AuditRow.id.desc()).limit(limit).offset(offset)
    return Page(total, limit, offset, tuple(map(_entry, session.scalars(chosen))))


def batch_of_audit(
    session: Session, wanted: AuditFilter, after: int = 0, size: int = BATCH
) -> list[AuditEntry]:
    """The next lines whose number is above `after`, the oldest first; empty at the end."""
    chosen = select(AuditRow).where(*_conditions(wanted), AuditRow.id > after)
    return list(map(_entry, session.scalars(chosen.order_by(AuditRow.id).limit(size))))


def whole_audit(session: Session, wanted: AuditFilter, size: int = BATCH) -> Iterator[AuditEntry]:
    """Every line that is wanted, the oldest first; `size` of them are held at a time."""
    last = 0
    while batch := batch_of_audit(session, wanted, last, size):
        yield from batch
        last = batch[-1].id


def in_short(value: Any) -> Any:
    """A value of JSON as the audit keeps it: without secrets, and without the length of a document."""
    if isinstance(value, Mapping):
        kept = list(value.items())[:MOST_VALUES]
        return {
            str(name): HIDDEN if str(name).casefold() in SECRETS else in_short(each) for name, each in kept
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [in_short(each) for each in list(value)[:MOST_VALUES]]
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return f"{value[:LONGEST_TEXT]}… ({len(value)} characters)"
    return value


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    """The filter as the database understands it; capitals count on every database."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.actor is not None:
        conditions.append(AuditRow.actor == wanted.actor)
    if wanted.action is not None:
        conditions.append((AuditRow.action == wanted.action) | _begins(AuditRow.action, f"{wanted.action}."))
    if wanted.subject is not None:
        conditions.append(_begins(AuditRow.subject, wanted.subject))
    if wanted.since is not None:
        conditions.append(AuditRow.at >= _stamp(wanted.since))
    if wanted.until is not None:
        conditions.append(AuditRow.at < _stamp(wanted.until))
    return conditions


def _begins(column: Any, prefix: str) -> ColumnElement[bool]:
    """LIKE would treat capitals alike on SQLite alone."""
    return func.substr(column, 1, len(prefix), type_=column.type) == prefix


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        row.id, row.at, row.actor, row.key, row.address, row.action, row.subject, row.before, row.after
    )

"""The sources that there are: made, changed, deleted and listed.

Draft, changes -> SourceRow -> Source. Every function works within the caller's transaction, with a line in
the audit for each change.
"""

import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.admin.document_rows import audited, keep_change
from bot.admin.documents import withdraw_document
from bot.admin.refusal import AdminRefused
from bot.jobs.job import Job, stamp
from bot.jobs.queue import enqueue
from bot.registers.paging import Page
from bot.settings import Settings
from bot.sources.defining import checked
from bot.sources.source import Draft, Item, Rules, Source, SourceKind, item_from, source_from
from bot.store.admin_tables import DocumentRow, SourceItemRow, SourceRow
from bot.store.audit import note

ItemState = Literal["kept", "vanished", "failed"]
Left = Literal["keep", "withdraw"]  # what becomes of a deleted source's documents


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """How a source's addresses stand."""

    addresses: int
    documents: int  # addresses that became a document
    vanished: int
    faults: int  # addresses that could not be had last, and those that vanished


def create_source(session: Session, settings: Settings, draft: Draft, actor: Actor, at: datetime) -> Source:
    """A new source, due at once if it has an interval. Raises AdminRefused."""
    wanted = checked(draft, settings)
    row = SourceRow(
        id=secrets.token_hex(8),
        kind=wanted.kind,
        url=wanted.url,
        folder=wanted.folder,
        rules=wanted.rules.as_object(),
        every_minutes=wanted.every_minutes,
        enabled=wanted.enabled,
        revision=1,
        created_by=actor.name,
        created_at=stamp(at),
        next_at=stamp(at) if wanted.every_minutes else None,
    )
    with _only_one_of(session, wanted.url):
        session.add(row)
    source = source_from(row)
    note(session, actor, "source.create", row.id, at, None, source.as_object())
    return source


def source_of(session: Session, source_id: str) -> Source:
    """A source by its id. Raises AdminRefused."""
    return source_from(_row(session, source_id))


def list_sources(
    session: Session, limit: int, offset: int, *, kind: SourceKind | None = None, state: str | None = None
) -> Page[Source]:
    """The sources, oldest first; `state` is that of the last refresh."""
    wanted: list[ColumnElement[bool]] = [SourceRow.kind == kind] if kind else []
    if state is not None:
        wanted.append(SourceRow.last_result["state"].as_string() == state)
    total = session.scalar(select(func.count()).select_from(SourceRow).where(*wanted)) or 0
    chosen = select(SourceRow).where(*wanted).order_by(SourceRow.created_at, SourceRow.id)
    rows = session.scalars(chosen.limit(limit).offset(offset))
    return Page(total, limit, offset, tuple(source_from(row) for row in rows))


def change_source(
    session: Session,
    settings: Settings,
    source_id: str,
    changes: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> Source:
    """Change what is named in `changes`: url, folder, rules (key by key), every_minutes, enabled.

    A new folder holds for documents that come from now on. Raises AdminRefused.
    """
    row = _row(session, source_id, lock=True)
    before = source_from(row)
    wanted = checked(_changed(before, changes), settings)
    after = replace(
        before,
        url=wanted.url,
        folder=cast(str, wanted.folder),
        rules=wanted.rules,
        every_minutes=wanted.every_minutes,
        enabled=wanted.enabled,
    )
    if after.as_object() == before.as_object():
        return before
    with _only_one_of(session, after.url):
        row.url, row.folder, row.rules = after.url, after.folder, after.rules.as_object()
        row.every_minutes, row.enabled = after.every_minutes, after.enabled
        row.next_at = stamp(at) if after.every_minutes else None
        row.revision += 1
    note(session, actor, "source.change", source_id, at, before.as_object(), after.as_object())
    return source_from(row)


def delete_source(
    session: Session, settings: Settings, source_id: str, documents: Left, actor: Actor, at: datetime
) -> Counter[str]:
    """Forget a source; its documents stay as if they had been uploaded, or are withdrawn. How many of each.

    Raises AdminRefused.
    """
    row = _row(session, source_id, lock=True)
    counts: Counter[str] = Counter()
    for document in session.scalars(select(DocumentRow).where(DocumentRow.source == source_id)).all():
        before = audited(session, document)
        document.source = None
        if documents == "withdraw" and document.state == "present":
            withdraw_document(session, settings, document.path, actor, at)
            counts["withdrawn"] += 1
        else:
            keep_change(session, document, actor, at, "document.release", before)
            counts["kept"] += 1
    note(session, actor, "source.delete", source_id, at, source_from(row).as_object(), dict(counts))
    session.delete(row)
    session.flush()
    return counts


def ask_refresh(
    session: Session, source_id: str, actor: Actor, at: datetime, idempotency_key: str | None = None
) -> Job:
    """A job that refreshes a source, also one that is switched off. Raises AdminRefused."""
    _row(session, source_id)
    job = enqueue(session, "refresh", {"source": source_id}, actor, at, idempotency_key=idempotency_key)
    if job.created_at == stamp(at):
        note(session, actor, "source.refresh", source_id, at, None, {"job": job.id})
    return job


def items_of(
    session: Session, source_id: str, limit: int, offset: int, state: ItemState | None = None
) -> Page[Item]:
    """A source's addresses in their order. Raises AdminRefused."""
    _row(session, source_id)
    wanted = [SourceItemRow.source == source_id, *_in_state(state)]
    total = session.scalar(select(func.count()).select_from(SourceItemRow).where(*wanted)) or 0
    rows = session.scalars(
        select(SourceItemRow).where(*wanted).order_by(SourceItemRow.url).limit(limit).offset(offset)
    )
    return Page(total, limit, offset, tuple(item_from(row) for row in rows))


def counts_of(session: Session, source_ids: Sequence[str]) -> dict[str, SourceCounts]:
    """How the addresses of some sources stand, by source."""
    counted = (
        select(
            SourceItemRow.source,
            func.count(),
            func.count(SourceItemRow.path),
            func.count(SourceItemRow.vanished_at),
            func.count(SourceItemRow.fault),
        )
        .where(SourceItemRow.source.in_(source_ids))
        .group_by(SourceItemRow.source)
    )
    found = {source: SourceCounts(*numbers) for source, *numbers in session.execute(counted)}
    return {source: found.get(source, SourceCounts(0, 0, 0, 0)) for source in source_ids}


def _in_state(state: ItemState | None) -> list[ColumnElement[bool]]:
    if state == "vanished":
        return [SourceItemRow.vanished_at.is_not(None)]
    if state == "failed":
        return [SourceItemRow.vanished_at.is_(None), SourceItemRow.fault.is_not(None)]
    return [SourceItemRow.vanished_at.is_(None), SourceItemRow.fault.is_(None)] if state else []


def _row(session: Session, source_id: str, *, lock: bool = False) -> SourceRow:
    row = session.get(SourceRow, source_id, with_for_update=True if lock else None)
    if row is None:
        raise AdminRefused("missing", f"There is no source {source_id}.", "List the sources.", "id")
    return row


def _changed(source: Source, changes: Mapping[str, Any]) -> Draft:
    rules = {**source.rules.as_object(), **(changes.get("rules") or {})}
    return Draft(
        source.kind,
        changes.get("url", source.url),
        changes.get("folder", source.folder),
        Rules(
            include=tuple(rules["include"]),
            exclude=tuple(rules["exclude"]),
            hosts=tuple(rules["hosts"]),
            vanished=rules["vanished"],
            entry=rules["entry"],
            pages=rules["pages"],
        ),
        changes.get("every_minutes", source.every_minutes),
        changes.get("enabled", source.enabled),
    )


@contextmanager
def _only_one_of(session: Session, url: str) -> Iterator[None]:
    """Write what the block changes. Raises AdminRefused where another source has the address."""
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        reason = f"Another source has the address {url}."
        raise AdminRefused("conflict", reason, "Change that source, or delete it first.", "url") from error

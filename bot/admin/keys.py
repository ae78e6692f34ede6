"""The keys by which administrators are known: made once, kept only as their digest.

Key -> Presented: an Actor, or why it opens nothing. Every change is noted in the audit.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.admin.actor import Actor, Role
from bot.admin.refusal import AdminRefused
from bot.assigning import plain
from bot.registers.paging import Page
from bot.store.admin_tables import AdminKeyRow
from bot.store.audit import note

KEY_BYTES = 32  # 256 random bits
MARK = "rv_"  # how a key begins: it is known when it is found where it should not be, and is never an option
LONGEST_NAME = 100  # characters
USED_AGAIN = timedelta(minutes=1)  # the time of the last use is kept as exactly as that

KeyState = Literal["valid", "revoked", "expired"]
WhyNot = Literal["unknown", "revoked", "expired"]


@dataclass(frozen=True, slots=True)
class AdminKey:
    """What is known of a key; the key itself is not."""

    id: str
    name: str
    role: Role
    state: KeyState
    created_by: str
    created_at: str  # times are ISO 8601, UTC
    expires_at: str | None
    revoked_at: str | None
    last_used_at: str | None


@dataclass(frozen=True, slots=True)
class Presented:
    """A key that came with a request: whose it is, or why it opens nothing."""

    actor: Actor | None = None
    why_not: WhyNot | None = None
    used_at: str | None = None  # the last use that was kept


def create_key(
    session: Session, name: str, role: Role, by: Actor, now: datetime, expires: datetime | None = None
) -> tuple[AdminKey, str]:
    """A new key, and its text, which is shown once and not kept. Raises AdminRefused("invalid")."""
    key = f"{MARK}{secrets.token_urlsafe(KEY_BYTES)}"
    row = AdminKeyRow(
        id=secrets.token_hex(8),
        name=_name(name),
        role=role,
        digest=digest_of(key),
        created_by=by.name,
        created_at=_stamp(now),
        expires_at=_stamp(_later(expires, now)) if expires else None,
    )
    session.add(row)
    made = _known(row, now)
    note(session, by, "key.create", made.id, now, None, _told(made))
    return made, key


def keys_of(session: Session, now: datetime, limit: int, offset: int) -> Page[AdminKey]:
    """Every key that was made, the newest first."""
    total = session.scalar(select(func.count()).select_from(AdminKeyRow)) or 0
    newest = (AdminKeyRow.created_at.desc(), AdminKeyRow.id)
    rows = session.scalars(select(AdminKeyRow).order_by(*newest).limit(limit).offset(offset))
    return Page(total, limit, offset, tuple(_known(row, now) for row in rows))


def revoke_key(
    session: Session, key_id: str, by: Actor, now: datetime, *, last_owner_too: bool = False
) -> AdminKey:
    """End a key for good; one that was revoked before stays as it is.

    Raises AdminRefused: "missing", and "conflict" for the last owner's key that is valid, unless that is
    meant.
    """
    owners = _valid_owners(session, now)  # locked first: two owners may revoke each other at once
    row = session.get(AdminKeyRow, key_id, populate_existing=True)
    if row is None:
        raise AdminRefused(
            "missing", f"There is no key with the id {key_id}.", "The list of keys shows their ids.", "id"
        )
    if row.revoked_at is not None:
        return _known(row, now)
    if owners == [key_id] and not last_owner_too:
        raise AdminRefused(
            "conflict",
            "This is the last owner's key that is valid: without it nobody could make another one.",
            "Make another owner's key first, or revoke this one with `regionsvar admin revoke-key`.",
            "id",
        )
    before = _told(_known(row, now))
    row.revoked_at = _stamp(now)
    revoked = _known(row, now)
    note(session, by, "key.revoke", revoked.id, now, before, _told(revoked))
    return revoked


def present(session: Session, key: str, address: str | None, now: datetime) -> Presented:
    """Whose key it is, or why it opens nothing."""
    digest = digest_of(key)
    row = session.scalar(select(AdminKeyRow).where(AdminKeyRow.digest == digest))
    if row is None or not hmac.compare_digest(row.digest, digest):
        return Presented(why_not="unknown")
    known = _known(row, now)
    if known.state != "valid":
        return Presented(why_not=known.state)
    return Presented(Actor(known.name, known.role, known.id, address), used_at=known.last_used_at)


def is_used_again(used_at: str | None, now: datetime) -> bool:
    """Whether the use of a key is worth being kept, or was so a moment ago."""
    return used_at is None or datetime.fromisoformat(used_at) <= now - USED_AGAIN


def note_use(session: Session, key_id: str, now: datetime) -> None:
    """Keep that a key was used; nothing is written where that was done within a minute."""
    before = _stamp(now - USED_AGAIN)
    long_ago = or_(AdminKeyRow.last_used_at.is_(None), AdminKeyRow.last_used_at <= before)
    session.execute(
        update(AdminKeyRow).where(AdminKeyRow.id == key_id, long_ago).values(last_used_at=_stamp(now))
    )


def digest_of(key: str) -> str:
    """SHA-256 of a key, hexadecimal: enough for 256 random bits, which nobody can guess."""
    return hashlib.sha256(key.encode()).hexdigest()


def _valid_owners(session: Session, now: datetime) -> Sequence[str]:
    rows = session.scalars(
        select(AdminKeyRow).where(AdminKeyRow.role == "owner").order_by(AdminKeyRow.id).with_for_update()
    )
    return [row.id for row in rows if _state(row, now) == "valid"]


def _name(written: str) -> str:
    """A name in one line. Raises AdminRefused."""
    if (name := plain(written)) and len(name) <= LONGEST_NAME:
        return name
    raise AdminRefused(
        "invalid",
        f"A key needs a name of 1 to {LONGEST_NAME} characters.",
        "Name whoever is to use it: a person or a program.",
        "name",
    )


def _later(expires: datetime, now: datetime) -> datetime:
    if expires > now:
        return expires
    raise AdminRefused(
        "invalid", f"The key would have expired at {_stamp(expires)}.", "Name a time to come.", "expires_at"
    )


def _known(row: AdminKeyRow, now: datetime) -> AdminKey:
    return AdminKey(
        row.id,
        row.name,
        cast(Role, row.role),
        _state(row, now),
        row.created_by,
        row.created_at,
        row.expires_at,
        row.revoked_at,
        row.last_used_at,
    )


def _state(row: AdminKeyRow, now: datetime) -> KeyState:
    if row.revoked_at is not None:
        return "revoked"
    if row.expires_at is not None and datetime.fromisoformat(row.expires_at) <= now:
        return "expired"
    return "valid"


def _told(key: AdminKey) -> dict[str, Any]:
    """What the audit says of a key."""
    return {"name": key.name, "role": key.role, "state": key.state, "expires_at": key.expires_at}


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")

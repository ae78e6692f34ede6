"""The keys by which administrators are known: made once, kept only as their digest.

Key -> Actor.
"""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.admin.actor import Actor, Role
from bot.store.admin_tables import AdminKeyRow

KEY_BYTES = 32  # 256 random bits


def create_key(
    session: Session, name: str, role: Role, by: str, now: datetime, expires: datetime | None = None
) -> tuple[AdminKeyRow, str]:
    """A new key's row, and the key itself, which is not kept."""
    key = secrets.token_urlsafe(KEY_BYTES)
    row = AdminKeyRow(
        id=secrets.token_hex(8),
        name=name,
        role=role,
        digest=digest_of(key),
        created_by=by,
        created_at=now.isoformat(timespec="seconds"),
        expires_at=expires.isoformat(timespec="seconds") if expires else None,
    )
    session.add(row)
    return row, key


def actor_of(session: Session, key: str, address: str | None, now: datetime) -> Actor | None:
    """Whose key it is; None for one that is unknown, revoked or expired."""
    digest = digest_of(key)
    row = session.scalar(select(AdminKeyRow).where(AdminKeyRow.digest == digest))
    if row is None or not hmac.compare_digest(row.digest, digest) or row.revoked_at:
        return None
    if row.expires_at and datetime.fromisoformat(row.expires_at) <= now:
        return None
    return Actor(row.name, cast(Role, row.role), row.id, address)


def digest_of(key: str) -> str:
    """SHA-256 of a key, hexadecimal: enough for 256 random bits, which nobody can guess."""
    return hashlib.sha256(key.encode()).hexdigest()

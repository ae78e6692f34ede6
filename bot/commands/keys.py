"""`regionsvar admin create-key|keys|revoke-key`: who may administer over the API."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.admin.actor import Role
from bot.admin.keys import AdminKey, create_key, keys_of, revoke_key
from bot.commands.acting import acting
from bot.commands.opening import opened_settings
from bot.commands.printing import print_json, print_text
from bot.settings import Settings
from bot.store.database import Database
from bot.store.places import has_database
from bot.wording import say
from retrieval.registers.corrections import CLOCK_ZONE

EVERY = 1_000_000  # keys: as many as there are


def create(name: str, role: Role, last_day: date | None, *, as_json: bool) -> None:
    """Make a key and print it once."""
    with _writing(opened_settings()) as session:
        known, key = create_key(session, name, role, acting(), datetime.now(UTC), _end_of(last_day))
    if as_json:
        print_json({"key": key} | asdict(known))
    else:
        print_text(say("en", "key_made", text=key, id=known.id, name=known.name, role=known.role))


def show(*, as_json: bool) -> None:
    """Every key, the newest first."""
    found = _keys(opened_settings())
    if as_json:
        print_json([asdict(each) for each in found])
    elif found:
        print_text("\n".join(map(_line, found)))
    else:
        print_text(say("en", "keys_none"))


def revoke(key_id: str, *, as_json: bool) -> None:
    """End a key, also the last one of an owner."""
    with _writing(opened_settings()) as session:
        revoked = revoke_key(session, key_id, acting(), datetime.now(UTC), last_owner_too=True)
    if as_json:
        print_json(asdict(revoked))
    else:
        print_text(say("en", "key_revoked", id=revoked.id, name=revoked.name, role=revoked.role))


@contextmanager
def _writing(settings: Settings) -> Iterator[Session]:
    database = Database(settings)
    try:
        database.upgrade()
        with database.writing() as session:
            yield session
    finally:
        database.close()


def _keys(settings: Settings) -> tuple[AdminKey, ...]:
    """Nothing is made where there is no database."""
    if not has_database(settings):
        return ()
    with _writing(settings) as session:
        return keys_of(session, datetime.now(UTC), EVERY, 0).items


def _end_of(day: date | None) -> datetime | None:
    """The midnight after a day, by the region's clock."""
    return datetime.combine(day + timedelta(days=1), time(), CLOCK_ZONE) if day else None


def _line(key: AdminKey) -> str:
    """A key on one line: its id first, for `revoke-key`."""
    parts = [
        f"{key.id}  {key.name}",
        key.role,
        key.state,
        f"made {_minute(key.created_at)} by {key.created_by}",
    ]
    if key.expires_at:
        parts.append(f"until {_minute(key.expires_at)}")
    parts.append(f"last used {_minute(key.last_used_at)}" if key.last_used_at else "never used")
    return ", ".join(parts)


def _minute(at: str) -> str:
    """A moment by the region's clock."""
    return datetime.fromisoformat(at).astimezone(CLOCK_ZONE).strftime("%Y-%m-%d %H:%M")

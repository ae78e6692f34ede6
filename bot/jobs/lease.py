"""Be the only one who works: a row that is renewed while its holder lives, and taken over when it does not.

Database, owner -> Lease. Compare and set in one UPDATE, alike on SQLite and PostgreSQL; the clocks of
machines that share a database must agree to within a second or two.
"""

import hashlib
import logging
import platform
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread

from sqlalchemy import ColumnElement, CursorResult, not_, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.admin.administration import Administration
from bot.jobs.job import stamp
from bot.store.admin_tables import LeaseRow
from retrieval.errors import RegionsvarError
from retrieval.index.lock import taken

WORK = "work"  # the lease of whoever works on jobs
LASTS_S = 6.0
RENEWED_S = 1.0
LOCK = "worker.lock"

log = logging.getLogger(__name__)


def take(session: Session, name: str, owner: str, at: datetime, dead: str | None = None) -> bool:
    """Take or renew a lease; False where somebody else holds it.

    `dead` begins the names of those who are known to have ended: theirs is not waited for.
    """
    if _changed(session, name, owner, at, or_(LeaseRow.owner == owner, _open(at, dead))):
        return True
    if session.scalar(select(LeaseRow.owner).where(LeaseRow.name == name)) is not None:
        return False
    with suppress(IntegrityError):  # somebody else was quicker
        with session.begin_nested():
            session.add(LeaseRow(name=name, owner=owner, until=_until(at)))
        return True
    return False


def renew(session: Session, name: str, owner: str, at: datetime) -> bool:
    """Hold on to a lease; False where it was taken over."""
    return _changed(session, name, owner, at, LeaseRow.owner == owner)


def release(session: Session, name: str, owner: str, at: datetime) -> None:
    """Let go of a lease, if it is still ours."""
    ours = (LeaseRow.name == name, LeaseRow.owner == owner)
    session.execute(update(LeaseRow).where(*ours).values(until=stamp(at)))


def is_free(session: Session, name: str, at: datetime, dead: str | None = None) -> bool:
    """Whether nobody holds a lease who lives."""
    held = select(LeaseRow.name).where(LeaseRow.name == name, not_(_open(at, dead)))
    return session.scalar(held) is None


def _open(at: datetime, dead: str | None) -> ColumnElement[bool]:
    """That a lease has run out, or its holder is known to have ended."""
    run_out = LeaseRow.until <= stamp(at)
    return or_(run_out, LeaseRow.owner.startswith(dead, autoescape=True)) if dead else run_out


def _changed(session: Session, name: str, owner: str, at: datetime, allowed: ColumnElement[bool]) -> bool:
    wanted = update(LeaseRow).where(LeaseRow.name == name, allowed).values(owner=owner, until=_until(at))
    made = session.execute(wanted.execution_options(synchronize_session=False))
    assert isinstance(made, CursorResult)
    return made.rowcount == 1


def _until(at: datetime) -> str:
    return stamp(at + timedelta(seconds=LASTS_S))


class Lease:
    """The right to work on jobs, of one worker of one data folder."""

    def __init__(self, administration: Administration) -> None:
        """Opens the data folder's lock, and waits for nobody."""
        self._administration = administration
        self._life = _Life(administration.settings.data)
        self.owner = f"{self._life.folder}.{secrets.token_hex(8)}"
        self.lost = Event()

    @contextmanager
    def held(self) -> Iterator[bool]:
        """Hold it for a block and renew it meanwhile; False where somebody else has it."""
        now = self._administration.now
        with self._administration.writing() as session:
            mine = take(session, WORK, self.owner, now(), self._dead())
        if not mine:
            yield False
            return
        self.lost.clear()
        ended = Event()
        renewing = Thread(target=self._renew, args=(ended,), daemon=True)
        renewing.start()
        try:
            yield True
        finally:
            ended.set()
            renewing.join()
            with suppress(RegionsvarError), self._administration.writing() as session:
                release(session, WORK, self.owner, now())

    def free(self) -> bool:
        """Whether it could be taken now, as far as can be seen without trying."""
        with self._administration.reading() as session:
            return is_free(session, WORK, self._administration.now(), self._dead())

    def close(self) -> None:
        """Let go of the data folder's lock."""
        self._life.close()

    def _dead(self) -> str | None:
        """How the names of workers begin that are known to have ended."""
        return f"{self._life.folder}." if self._life.proved() else None

    def _renew(self, ended: Event) -> None:
        while not ended.wait(RENEWED_S):
            try:
                with self._administration.writing() as session:
                    if not renew(session, WORK, self.owner, self._administration.now()):
                        self.lost.set()
                        return
            except RegionsvarError as error:
                log.warning("the lease could not be renewed: %s", error)


class _Life:
    """A lock that the system frees when its holder ends, however it ends.

    Who gets it knows that every earlier worker of this data folder has ended: a crash is known at once, and
    the lease of the dead need not run out first. Who does not get it waits for the lease like anybody else.
    """

    def __init__(self, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._file = (data / LOCK).open("ab")
        self._mine = False
        found = data.stat()
        place = f"{platform.node()} {uuid.getnode()} {found.st_dev} {found.st_ino}"
        self.folder = hashlib.sha256(place.encode()).hexdigest()[:16]  # among all that share a database

    def proved(self) -> bool:
        """Whether no other worker of this data folder lives."""
        self._mine = self._mine or taken(self._file)
        return self._mine

    def close(self) -> None:
        self._file.close()

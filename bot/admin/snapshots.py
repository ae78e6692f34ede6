"""What administrators do with snapshots and probe questions: go back, approve, delete, decide what is asked.

Request, Actor -> the data folder, and a line of the audit in the session's transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.admin.probes import PROBES, Probe, ProbesBroken, read_probes, write_probes
from bot.admin.refusal import AdminRefused
from bot.jobs.queue import cancel, enqueue, list_jobs, settle_held
from bot.registers.paging import MOST
from bot.store.audit import note
from retrieval.errors import SnapshotBroken, SnapshotInUse, SnapshotMissing
from retrieval.index.pointer import current_id
from retrieval.index.switching import SnapshotInfo, activate, remove_snapshot, snapshot_of


def activate_snapshot(
    session: Session, data: Path, snapshot_id: str, actor: Actor, at: datetime
) -> SnapshotInfo:
    """Make a snapshot current, and approve it if it was held. Raises AdminRefused.

    What is to be kept of it is written first, and committed last: a database that cannot be written changes
    nothing that is answered.
    """
    with refusing():
        known = snapshot_of(data, snapshot_id)
        before = current_id(data)
        if before != snapshot_id:
            after = {"snapshot": snapshot_id, "approved": list(known.held)}
            note(session, actor, "snapshot.activate", snapshot_id, at, {"snapshot": before}, after)
            settle_held(session, snapshot_id, at)
            if known.held:  # what was uploaded since it was built comes along again
                enqueue(session, "reindex", {"mode": "changed", "dry_run": False}, actor, at)
            session.flush()
        activate(data, snapshot_id)
        return snapshot_of(data, snapshot_id)


def delete_snapshot(session: Session, data: Path, snapshot_id: str, actor: Actor, at: datetime) -> None:
    """Delete a snapshot that is not current; one that was held is turned down. Raises AdminRefused."""
    with refusing():
        known = snapshot_of(data, snapshot_id)
        note(session, actor, "snapshot.delete", snapshot_id, at, asdict(known))
        _turn_down(session, snapshot_id, at)
        session.flush()
        remove_snapshot(data, snapshot_id)


def _turn_down(session: Session, snapshot_id: str, at: datetime) -> None:
    """The jobs that wait for the approval of a snapshot come to nothing."""
    for job in list_jobs(session, state="held", limit=MOST).items:
        if job.snapshot == snapshot_id:
            cancel(session, job.id, at)


def replace_probes(session: Session, data: Path, probes: Sequence[Probe], actor: Actor, at: datetime) -> None:
    """Keep these probe questions and no others."""
    before, after = _questions(data), [probe.question for probe in probes]
    note(session, actor, "probes.replace", PROBES, at, before, after)
    session.flush()
    write_probes(data, probes)


def _questions(data: Path) -> list[str] | None:
    """The questions until now; None where they cannot be read, which is why they are replaced."""
    try:
        return [probe.question for probe in read_probes(data)]
    except ProbesBroken:
        return None


@contextmanager
def refusing() -> Iterator[None]:
    """What is wrong with a snapshot that was named, as an administrator reads it."""
    try:
        yield
    except SnapshotMissing as error:
        remedy = "List the snapshots; old ones are deleted."
        raise AdminRefused("missing", "There is no such snapshot.", remedy, "id") from error
    except SnapshotBroken as error:
        remedy = "Take another one; this one can only be deleted."
        raise AdminRefused("conflict", f"The snapshot is broken: {error}.", remedy, "id") from error
    except SnapshotInUse as error:
        remedy = "Activate another one first."
        raise AdminRefused("conflict", "The snapshot is current.", remedy, "id") from error

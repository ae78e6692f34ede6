"""Run one job that was claimed: the work itself, and what came of it in its row.

Job -> ingest, or a source's refresh and then ingest -> the job's end, its report and its messages.
"""

import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.admin.administration import Administration
from bot.admin.differences import preview_of
from bot.admin.gating import gate_for
from bot.admin.overlay import read_overlay
from bot.admin.parking import release
from bot.indexing import bring_up_to_date
from bot.jobs.job import Job, State
from bot.jobs.queue import finish, settle_held, tell
from bot.jobs.recovering import give_back
from bot.jobs.telling import as_object, failure_in_words, told
from bot.jobs.watching import JobCancelled, JobLost, Watch
from bot.settings import Settings
from bot.sources.schedule import SCHEDULE
from bot.wording import say
from retrieval.errors import RegionsvarError
from retrieval.index.pointer import current_id
from retrieval.index.vector_writers import Writers, vector_writer
from retrieval.ingest import IngestReport

WAIT_S = 24 * 3600.0  # for another process that builds: until it is done, or the job is cancelled

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended."""

    state: State
    messages: tuple[str, ...]
    report: Mapping[str, Any] | None = None
    snapshot: str | None = None
    indexed: datetime | None = None  # what refreshes changed until then is in use


@dataclass(frozen=True, slots=True)
class _Work:
    """A job, and what it is done with."""

    administration: Administration
    job: Job
    watch: Watch
    writers: Writers

    @property
    def settings(self) -> Settings:
        return self.administration.settings

    @property
    def again(self) -> bool:
        return self.job.request.get("mode") == "all"


def run_job(
    administration: Administration,
    job: Job,
    ending: Callable[[], bool],
    lost: Callable[[], bool],
    writers: Writers = vector_writer,
) -> None:
    """Do it and write what came of it. Raises DatabaseUnavailable, and then the job is taken up again."""
    work = _Work(administration, job, Watch(administration, job, ending, lost), writers)
    try:
        outcome = _outcome(work)
    except JobLost as error:
        log.warning("stopped: %s", error)
        if error.returned:
            with administration.writing() as session:
                give_back(session, job, administration.now())
        return
    _end(administration, job, outcome)


def _outcome(work: _Work) -> Outcome:
    """Every way in which a job can end, but that it is another worker's. Raises JobLost."""
    try:
        return _refreshed(work) if work.job.kind == "refresh" else _indexed(work)
    except JobCancelled:
        return Outcome("cancelled", ("The job was cancelled; what answers has not changed.",))
    except JobLost:
        raise
    except RegionsvarError as error:
        log.error("job %s failed: %s", work.job.id, error)
        return Outcome("failed", (failure_in_words(error), "What answered before goes on answering."))
    except Exception as error:
        reference = uuid.uuid4().hex[:8]
        log.error("job %s failed, reference %s", work.job.id, reference, exc_info=error)
        return Outcome("failed", (say("en", "internal_error", reference=reference),))


def _indexed(work: _Work) -> Outcome:
    """What changed, or all of it, is indexed; or only told."""
    if work.job.request.get("dry_run"):
        return _previewed(work)
    begun = work.administration.now()
    report = _built(work)
    return _of(report, as_object(report), None if work.job.explicit else begun)


def _previewed(work: _Work) -> Outcome:
    """What would be done, and what would be different then."""
    report = bring_up_to_date(work.settings, again=work.again, dry_run=True, progress=work.watch)
    difference = preview_of(work.settings, read_overlay(work.settings), work.watch)
    return _of(report, {**as_object(report), "difference": asdict(difference)})


def _refreshed(work: _Work) -> Outcome:
    """A source is fetched, and what it brought is indexed."""
    from bot.sources.faults import RefreshStopped
    from bot.sources.refreshing import refresh

    source, watch = str(work.job.request["source"]), work.watch
    try:
        fetched = refresh(work.administration, source, watch, watch.should_stop)
    except RefreshStopped:
        watch.stop_if_told()
        raise
    watch.stop_if_told()
    begun = work.administration.now()
    report = _built(work)
    return _of(report, {"refresh": fetched, "index": as_object(report)}, begun)


def _built(work: _Work) -> IngestReport:
    """The index, up to date or held."""
    job = work.job
    return bring_up_to_date(
        work.settings,
        again=work.again,
        progress=work.watch,
        wait_s=WAIT_S,
        gate=gate_for(work.settings, explicit=job.explicit, scheduled=job.created_by == SCHEDULE.name),
        explicit=job.explicit,
        asked_at=datetime.fromisoformat(job.created_at),
        writers=work.writers,
    )


def _of(report: IngestReport, as_told: Mapping[str, Any], begun: datetime | None = None) -> Outcome:
    """A build that waits for approval holds its job; one that was turned down before holds nothing.

    `begun`: when a build began that took along what refreshes changed.
    """
    state: State = "held" if report.outcome == "held" and report.candidate else "done"
    snapshot = report.candidate if state == "held" else report.snapshot
    indexed = begun if report.outcome in ("built", "unchanged") else None
    return Outcome(state, tuple(told(report)), as_told, snapshot, indexed)


def _end(administration: Administration, job: Job, outcome: Outcome) -> None:
    """The job's end and all that is told of it, in one transaction."""
    now = administration.now()
    with administration.writing() as session:
        ended = finish(session, job, outcome.state, now, report=outcome.report, snapshot=outcome.snapshot)
        for text in outcome.messages if ended else ():
            tell(session, job.id, text, now)
        if ended and outcome.indexed:
            release(session, outcome.indexed)
        if outcome.state == "held" and current_id(administration.settings.data) == outcome.snapshot:
            settle_held(session, outcome.snapshot or "", now)  # approved before we could say that it waits

"""Bring the index up to date with the corpus.

Corpus folder, Overlay -> Documents -> Passages and Contacts -> Snapshot, made current. Nothing is written
but below the data folder; what did not change is not read again.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from retrieval.corpus.catalogue import unmatched
from retrieval.corpus.marking import place_in_words
from retrieval.corpus.overlay import NO_OVERLAY, Overlay
from retrieval.corpus.reading import CleanedCache, Progress, read_files
from retrieval.documents import Document, RefusedFile
from retrieval.errors import BuildFailed, SnapshotBroken
from retrieval.index.building import build
from retrieval.index.failures import last_failure
from retrieval.index.holding import Hold, hold_on
from retrieval.index.keys import cleaning_digest
from retrieval.index.lock import builder_lock, switch_lock
from retrieval.index.pointer import finished_ids, pinned_before, pinned_id, unpin
from retrieval.index.retention import KEPT, KEPT_MB, Retention
from retrieval.index.snapshot import Snapshot, open_current
from retrieval.index.switching import Gate, Terms
from retrieval.index.vector_writers import Writers, vector_writer
from retrieval.planning import difference, patched_plan, whole_plan
from retrieval.registers.findings import Findings
from retrieval.survey import Places, Survey, served_in, survey

if TYPE_CHECKING:
    from retrieval.index.embedding import Embedder

WAIT_S = 900.0  # for another builder: the longest build that we expect
CLEANED = "cache/cleaned"
FINDINGS = "cache/findings.sqlite"
log = logging.getLogger(__name__)
Outcome = Literal["built", "unchanged", "would_build", "held"]


@dataclass(frozen=True, slots=True)
class Embedding:
    """What an embedder at an endpoint did for an ingest."""

    embedder: str
    passages: int = 0  # that were embedded now; others were known
    tokens: int = 0
    cost: float = 0.0
    failed: str | None = None  # why the vectors are not its own


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, or would do; the counts are of what is current afterwards."""

    outcome: Outcome
    snapshot: str | None
    documents: int
    passages: int
    contacts: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    cleaned: int = 0  # files that were read and cleaned anew
    refused: tuple[RefusedFile, ...] = ()
    unmatched: tuple[str, ...] = ()  # catalogue entries without a document
    seconds: tuple[tuple[str, float], ...] = ()  # by stage
    held: tuple[str, ...] = ()  # why what was built is not current
    candidate: str | None = None  # the snapshot that waits for approval
    embedding: Embedding | None = None  # what an embedder at an endpoint did, where one is wanted
    # the documents that came or changed and address an assistant, each with the places
    instructing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def ingest(
    corpus: Path,
    data: Path,
    *,
    extra_lexicon: Path | None = None,
    force: bool = False,
    dry_run: bool = False,
    progress: Progress = silent,
    wait_s: float = WAIT_S,
    clock: Callable[[], datetime] = utc_now,
    embedder: "Embedder | None" = None,
    instead: bool = False,
    overlay: Overlay = NO_OVERLAY,
    gate: Gate | None = None,
    explicit: bool = False,
    asked_at: datetime | None = None,
    keep: int = KEPT,
    keep_mb: int = KEPT_MB,
    writers: Writers = vector_writer,
) -> IngestReport:
    """Make a snapshot of the corpus current, unless the current one is of this very corpus.

    Raises CorpusMissing, CatalogueBroken, LexiconUnreadable, BuildInProgress, BuildFailed or SnapshotBroken,
    and EmbedderUnavailable where the embedder gives no vectors; readers then keep what they have. `instead`:
    the embedder stands in for one that gave none, and what is current stays where only its embedder differs.
    `force` reads every file again and builds in any case. Where the gate has reasons, the snapshot is held:
    it is finished, not made current, and not built again before something changes, unless `force` or
    `explicit` (an administrator's own act) asks for it. A rollback's pin goes with the switch; one that was
    set after `asked_at`, without it after the build began, holds what is built. `keep` previous snapshots
    stay, `keep_mb` of disk in all.
    """
    places = Places(corpus, data, extra_lexicon, embedder, overlay)
    seen = survey(places, remember=not dry_run)
    stands = not force and (seen.says_the_same if instead else seen.unchanged)
    if dry_run:
        return _report("unchanged" if stands else "would_build", seen, seen.digests)
    if stands:
        return _unchanged(places, seen)
    with builder_lock(data, wait_s):
        seen = survey(places)  # another builder may have been here
        if not force and (seen.says_the_same if instead else seen.unchanged):
            return _unchanged(places, seen)
        if not force:
            _refuse_known_failure(data, seen.key)
        if not (force or explicit) and (hold := hold_on(data, seen.key)):
            return _held_before(places, seen, hold)
        terms = Terms(gate, Retention(keep, keep_mb), pinned_before(data, asked_at))
        return _ingest_anew(places, seen, _Stages(progress), clock(), force, terms, writers)


def _unchanged(places: Places, seen: Survey) -> IngestReport:
    """Nothing to build; a pin on what the corpus says holds nothing back any more."""
    if pinned_id(places.data) is not None:
        with switch_lock(places.data):
            unpin(places.data)
    return _report("unchanged", seen, seen.digests)


def _held_before(places: Places, seen: Survey, hold: Hold) -> IngestReport:
    """What was built from this very corpus still waits, or was turned down."""
    lying = hold.snapshot in finished_ids(places.data)
    report = _report("held", seen, seen.digests)
    return replace(report, held=hold.reasons, candidate=hold.snapshot if lying else None)


def _ingest_anew(
    places: Places,
    seen: Survey,
    stages: "_Stages",
    now: datetime,
    again: bool,
    terms: Terms,
    writers: Writers,
) -> IngestReport:
    """Build on what is served where that can be done, else everything."""
    if not again:
        with _base(places) as base:
            try:
                return _ingest(places, seen, stages, now, terms, writers, base)
            except (BuildFailed, SnapshotBroken) as error:
                if base is None:
                    raise
                log.warning("building everything, since %s could not be built on: %s", base.id, error)
    return _ingest(places, seen, stages, now, terms, writers, None, again)


@contextmanager
def _base(places: Places) -> Iterator[Snapshot | None]:
    """What is served, where this very code made it."""
    try:
        snapshot = open_current(places.data, places.extra_lexicon)
    except SnapshotBroken:
        snapshot = None
    if snapshot is None:
        yield None
        return
    with snapshot:
        yield snapshot if snapshot.manifest.made_by == places.maker else None


def _ingest(
    places: Places,
    seen: Survey,
    stages: "_Stages",
    now: datetime,
    terms: Terms,
    writers: Writers,
    base: Snapshot | None,
    again: bool = False,
) -> IngestReport:
    """The path in: read what changed, describe and cut it, build."""
    cache = CleanedCache(places.data / CLEANED, cleaning_digest())
    with writers(places.data) as writer:
        stages.begin("read")
        unlike = difference(seen, base)
        read = read_files(places.corpus, unlike.anew, cache, stages.progress, again, places.overlay)
        stages.begin("passages")
        plan = patched_plan(places, seen, read, unlike, base, cache, now) if base else None
        cleaned = read.cleaned
        if plan is None:
            if base:  # what it holds is read again, from where it was kept
                everything = seen.listing.files
                read = read_files(places.corpus, everything, cache, stages.progress, overlay=places.overlay)
                cleaned += read.cleaned
            plan = whole_plan(places, seen, read, now)
        with Findings(places.data / FINDINGS, places.maker, again) as memory:
            built = build(places.data, replace(plan, memory=memory), writer, stages.begin, terms)
    cache.forget_others(frozenset(cache.name_of(*each) for each in plan.content.digests.items()))
    manifest = built.manifest
    marked = _marked(plan.fresh)
    if built.held:
        seen = replace(seen, served=served_in(places.data))  # somebody may have gone back meanwhile
        report = _report("held", seen, plan.content.digests)
        waiting = replace(report, cleaned=cleaned, held=built.held, candidate=manifest.id)
        return replace(waiting, instructing=marked)
    return replace(
        _report("built", seen, plan.content.digests),
        instructing=marked,
        snapshot=manifest.id,
        documents=manifest.documents,
        passages=manifest.passages,
        contacts=manifest.contacts,
        cleaned=cleaned,
        refused=plan.content.refused,
        seconds=stages.seconds(),
    )


def _marked(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """The documents that were read and address an assistant, each with the places where it does."""
    descriptions = (document.description for document in documents)
    return {
        known.path: tuple(place_in_words(mark) for mark in known.instructing)
        for known in descriptions
        if known.instructing
    }


def _refuse_known_failure(data: Path, key: str) -> None:
    failure = last_failure(data)
    if failure and failure.key == key:
        raise SnapshotBroken(f"not tried again, since nothing changed after {failure.at}: {failure.reason}")


def _report(outcome: Outcome, seen: Survey, digests: Mapping[str, str]) -> IngestReport:
    """What changed against what was served."""
    served = seen.served
    before: Mapping[str, str] = served.digests if served else {}
    return IngestReport(
        outcome=outcome,
        snapshot=served.manifest.id if served else None,
        documents=served.manifest.documents if served else 0,
        passages=served.manifest.passages if served else 0,
        contacts=served.manifest.contacts if served else 0,
        added=tuple(sorted(set(digests) - set(before))),
        changed=tuple(sorted(path for path in set(digests) & set(before) if digests[path] != before[path])),
        removed=tuple(sorted(set(before) - set(digests))),
        refused=served.refused if served else (),
        unmatched=unmatched(seen.catalogue, digests),
    )


class _Stages:
    """Tells a watcher which stage begins, and remembers how long each took."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self._begun: list[tuple[str, float]] = []

    def begin(self, stage: str) -> None:
        """A stage begins, the one before it ends."""
        self._begun.append((stage, perf_counter()))
        self.progress(stage, 0, 0)

    def seconds(self) -> tuple[tuple[str, float], ...]:
        """How long each stage took, the last one until now."""
        ends = [began for _, began in self._begun[1:]] + [perf_counter()]
        return tuple(
            (name, round(end - began, 3)) for (name, began), end in zip(self._begun, ends, strict=True)
        )

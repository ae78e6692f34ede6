"""Bring the index up to date with the documents as administrators left them: the one way to build.

Settings -> corpus folder and what is laid over it -> IngestReport. The command line, the start of every
channel and the jobs all come here.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.admin.overlay import read_overlay
from bot.settings import Settings
from retrieval.corpus.reading import Progress
from retrieval.errors import BuildInProgress, EmbedderUnavailable
from retrieval.index.switching import Gate
from retrieval.index.vector_writers import Writers, vector_writer
from retrieval.ingest import WAIT_S, Embedding, IngestReport, ingest, silent

if TYPE_CHECKING:
    from retrieval.index.embedding import Embedder

POLL_S = 0.2
WAITING = "waiting"  # the stage while another process builds
MILLION = 1_000_000
Build = Callable[["Embedder | None", bool], IngestReport]  # by an embedder; whether it stands in for another

log = logging.getLogger(__name__)


def bring_up_to_date(
    settings: Settings,
    *,
    again: bool = False,
    dry_run: bool = False,
    progress: Progress = silent,
    wait_s: float = WAIT_S,
    gate: Gate | None = None,
    explicit: bool = False,
    asked_at: datetime | None = None,
    writers: Writers = vector_writer,
    by_itself: bool = False,
    content_alone: bool = False,
) -> IngestReport:
    """Build what changed, or all of it. Raises what `ingest` and `read_overlay` do.

    Where an embedding model is wanted and gives no vectors, what changed is built with the built-in embedder,
    and the next build tries again; one that nobody asked for (`by_itself`) not at once. With `content_alone`
    no embedding model is wanted this time.

    `gate`, `explicit` and `asked_at` say when what is built is held for approval, as in `ingest`. Where
    nothing could hold it, what a refresh changed and nobody approved is left as it was.

    While another process builds, what is laid over the folder is read anew at each try: a build that waited
    must not put back what was there before it waited.
    """
    guarded = dry_run or (gate is not None and not explicit)
    deadline = time.monotonic() + wait_s

    def build(embedder: "Embedder | None", instead: bool) -> IngestReport:
        return ingest(
            settings.corpus,
            settings.data,
            extra_lexicon=settings.lexicon,
            force=again,
            dry_run=dry_run,
            progress=progress,
            wait_s=0.0,
            embedder=embedder,
            instead=instead,
            overlay=read_overlay(settings, with_parked=guarded),
            gate=gate,
            explicit=explicit,
            asked_at=asked_at,
            keep=settings.snapshots_kept,
            keep_mb=settings.snapshots_mb,
            writers=writers,
        )

    while True:
        try:
            if content_alone or settings.embedding_model is None:
                return _swept(settings, build(None, content_alone))
            return _embedded(settings, build, progress, dry_run, by_itself)
        except BuildInProgress as error:
            if time.monotonic() >= deadline:
                raise BuildInProgress(f"another process builds since {wait_s:g} s") from error
        by_itself = True  # whoever builds has just asked the endpoint
        progress(WAITING, 0, 0)
        time.sleep(POLL_S)


def _embedded(
    settings: Settings, build: Build, progress: Progress, dry_run: bool, by_itself: bool
) -> IngestReport:
    """By the embedding model; where it gives no vectors, by the built-in embedder, which the report says."""
    from bot.embedding.away import failed_of_late, forget_failure, remember_failure
    from bot.embedding.opening import passage_embedder

    if by_itself and (failure := failed_of_late(settings)):
        return _without(settings, build, f"{failure.reason}, at {failure.told_at}")
    try:
        with passage_embedder(settings, progress, offline=dry_run) as embedder:
            report = build(embedder, False)
    except EmbedderUnavailable as error:
        log.warning("the embedding model gives no vectors: %s", error)
        remember_failure(settings, str(error))
        return _without(settings, build, str(error))
    if not dry_run:
        forget_failure(settings)
    _swept(settings, report, embedder.name)
    cost = round(embedder.tokens * settings.embedding_price / MILLION, 6)
    return replace(report, embedding=Embedding(embedder.name, embedder.passages, embedder.tokens, cost))


def _swept(settings: Settings, report: IngestReport, wanted: str | None = None) -> IngestReport:
    """Once something was built, the kept vectors of texts that no snapshot holds any more go."""
    if report.outcome in ("built", "held"):
        from bot.embedding.sweeping import sweep

        sweep(settings, wanted)
    return report


def _without(settings: Settings, build: Build, reason: str) -> IngestReport:
    from bot.embedding.opening import identity_of

    return replace(build(None, True), embedding=Embedding(identity_of(settings), failed=reason))

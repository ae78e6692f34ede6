"""Bring the index up to date with the documents as administrators left them: the one way to build.

Settings -> corpus folder and what is laid over it -> IngestReport. The command line, the start of every
channel and the jobs all come here.
"""

import time
from datetime import datetime

from bot.admin.overlay import read_overlay
from bot.settings import Settings
from retrieval.corpus.reading import Progress
from retrieval.errors import BuildInProgress
from retrieval.index.switching import Gate
from retrieval.index.vector_build import Writers, vector_writer
from retrieval.ingest import WAIT_S, IngestReport, ingest, silent

POLL_S = 0.2
WAITING = "waiting"  # the stage while another process builds


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
) -> IngestReport:
    """Build what changed, or all of it. Raises what `ingest` and `read_overlay` do.

    `gate`, `explicit` and `asked_at` say when what is built is held for approval, as in `ingest`. Where
    nothing could hold it, what a refresh changed and nobody approved is left as it was.

    While another process builds, what is laid over the folder is read anew at each try: a build that waited
    must not put back what was there before it waited.
    """
    guarded = dry_run or (gate is not None and not explicit)
    deadline = time.monotonic() + wait_s
    while True:
        try:
            return ingest(
                settings.corpus,
                settings.data,
                extra_lexicon=settings.lexicon,
                force=again,
                dry_run=dry_run,
                progress=progress,
                wait_s=0.0,
                overlay=read_overlay(settings, with_parked=guarded),
                gate=gate,
                explicit=explicit,
                asked_at=asked_at,
                keep=settings.snapshots_kept,
                keep_mb=settings.snapshots_mb,
                writers=writers,
            )
        except BuildInProgress as error:
            if time.monotonic() >= deadline:
                raise BuildInProgress(f"another process builds since {wait_s:g} s") from error
        progress(WAITING, 0, 0)
        time.sleep(POLL_S)

"""What differs between two snapshots, or would after an ingest, as it may be shown.

Snapshots, or settings and what is laid over the corpus -> Difference. Who was withdrawn is shown to nobody.
"""

from collections.abc import Sequence
from functools import partial

from bot.compose.corrections import words
from bot.settings import Settings
from bot.store.following import FollowedCorrections
from retrieval.corpus.overlay import NO_OVERLAY, Overlay
from retrieval.corpus.reading import Progress
from retrieval.corrected.contents import corrected_contents
from retrieval.index.contents import contents_of
from retrieval.index.difference import MOST, Difference, compared
from retrieval.index.switching import opened_snapshot
from retrieval.ingest import silent
from retrieval.preview import preview
from retrieval.registers.corrections import Correction
from retrieval.survey import Places


def difference_between(settings: Settings, old: str, new: str, most: int = MOST) -> Difference:
    """What differs between two snapshots that lie there.

    Raises SnapshotMissing, SnapshotBroken or CorrectionsUnreadable.
    """
    read = partial(corrected_contents, corrections=_corrections(settings), words=words())
    with opened_snapshot(settings.data, old) as before, opened_snapshot(settings.data, new) as after:
        return compared(read(contents_of(before)), read(contents_of(after)), most)


def preview_of(
    settings: Settings, overlay: Overlay = NO_OVERLAY, progress: Progress = silent, most: int = MOST
) -> Difference:
    """What an ingest would change; nothing is built. Raises what `preview` does, or CorrectionsUnreadable."""
    read = partial(corrected_contents, corrections=_corrections(settings), words=words())
    places = Places(settings.corpus, settings.data, settings.lexicon, overlay=overlay)
    return preview(places, progress, read, most)


def _corrections(settings: Settings) -> Sequence[Correction]:
    followed = FollowedCorrections(settings)
    try:
        return followed.now().corrections
    finally:
        followed.close()

"""Delete kept vectors that no snapshot needs any more.

Snapshots that lie there -> the vectors that stay: of every text of theirs, by every embedder of theirs and by
the one that is wanted, so that neither a rollback nor a build after an outage embeds a text again.
"""

from contextlib import closing

from bot.embedding.kept import FILE, KeptVectors, key_of
from bot.settings import Settings
from retrieval.errors import SnapshotBroken
from retrieval.index.entries import embedded_text
from retrieval.index.pointer import directory_of, finished_ids
from retrieval.index.snapshot import Snapshot


def sweep(settings: Settings, wanted: str | None) -> None:
    """Once something was built; `wanted`: the name of the embedder by the settings."""
    if not (settings.data / FILE).exists():
        return
    texts: set[str] = set()
    embedders = {wanted} if wanted else set()
    for name in finished_ids(settings.data):
        try:
            with Snapshot(directory_of(settings.data, name)) as snapshot:
                texts.update(embedded_text(passage) for passage in snapshot.store.all_passages())
                embedders.add(snapshot.manifest.embedder)
        except SnapshotBroken:  # nothing can be built on it either
            continue
    with closing(KeptVectors(settings.data)) as kept:
        kept.forget_others({key_of(embedder, text) for embedder in embedders for text in texts})

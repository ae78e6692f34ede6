"""See what lies in the corpus folder and over it, unread, beside what is served.

Corpus folder, Overlay, data folder -> Survey. Quick: files are hashed only where size or time changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.corpus.catalogue import Catalogue, read_catalogue
from retrieval.corpus.folder import Listing, list_files
from retrieval.corpus.overlay import NO_OVERLAY, Overlay, entries_digest, with_entries, with_files
from retrieval.documents import RefusedFile
from retrieval.errors import SnapshotBroken
from retrieval.index.keys import content_key, corpus_digest, maker_digest, snapshot_key
from retrieval.index.manifest import Manifest
from retrieval.index.snapshot import open_current

if TYPE_CHECKING:
    from retrieval.index.embedding import Embedder

DIGESTS = "cache/digests.json"
UNREADABLE = "unreadable"  # stands for the digest of a file that is there and cannot be read
FITTED = "latent"  # stands for the name of the embedder that is fitted at the build


@dataclass(frozen=True, slots=True)
class Places:
    """What an ingest reads, and where it writes."""

    corpus: Path
    data: Path
    extra_lexicon: Path | None = None
    embedder: "Embedder | None" = None
    overlay: Overlay = NO_OVERLAY

    @property
    def maker(self) -> str:
        """What a snapshot has to be made by, so that the next one can build on it."""
        return maker_digest(self.extra_lexicon)

    def content_of(self, digests: Mapping[str, str]) -> str:
        """What a snapshot of these files says, whatever its vectors are of."""
        entries = entries_digest(self.overlay)
        return content_key(corpus_digest(digests), self.corpus, self.extra_lexicon, entries)

    def key_of(self, content: str) -> str:
        """The key of a snapshot of this content."""
        return snapshot_key(content, self.embedder.name if self.embedder else FITTED)


@dataclass(frozen=True, slots=True)
class Served:
    """What readers have now."""

    manifest: Manifest
    digests: Mapping[str, str]
    refused: tuple[RefusedFile, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The corpus as it lies there, and what is served."""

    listing: Listing
    catalogue: Catalogue
    digests: Mapping[str, str]
    content: str  # the key without the embedder
    key: str
    served: Served | None

    @property
    def unchanged(self) -> bool:
        """Whether what is served is of this very corpus, by this very code."""
        return self.served is not None and self.served.manifest.key == self.key

    @property
    def says_the_same(self) -> bool:
        """Whether what is served is of this very corpus, whatever its vectors are of."""
        return self.served is not None and self.served.manifest.content == self.content


def survey(places: Places, remember: bool = True) -> Survey:
    """Look, and change nothing but the memory of digests. Raises CorpusMissing or CatalogueBroken."""
    listing = _listing(places, remember)
    digests = {source.path: source.digest for source in listing.files}
    digests.update((file.path, UNREADABLE) for file in listing.unreadable)
    catalogue = with_entries(read_catalogue(places.corpus), places.overlay)
    content = places.content_of(digests)
    return Survey(listing, catalogue, digests, content, places.key_of(content), served_in(places.data))


def _listing(places: Places, remember: bool) -> Listing:
    """What is there; a corpus may consist of what was uploaded alone."""
    if places.overlay.files and not places.corpus.is_dir():
        return with_files(Listing((), ()), places.overlay)
    return with_files(list_files(places.corpus, places.data / DIGESTS, remember), places.overlay)


def served_in(data: Path) -> Served | None:
    """What is current; nothing if it cannot be opened, so that it is built again."""
    try:
        snapshot = open_current(data)
        if snapshot is None:
            return None
        with snapshot:
            return Served(snapshot.manifest, snapshot.store.digests(), tuple(snapshot.store.refused()))
    except SnapshotBroken:
        return None

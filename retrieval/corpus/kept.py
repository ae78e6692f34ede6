"""A document that was read before: what is known of it is at hand, its text only when it is asked for.

CleanedCache, else the file itself -> blocks.
"""

from collections.abc import Callable
from pathlib import Path

from retrieval.corpus.overlay import Overlay
from retrieval.corpus.reading import CleanedCache, CleanedFile, read_files
from retrieval.documents import Block, Description, Document, SourceFile
from retrieval.errors import BuildFailed

Blocks = tuple[Block, ...]


class KeptDocument(Document):
    """A document whose blocks are loaded when they are first asked for."""

    __slots__ = ("_load", "_loaded")
    _load: Callable[[], Blocks]
    _loaded: Blocks | None

    def __init__(self, description: Description, digest: str, load: Callable[[], Blocks]) -> None:
        for name, value in (("description", description), ("digest", digest), ("_load", load)):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_loaded", None)

    @property
    def blocks(self) -> Blocks:
        """The cleaned text."""
        if self._loaded is None:
            object.__setattr__(self, "_loaded", self._load())
        return self._loaded or ()


class BlocksAgain:
    """Loads the blocks of files that were cleaned before."""

    def __init__(self, corpus: Path, overlay: Overlay, cache: CleanedCache) -> None:
        self._corpus = corpus
        self._overlay = overlay
        self._cache = cache

    def of(self, source: SourceFile) -> Blocks:
        """A file's blocks. Raises BuildFailed where the file is no longer what it was."""
        kept = self._cache.recall(source.path, source.digest)
        if isinstance(kept, CleanedFile):
            return kept.blocks
        read = read_files(self._corpus, [source], self._cache, _unseen, overlay=self._overlay)
        if not read.files or read.files[0].digest != source.digest:
            raise BuildFailed(f"{source.path} changed while it was read")
        return read.files[0].blocks


def _unseen(stage: str, done: int, total: int) -> None:
    """Progress of a single file."""

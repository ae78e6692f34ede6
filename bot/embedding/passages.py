"""Embed passages for an index, each text once for all snapshots.

Texts -> vectors, from what is kept, and from the endpoint for the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.embedding.batches import PatientModel, Portions, portioned
from bot.embedding.kept import KeptVectors, key_of
from bot.models.failing import ModelFailed
from bot.models.protocols import Embedded
from retrieval.corpus.reading import Progress
from retrieval.errors import EmbedderUnavailable
from retrieval.index.embedding import Vectors

MOST_CHARS = 8000  # of a text; a passage has a tenth of that
STAGE = "embed"


@dataclass(slots=True)
class PassageEmbedder:
    """What an ingest embeds with; for one ingest and one thread."""

    name: str
    dimensions: int
    prefix: str  # that the model wants before a passage
    model: PatientModel
    portions: Portions
    kept: KeptVectors
    progress: Progress
    unlike: Callable[[], None]  # told when the endpoint's vectors have another length
    passages: int = 0  # that were sent
    tokens: int = 0

    def embed_passages(self, texts: list[str]) -> Vectors:
        """One row a text. Raises EmbedderUnavailable; what was had until then is kept."""
        keys = [key_of(self.name, text) for text in texts]
        known = self.kept.recall(list(dict.fromkeys(keys)), self.dimensions)
        missing = {
            key: sent_text(self.prefix, text)
            for key, text in zip(keys, texts, strict=True)
            if key not in known
        }
        self._embed(missing, known)
        rows = [known[key] for key in keys]
        return np.array(rows, np.float32).reshape(len(rows), self.dimensions)

    def _embed(self, missing: dict[bytes, str], known: dict[bytes, Vectors]) -> None:
        """Batch by batch, each kept as soon as it is there."""
        keys, done = list(missing), 0
        for texts in portioned(list(missing.values()), self.portions):
            self.progress(STAGE, done, len(keys))
            vectors = self._vectors(texts)
            fresh = dict(zip(keys[done : done + len(texts)], vectors, strict=True))
            self.kept.keep(fresh)
            known.update(fresh)
            done += len(texts)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        try:
            embedded = self._checked(self.model.embed(texts))
        except ModelFailed as failure:
            raise EmbedderUnavailable(str(failure)) from failure
        self.passages += len(texts)
        self.tokens += embedded.tokens
        return embedded.vectors

    def _checked(self, embedded: Embedded) -> Embedded:
        if (length := embedded.vectors.shape[1]) != self.dimensions:
            self.unlike()
            raise ModelFailed("malformed", f"vectors of {length} dimensions, not {self.dimensions}")
        return embedded


def sent_text(prefix: str, text: str) -> str:
    """A text as it is sent."""
    return prefix + text[:MOST_CHARS]

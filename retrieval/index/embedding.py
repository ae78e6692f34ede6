"""Turn texts into vectors that lie close together when the texts are alike.

Texts -> vectors. The protocol is what an embedder must do; `LatentEmbedder` needs no network and no model:
it is fitted on the corpus itself.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from retrieval.index.latent import Sparse, principal_axes
from retrieval.language import stopwords
from retrieval.language.ngrams import ngrams
from retrieval.language.stems import stem
from retrieval.language.tokens import words_of

Vectors = NDArray[np.float32]

DIMENSIONS = 128
BUCKETS = 1 << 14  # features share buckets by hash; at 128 dimensions collisions do not show
GRAM_WEIGHT = 0.35  # a word brings one stem and about a dozen n-grams


class Embedder(Protocol):
    """Whatever turns texts into vectors of one length, each of length 1 or all zero."""

    @property
    def name(self) -> str:
        """What tells vectors of this embedder from others."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def embed_passages(self, texts: list[str]) -> Vectors:
        """One row a text. Raises EmbedderUnavailable where there are none."""
        ...


class LatentEmbedder:
    """Latent semantic analysis of stems and n-grams: what stands in the same passages lies close.

    Source: Deerwester et al., JASIS 1990; the axes by Halko, Martinsson and Tropp, SIAM Review 2011.
    """

    def __init__(self, rarity: Vectors, axes: Vectors) -> None:
        self._rarity = rarity  # by bucket, how much a feature counts
        self._axes = axes  # a row a bucket, a column a dimension

    @classmethod
    def fitted(cls, words: Sequence[Sequence[str]], dimensions: int = DIMENSIONS) -> Self:
        """An embedder for passages like these; fewer dimensions where the passages are few."""
        counts = _counts(words)
        present = np.bincount(counts.columns, minlength=BUCKETS)
        rarity = np.log((1 + counts.rows) / (1 + present)).astype(np.float32) + 1
        rarity[present == 0] = 0
        weighted = counts.scaled(rarity).normalised()
        axes = principal_axes(weighted, min(dimensions, max(1, len(words) - 1)))
        return cls(rarity, axes)

    @property
    def name(self) -> str:
        """What tells vectors of this embedder from others."""
        return f"latent-{self.dimensions}"

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._axes.shape[1])

    def embed_passages(self, texts: list[str]) -> Vectors:
        """One row a text; all zero where no word is known."""
        return self.embed_words([words_of(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """One vector; all zero where no word is known."""
        row: Vectors = self.embed_passages([text])[0]
        return row

    def embed_words(self, words: Sequence[Sequence[str]]) -> Vectors:
        """One row a passage, of which the words are known already."""
        placed = _counts(words).scaled(self._rarity).normalised().times(self._axes)
        lengths = np.linalg.norm(placed, axis=1, keepdims=True)
        unit: Vectors = np.divide(placed, lengths, out=np.zeros_like(placed), where=lengths > 0)
        return unit

    def save(self, path: Path) -> None:
        """Write it, without pickle; the axes in half precision, which changes no ranking."""
        kept = np.flatnonzero(self._rarity).astype(np.int32)
        with path.open("wb") as file:
            np.savez(file, kept=kept, rarity=self._rarity[kept], axes=self._axes[kept].astype(np.float16))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            kept, axes = stored["kept"], stored["axes"].astype(np.float32)
            all_axes = np.zeros((BUCKETS, axes.shape[1]), np.float32)
            rarity = np.zeros(BUCKETS, np.float32)
            all_axes[kept], rarity[kept] = axes, stored["rarity"]
        return cls(rarity, all_axes)


@cache
def _features(word: str) -> tuple[tuple[int, float], ...]:
    """The buckets of a word's stem and n-grams, with their weights; none of a function word."""
    if word in stopwords.SWEDISH or word in stopwords.ENGLISH:
        return ()
    found = {_bucket(f"={stem(word, 'sv')}"): 1.0}
    for gram in () if word[0].isdigit() else ngrams(word):
        found.setdefault(_bucket(gram), GRAM_WEIGHT)
    return tuple(found.items())


def _bucket(feature: str) -> int:
    return crc32(feature.encode()) % BUCKETS


def _counts(words: Sequence[Sequence[str]]) -> Sparse:
    """How often each passage has each feature, damped by a logarithm."""
    starts = [0]
    columns: list[int] = []
    values: list[float] = []
    for passage in words:
        row: dict[int, float] = {}
        for word in passage:
            for bucket, weight in _features(word):
                row[bucket] = row.get(bucket, 0.0) + weight
        columns.extend(row)
        values.extend(row.values())
        starts.append(len(columns))
    damped = np.log1p(np.array(values, np.float32))
    return Sparse(np.array(starts, np.int64), np.array(columns, np.int64), damped, BUCKETS)

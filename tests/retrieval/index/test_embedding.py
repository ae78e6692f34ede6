"""The embedder that is fitted on the corpus."""

from pathlib import Path

import numpy as np

from retrieval.index.embedding import LatentEmbedder, Vectors
from retrieval.language.tokens import words_of

TEXTS = [
    "Kommunens musikskolor undervisar i piano och fiol.",
    "Musikskolan lånar ut fioler till barn.",
    "Barnens konserter ges av musikskolans elever.",
    "Vindkraft och solceller ger el till gårdarna.",
    "Elnätet byggs ut där vindkraften växer.",
    "Solcellerna på gårdarnas tak ger el om sommaren.",
]
WORDS = [words_of(text) for text in TEXTS]


def nearest(embedder: LatentEmbedder, vectors: Vectors, query: str) -> list[int]:
    return [int(index) for index in np.argsort(-(vectors @ embedder.embed_query(query)), kind="stable")]


def test_what_is_about_the_same_lies_close() -> None:
    embedder = LatentEmbedder.fitted(WORDS)
    vectors = embedder.embed_passages(TEXTS)
    assert sorted(nearest(embedder, vectors, "musikskolornas fioler")[:3]) == [0, 1, 2]
    assert sorted(nearest(embedder, vectors, "vindkraftens el")[:3]) == [3, 4, 5]


def test_vectors_have_length_one_or_say_nothing() -> None:
    embedder = LatentEmbedder.fitted(WORDS)
    vectors = embedder.embed_passages([*TEXTS, "och i den", "xyzzy"])
    assert vectors.shape == (8, embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 1, 1, 1, 0, 0], atol=1e-5)


def test_two_fits_on_the_same_corpus_are_the_same() -> None:
    first, second = LatentEmbedder.fitted(WORDS), LatentEmbedder.fitted(WORDS)
    assert np.array_equal(first.embed_passages(TEXTS), second.embed_passages(TEXTS))


def test_a_saved_embedder_places_texts_as_before(tmp_path: Path) -> None:
    embedder = LatentEmbedder.fitted(WORDS)
    embedder.save(tmp_path / "embedder.npz")
    loaded = LatentEmbedder.load(tmp_path / "embedder.npz")
    assert (loaded.name, loaded.dimensions) == (embedder.name, embedder.dimensions)
    assert np.allclose(loaded.embed_passages(TEXTS), embedder.embed_passages(TEXTS), atol=1e-3)


def test_a_corpus_of_one_passage_has_one_dimension() -> None:
    embedder = LatentEmbedder.fitted(WORDS[:1])
    assert (embedder.name, embedder.embed_passages(TEXTS[:1]).shape) == ("latent-1", (1, 1))


def test_few_dimensions_keep_most_of_what_many_say() -> None:
    rows = LatentEmbedder.fitted(WORDS, dimensions=2)
    vectors = rows.embed_passages(TEXTS)
    likeness = vectors @ vectors.T
    assert likeness[:3, :3].min() > likeness[:3, 3:].max()

"""Open what the settings say of embeddings; nothing is opened, and nothing sent, where they name no model.

Settings -> PassageEmbedder for an ingest, QuestionEmbedder for a snapshot of the same embedder.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from bot.embedding.batches import PatientModel, Portions
from bot.embedding.kept import KeptVectors
from bot.embedding.passages import PassageEmbedder
from bot.embedding.questions import QuestionEmbedder
from bot.models.embedding_traits import ENCODINGS, KeptTraits
from bot.models.embeddings import EmbeddingEndpoint, OpenAiEmbeddings
from bot.models.failing import ModelFailed
from bot.models.pacing import Pace
from bot.settings import Settings
from retrieval.corpus.reading import Progress
from retrieval.errors import EmbedderUnavailable
from retrieval.index.manifest import Manifest
from retrieval.retriever import NO_VECTORS, Retriever, VectorRanking

IDENTITY_CHARS = 8  # of a digest


def identity_of(settings: Settings) -> str:
    """What tells an embedder from others but for its dimensions; says nothing of the address."""
    known = f"{settings.openai_base_url}\n{settings.embedding_model}\n{settings.embedding_passage_prefix}"
    return f"{settings.embedding_model}#{hashlib.sha256(known.encode()).hexdigest()[:IDENTITY_CHARS]}"


def name_of(identity: str, dimensions: int) -> str:
    """An embedder's name in a snapshot's manifest."""
    return f"{identity}:{dimensions}"


@contextmanager
def passage_embedder(settings: Settings, progress: Progress, offline: bool) -> Iterator[PassageEmbedder]:
    """What an ingest embeds with. Raises EmbedderUnavailable where the endpoint cannot be looked at.

    `offline`: nothing is sent; an endpoint that was never looked at has a name that no snapshot has.
    """
    endpoint = _endpoint(settings)
    traits = KeptTraits(settings.data, endpoint)
    try:
        known = traits.kept() if offline else traits.known()
    except ModelFailed as failure:
        raise EmbedderUnavailable(str(failure)) from failure
    dimensions = known.dimensions if known else 0
    portions = Portions(
        settings.embedding_batch_texts, settings.embedding_batch_chars, settings.embedding_batch_s
    )
    model = OpenAiEmbeddings(endpoint, known.encoding if known else ENCODINGS[0])
    kept = KeptVectors(settings.data)
    patient = PatientModel(model, portions, Pace(settings.embedding_calls_per_minute))
    name, prefix = name_of(identity_of(settings), dimensions), settings.embedding_passage_prefix
    try:
        yield PassageEmbedder(name, dimensions, prefix, patient, portions, kept, progress, traits.forget)
    finally:
        model.close()
        kept.close()


class Questions:
    """Opens the embedder of questions for a snapshot whose vectors are of the same embedder."""

    def __init__(self, settings: Settings) -> None:
        """Opens nothing yet."""
        self._settings = settings
        self._opened: dict[str, QuestionEmbedder] = {}

    def ranking_for(self, manifest: Manifest) -> VectorRanking:
        """How vectors have a say in a snapshot: none where they are of another embedder."""
        settings = self._settings
        if manifest.embedder != name_of(identity_of(settings), manifest.dimensions):
            return NO_VECTORS
        if manifest.embedder not in self._opened:
            self._opened[manifest.embedder] = _question_embedder(settings, manifest.dimensions)
        return VectorRanking(settings.embedding_weight, self._opened[manifest.embedder])

    def prepare(self, retriever: Retriever) -> None:
        """Import and open what the first question would wait for."""
        for embedder in self._opened.values():
            embedder.prepare()
        if self._opened and retriever.vectors.weight:
            _ = retriever.snapshot.vectors

    def close(self) -> None:
        """Let go of every connection; the next question opens new ones."""
        for embedder in self._opened.values():
            embedder.close()


def _question_embedder(settings: Settings, dimensions: int) -> QuestionEmbedder:
    endpoint = _endpoint(settings)
    kept = KeptTraits(settings.data, endpoint).kept()
    return QuestionEmbedder(
        OpenAiEmbeddings(endpoint, kept.encoding if kept else ENCODINGS[0]),
        dimensions,
        settings.embedding_question_prefix,
        settings.embedding_question_s,
        Pace(settings.embedding_calls_per_minute),
    )


def _endpoint(settings: Settings) -> EmbeddingEndpoint:
    assert settings.embedding_model is not None
    key = settings.openai_api_key
    return EmbeddingEndpoint(
        settings.embedding_model, settings.openai_base_url, key.get_secret_value() if key else None
    )

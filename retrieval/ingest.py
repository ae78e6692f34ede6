"""Bring the index up to date with the corpus.

Corpus folder -> Documents -> Passages and Contacts -> Snapshot, made current. Nothing is written but below
the data folder; what did not change is not read again.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from retrieval.corpus.catalogue import Catalogue, entry_for, read_catalogue, unmatched, with_replacements
from retrieval.corpus.describing import describe
from retrieval.corpus.folder import Listing, list_files
from retrieval.corpus.reading import CleanedCache, CleanedFile, Progress, ReadCorpus, read_files
from retrieval.documents import Document, Passage, RefusedFile
from retrieval.errors import CorpusMissing, SnapshotBroken
from retrieval.index.building import Plan, build
from retrieval.index.entries import vocabulary_of, words_by_passage
from retrieval.index.failures import last_failure
from retrieval.index.keys import cleaning_digest, corpus_digest, snapshot_key
from retrieval.index.lock import builder_lock
from retrieval.index.manifest import Manifest
from retrieval.index.snapshot import open_current
from retrieval.index.store_writing import Content
from retrieval.passages import merge_duplicates, passages_of
from retrieval.registers.contacts import contacts_of

if TYPE_CHECKING:
    from retrieval.index.embedding import Embedder

WAIT_S = 900.0  # for another builder: the longest build that we expect
Outcome = Literal["built", "unchanged", "would_build"]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, or would do."""

    outcome: Outcome
    snapshot: str | None  # that is current afterwards
    documents: int
    passages: int
    contacts: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    cleaned: int = 0  # files that were read and cleaned anew
    refused: tuple[RefusedFile, ...] = ()
    unmatched: tuple[str, ...] = ()  # catalogue entries without a document
    seconds: tuple[tuple[str, float], ...] = ()  # by stage


@dataclass(frozen=True, slots=True)
class _Current:
    """What is served now."""

    manifest: Manifest
    digests: dict[str, str]
    refused: tuple[RefusedFile, ...]


@dataclass(frozen=True, slots=True)
class _Survey:
    """The corpus as it lies there, unread, beside what is served."""

    listing: Listing
    catalogue: Catalogue
    digests: dict[str, str]
    key: str
    current: _Current | None

    @property
    def unchanged(self) -> bool:
        return self.current is not None and self.current.manifest.key == self.key


@dataclass(slots=True)
class _Stopwatch:
    """Seconds by stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + perf_counter() - began, 3)


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def ingest(
    corpus: Path,
    data: Path,
    *,
    extra_lexicon: Path | None = None,
    force: bool = False,
    dry_run: bool = False,
    progress: Progress = silent,
    wait_s: float = WAIT_S,
    clock: Callable[[], datetime] = utc_now,
    embedder: "Embedder | None" = None,
) -> IngestReport:
    """Make a snapshot of the corpus current, unless the current one is of this very corpus.

    Raises CorpusMissing, CatalogueBroken, LexiconUnreadable, BuildInProgress, BuildFailed or SnapshotBroken;
    readers then keep what they have.
    """
    survey = _survey(corpus, data, extra_lexicon, embedder, remember=not dry_run)
    if dry_run or (survey.unchanged and not force):
        return _report(survey, "unchanged" if survey.unchanged and not force else "would_build")
    with builder_lock(data, wait_s):
        survey = _survey(corpus, data, extra_lexicon, embedder)
        if survey.unchanged and not force:
            return _report(survey, "unchanged")
        if not force:
            _refuse_known_failure(data, survey.key)
        return _ingest_anew(corpus, data, survey, extra_lexicon, force, progress, clock(), embedder)


def _ingest_anew(
    corpus: Path,
    data: Path,
    survey: _Survey,
    extra_lexicon: Path | None,
    force: bool,
    progress: Progress,
    now: datetime,
    embedder: "Embedder | None",
) -> IngestReport:
    """The path in: read, describe, cut, register, build."""
    watch = _Stopwatch()
    cache = CleanedCache(data / "cache" / "cleaned", cleaning_digest())
    with watch.stage("read"):
        read = read_files(corpus, survey.listing.files, cache, progress, again=force)
    with watch.stage("describe"):
        documents = _described(read.files, survey.catalogue)
    with watch.stage("passages"):
        passages = _passages(documents)
        words = words_by_passage(passages)
    if not passages:
        raise CorpusMissing(f"{corpus} holds nothing that can be indexed")
    with watch.stage("contacts"):
        contacts = contacts_of(documents)
    digests = _digests(read, survey.listing)
    content = Content(
        descriptions=tuple(document.description for document in documents),
        passages=passages,
        contacts=contacts,
        refused=_refused(read, survey.listing),
        digests=digests,
        vocabulary=vocabulary_of(passages, words),
    )
    digest = corpus_digest(digests)
    key = snapshot_key(digest, corpus, extra_lexicon, _name(embedder))
    plan = Plan(key, digest, now, content, words, documents, extra_lexicon, embedder)
    manifest = _build(data, plan, progress, watch)
    cache.forget_others(read.kept)
    read_survey = replace(survey, digests=digests)
    return replace(
        _report(read_survey, "built"),
        snapshot=manifest.id,
        documents=manifest.documents,
        passages=manifest.passages,
        contacts=manifest.contacts,
        cleaned=read.cleaned,
        refused=content.refused,
        seconds=tuple(watch.seconds.items()),
    )

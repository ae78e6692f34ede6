"""Plan a snapshot: of everything, or as what changes against the one before.

Survey, what was read, the snapshot before -> Plan. Unchanged documents keep their passages and ids.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from retrieval.corpus.catalogue import Catalogue, entry_for, said_in, with_replacements
from retrieval.corpus.describing import describe
from retrieval.corpus.kept import BlocksAgain, KeptDocument
from retrieval.corpus.reading import CleanedCache, CleanedFile, ReadCorpus
from retrieval.documents import Description, Document, Passage, RefusedFile, SourceFile
from retrieval.errors import CorpusMissing
from retrieval.index.building import Plan
from retrieval.index.entries import headings_of, vocabulary_of
from retrieval.index.keys import corpus_digest
from retrieval.index.numbering import first_ids
from retrieval.index.patching import Change
from retrieval.index.snapshot import Snapshot
from retrieval.index.store_writing import Content
from retrieval.language.tokens import words_of
from retrieval.passages import merge_duplicates, passages_of
from retrieval.survey import UNREADABLE, Places, Survey

# Of the passages, that may come and go before everything is built and fitted anew. Passages that went still
# count in the lexical index's statistics, and the embedder knows only the words that it was fitted on.
MOST_PATCHED = 0.2


@dataclass(frozen=True, slots=True)
class Difference:
    """The corpus against the snapshot before."""

    kept: tuple[SourceFile, ...]  # documents that are as they were, by their files and what is said of them
    refused: tuple[RefusedFile, ...]  # files that are as they were when they were refused
    anew: tuple[SourceFile, ...]  # files to be read


def difference(seen: Survey, base: Snapshot | None) -> Difference:
    """What has to be read, and what need not."""
    if base is None:
        return Difference((), (), seen.listing.files)
    digests, said, refused = base.store.digests(), base.store.said(), base.store.refused()
    same = {source.path for source in seen.listing.files if digests.get(source.path) == source.digest}
    kept = {path for path in same & said.keys() if said[path] == said_in(entry_for(seen.catalogue, path))}
    still_refused = tuple(file for file in refused if file.path in same)
    anew = same - kept - {file.path for file in still_refused}
    return Difference(
        tuple(source for source in seen.listing.files if source.path in kept),
        still_refused,
        tuple(source for source in seen.listing.files if source.path not in same or source.path in anew),
    )


def whole_plan(places: Places, seen: Survey, read: ReadCorpus, now: datetime) -> Plan:
    """Everything as it was read. Raises CorpusMissing where there is nothing to index."""
    described = with_replacements(_described(read.files, seen.catalogue))
    documents = _documents(described, read.files)
    passages = _numbered(_cut(documents), {})
    if not passages:
        raise CorpusMissing(f"{places.corpus} holds nothing that can be indexed")
    digests = _digests(read, seen, {})
    content = Content(
        described,
        passages,
        _refused(read, seen, ()),
        digests,
        vocabulary_of(passages),
        _said(seen, described),
    )
    return _plan(places, content, documents, documents, len(passages), now, None)


def patched_plan(
    places: Places,
    seen: Survey,
    read: ReadCorpus,
    unlike: Difference,
    base: Snapshot,
    cache: CleanedCache,
    now: datetime,
) -> Plan | None:
    """What changes against the base; None where so much does that everything is better built at once."""
    before = base.descriptions
    spans = base.store.spans()
    kept = {source.path: source for source in unlike.kept}
    gone = frozenset(path for path in before if path not in kept)
    new = {each.path: each for each in _described(read.files, seen.catalogue)}
    described = with_replacements(
        sorted([*(before[path] for path in kept), *new.values()], key=lambda each: each.path)
    )
    fresh = _documents([each for each in described if each.path in new], read.files)
    passages = _numbered(_cut(fresh), {path: span for path, span in spans.items() if path in kept})
    gone_passages = [passage for path in sorted(gone) for passage in base.store.of_document(path)]
    size = base.manifest.passages - len(gone_passages) + len(passages or ())
    patched = base.manifest.patched + len(gone_passages) + len(passages or ())
    if passages is None or not size or patched > MOST_PATCHED * size:
        return None
    digests = _digests(read, seen, {path: source.digest for path, source in kept.items()})
    refused = _refused(read, seen, unlike.refused)
    before_digests = base.store.digests()
    digests.update((file.path, before_digests[file.path]) for file in unlike.refused)
    vocabulary = _patched_vocabulary(base, gone, gone_passages, passages)
    content = Content(described, passages, refused, digests, vocabulary, _said(seen, described))
    again = BlocksAgain(places.corpus, places.overlay, cache)
    documents = {document.description.path: document for document in fresh}
    everything = tuple(
        documents.get(each.path)
        or KeptDocument(each, kept[each.path].digest, partial(again.of, kept[each.path]))
        for each in described
    )
    change = Change(base, gone, tuple(passage.id for passage in gone_passages), patched)
    return _plan(places, content, everything, fresh, size, now, change)


def _plan(
    places: Places,
    content: Content,
    documents: tuple[Document, ...],
    fresh: tuple[Document, ...],
    size: int,
    now: datetime,
    change: Change | None,
) -> Plan:
    """The plan; its key is of the files as they were read, not as they were listed."""
    says = places.content_of(content.digests)
    return Plan(
        key=places.key_of(says),
        says=says,
        made_by=places.maker,
        corpus_digest=corpus_digest(content.digests),
        made_at=now,
        content=content,
        documents=documents,
        fresh=fresh,
        size=size,
        extra_lexicon=places.extra_lexicon,
        embedder=places.embedder,
        change=change,
    )


def _described(files: Iterable[CleanedFile], catalogue: Catalogue) -> list[Description]:
    """What is known of each file; what replaces it is not yet."""
    return [
        replace(
            describe(file.path, file.blocks, file.metadata, entry_for(catalogue, file.path)),
            instructing=file.instructing,
        )
        for file in files
    ]


def _documents(descriptions: Sequence[Description], files: Sequence[CleanedFile]) -> tuple[Document, ...]:
    return tuple(
        Document(description, file.blocks, file.digest)
        for description, file in zip(descriptions, files, strict=True)
    )


def _cut(documents: Sequence[Document]) -> dict[str, list[Passage]]:
    """The passages of each document, doubles merged."""
    return {document.description.path: merge_duplicates(passages_of(document)) for document in documents}


def _numbered(
    cut: Mapping[str, Sequence[Passage]], standing: Mapping[str, tuple[int, int]]
) -> tuple[Passage, ...] | None:
    """The passages with their ids; None where there is no room among those that stand."""
    first = first_ids({path: len(passages) for path, passages in cut.items()}, standing)
    if first is None:
        return None
    return tuple(
        replace(passage, id=number)
        for path, passages in cut.items()
        for number, passage in enumerate(passages, first[path])
    )


def _digests(read: ReadCorpus, seen: Survey, kept: Mapping[str, str]) -> dict[str, str]:
    digests = dict(kept)
    digests.update((file.path, file.digest) for file in read.files)
    digests.update((refusal.file.path, refusal.digest) for refusal in read.refusals)
    digests.update((file.path, UNREADABLE) for file in seen.listing.unreadable)
    return digests


def _refused(read: ReadCorpus, seen: Survey, still: Sequence[RefusedFile]) -> tuple[RefusedFile, ...]:
    refused = (*seen.listing.unreadable, *still, *(refusal.file for refusal in read.refusals))
    return tuple(sorted(refused, key=lambda file: file.path))


def _said(seen: Survey, descriptions: Iterable[Description]) -> dict[str, str]:
    return {each.path: said_in(entry_for(seen.catalogue, each.path)) for each in descriptions}


def _patched_vocabulary(
    base: Snapshot, gone: Collection[str], gone_passages: Sequence[Passage], come: Sequence[Passage]
) -> Mapping[str, int]:
    """The words as often as they stand now: counted only in what changes."""
    words = Counter(base.store.vocabulary())
    above = base.store.headings()
    before = {heading for _, path in above for heading in path}
    after = {heading for document, path in above if document not in gone for heading in path}
    after |= headings_of(come)
    for text in (*(passage.text for passage in come), *(after - before)):
        words.update(words_of(text))
    for text in (*(passage.text for passage in gone_passages), *(before - after)):
        words.subtract(words_of(text))
    return +words

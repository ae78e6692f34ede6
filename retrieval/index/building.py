"""Build a snapshot aside, prove it, and make it current.

Content, Documents -> data/snapshots/<id>, data/current, or a snapshot that is held for approval. Whatever
goes wrong, and whenever the process is killed, readers have the old snapshot or the new one. The caller
holds the builder's lock.
"""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.documents import Document, Passage
from retrieval.durable import sync_tree
from retrieval.errors import BuildFailed, SnapshotBroken
from retrieval.index.carrying import carry_vectors
from retrieval.index.entries import entries_of
from retrieval.index.failures import Failure, forget_failure, remember_failure
from retrieval.index.holding import Hold
from retrieval.index.lexical import write_index
from retrieval.index.manifest import EMBEDDER, LEXICAL, STORE, Manifest, stored_files, write_manifest
from retrieval.index.patching import Change, patched_texts, patched_words
from retrieval.index.pointer import current_id, finished_ids, fresh_directory, remove_leftovers
from retrieval.index.proof import prove, prove_change
from retrieval.index.retention import remove_old
from retrieval.index.snapshot import Snapshot
from retrieval.index.store import Store
from retrieval.index.store_writing import Content, write_records, write_store
from retrieval.index.switching import Terms, examined, release
from retrieval.index.vector_build import give_vectors
from retrieval.index.vector_writers import VectorWriter, WrittenVectors
from retrieval.language.analysis import Analyser
from retrieval.language.compounds import CompoundSplitter
from retrieval.registers.memory import NO_MEMORY, Memory
from retrieval.registers.records import Records

if TYPE_CHECKING:
    from retrieval.index.embedding import Embedder

ID_TIME = "%Y%m%dT%H%M%SZ"  # UTC
Report = Callable[[str], None]  # the stage that begins
NO_TERMS = Terms()  # whatever is proved is made current


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be built, and from what."""

    key: str
    says: str  # the key without the embedder
    made_by: str
    corpus_digest: str
    made_at: datetime  # UTC
    content: Content  # of a change: all that is known, and only the passages that come
    documents: tuple[Document, ...]
    fresh: tuple[Document, ...]  # those that were read for it
    size: int  # passages in all
    extra_lexicon: Path | None = None
    embedder: "Embedder | None" = None  # None: one that is fitted on the passages
    change: Change | None = None  # None: everything is built
    memory: Memory = NO_MEMORY  # what the registers found in documents before

    @property
    def carries_vectors(self) -> bool:
        """Whether the vectors of the snapshot before are of the same embedder, so that they are patched."""
        if self.change is None:
            return False
        base = self.change.base
        if self.embedder is None:
            return (base.directory / EMBEDDER).exists()
        return base.manifest.embedder == self.embedder.name


@dataclass(frozen=True, slots=True)
class Built:
    """A finished snapshot; it is current unless there are reasons to hold it."""

    manifest: Manifest
    held: tuple[str, ...] = ()


def build(data: Path, plan: Plan, writer: VectorWriter, report: Report, terms: Terms = NO_TERMS) -> Built:
    """Build, prove and make current, or hold for approval.

    Raises SnapshotBroken if the proof fails, which is remembered by the key, and BuildFailed if it could not
    be written; nothing has changed then for any reader.
    """
    try:
        remove_leftovers(data)
        building = fresh_directory(data, _free_id(data, plan))
        try:
            manifest = _built(building, plan, writer, report)
            report("examine")
            reasons = examined(data, building, plan.extra_lexicon, terms.gate)
            report("publish")
            before = current_id(data)
            hold = Hold(plan.key, manifest.id, reasons, plan.made_at.isoformat())
            held = release(data, building, hold, terms.pinned)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        report("tidy")
        forget_failure(data)
        remove_old(data, terms.retention, before)
    except SnapshotBroken as error:
        remember_failure(data, Failure(plan.key, str(error), plan.made_at.isoformat()))
        raise
    except (OSError, sqlite3.Error, ValueError) as error:
        raise BuildFailed(f"{type(error).__name__}: {error}") from error
    return Built(manifest, held)


def _free_id(data: Path, plan: Plan) -> str:
    """The time and the key; the time is later than that of every other that lies there.

    It is known by the name which is the newest, also of two within a second or when the clock was put back.
    """
    made_at = plan.made_at.replace(microsecond=0)
    for name in finished_ids(data):
        with suppress(ValueError):  # somebody else's folder
            lying = datetime.strptime(name.partition("-")[0], ID_TIME).replace(tzinfo=UTC)
            made_at = max(made_at, lying + timedelta(seconds=1))
    return f"{made_at:{ID_TIME}}-{plan.key[:8]}"


def _built(directory: Path, plan: Plan, writer: VectorWriter, report: Report) -> Manifest:
    """Everything of a snapshot in a directory, proved and lasting."""
    report("store")
    _write_texts(directory, plan)
    if plan.embedder:
        report("embed")
        give_vectors(directory, plan.embedder, _to_embed(directory, plan))
    report("index")
    come = [passage.id for passage in plan.content.passages] if plan.change else None
    if plan.change and plan.carries_vectors:
        writer.begin(directory, plan.change.gone_passages, come)
    else:
        writer.begin(directory)
    _write_lexical(directory, plan)
    report("contacts")  # meanwhile the writer is busy
    records = _records(plan)
    report("vectors")
    written = writer.written()
    write_records(directory / STORE, records)
    manifest = _manifest(directory, plan, written, len(records.contacts))
    write_manifest(directory, manifest)
    report("prove")
    with Snapshot(directory, plan.extra_lexicon) as snapshot:
        if plan.change:
            prove_change(snapshot, plan.fresh, come or (), written.count)
        else:
            prove(snapshot, plan.documents, written.count)
    report("sync")
    sync_tree(directory, unlinked_only=True)
    return manifest


def _to_embed(directory: Path, plan: Plan) -> Sequence[Passage]:
    """What comes with a change; all of the store where the vectors before are of another embedder."""
    if plan.change is None or plan.carries_vectors:
        return plan.content.passages
    with closing(Store(directory / STORE)) as store:
        return store.all_passages()


def _records(plan: Plan) -> Records:
    """The registers; their patterns take a quarter of a second, so only who builds imports them."""
    from retrieval.registers.filling import records_of

    return records_of(plan.documents, plan.memory)


def _write_texts(directory: Path, plan: Plan) -> None:
    """The store; of a change also the vectors of before, which the writer patches."""
    if plan.change:
        patched_texts(directory, plan.content, plan.change)
        if plan.carries_vectors:
            carry_vectors(plan.change.base.directory, directory)
    else:
        write_store(directory / STORE, plan.content)


def _write_lexical(directory: Path, plan: Plan) -> None:
    analyser = Analyser(CompoundSplitter(plan.content.vocabulary), plan.extra_lexicon)
    if plan.change:
        patched_words(directory, plan.content, plan.change, analyser)
        return
    (directory / LEXICAL).mkdir()
    descriptions = {description.path: description for description in plan.content.descriptions}
    write_index(directory / LEXICAL, entries_of(plan.content.passages, descriptions, analyser))


def _manifest(directory: Path, plan: Plan, written: WrittenVectors, contacts: int) -> Manifest:
    content = plan.content
    return Manifest(
        id=directory.with_suffix("").name,
        key=plan.key,
        made_at=plan.made_at.isoformat(timespec="seconds"),
        corpus_digest=plan.corpus_digest,
        documents=len(content.descriptions),
        passages=plan.size,
        contacts=contacts,
        refused=len(content.refused),
        embedder=written.embedder,
        dimensions=written.dimensions,
        files=stored_files(directory),
        made_by=plan.made_by,
        content=plan.says,
        patched=plan.change.patched if plan.change else 0,
    )

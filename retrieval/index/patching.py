"""Make the next snapshot's texts and words from a copy of the one before.

Snapshot before, Content -> store.sqlite and lexical/. Passages of unchanged documents are analysed again only
where a word of theirs is split otherwise, now that other words are known.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from retrieval.documents import Passage
from retrieval.index.carrying import carry_texts, carry_words
from retrieval.index.entries import entries_of
from retrieval.index.lexical import patch_index
from retrieval.index.manifest import LEXICAL, STORE
from retrieval.index.snapshot import Snapshot
from retrieval.index.store import Store
from retrieval.index.store_patching import patch_store
from retrieval.index.store_writing import Content
from retrieval.language.analysis import Analyser
from retrieval.language.compounds import resplit


@dataclass(frozen=True, slots=True)
class Change:
    """What the next snapshot does not take over from the one before."""

    base: Snapshot
    gone: frozenset[str]  # documents that go, or come again otherwise
    gone_passages: tuple[int, ...]  # theirs
    patched: int  # passages that came or went since everything was built at once, these too


def patched_texts(directory: Path, content: Content, change: Change) -> None:
    """The store, its registers still empty."""
    carry_texts(change.base.directory, directory)
    patch_store(directory / STORE, content, change.gone, change.base.descriptions)


def patched_words(directory: Path, content: Content, change: Change, analyser: Analyser) -> None:
    """The lexical index."""
    carry_words(change.base.directory, directory)
    again = _split_otherwise(directory, content, change, analyser)
    descriptions = {description.path: description for description in content.descriptions}
    entries = entries_of([*content.passages, *again], descriptions, analyser)
    patch_index(directory / LEXICAL, change.gone, [passage.id for passage in again], entries)


def _split_otherwise(
    directory: Path, content: Content, change: Change, analyser: Analyser
) -> Collection[Passage]:
    """The passages of unchanged documents in whose sections a word has other parts than it had."""
    words = resplit(change.base.analyser.splitter, analyser.splitter, content.vocabulary)
    come = {passage.document for passage in content.passages}
    ids = set(change.base.lexical.saying(words)) - set(change.gone_passages)
    store = Store(directory / STORE)
    try:
        return [passage for passage in store.sections_of(sorted(ids)) if passage.document not in come]
    finally:
        store.close()

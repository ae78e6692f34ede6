"""Prove that a snapshot is whole before anyone reads it.

Snapshot, Documents -> nothing, or SnapshotBroken with what is wrong.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from retrieval.documents import Document, Passage
from retrieval.errors import SnapshotBroken
from retrieval.index.entries import language_in
from retrieval.index.snapshot import Snapshot
from retrieval.language import stopwords
from retrieval.language.analysis import Concept, Sought
from retrieval.language.tokens import tokens_of, words_of
from retrieval.registers.records import Contact

SAMPLE = 100  # passages that are sought, spread evenly: half a second at 1,000 passages
SAMPLE_AGAIN = 30  # of those that were proved in the snapshot before
SOUGHT_WORDS = 12  # of a passage, from its beginning
MIN_WORDS = 6  # shorter passages are like many others
NEAR_DOUBLE = 0.75  # of the words, in another passage: a corpus may repeat itself hundreds of times
AMONG = 5  # the best hits, in which a passage must be
FOUND_SHARE = 0.95  # of the sample: lists and forms have near doubles; a torn index finds next to none


def prove(snapshot: Snapshot, documents: Sequence[Document], vectors: int) -> None:
    """Raise SnapshotBroken unless counts agree, passages find themselves and contacts stand in their text."""
    prove_counts(snapshot, vectors)
    prove_search(snapshot, _spread(snapshot.store.ids(), SAMPLE))
    prove_contacts(snapshot.store.contacts(), documents)


def prove_change(snapshot: Snapshot, fresh: Sequence[Document], come: Sequence[int], vectors: int) -> None:
    """The same of what was built on another snapshot: the new, and a small sample of what was proved."""
    prove_counts(snapshot, vectors)
    prove_search(snapshot, _spread(snapshot.store.ids(), SAMPLE_AGAIN))
    prove_search(snapshot, _spread(come, SAMPLE))
    read = {document.description.path for document in fresh}
    prove_contacts(snapshot.store.contacts(), fresh, read)


def prove_counts(snapshot: Snapshot, vectors: int) -> None:
    """Every index holds every passage, and there is at least one."""
    manifest = snapshot.manifest
    counts = {
        "manifest": manifest.passages,
        "store": snapshot.store.size,
        "lexical": snapshot.lexical.size,
        "vectors": vectors,
    }
    if not manifest.passages or len(set(counts.values())) != 1:
        raise SnapshotBroken(f"passages do not agree: {counts}")
    if (documents := len(snapshot.descriptions)) != manifest.documents:
        raise SnapshotBroken(f"{documents} documents in the store, {manifest.documents} in the manifest")


def _spread(ids: Sequence[int], most: int) -> list[int]:
    """Some of the ids, evenly spread."""
    return (
        [ids[place] for place in sorted({number * len(ids) // most for number in range(most)})] if ids else []
    )


def prove_search(snapshot: Snapshot, ids: Sequence[int] | None = None) -> None:
    """Passages are found by the words that they begin with: some, or a sample of all."""
    ids = _spread(snapshot.store.ids(), SAMPLE) if ids is None else ids
    sample = [
        passage for passage in snapshot.store.passages(ids) if len(_content_words(passage)) >= MIN_WORDS
    ]
    lost = [passage.id for passage in sample if not _finds_itself(snapshot, passage)]
    if len(lost) > len(sample) * (1 - FOUND_SHARE):
        raise SnapshotBroken(f"{len(lost)} of {len(sample)} passages do not find themselves: {lost[:10]}")


def _finds_itself(snapshot: Snapshot, passage: Passage) -> bool:
    """Whether the passage, or one that says nearly the same, is among the best hits."""
    words = _content_words(passage)
    language = language_in(passage, snapshot.descriptions[passage.document].language)
    concepts = [Concept(word, (Sought((word,), 1.0, language),)) for word in words]
    ids = [passage_id for passage_id, _ in snapshot.lexical.search(concepts, AMONG)]
    return passage.id in ids or any(
        len(set(words) & set(words_of(each.text))) >= NEAR_DOUBLE * len(set(words))
        for each in snapshot.store.passages(ids)
    )


def _content_words(passage: Passage) -> list[str]:
    """The passage's first words that tell something."""
    telling = (
        token.text
        for token in tokens_of(passage.text)
        if token.text not in stopwords.SWEDISH and token.text not in stopwords.ENGLISH
    )
    return list(islice(telling, SOUGHT_WORDS))


def prove_contacts(
    contacts: Iterable[Contact], documents: Iterable[Document], only: Collection[str] | None = None
) -> None:
    """Each line of what is shown of a contact stands in the document that it is said to be from."""
    texts = {document.description.path: _squeezed(_text(document)) for document in documents}
    for contact in contacts:
        for mention in contact.mentions:
            if only is not None and mention.document not in only:
                continue
            text = texts.get(mention.document, "")
            if not all(_squeezed(line) in text for line in mention.text.split("\n")):
                raise SnapshotBroken(f"contact {contact.id} does not stand in {mention.document}")


def _text(document: Document) -> str:
    return " ".join(block.text for block in document.blocks)


def _squeezed(text: str) -> str:
    """Letters and digits alone, so that blanks and line ends do not matter."""
    return re.sub(r"[\W_]+", "", text.casefold())

"""A snapshot as it is read once administrators have corrected, added or withdrawn.

Snapshot, Corrections -> CorrectedSnapshot. The indexes are the snapshot's own: what was withdrawn is taken
out of whatever they find, so neither a new index nor a rollback brings it back.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from retrieval.corrected.restating import Words
from retrieval.corrected.store import CorrectedStore, WholeStore
from retrieval.documents import Description
from retrieval.index.snapshot import Snapshot
from retrieval.language.analysis import Analyser, Concept, Sought
from retrieval.language.stems import stem
from retrieval.registers.corrections import Correction
from retrieval.retriever import Lexical, Nearest, Opened, QueryEmbedder

if TYPE_CHECKING:  # numpy is imported when vectors are asked for
    from retrieval.index.embedding import Vectors


class Whole(Opened, Protocol):
    """An open snapshot whose store can also be read from beginning to end."""

    @property
    def store(self) -> WholeStore:
        """The passages and records."""
        ...


class CorrectedDescriptions(Mapping[str, Description]):
    """What is known of each document; a correction is found by its path, and listed nowhere."""

    def __init__(self, known: Mapping[str, Description], restated: Mapping[str, Description]) -> None:
        self._known = known
        self._restated = restated

    def __getitem__(self, path: str) -> Description:
        """The description of a document, or of a correction."""
        return self._known[path] if path in self._known else self._restated[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class RemainingWords:
    """The lexical index, asked for nothing that is no longer said anywhere.

    The index still has the words of withdrawn people; a search for them must not tell where they stood.
    """

    def __init__(self, lexical: Lexical, gone: frozenset[str]) -> None:
        """`gone` are stems."""
        self._lexical = lexical
        self._gone = gone

    def search(self, concepts: Sequence[Concept], limit: int) -> list[tuple[int, float]]:
        """The best passages' ids and scores."""
        left = (replace(concept, ways=tuple(filter(self._is_said, concept.ways))) for concept in concepts)
        return self._lexical.search([concept for concept in left if concept.ways], limit)

    def _is_said(self, way: Sought) -> bool:
        return not any(stem(word, way.language) in self._gone for word in way.words)


class RemainingVectors:
    """The vectors, but for passages that are read otherwise now.

    A vector still says what was withdrawn from its passage; a search for that must not tell where it stood.
    """

    def __init__(self, nearest: Nearest, changed: Collection[int]) -> None:
        self._nearest = nearest
        self._changed = changed

    def query(self, vector: "Vectors", limit: int) -> list[tuple[int, float]]:
        """The nearest passages' ids and likenesses; as many are lacking as are left out."""
        found = self._nearest.query(vector, limit)
        return [each for each in found if each[0] not in self._changed]


class CorrectedSnapshot:
    """An open snapshot with the corrections of one moment; whoever opened the snapshot closes it."""

    def __init__(
        self, snapshot: Whole, corrections: Sequence[Correction], words: Words | None = None
    ) -> None:
        self._snapshot = snapshot
        self.store = CorrectedStore(snapshot.store, snapshot.descriptions, corrections, words or Words())

    @property
    def id(self) -> str:
        """The snapshot's name."""
        return self._snapshot.id

    @cached_property
    def descriptions(self) -> CorrectedDescriptions:
        """What is known of each document, by its path, and of each correction."""
        known = self._snapshot.descriptions
        restated = {path: each.description for path, each in self.store.restated.items()}
        return CorrectedDescriptions(self._read(known), self._read(restated))

    @cached_property
    def lexical(self) -> Lexical:
        """The lexical index, but for words that are gone."""
        return RemainingWords(self._snapshot.lexical, self.store.gone)

    @property
    def vectors(self) -> Nearest:
        """The vectors, but for passages that are read otherwise now."""
        return RemainingVectors(self._snapshot.vectors, self.store.changed)

    @property
    def embedder(self) -> QueryEmbedder:
        """What embeds questions as the passages were embedded."""
        return self._snapshot.embedder

    @property
    def analyser(self) -> Analyser:
        """The analysis over the corpus's own words."""
        return self._snapshot.analyser

    def _read(self, descriptions: Mapping[str, Description]) -> dict[str, Description]:
        return {path: self.store.description(known) for path, known in descriptions.items()}


def corrected(
    snapshot: Snapshot, corrections: Sequence[Correction], words: Words | None = None
) -> "Snapshot | CorrectedSnapshot":
    """The snapshot as it is to be read; itself where nothing was corrected."""
    return CorrectedSnapshot(snapshot, corrections, words) if corrections else snapshot

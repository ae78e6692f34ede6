"""The passages and records of a snapshot, as they are read once administrators have had their say.

Store, Corrections -> CorrectedStore.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Protocol, TypeVar

from retrieval.corrected.erasing import Eraser
from retrieval.corrected.masks import Masks, masks_over
from retrieval.corrected.people import Identity, same_person
from retrieval.corrected.registers import Registers, correct_registers, with_texts
from retrieval.corrected.restating import Restated, Words
from retrieval.documents import Description, Language, Passage
from retrieval.language.stems import stem
from retrieval.registers.corrections import Correction, item_id
from retrieval.registers.records import Contact, Funding, Plan, StrategyList
from retrieval.retriever import Store

T = TypeVar("T")
LANGUAGES: tuple[Language, ...] = ("sv", "en")


class WholeStore(Store, Protocol):
    """A store that can also be read from beginning to end."""

    def of_document(self, path: str) -> list[Passage]:
        """A document's passages in reading order; none for an unknown document."""
        ...

    def all_passages(self) -> list[Passage]:
        """Every passage in reading order."""
        ...


class CorrectedStore:
    """The passages and records without what was withdrawn, and as they were corrected."""

    def __init__(
        self,
        store: WholeStore,
        known: Mapping[str, Description],
        corrections: Sequence[Correction],
        words: Words,
    ) -> None:
        self._store = store
        self._known = known
        self._words = words
        self._registers: Registers = correct_registers(
            store.contacts(), store.strategies(), store.funding(), corrections, known, words
        )

    @property
    def unmatched(self) -> frozenset[int]:
        """The corrections whose record this snapshot does not have."""
        return self._registers.unmatched

    @property
    def items(self) -> Mapping[str, str]:
        """The names of goals and priorities, by the ids that their documents give them."""
        return self._registers.items

    def withdrew(self, name: str) -> bool:
        """Whether somebody of this name was withdrawn."""
        names = (known for identity in self._registers.withdrawn for known in identity.names)
        return any(same_person(name, known) for known in names)

    @property
    def masked(self) -> int:
        """How many passages are read otherwise than they stand in the documents."""
        return sum(number >= 0 for number in self._masks.changed)

    @property
    def changed(self) -> Collection[int]:
        """The ids of the passages that are read otherwise than they stand in the documents."""
        return self._masks.changed.keys()

    @property
    def restated(self) -> Mapping[str, Restated]:
        """The small documents that corrections are cited by, by their paths."""
        return self._registers.restated

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """The passages of these ids, in this order."""
        return self._read(self._store.passages(ids))

    def neighbours(self, passage_id: int, before: int, after: int) -> list[Passage]:
        """The passages around one in its section, itself included, in reading order."""
        return self._read(self._store.neighbours(passage_id, before, after))

    def of_document(self, path: str) -> list[Passage]:
        """A document's passages in reading order, or the one of a correction."""
        if restated := self.restated.get(path):
            return [self._masks.passage(restated.passage)]
        return self._read(self._store.of_document(path))

    def all_passages(self) -> list[Passage]:
        """Every passage in reading order, then the corrections'."""
        corrections = [self._masks.passage(restated.passage) for restated in self.restated.values()]
        return [*self._read(self._store.all_passages()), *corrections]

    def sizes(self) -> Mapping[str, int]:
        """How many passages each document has."""
        return self._store.sizes()

    def contacts(self) -> Sequence[Contact]:
        """Every contact, ordered by id."""
        return self._contacts

    def strategies(self) -> Sequence[StrategyList]:
        """Every list of goals or priorities."""
        return self._strategies

    def plans(self) -> Sequence[Plan]:
        """Every strategy, plan and programme that is named."""
        return self._plans

    def funding(self) -> Sequence[Funding]:
        """Every support, grant, programme and fund."""
        return self._funding

    def vocabulary(self) -> Mapping[str, int]:
        """How often each word stands in what is left of the corpus."""
        return self._vocabulary

    def description(self, description: Description) -> Description:
        """A description as it may be read; an address that says what was withdrawn is none."""
        read = with_texts(description, self._masks.text, description.path)
        return replace(read, url=None) if read.url != description.url else read

    @cached_property
    def gone(self) -> frozenset[str]:
        """The stems, in either language, of words that are no longer said anywhere."""
        left = self._vocabulary
        lost = (word for word in self._masks.lost if word not in left)
        stems = frozenset(stem(word, language) for word in lost for language in LANGUAGES)
        return stems - {stem(word, language) for word in left for language in LANGUAGES} if stems else stems

    @cached_property
    def _contacts(self) -> tuple[Contact, ...]:
        return self._records(self._registers.contacts)

    @cached_property
    def _strategies(self) -> tuple[StrategyList, ...]:
        return self._records(self._registers.strategies)

    @cached_property
    def _plans(self) -> tuple[Plan, ...]:
        return self._records(self._store.plans())

    @cached_property
    def _funding(self) -> tuple[Funding, ...]:
        return self._records(self._registers.funding)

    @cached_property
    def _vocabulary(self) -> Mapping[str, int]:
        counts, lost = self._store.vocabulary(), self._masks.lost
        left = {word: count - lost.get(word, 0) for word, count in counts.items()}
        return {word: count for word, count in left.items() if count > 0}

    @cached_property
    def _masks(self) -> Masks:
        """Worked out at the first reading; nothing is read for it where nothing is to be taken out."""
        registers = self._registers
        if not registers.withdrawn and registers.outdated == Identity():
            return Masks(Eraser((), Identity()))
        restated = [each.passage for each in self.restated.values()]
        passages = [*self._store.all_passages(), *restated]
        return masks_over(passages, self._known, registers, self._words.marks)

    def _records(self, records: Sequence[T]) -> tuple[T, ...]:
        return tuple(with_texts(record, self._masks.text) for record in records)

    def _read(self, passages: Sequence[Passage]) -> list[Passage]:
        changed = self._masks.changed
        return [changed.get(passage.id, passage) for passage in passages]


def items_of(store: Store) -> Mapping[str, str]:
    """The names of goals and priorities, by the ids that corrections name them by."""
    if isinstance(store, CorrectedStore):
        return store.items
    return {item_id(found, item): item.name for found in store.strategies() for item in found.items}

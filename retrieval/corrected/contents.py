"""What a snapshot says, as it is read once administrators have corrected or withdrawn.

Contents, Corrections -> Contents. Who was withdrawn is shown to nobody, administrators included.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from retrieval.corrected.restating import Words
from retrieval.corrected.store import CorrectedStore
from retrieval.documents import Passage
from retrieval.index.contents import Contents
from retrieval.index.entries import vocabulary_of
from retrieval.registers.corrections import Correction
from retrieval.registers.records import Contact, Funding, Plan, StrategyList


def corrected_contents(contents: Contents, corrections: Sequence[Correction], words: Words) -> Contents:
    """The contents as they are to be read; themselves where nothing was corrected."""
    if not corrections:
        return contents
    store = CorrectedStore(_Listed(contents), contents.descriptions, corrections, words)
    return replace(
        contents,
        descriptions={path: store.description(known) for path, known in contents.descriptions.items()},
        passages=[passage for passage in store.all_passages() if passage.document in contents.descriptions],
        contacts=store.contacts(),
        strategies=store.strategies(),
        plans=store.plans(),
        funding=store.funding(),
    )


class _Listed:
    """Contents, asked as a store is."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._places = {passage.id: place for place, passage in enumerate(contents.passages)}

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        return [self._contents.passages[self._places[number]] for number in ids]

    def neighbours(self, passage_id: int, before: int, after: int) -> list[Passage]:
        place = self._places[passage_id]
        own = self._contents.passages[place]
        near = self._contents.passages[max(0, place - before) : place + after + 1]
        return [each for each in near if (each.document, each.section) == (own.document, own.section)]

    def of_document(self, path: str) -> list[Passage]:
        return [passage for passage in self._contents.passages if passage.document == path]

    def all_passages(self) -> list[Passage]:
        return list(self._contents.passages)

    def sizes(self) -> Mapping[str, int]:
        return Counter(passage.document for passage in self._contents.passages)

    def contacts(self) -> Sequence[Contact]:
        return self._contents.contacts

    def strategies(self) -> Sequence[StrategyList]:
        return self._contents.strategies

    def plans(self) -> Sequence[Plan]:
        return self._contents.plans

    def funding(self) -> Sequence[Funding]:
        return self._contents.funding

    def vocabulary(self) -> Mapping[str, int]:
        return vocabulary_of(self._contents.passages)

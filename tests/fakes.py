"""Stand-ins for what is slow, foreign or far away; each is as small as its tests allow."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from bot.answer import Answer
from bot.assistant import Asked
from retrieval.documents import Description, Document, Passage
from retrieval.index.embedding import Vectors
from retrieval.index.entries import vocabulary_of
from retrieval.language.analysis import Analyser, Concept
from retrieval.language.compounds import CompoundSplitter
from retrieval.language.stems import stem
from retrieval.language.tokens import words_of
from retrieval.passages import merge_duplicates, passages_of
from retrieval.registers.filling import records_of
from retrieval.registers.records import Contact, Funding, Plan, StrategyList


class FakeStore:
    """Passages and contacts in memory."""

    def __init__(self, documents: Sequence[Document]) -> None:
        merged = [passage for document in documents for passage in merge_duplicates(passages_of(document))]
        self.all = [replace(passage, id=number) for number, passage in enumerate(merged)]
        self._records = records_of(documents)

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        return [self.all[number] for number in ids]

    def neighbours(self, passage_id: int, before: int, after: int) -> list[Passage]:
        own = self.all[passage_id]
        near = self.all[max(0, passage_id - before) : passage_id + after + 1]
        return [p for p in near if (p.document, p.section) == (own.document, own.section)]

    def of_document(self, path: str) -> list[Passage]:
        return [passage for passage in self.all if passage.document == path]

    def all_passages(self) -> list[Passage]:
        return self.all

    def contacts(self) -> Sequence[Contact]:
        return self._records.contacts

    def strategies(self) -> Sequence[StrategyList]:
        return self._records.strategies

    def plans(self) -> Sequence[Plan]:
        return self._records.plans

    def funding(self) -> Sequence[Funding]:
        return self._records.funding

    def sizes(self) -> Mapping[str, int]:
        return Counter(passage.document for passage in self.all)

    def vocabulary(self) -> Mapping[str, int]:
        return vocabulary_of(self.all)


class FakeLexical:
    """Ranks every passage by how many ideas of the question its stems say."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._stems = {
            p.id: {stem(w, "sv") for w in words_of(f"{p.text} {' '.join(p.path)}")} for p in passages
        }

    def search(self, concepts: Sequence[Concept], limit: int) -> list[tuple[int, float]]:
        scores = {
            number: sum(_said(concept, stems) for concept in concepts)
            for number, stems in self._stems.items()
        }
        found = [(number, score) for number, score in scores.items() if score > 0]
        return sorted(found, key=lambda pair: -pair[1])[:limit]


def _said(concept: Concept, stems: set[str]) -> float:
    """The weight of the best way that stands in a text."""
    return max(
        (way.weight for way in concept.ways if {stem(w, "sv") for w in way.words} <= stems), default=0.0
    )


class FakeVectors:
    """Embeds everything alike and finds nothing near it."""

    def embed_query(self, text: str) -> Vectors:
        return np.ones(2, dtype=np.float32)

    def query(self, vector: Vectors, limit: int) -> list[tuple[int, float]]:
        return []


class FakeSnapshot:
    """A corpus of a few documents, indexed in memory."""

    id = "fake"

    def __init__(self, *documents: Document) -> None:
        self.descriptions: Mapping[str, Description] = {d.description.path: d.description for d in documents}
        self.store = FakeStore(documents)
        self.vectors = self.embedder = FakeVectors()
        self.analyser = Analyser(CompoundSplitter(self.store.vocabulary()))

    @cached_property
    def lexical(self) -> FakeLexical:
        return FakeLexical(self.store.all)


class FakeAsk:
    """Answers everything with one text, and keeps what was asked."""

    def __init__(self, text: str = "Svar.", error: Exception | None = None) -> None:
        self.asked: list[Asked] = []
        self._text = text
        self._error = error

    async def __call__(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        if self._error:
            raise self._error
        return Answer("1", asked.text, "sv", "answered", "quoted", self._text)

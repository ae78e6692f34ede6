"""Find the passages that may answer: one readable path from a query to ranked hits.

Query -> Hits, over one snapshot. `SnapshotRetriever` offers the same to LangChain.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

from retrieval.corpus.marking import is_marked
from retrieval.documents import Description, Hit, Language, Passage
from retrieval.errors import SnapshotBroken
from retrieval.language.analysis import Analyser, Concept
from retrieval.language.asking import form_of
from retrieval.language.places import regions_in
from retrieval.language.times import asked_time
from retrieval.language.tokens import words_of
from retrieval.matching import Matcher
from retrieval.query_vector import QueryVector
from retrieval.ranking import Query, fuse, home_region, weigh
from retrieval.registers.records import Contact, Funding, Plan, StrategyList
from retrieval.registers.strategy.tree import StrategyTree, strategy_trees

if TYPE_CHECKING:  # numpy is imported when vectors are asked for
    from retrieval.index.embedding import Vectors

NAME_WEIGHT = (
    1.15  # of a concept that is a proper name; 1.5 costs half a point of nDCG on the authority questions
)
CANDIDATES = 40  # passages taken from the index before they are weighed

# Of the vectors' z-scores against the lexical ones. Measured on the development questions, November 2026:
# 0 / .1 / .2 / .4 / .8 give MRR .718 / .713 / .708 / .704 / .690, and on Swedish authorities' questions
# nDCG@10 .702 / .698 / .699 / .691 / .694: the default embedder only costs; a stronger one will earn more.
DEFAULT_VECTOR_WEIGHT = 0.0
REMEMBERED = 64  # texts whose ideas are kept, those asked last

log = logging.getLogger(__name__)


class Lexical(Protocol):
    """What the lexical index offers."""

    def search(self, concepts: Sequence[Concept], limit: int) -> list[tuple[int, float]]:
        """The best passages' ids and scores."""
        ...


class Nearest(Protocol):
    """What the vectors offer."""

    def query(self, vector: "Vectors", limit: int) -> list[tuple[int, float]]:
        """The nearest passages' ids and likenesses."""
        ...


class QueryEmbedder(Protocol):
    """What turns a question into a vector."""

    def embed_query(self, text: str) -> "Vectors":
        """One vector. Raises EmbedderUnavailable."""
        ...


class Store(Protocol):
    """What the passage store offers."""

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """The passages of these ids, in this order."""
        ...

    def neighbours(self, passage_id: int, before: int, after: int) -> list[Passage]:
        """The passages around one in its section, itself included, in reading order."""
        ...

    def of_document(self, path: str) -> list[Passage]:
        """A document's passages, in reading order."""
        ...

    def contacts(self) -> Sequence[Contact]:
        """Every contact of the corpus."""
        ...

    def sizes(self) -> Mapping[str, int]:
        """How many passages each document has."""
        ...

    def strategies(self) -> Sequence[StrategyList]:
        """Every list of goals or priorities."""
        ...

    def plans(self) -> Sequence[Plan]:
        """Every strategy, plan and programme that is named."""
        ...

    def funding(self) -> Sequence[Funding]:
        """Every support, grant, programme and fund."""
        ...

    def vocabulary(self) -> Mapping[str, int]:
        """How often each word stands in the corpus."""
        ...


class Opened(Protocol):
    """A snapshot, opened for reading."""

    @property
    def id(self) -> str:
        """The snapshot's name."""
        ...

    @property
    def descriptions(self) -> Mapping[str, Description]:
        """What is known of each document."""
        ...

    @property
    def store(self) -> Store:
        """The passages and records."""
        ...

    @property
    def lexical(self) -> Lexical:
        """The lexical index."""
        ...

    @property
    def vectors(self) -> Nearest:
        """The vectors; opened when they are first asked for."""
        ...

    @property
    def embedder(self) -> QueryEmbedder:
        """What embeds questions as the passages were embedded."""
        ...

    @property
    def analyser(self) -> Analyser:
        """The analysis over the corpus's own words."""
        ...


@dataclass(frozen=True, slots=True)
class VectorRanking:
    """How vectors have a say: how much they weigh against the words, and what embeds questions."""

    weight: float = DEFAULT_VECTOR_WEIGHT  # with 0 the vectors are never opened
    embedder: QueryEmbedder | None = None  # None: the snapshot's own


NO_VECTORS = VectorRanking()


class Retriever:
    """Finds passages in one snapshot, as of one day."""

    def __init__(self, snapshot: Opened, today: date, vectors: VectorRanking = NO_VECTORS) -> None:
        """The words alone rank, unless vectors have a weight."""
        self.snapshot = snapshot
        self.today = today
        self.vectors = vectors
        # a question is taken apart more than once: for its contacts, its money, its passages
        self._concepts = lru_cache(REMEMBERED)(lambda *asked: tuple(snapshot.analyser.concepts(*asked)))

    @cached_property
    def home(self) -> str | None:
        """The region that the corpus is of."""
        return home_region(self.snapshot.descriptions.values())

    @cached_property
    def matcher(self) -> Matcher:
        """Compares concepts with texts over the corpus's own words."""
        return Matcher(self.snapshot.analyser, self.snapshot.store.vocabulary())

    @cached_property
    def contacts(self) -> Sequence[Contact]:
        """Every contact of the corpus."""
        return self.snapshot.store.contacts()

    @cached_property
    def strategies(self) -> Sequence[StrategyList]:
        """Every list of goals or priorities of the corpus."""
        return self.snapshot.store.strategies()

    @cached_property
    def plans(self) -> Sequence[Plan]:
        """Every strategy, plan and programme that the corpus names."""
        return self.snapshot.store.plans()

    @cached_property
    def trees(self) -> Sequence[StrategyTree]:
        """Each strategy as a tree, the one in force first."""
        return strategy_trees(self.strategies, self.plans, self.snapshot.descriptions, self.today)

    @cached_property
    def funding(self) -> Sequence[Funding]:
        """Every support, grant, programme and fund that the corpus mentions."""
        return self.snapshot.store.funding()

    def concepts(self, text: str, language: Language) -> list[Concept]:
        """The ideas of a question, each weighed by how much it tells."""
        return list(self._concepts(text, language))

    def query(self, text: str, language: Language, names: Sequence[str] = ()) -> Query:
        """What a question seeks; its proper names count more, they are what it is about."""
        words = {word for name in names for word in words_of(name)}
        concepts = tuple(
            replace(concept, weight=NAME_WEIGHT) if words & set(concept.ways[0].words) else concept
            for concept in self.concepts(text, language)
        )
        vector = QueryVector(text, self._embedded)
        return Query(concepts, regions_in(text), asked_time(text, self.today), form_of(text), text, vector)

    def find(self, query: Query, limit: int = 10) -> list[Hit]:
        """The passages that fit best, best first."""
        found = self._candidates(query, max(limit, CANDIDATES))
        passages = self.snapshot.store.passages([passage_id for passage_id, _ in found])
        hits = [Hit(passage, score) for passage, (_, score) in zip(passages, found, strict=True)]
        return weigh(hits, query, self.snapshot.descriptions, self.home, self.today)[:limit]

    def _candidates(self, query: Query, limit: int) -> list[tuple[int, float]]:
        """The ids and scores of the passages that are nearest by words and, if they count, by vectors."""
        lexical = self.snapshot.lexical.search(query.concepts, limit)
        if not (self.vectors.weight and query.text):
            return lexical
        asked = query.vector or QueryVector(query.text, self._embedded)
        vector = asked.get()
        if vector is None:
            return lexical
        try:
            nearest = self.snapshot.vectors.query(vector, limit)
        except SnapshotBroken as error:
            log.error("the words alone rank: %s", error)
            asked.lose("the vectors cannot be read")
            return lexical
        return fuse(lexical, nearest, self.vectors.weight)

    def _embedded(self, text: str) -> "Vectors":
        """The text's vector. Raises EmbedderUnavailable."""
        return (self.vectors.embedder or self.snapshot.embedder).embed_query(text)

    def around(self, passage: Passage, before: int = 1, after: int = 1) -> list[Passage]:
        """A passage with its neighbours in the same section, in reading order; none addresses a model."""
        near = self.snapshot.store.neighbours(passage.id, before, after)
        known = self.snapshot.descriptions.get(passage.document)
        return [each for each in near if each.id == passage.id or not (known and is_marked(each, known))]

    def of_document(self, path: str) -> list[Passage]:
        """A document's passages, in reading order."""
        return self.snapshot.store.of_document(path)

    def describe(self, document: str) -> Description:
        """What is known of a document."""
        return self.snapshot.descriptions[document]

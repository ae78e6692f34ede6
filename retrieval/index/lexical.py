"""The lexical index: words' stems, compounds' parts, n-grams, headings and surroundings, in tantivy.

Passages with their terms -> an index in a directory; concepts -> passages with BM25 scores.
Source of the shape (n-grams made in Python, a boolean query built by hand): measured November 2026.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from retrieval.documents import Language
from retrieval.language.analysis import Analyser, Concept, Sought, Terms
from retrieval.language.ngrams import SIZES, ngrams
from retrieval.language.stems import stem

LANGUAGES: tuple[Language, ...] = ("sv", "en")
FIELDS = ("stem", "part", "gram", "heading", "context", "contextgram")
SHORT = 4  # letters of the shortest word that has n-grams
TYPICAL_GRAMS = 14  # n-grams of a word of middle length
SURE = 0.9  # weight of a way from which all its n-grams are sought
FEWER_GRAMS = 1.6  # what an n-gram counts more when only the longer ones are sought
LONG_WORDS = 0.25  # how far the n-grams of longer words are brought down: 0 not at all, 1 to the same sum
WRITER_BYTES = 30_000_000  # of memory for the writer; tantivy takes no less than 15 MB a thread


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a match in each field counts; chosen on the development questions and the authorities'."""

    stem: float = 1.0
    part: float = 0.25
    gram: float = 0.3
    heading: float = 0.5
    context: float = 0.4
    contextgram: float = 0.15
    short: float = 2.0  # of a word too short to have n-grams: mostly the names of projects and programmes
    tie: float = 0.0  # what the ways of a concept that are not the best add


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as it is indexed."""

    id: int
    document: str
    text: Terms
    heading: Terms
    context: Terms  # of the passages around it in its section


def write_index(directory: Path, entries: Iterable[Entry]) -> None:
    """Write a whole index into an empty directory; returns when it is on disk."""
    index = tantivy.Index(_schema(), path=str(directory))
    index.register_tokenizer("blanks", _blanks())
    writer = index.writer(WRITER_BYTES, 1)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()


def patch_index(
    directory: Path, gone_documents: Iterable[str], gone: Iterable[int], entries: Iterable[Entry]
) -> None:
    """Take documents and single passages out of a copied index and put entries in; returns when on disk."""
    index = tantivy.Index.open(str(directory))
    index.register_tokenizer("blanks", _blanks())
    writer = index.writer(WRITER_BYTES, 1)
    for document in gone_documents:
        writer.delete_documents_by_term("document", document)
    for passage_id in gone:
        writer.delete_documents_by_term("id", passage_id)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    builder.add_text_field("document", stored=False, tokenizer_name="raw", index_option="basic")
    for field in FIELDS:
        builder.add_text_field(field, stored=False, tokenizer_name="blanks", index_option="freq")
    return builder.build()


def _blanks() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def _document(entry: Entry) -> tantivy.Document:
    return tantivy.Document(
        id=entry.id,
        document=entry.document,
        stem=" ".join(entry.text.stems),
        part=" ".join(entry.text.parts),
        gram=" ".join(entry.text.grams),
        heading=" ".join((*entry.heading.stems, *entry.heading.parts)),
        context=" ".join((*entry.context.stems, *entry.context.parts)),
        contextgram=" ".join(entry.context.grams),
    )


class LexicalIndex:
    """A finished index, opened for reading."""

    def __init__(self, directory: Path, analyser: Analyser, weights: Weights | None = None) -> None:
        self._index = tantivy.Index.open(str(directory))
        self._index.register_tokenizer("blanks", _blanks())
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._analyser = analyser
        self.weights = weights or Weights()

    @property
    def size(self) -> int:
        """How many passages it holds."""
        return int(self._searcher.num_docs)

    def search(self, concepts: Sequence[Concept], limit: int) -> list[tuple[int, float]]:
        """The best passages' ids with their scores, best first; of equal scores the earlier first."""
        if not concepts or limit < 1:
            return []
        clauses = [(tantivy.Occur.Should, self._concept(concept)) for concept in concepts]
        result = self._searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False)
        found = [(int(self._searcher.doc(address)["id"][0]), float(score)) for score, address in result.hits]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def saying(self, words: Iterable[str]) -> list[int]:
        """The passages in whose text or headings one of some words, or of its forms, stands."""
        stems = {stem(word, language) for word in words for language in LANGUAGES}
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, each, "basic"))
            for each in stems
            for field in ("stem", "heading")
        ]
        if not clauses or not self.size:
            return []
        result = self._searcher.search(tantivy.Query.boolean_query(clauses), self.size, count=False)
        return sorted(int(self._searcher.doc(address)["id"][0]) for _, address in result.hits)

    def _concept(self, concept: Concept) -> tantivy.Query:
        ways = [self._way(way) for way in concept.ways]
        best = tantivy.Query.disjunction_max_query(ways, self.weights.tie)
        return tantivy.Query.boost_query(best, concept.weight) if concept.weight != 1.0 else best

    def _way(self, way: Sought) -> tantivy.Query:
        """A phrase's words share its weight, so that a long phrase is not worth more than a word."""
        share = way.weight / len(way.words) ** 0.5
        clauses = [
            (tantivy.Occur.Should, query)
            for word in way.words
            for query in self._word(word, way.language, share)
        ]
        return tantivy.Query.boolean_query(clauses)

    def _word(self, word: str, language: Language, share: float) -> Iterable[tantivy.Query]:
        weights = self.weights
        stemmed = stem(word, language)
        whole = share * (weights.short if len(word) < SHORT else 1.0)
        yield self._term("stem", stemmed, weights.stem * whole)
        yield self._term("part", stemmed, weights.part * share)
        yield self._term("heading", stemmed, weights.heading * whole)
        yield self._term("context", stemmed, weights.context * whole)
        for part in self._analyser.part_stems(word):
            yield self._term("stem", part, weights.part * share)
            yield self._term("part", part, weights.part * share)
            yield self._term("heading", part, weights.heading * share * 0.5)
            yield self._term("context", part, weights.context * share * 0.5)
        if not word[0].isdigit():
            for gram, each in self._grams(list(ngrams(word)), share):
                yield self._term("gram", gram, weights.gram * each)
                yield self._term("contextgram", gram, weights.contextgram * each)

    def _grams(self, grams: Sequence[str], share: float) -> Iterable[tuple[str, float]]:
        """A word's n-grams that are sought, each with its share.

        A long word's many n-grams count a little less each, so that it does not drown the short ones. Of a
        way that is not sure only the longer n-grams are sought: as good, and twice as fast.
        """
        sought = grams if share >= SURE else [gram for gram in grams if len(gram) == max(SIZES)] or grams
        each = share * (TYPICAL_GRAMS / len(sought)) ** LONG_WORDS
        each *= 1.0 if share >= SURE else FEWER_GRAMS
        return ((gram, each) for gram in sought)

    def _term(self, field: str, text: str, boost: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, text, "freq"), boost)

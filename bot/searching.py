"""Find passages without composing an answer: what `search` prints and what the evaluation measures.

Question in its conversation -> Hits, by the same query that an answer begins with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer import span_of
from bot.assistant import Asked, Assistant
from bot.conversation import whole_question
from bot.evidence import Evidence, Reader
from bot.question import Question, understand
from retrieval.documents import Hit
from retrieval.ranking import in_force, spread

MORE = 30  # hits beyond those asked for, from which further documents may come forward
HEADINGS_JOINED_BY = " › "


def search(assistant: Assistant, asked: Asked, limit: int) -> list[Hit]:
    """The passages that fit best, every passage of the corpus eligible, best first."""
    question = _understood(assistant, asked)
    query = assistant.retriever.query(question.text, question.language, question.names)
    hits = assistant.retriever.find(query, limit + MORE)
    return spread(hits, assistant.retriever.snapshot.store.sizes())[:limit]


def _understood(assistant: Assistant, asked: Asked) -> Question:
    text, before = whole_question(asked.text, asked.history)
    return understand(asked.text, asked.history, asked.language, assistant.today, text, before)


def as_objects(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """The hits as the contracts describe them; `pages` only where there are pages."""
    return [_as_object(hit) for hit in hits]


def _as_object(hit: Hit) -> dict[str, Any]:
    lines, pages = span_of(*hit.passage.span)
    found: dict[str, Any] = {
        "document": hit.passage.document,
        "lines": lines,
        "heading": HEADINGS_JOINED_BY.join(hit.passage.path),
        "score": round(hit.score, 4),
    }
    return found | {"pages": pages} if pages else found


@dataclass(frozen=True, slots=True)
class Tried:
    """A passage as a trial search shows it."""

    document: str
    title: str
    heading: str
    lines: tuple[int, int] | None
    pages: tuple[int, int] | None
    score: float  # of the ranking; comparable within one search
    value: float  # how good an answer it makes, all told
    coverage: float  # of what was asked, by the passage with its headings
    named: float  # share of the names that were asked for
    fits: float  # share of what was expected, such as a number or a date
    of_region: bool
    of_year: bool
    in_force: bool
    text: str


def tried(assistant: Assistant, asked: Asked, limit: int) -> tuple[dict[str, Any], list[Tried]]:
    """How a message is understood, and the passages that fit best with everything that is weighed."""
    question = _understood(assistant, asked)
    retriever = assistant.retriever
    query = retriever.query(question.text, question.language, question.names)
    hits = retriever.find(query, limit)
    reader = Reader(question, query.concepts, retriever.matcher, assistant.snapshot.descriptions)
    best = hits[0].score if hits else 1.0
    found = [_tried(assistant, hit, reader.read(hit.passage, hit.score / best)) for hit in hits]
    understood = {
        "question": question.text,
        "language": question.language,
        "kind": question.kind.value,
        "expects": sorted(question.expects),
        "names": list(question.names),
        "regions": sorted(question.regions),
        "years": sorted(question.time.years),
        "words": {c.written: [" ".join(way.words) for way in c.ways] for c in query.concepts},
    }
    if query.vector and (told := query.vector.told):
        understood["vectors"] = told
    return understood, found


def _tried(assistant: Assistant, hit: Hit, evidence: Evidence) -> Tried:
    description = assistant.retriever.describe(hit.passage.document)
    lines, pages = span_of(*hit.passage.span)
    return Tried(
        hit.passage.document,
        description.title,
        HEADINGS_JOINED_BY.join(hit.passage.path),
        lines,
        pages,
        round(hit.score, 4),
        round(evidence.value, 4),
        round(evidence.coverage, 4),
        round(evidence.named, 4),
        round(evidence.fits, 4),
        evidence.of_region,
        evidence.of_year,
        in_force(description, assistant.today),
        hit.passage.text,
    )

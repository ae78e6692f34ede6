"""Find passages without composing an answer: what `search` prints and what the evaluation measures.

Question in its conversation -> Hits, by the same query that an answer begins with.
"""

from collections.abc import Sequence
from typing import Any

from bot.answer import span_of
from bot.assistant import Asked, Assistant
from bot.conversation import whole_question
from bot.question import understand
from retrieval.documents import Hit
from retrieval.ranking import spread

MORE = 30  # hits beyond those asked for, from which further documents may come forward
HEADINGS_JOINED_BY = " › "


def search(assistant: Assistant, asked: Asked, limit: int) -> list[Hit]:
    """The passages that fit best, every passage of the corpus eligible, best first."""
    text, before = whole_question(asked.text, asked.history)
    question = understand(asked.text, asked.history, asked.language, assistant.today, text, before)
    query = assistant.retriever.query(question.text, question.language, question.names)
    hits = assistant.retriever.find(query, limit + MORE)
    return spread(hits, assistant.retriever.snapshot.store.sizes())[:limit]


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

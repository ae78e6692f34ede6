"""Answer with what an administrator approved, where the question is the one that was answered.

Question -> the approved document -> text and citation. Other wordings find it like any other document.
"""

from collections.abc import Mapping
from datetime import date

from bot.compose.quoted import Quoted
from bot.compose.sources import cite, source_line
from bot.question import Question
from retrieval.documents import Description, Passage
from retrieval.language.asked_words import asked_words, likeness
from retrieval.ranking import APPROVED, holds_on
from retrieval.retriever import Retriever

SAME = 0.8  # likeness of the telling words from which it is the same question


def approved_answer(question: Question, retriever: Retriever, today: date) -> Quoted | None:
    """The answer to this very question as it was approved; None where there is none that holds today."""
    description = _approved_for(question, retriever.snapshot.descriptions, today)
    passages = retriever.of_document(description.path) if description else []
    shown = [(passage, text) for passage in passages if (text := _body(passage))]
    if description is None or not shown:
        return None
    quoted = "\n\n".join(text for _, text in shown)
    first, begins = shown[0][0], shown[0][0].text.index(shown[0][1])
    citation = cite(1, description, first.content.place_at(begins), shown[-1][0].span[1], quoted, today)
    return Quoted(f"{quoted} [1]\n\n{source_line(citation, (), question.language)}", (citation,))


def _approved_for(
    question: Question, descriptions: Mapping[str, Description], today: date
) -> Description | None:
    """The newest of the answers to the same question that hold today."""
    valid = [d for d in descriptions.values() if d.kind == APPROVED and holds_on(d, today)]
    if not valid:
        return None
    words = asked_words(question.text)
    same = [d for d in valid if likeness(words, asked_words(_question_of(d))) >= SAME]
    return max(same, key=lambda found: (found.published or "", found.path), default=None)


def _question_of(description: Description) -> str:
    """The question that a title holds, behind the words that say that it is approved."""
    return description.title.partition(": ")[2] or description.title


def _body(passage: Passage) -> str:
    """A passage's text without the heading that is the question."""
    heading = "".join(passage.path[-1:])
    return passage.text.removeprefix(heading).strip()

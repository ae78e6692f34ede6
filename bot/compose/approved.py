"""Answer with what an administrator approved, where the question is the one that was answered.

Question -> the approved document -> text and citation. Other wordings find it like any other document.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.compose.quoted import Quoted
from bot.compose.sources import cite, source_line
from bot.question import Question
from retrieval.documents import Description, Passage
from retrieval.language.asked_words import asked_words, likeness
from retrieval.ranking import APPROVED, holds_on

SAME = 0.8  # likeness of the telling words from which it is the same question


def approved_for(
    question: Question, descriptions: Mapping[str, Description], today: date
) -> Description | None:
    """The approved answer to this very question that holds today, the newest one."""
    valid = [d for d in descriptions.values() if d.kind == APPROVED and holds_on(d, today)]
    if not valid:
        return None
    words = asked_words(question.text)
    same = [d for d in valid if likeness(words, asked_words(_question_of(d))) >= SAME]
    return max(same, key=lambda found: (found.published or "", found.path), default=None)


def _question_of(description: Description) -> str:
    """The question that a title holds, behind the words that say that it is approved."""
    return description.title.partition(": ")[2] or description.title


def approved_answer(
    description: Description, passages: Sequence[Passage], question: Question, today: date
) -> Quoted | None:
    """The answer as it was written; None where nothing of it is left."""
    texts = [_body(passage) for passage in passages]
    shown = [(passage, text) for passage, text in zip(passages, texts, strict=True) if text]
    if not shown:
        return None
    first, last = shown[0][0].span[0], shown[-1][0].span[1]
    quoted = "\n\n".join(text for _, text in shown)
    citation = cite(1, description, first, last, quoted, today)
    line = source_line(citation, (), question.language)
    return Quoted(f"{quoted} [1]\n\n{line}", (citation,))


def _body(passage: Passage) -> str:
    """A passage's text without the heading that is the question."""
    heading = "".join(passage.path[-1:])
    return passage.text.removeprefix(heading).strip()

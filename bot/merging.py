"""Make one answer of two: to two questions in one message, or of a record and a quote.

Answers -> Answer.
"""

import re
from dataclasses import replace

from bot.answer import Answer, parted
from bot.compose.sources import MOST_CITATIONS
from bot.wording import say
from retrieval.language.tokens import words_of

SHORTEST_QUESTION = 3  # words from which a part of a message is a question of its own


def split_questions(text: str) -> list[str]:
    """The questions of a message when there are exactly two whole ones, else the message alone."""
    parts = [part.strip() for part in re.split(r"(?<=\?)\s+", text.strip()) if part.strip()]
    whole = [part for part in parts if part.endswith("?") and len(words_of(part)) >= SHORTEST_QUESTION]
    return whole if len(whole) == len(parts) == 2 else [text]


def merged(first: Answer, second: Answer) -> Answer:
    """The answers to two questions as one: answered when either is."""
    if first.status != "answered" and second.status != "answered":
        return second if second.status == "refused" else first
    both = joined(first, second)
    return replace(
        both,
        status="answered",
        mode=first.mode or second.mode,
        answer=f"{say(first.language, 'two_questions')}\n\n{both.answer}",
        trace={"first": first.trace, "second": second.trace},
    )


def joined(first: Answer, second: Answer) -> Answer:
    """Two answers as one text, citations numbered through, the sources below both."""
    shift = len(first.citations)
    renumbered = numbered_on(second.answer, shift)
    citations = (*first.citations, *(replace(c, number=c.number + shift) for c in second.citations))
    (body, sources), (later, more) = parted(first.answer), parted(renumbered)
    return replace(
        first,
        answer="\n\n".join([body, later, "\n".join((*sources, *more))]).strip(),
        citations=citations[:MOST_CITATIONS],
        contacts=(*first.contacts, *second.contacts),
    )


def numbered_on(text: str, after: int) -> str:
    """A text whose sources are numbered on after so many others."""
    return re.sub(r"\[(\d)\]", lambda match: f"[{int(match.group(1)) + after}]", text)

"""Understand a question: its language, what it asks for, whom and what it names, and its time.

Text and earlier turns -> Question. Pure: rules over words, no index needed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.expectations import Expectation, expectations_in
from bot.messages import CONTACT_DETAIL, LONGEST_QUESTION, Kind, kind_of
from retrieval.documents import Language
from retrieval.instructing import without_invisible
from retrieval.language import stopwords
from retrieval.language.detection import language_of
from retrieval.language.places import regions_in
from retrieval.language.times import AskedTime, asked_time

__all__ = ["CONTACT_DETAIL", "LONGEST_QUESTION", "Expectation", "Kind", "Question", "names_in", "understand"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood."""

    text: str  # as it is sought: the whole question, with what it takes from earlier turns
    written: str  # as it was written
    language: Language
    kind: Kind
    expects: frozenset[Expectation]
    names: tuple[str, ...]  # proper names that the evidence must hold
    regions: frozenset[str]
    time: AskedTime
    sought_in: Language = (
        "sv"  # the language of `text`, which another wording may have in place of the asker's
    )


BACKGROUND = re.compile(
    r"\b(?:jag|vi|i|we|i'm|i’m|we're|we’re|han|hon)\b[^.?!,;]{0,40}\b(?:från|bor i|kommer från|kom från"
    r"|sitter i|ligger i|finns i|from|live in|based in|near|nära|utanför|utomlands)\s*$",
    re.I,
)
NAME_WORD = re.compile(r"[A-ZÅÄÖÉ][\w’'-]*(?:[A-ZÅÄÖ]\w*)?|\b\w*[A-ZÅÄÖ]{2,}\w*")


def understand(
    written: str,
    history: Sequence[str],
    language: Language | None,
    today: date,
    text: str | None = None,
    before: str = "",
    sought_in: Language | None = None,
) -> Question:
    """What a message asks; `text` is the whole question when it leans on an earlier one, `before`."""
    stripped = without_invisible(written)
    sought = text or stripped
    spoken = language or language_of(stripped, _language_so_far(history))
    return Question(
        text=sought,
        written=stripped,
        language=spoken,
        kind=kind_of(written, sought, before),
        expects=expectations_in(sought),
        names=tuple(names_in(sought)),
        regions=regions_in(sought),
        time=asked_time(sought, today),
        sought_in=sought_in or spoken,
    )


def _language_so_far(history: Sequence[str]) -> Language:
    return language_of(" ".join(history)) if history else "sv"


def names_in(text: str) -> list[str]:
    """Proper names in a question that its answer must be about, in order.

    A capital that only begins the sentence, and a place that only tells where the asker comes
    from, are none.
    """
    names = []
    for match in re.finditer(rf"(?:{NAME_WORD.pattern})(?:\s(?:{NAME_WORD.pattern}))*", text):
        words = match.group().split()
        begins = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1:] in ".?!:"
        if begins and not _is_acronym(words[0]):
            words = words[1:] if len(words) > 1 or _is_plain(words[0]) else words
        if begins and len(words) == 1 and match.group() == words[0] and not _is_acronym(words[0]):
            continue
        words = [word for word in words if not _is_plain(word) or _is_acronym(word)]
        if words and not BACKGROUND.search(text[: match.start()]):
            names.append(" ".join(words))
    return names


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and sum(c.isupper() for c in word) >= 2


def _is_plain(word: str) -> bool:
    lowered = word.casefold().strip("’'")
    return lowered in stopwords.SWEDISH or lowered in stopwords.ENGLISH or len(lowered) < 2

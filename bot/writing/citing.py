"""Cite a written answer as narrowly as its sentences allow.

Kept sentences, Shown sources -> Citations, renumbered from 1 in the order of their first mention.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from bot.answer import Citation
from bot.compose.sources import MOST_CITATIONS, cite, source_line
from bot.verifying.marks import MARK, sources_in
from bot.writing.choosing import Shown
from retrieval.documents import Language, Passage
from retrieval.language.sentences import sentence_spans
from retrieval.matching import Matcher, Reading

WIDEST = 3  # sentences that one statement is cited with
GAIN = 0.08  # of coverage, for which a citation grows by a sentence
Stretch = tuple[Passage, int, int]  # a sentence: its passage, start and end


def cited(
    sentences: Sequence[str], shown: Mapping[int, Shown], matcher: Matcher, language: Language, today: date
) -> tuple[list[str], tuple[Citation, ...], list[str]]:
    """The sentences with new numbers, the citations, and the lines that name the sources."""
    order = list(dict.fromkeys(number for sentence in sentences for number in sources_in(sentence)))
    order = order[:MOST_CITATIONS]
    numbers = {old: new for new, old in enumerate(order, 1)}
    citations, lines = [], []
    for old, new in numbers.items():
        saying = [sentence for sentence in sentences if old in sources_in(sentence)]
        citation = _citation(new, shown[old], saying, matcher, language, today)
        citations.append(citation)
        lines.append(source_line(citation, shown[old].passages[0].path, language))
    return [renumbered(sentence, numbers) for sentence in sentences], tuple(citations), lines


def renumbered(sentence: str, numbers: Mapping[int, int]) -> str:
    """A sentence whose marks have other numbers; a number without a new one goes."""

    def marks(match: re.Match[str]) -> str:
        kept = [numbers[number] for number in sources_in(match.group()) if number in numbers]
        return " ".join(f"[{number}]" for number in kept)

    return MARK.sub(marks, sentence)


def _citation(
    number: int, shown: Shown, saying: Sequence[str], matcher: Matcher, language: Language, today: date
) -> Citation:
    """From the first to the last of the sentences that say what was written."""
    parts = [(p, start, end) for p in shown.passages for start, end in sentence_spans(p.text)]
    found = sorted({index for said in saying for index in _bearing(said, parts, matcher, language)})
    first, last = parts[found[0]], parts[found[-1]]
    quote = " ".join(p.text[start:end] for p, start, end in parts[found[0] : found[-1] + 1])
    begins = first[0].content.place_at(first[1])
    ends = last[0].content.place_at(last[2] - 1)
    return cite(number, shown.description, begins, ends, quote, today)


def _bearing(said: str, parts: Sequence[Stretch], matcher: Matcher, language: Language) -> range:
    """The sentence of the source that says most of a statement, and those beside it that add to it."""
    reading = matcher.on(matcher.concepts(MARK.sub("", said), language))
    texts = [passage.text[start:end] for passage, start, end in parts]
    best = max(range(len(parts)), key=lambda index: (reading.coverage(texts[index]), -index))
    first = last = best
    while last - first + 1 < WIDEST:
        grown = _grown(reading, texts, first, last)
        if grown is None:
            break
        first, last = grown
    return range(first, last + 1)


def _grown(reading: Reading, texts: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    """One sentence more, on the side that adds more; None where neither adds enough."""
    own = reading.coverage(*texts[first : last + 1])
    sides = [(first - 1, last), (first, last + 1)]
    sides = [(low, high) for low, high in sides if low >= 0 and high < len(texts)]
    gains = [(reading.coverage(*texts[low : high + 1]) - own, (low, high)) for low, high in sides]
    gain, side = max(gains, default=(0.0, (first, last)))
    return side if gain >= GAIN else None

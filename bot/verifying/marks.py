"""Read the numbers of sources that a sentence ends with, and take them out of it.

"Text [1], [2, 3]." -> (1, 2, 3), "Text."
"""

import re

MARK = re.compile(r"\[\s?(\d{1,3}(?:\s?(?:[,;&]|[–-])\s?\d{1,3})*)\s?\]")
AFTER_STOP = re.compile(rf"([.!?…])((?:[ \t]?{MARK.pattern.replace('(', '(?:', 1)})+)[.]?")
BEFORE_STOP = re.compile(r"\s+(?=[.,;:!?…])")
MOST = 9  # sources that a span of numbers may name


def sources_in(sentence: str) -> tuple[int, ...]:
    """The numbers of the sources that a sentence names, in order, each once."""
    numbers = [number for match in MARK.finditer(sentence) for number in _numbers(match.group(1))]
    return tuple(dict.fromkeys(numbers))


def _numbers(inside: str) -> list[int]:
    """The numbers between two brackets; "1-3" are three."""
    found: list[int] = []
    for part in re.split(r"\s?[,;&]\s?", inside):
        first, *rest = (int(number) for number in re.split(r"\s?[–-]\s?", part))
        last = rest[-1] if rest else first
        found += range(first, last + 1) if first <= last < first + MOST else [first, last]
    return found


def without_marks(sentence: str) -> str:
    """A sentence as it reads without the numbers of its sources."""
    return BEFORE_STOP.sub("", re.sub(r"[ \t]*" + MARK.pattern, "", sentence)).strip()


def marks_before_stop(text: str) -> str:
    """The same text with each full stop after the marks that follow it: "A. [1]" reads "A [1]."."""
    return AFTER_STOP.sub(lambda match: f" {match.group(2).strip()}{match.group(1)}", text)

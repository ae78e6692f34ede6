r"""Read plain text: one line each newline, nothing taken away.

bytes -> LoadedFile. Line n is `text.split("\\n")[n - 1]`, so that a citation finds it in any editor.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from retrieval.corpus.loaders.encoding import decode
from retrieval.documents import LoadedFile, Place, SourceLine
from retrieval.errors import FileRefused

MAX_TEXT_BYTES = 32_000_000  # a hundred times our longest report
MAX_LINES = 500_000  # about 150 MB as SourceLines; the longest report that we know has 7,400

SCREEN_CHARS = 130  # longer lines were not cut at any page's or screen's width
FULL_LINE = 0.6  # a line that was cut holds at least this share of the width
MIN_JOINTS = 3  # fewer lines that follow one another say nothing of how they were cut
CONTINUED = 0.3  # share of joints in mid-sentence: 0.5 and more in cut text, near 0 in lists
SYLLABLE_BREAK = re.compile(r"[^\W\d_]-$")


def load(content: bytes) -> LoadedFile:
    """The lines of a text in whatever encoding."""
    texts = read_lines(content)
    lines = tuple(line for number, text in enumerate(texts, 1) for line in _lines_at(number, text))
    return LoadedFile(lines, wrapped=is_wrapped(texts))


def read_lines(content: bytes) -> list[str]:
    """The lines by newline alone, each without the carriage return before it."""
    if len(content) > MAX_TEXT_BYTES:
        raise FileRefused("too_large", f"{len(content)} bytes of text")
    text = decode(content)
    if text.count("\n") >= MAX_LINES:
        raise FileRefused("too_large", f"more than {MAX_LINES} lines")
    return [line.removesuffix("\r") for line in text.split("\n")]


def _lines_at(number: int, text: str) -> list[SourceLine]:
    """One line; several at the same place where an old Mac ended lines by carriage return alone."""
    return [SourceLine(part, Place(line=number)) for part in text.split("\r")]


def is_wrapped(texts: Sequence[str]) -> bool:
    """Whether lines were cut at a width: they break off in mid-sentence, and at about the same length."""
    lines = [text.strip() for text in texts]
    joints = [(line, after) for line, after in pairwise(lines) if line and after]
    if sum(1 for line, after in joints if SYLLABLE_BREAK.search(line) and after[0].islower()) >= MIN_JOINTS:
        return True
    broken = [line for line, after in joints if line[-1] not in ".!?:;" and after[0].islower()]
    if len(joints) < MIN_JOINTS or len(broken) < len(joints) * CONTINUED:
        return False
    width = sorted(len(line) for line in lines if line)[int(sum(map(bool, lines)) * 0.9)]
    return width <= SCREEN_CHARS and median(map(len, broken)) >= width * FULL_LINE

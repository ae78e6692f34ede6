"""The light Markdown of an answer, taken apart once for every channel.

Text -> Blocks of lines of spans. Only what our answers use: paragraphs, quotes, lists and bold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

BlockKind = Literal["paragraph", "quote", "list"]
BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; a list's items are its lines."""

    kind: BlockKind
    lines: tuple[tuple[Span, ...], ...]


def blocks_of(text: str) -> list[Block]:
    """The blocks of an answer, in order."""
    lines = [(_kind_of(line), line) for line in text.split("\n")]
    return [
        Block(kind, tuple(tuple(_spans(_bare(kind, line))) for _, line in group))
        for kind, group in groupby(lines, key=lambda pair: pair[0])
        if kind is not None
    ]


def _kind_of(line: str) -> BlockKind | None:
    """None for an empty line, which only parts blocks."""
    if not line.strip():
        return None
    return "quote" if line.startswith(">") else "list" if line.startswith("- ") else "paragraph"


def _bare(kind: BlockKind, line: str) -> str:
    return line if kind == "paragraph" else line[1:].strip()


def _spans(line: str) -> Iterator[Span]:
    for index, part in enumerate(BOLD.split(line)):
        if part:
            yield Span(part, bold=index % 2 == 1)

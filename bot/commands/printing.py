"""Print for a person or for a program: colour only in a terminal, JSON always as UTF-8."""

import io
import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from bot.markup import Block, Span, blocks_of
from bot.wording import say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from bot.answer import Answer

WIDEST = 100  # columns; longer lines are hard to read


def print_json(value: Any, *, indent: int | None = None) -> None:
    """One JSON value, on one line unless indented; written at once, for whoever reads along."""
    _encode_as("utf-8")
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")
    sys.stdout.flush()


def print_text(text: str) -> None:
    """Plain text; what the terminal cannot show is replaced."""
    _encode_as(None)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_lines(lines: Iterable[str]) -> None:
    """Lines with their ends as another program reads them, each as soon as it is there."""
    _encode_as("utf-8")
    sys.stdout.writelines(lines)
    sys.stdout.flush()


def print_answer(answer: "Answer") -> None:
    """An answer for a person, followed by what may be asked next."""
    text = answer.answer
    if answer.suggestions:
        items = "\n".join(f"- {suggestion}" for suggestion in answer.suggestions)
        text += f"\n\n{say(answer.language, 'suggestions')}\n{items}"
    if sys.stdout.isatty():
        _print_blocks(blocks_of(text))
    else:
        print_text(text)


def console() -> "Console":
    """Standard output for tables: as wide as they need where it is no terminal."""
    from rich.console import Console

    _encode_as(None)
    return Console() if sys.stdout.isatty() else Console(width=WIDEST, no_color=True)


def _print_blocks(blocks: Iterable[Block]) -> None:
    from rich.console import Console
    from rich.padding import Padding

    _encode_as(None)
    out = Console(highlight=False)
    out.width = min(out.width, WIDEST)
    for block in blocks:
        for line in block.lines:
            if block.kind == "quote":
                out.print(Padding(_styled(line, "italic"), (0, 0, 0, 4)))
            elif block.kind == "list":
                out.print(Padding(_styled((Span("• "), *line), ""), (0, 0, 0, 2)))
            else:
                out.print(_styled(line, "dim" if line[0].text.startswith("[") else ""))
        out.print()


def _styled(line: Iterable[Span], style: str) -> "Text":
    from rich.text import Text

    text = Text(style=style)
    for span in line:
        text.append(span.text, "bold" if span.bold else "")
    return text


def _encode_as(encoding: str | None) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="strict" if encoding else "replace")

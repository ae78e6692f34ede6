"""An answer within Telegram's limits: HTML of the few tags that it knows, in messages that are not too long.

Text -> HTML messages. Pure.
"""

import re
from collections.abc import Iterator
from html import escape

from bot.answer import Answer
from bot.markup import Block, Span, blocks_of
from bot.wording import say

LONGEST_MESSAGE = 4096  # UTF-16 units after the tags are taken out (Bot API, sendMessage)
BREAKS = (r"\n\n", r"\n", r"(?<=[.!?])\s", r"\s")  # where a message is best cut, best first


def to_messages(answer: Answer) -> list[str]:
    """The messages that show an answer, in order."""
    text = answer.answer
    if answer.suggestions:
        items = "\n".join(f"- {suggestion}" for suggestion in answer.suggestions)
        text += f"\n\n{say(answer.language, 'suggestions')}\n{items}"
    return to_html_messages(text)


def to_html_messages(text: str) -> list[str]:
    """Light Markdown as HTML messages; each is whole in itself."""
    return [to_html(part) for part in parts_of(text)]


def parts_of(text: str, longest: int = LONGEST_MESSAGE) -> list[str]:
    """The text cut into parts that fit, at the end of a paragraph, line, sentence or word if there is one."""
    parts = []
    rest = text.strip()
    while units(rest) > longest:
        cut = _cut(rest, longest)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, longest: int) -> int:
    """Where to cut: the last good break in the second half of what fits."""
    fits = _fitting(text, longest)
    for pattern in BREAKS:
        breaks = [match.end() for match in re.finditer(pattern, text[:fits])]
        if breaks and breaks[-1] > fits // 2:
            return breaks[-1]
    return fits


def _fitting(text: str, longest: int) -> int:
    """How many characters fit; an emoji is never halved."""
    return len(text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore"))


def to_html(text: str) -> str:
    """Light Markdown in Telegram's HTML."""
    return "\n\n".join(_block(block) for block in blocks_of(text))


def _block(block: Block) -> str:
    lines = list(_lines(block))
    joined = "\n".join(lines)
    return f"<blockquote>{joined}</blockquote>" if block.kind == "quote" else joined


def _lines(block: Block) -> Iterator[str]:
    bullet = "• " if block.kind == "list" else ""
    for spans in block.lines:
        yield bullet + "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    text = escape(span.text, quote=False)
    return f"<b>{text}</b>" if span.bold else text

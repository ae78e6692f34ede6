"""Text with what stands out in it, and the HTML of it that Telegram reads.

Light Markdown -> Runs -> HTML. A tag is written only here, around a whole run, so none is left open.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from bot.markup import Block, blocks_of

# What Telegram refuses (halves of surrogate pairs), drops (control characters), or what turns the text round.
UNSENT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
BLANK = ("Zs", "Zl", "Zp", "Cc", "Cf", "Cs")  # categories of signs that show nothing
BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # and letters and symbols that show nothing
BULLET = "• "


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look."""

    text: str
    bold: bool = False
    italic: bool = False
    quote: bool = False
    url: str | None = None

    @property
    def entities(self) -> int:
        """How many of Telegram's entities it takes, the quote around it apart."""
        return self.bold + self.italic + (self.url is not None)


Rich = tuple[Run, ...]


def rich(text: str) -> Rich:
    """Light Markdown as runs; what follows a line, as a list or a quote does, stands right under it."""
    runs: list[Run] = []
    for block in blocks_of(cleaned(text)):
        gap = "" if not runs else "\n" if block.kind in ("list", "quote") else "\n\n"
        runs += [Run(gap), *_block(block)] if gap else _block(block)
    return tuple(runs)


def cleaned(text: str) -> str:
    """A text without what Telegram refuses or a reader cannot see."""
    return UNSENT.sub("", LINE_ENDS.sub("\n", text).replace("\t", " "))


def plain(runs: Iterable[Run]) -> str:
    """The words alone, as Telegram shows them once it has read the tags."""
    return "".join(run.text for run in runs)


def html(runs: Iterable[Run]) -> str:
    """The runs in Telegram's HTML; a quote opens when it is pressed."""
    parts = []
    for quote, group in groupby(runs, key=lambda run: run.quote):
        inner = "".join(_tagged(run) for run in group)
        parts.append(f"<blockquote expandable>{inner}</blockquote>" if quote and inner else inner)
    return "".join(parts)


def units(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def visible(text: str) -> bool:
    """Whether there is anything to see; Telegram sends no empty message."""
    return any(unicodedata.category(sign) not in BLANK and sign not in BLANK_LETTERS for sign in text)


def shortened(text: str, longest: int) -> str:
    """A text on one line in at most so many UTF-16 units, cut between words where it can be."""
    line = " ".join(cleaned(text).split())
    if units(line) <= longest:
        return line
    kept = line.encode("utf-16-le")[: 2 * (longest - 1)].decode("utf-16-le", "ignore")
    words = kept.rpartition(" ")[0]
    return (words if len(words) > len(kept) // 2 else kept).rstrip(" ,;:–-") + "…"


def cut(runs: Sequence[Run], offset: int) -> tuple[Rich, Rich]:
    """The runs before and after a character's offset, the blanks around the cut left out."""
    before, after, seen = [], [], 0
    for run in runs:
        at = min(max(offset - seen, 0), len(run.text))
        before.append(replace(run, text=run.text[:at]))
        after.append(replace(run, text=run.text[at:]))
        seen += len(run.text)
    return stripped(before), stripped(after)


def stripped(runs: Sequence[Run]) -> Rich:
    """The runs without blanks at their ends and without empty ones."""
    kept = list(runs)
    while kept and not kept[0].text.lstrip():
        kept.pop(0)
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(run for run in kept if run.text)


def _block(block: Block) -> list[Run]:
    quote = block.kind == "quote"
    runs: list[Run] = []
    for spans in block.lines:
        runs += [Run("\n", quote=quote)] if runs else []
        runs += [Run(BULLET)] if block.kind == "list" else []
        runs += [Run(span.text, bold=span.bold, quote=quote) for span in spans]
    return list(_bulleted(runs)) if quote else runs


def _bulleted(runs: Sequence[Run]) -> Iterator[Run]:
    """A quoted list's lines with their bullets."""
    for index, run in enumerate(runs):
        begins = index == 0 or runs[index - 1].text == "\n"
        yield replace(run, text=BULLET + run.text[2:]) if begins and run.text.startswith("- ") else run


def _tagged(run: Run) -> str:
    text = escape(run.text, quote=False)
    text = f"<i>{text}</i>" if run.italic else text
    text = f"<b>{text}</b>" if run.bold else text
    return f'<a href="{escape(run.url)}">{text}</a>' if run.url is not None else text

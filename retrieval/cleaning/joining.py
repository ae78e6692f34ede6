"""Join the lines of a paragraph, and mend the words that were broken at a line's end.

Lines -> Paragraph.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.cleaning.characters import unaccented
from retrieval.cleaning.lines import Line
from retrieval.documents import PlacedText, join_placed

CONJUNCTION = re.compile(r"^(?:och|eller|samt|respektive|and|or)\b")
# a preposition that ends in a line-end hyphen lost its blank, not a syllable
FUNCTION_WORDS = frozenset(
    "avseende beträffande gällande angående enligt inklusive exklusive under mellan genom".split()
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]
    item: bool
    content: PlacedText

    @property
    def text(self) -> str:
        """What its lines say, joined."""
        return self.content.text


def join_lines(group: Sequence[Line], vocabulary: Counter[str]) -> Paragraph:
    """The lines joined: syllables together, words apart, each character knowing its line."""
    joined = group[0].content
    for before, after in pairwise(group):
        joined = _joined(joined, after.content, before.hyphen_blank, vocabulary)
    bullet = group[0].bullet_end
    item = bool(bullet) or group[0].source.kind == "item"
    if bullet:
        joined = joined.cut(bullet, len(joined.text))
    return Paragraph(tuple(group), item, joined)


def _joined(left: PlacedText, right: PlacedText, hyphen_blank: bool, vocabulary: Counter[str]) -> PlacedText:
    """Two lines of one paragraph as one text."""
    if not left.text.endswith("-") or left.text.endswith(" -"):
        return join_placed((left, right), " ")
    head = re.split(r"[\s(”\"'/,;]", left.text[:-1])[-1]
    tail = re.split(r"[\s)”\"'/,;:.!?]", right.text)[0]
    separator, keeps = _mend(head, tail, right.text, hyphen_blank, left.text, vocabulary)
    kept = left if keeps else left.cut(0, len(left.text) - 1)
    return join_placed((kept, right), separator)


def _mend(
    head: str, tail: str, right: str, hyphen_blank: bool, left: str, vocabulary: Counter[str]
) -> tuple[str, bool]:
    """What stands between a word's two halves, and whether the hyphen is kept."""
    address = right.split()[0] if "@" in right.split()[0] else ""
    if address:
        spoken = unaccented(f"{head}-{re.split(r'[.@_-]', address)[0]}")
        return "", spoken in unaccented(left[: -len(head) - 1])
    if hyphen_blank or CONJUNCTION.match(right):
        return " ", True
    last = head.split("-")[-1]
    if not last or last[-1].isdigit() or not tail or (len(last) > 1 and last.isupper()):
        return "", True
    if tail[0].isupper() or tail[0].isdigit():
        return "", True
    whole, hyphened = last + tail, f"{last}-{tail}"
    if vocabulary[hyphened] > vocabulary[whole]:
        return "", True
    if last.casefold() in FUNCTION_WORDS and not vocabulary[whole]:
        return " ", False
    return "", False

"""Tell headings from paragraphs, items and rows, and give each heading its level.

Paragraphs -> Blocks.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from retrieval.cleaning.joining import Paragraph
from retrieval.cleaning.lines import NUMBERED_HEADING, SENTENCE_END, Line
from retrieval.cleaning.paragraphs import LABEL
from retrieval.documents import Block

PERSON_FIRST = re.compile(r"^[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w.-]*)+,")
CONTACT_DETAIL = re.compile(r"@|\d{2,4}\s?[-–/]\s?\d{2,3}[ \d]{3,}|\+46")
MAX_HEADING_LINES = 5
MAX_HEADING_WORDS = 16
MAX_INTRODUCTION_WORDS = 5  # a longer line that ends in a colon is a sentence
MAX_LABEL_WORDS = 48  # "Delmål 3.2: ..." may be a whole sentence
MAX_HEADING_CHARS = 110  # of a heading in text that is not wrapped


def to_blocks(paragraphs: Sequence[Paragraph], wrapped: bool) -> Iterator[Block]:
    """A block a paragraph; where the format marks no headings, they are recognised."""
    if any(line.source.heading for paragraph in paragraphs for line in paragraph.lines):
        return map(_block_as_marked, paragraphs)
    return _classified(paragraphs, wrapped)


def _block_as_marked(paragraph: Paragraph) -> Block:
    """A block as the format itself marks it."""
    source = paragraph.lines[0].source
    if source.heading:
        return Block("heading", paragraph.content, source.heading)
    if source.kind == "row":
        return Block("row", paragraph.content)
    return Block("item" if paragraph.item else "paragraph", paragraph.content)


def _classified(paragraphs: Sequence[Paragraph], wrapped: bool) -> Iterator[Block]:
    """Blocks of a text that marks no headings: recognised by their form and what follows."""
    is_heading = _wrapped_headings(paragraphs) if wrapped else _plain_headings(paragraphs)
    levels = _levels(paragraphs, is_heading)
    for paragraph, heading, level in zip(paragraphs, is_heading, levels, strict=True):
        if heading:
            yield Block("heading", paragraph.content, level)
        elif paragraph.item:
            yield Block("item", paragraph.content)
        else:
            yield Block("row" if paragraph.lines[0].source.kind == "row" else "paragraph", paragraph.content)


def _wrapped_headings(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Which paragraphs of a wrapped text are headings; runs without gaps are lists, not headings."""
    found = [_looks_like_heading(paragraph) for paragraph in paragraphs]
    for index, heading in enumerate(found):
        if not heading:
            continue
        first, last = index, index
        while last + 1 < len(found) and found[last + 1] and _follows_closely(paragraphs[last + 1].lines[0]):
            last += 1
        if last - first >= 2:
            found[first : last + 1] = [False] * (last + 1 - first)
    if found and found[-1]:
        found[-1] = False
    return found


def _follows_closely(line: Line) -> bool:
    return not line.gap and not line.page_start


def _plain_headings(paragraphs: Sequence[Paragraph]) -> list[bool]:
    """Which paragraphs of a text with one paragraph a line are headings: what follows decides."""
    found = [False] * len(paragraphs)
    for index in range(len(paragraphs) - 2, -1, -1):
        paragraph, following = paragraphs[index], paragraphs[index + 1]
        if not _looks_like_heading(paragraph) or len(paragraph.text) > MAX_HEADING_CHARS:
            continue
        introduces = following.item or found[index + 1] or _is_headed(following.text, paragraph.text)
        found[index] = introduces or (paragraph.text.endswith(":") and not following.item)
    return found


def _is_headed(text: str, heading: str) -> bool:
    """Whether a text is such as headings head: a sentence, an introduction, a person's details."""
    if SENTENCE_END.search(text):
        return len(text) > 40 or text.endswith(":") or len(text) > len(heading)
    return bool(CONTACT_DETAIL.search(text) and PERSON_FIRST.match(text))


def _looks_like_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph has the form of a heading: short, capital first, no end of sentence."""
    text = paragraph.text
    if paragraph.item or len(paragraph.lines) > MAX_HEADING_LINES or paragraph.lines[0].source.kind == "row":
        return False
    if (
        not (text[0].isupper() or text[0].isdigit())
        or CONTACT_DETAIL.search(text)
        or not re.search(r"[^\W\d_]{3}", text)
    ):
        return False
    if LABEL.match(text):
        return len(text.split()) <= MAX_LABEL_WORDS and not re.search(r"[!?:;]$|\w\. \w", text)
    if text.endswith(":") and len(text.split()) > MAX_INTRODUCTION_WORDS:
        return False
    if (
        len(text.split()) > MAX_HEADING_WORDS
        or re.search(r"[.,;!…]$", text)
        or re.search(r"\w\. [A-ZÅÄÖ]\w+ \w", text)
    ):
        return False
    return True


def _levels(paragraphs: Sequence[Paragraph], is_heading: Sequence[bool]) -> list[int]:
    """The level of each heading, 1 the highest, 0 where there is none.

    A heading that begins a page and has room after it opens a chapter; one that recurs, or has
    room after it, a section; one that stands right on its text, a part of a section. Numbers
    count for themselves: "2.1" lies one below "2".
    """
    opening = [index == 0 or paragraph.lines[0].page_start for index, paragraph in enumerate(paragraphs)]
    recurring = Counter(_plain(p.text) for p, heading in zip(paragraphs, is_heading, strict=True) if heading)
    at_page = Counter(
        _plain(p.text) for p, h, opens in zip(paragraphs, is_heading, opening, strict=True) if h and opens
    )
    numbered = _numbers_run(p.text for p, heading in zip(paragraphs, is_heading, strict=True) if heading)
    levels = []
    for index, (paragraph, heading) in enumerate(zip(paragraphs, is_heading, strict=True)):
        if not heading:
            levels.append(0)
            continue
        room = index + 1 < len(paragraphs) and bool(paragraphs[index + 1].lines[0].gap)
        name = _plain(paragraph.text)
        if number := NUMBERED_HEADING.match(paragraph.text):
            levels.append(number.group(1).count(".") + 1 if numbered else 4)
        elif LABEL.match(paragraph.text):
            levels.append(4)
        elif opening[index] and room and at_page[name] * 2 >= recurring[name]:
            levels.append(1)
        elif recurring[name] > 1 and room:
            levels.append(2)
        else:
            levels.append(2 if room and paragraph.lines[0].gap == "empty" else 3)
    return levels


def _numbers_run(headings: Iterable[str]) -> bool:
    """Whether the headings' numbers are the document's own: they begin with 1 and have parts below."""
    numbers = [match.group(1) for heading in headings if (match := NUMBERED_HEADING.match(heading))]
    return "1" in numbers and any("." in number for number in numbers)


def _plain(text: str) -> str:
    """A heading's text as it is compared: letters only, lower case."""
    return re.sub(r"[\W\d_]+", " ", text.casefold()).strip()

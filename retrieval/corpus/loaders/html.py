"""Read a web page: its headings, paragraphs, items and rows at their lines, without the site's furniture.

bytes -> LoadedFile. A line that a <br> ends is not `whole`; the end of a block is.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from retrieval.corpus.loaders.html_blocks import Blocks
from retrieval.corpus.loaders.html_charset import decode_page
from retrieval.corpus.loaders.html_furniture import UNSEEN, Furniture, is_hidden
from retrieval.corpus.loaders.html_metadata import read_metadata
from retrieval.corpus.loaders.text import MAX_LINES
from retrieval.documents import LoadedFile, Place, SourceLine
from retrieval.errors import FileRefused

COUNTED_LINES = 65_000  # libxml2 counts an element's line in 16 bits
LINE_MARK = "data-source-line"
START_TAG = re.compile(r"<[a-zA-Z][a-zA-Z0-9:-]*(?=[\s/>])")
LONGEST_UNSEEN = 2_000  # letters of a hidden element that are looked at
ENOUGH_LETTERS = 200  # a page with this much left after its furniture was cut has real content
CONTENT_SHARE = 0.1  # with less than that, and less than this of its text, the cut was wrong


def load(content: bytes) -> LoadedFile:
    """The page's text; if little but furniture seems to be there, then that is what the page says."""
    root = parse(decode_page(content))
    furniture = Furniture(root)
    lines = read_blocks(root, lambda element: is_hidden(element) or furniture.has(element))
    if _letters(lines) < ENOUGH_LETTERS:
        everything = read_blocks(root, is_hidden)
        if _letters(lines) <= _letters(everything) * CONTENT_SHARE:
            lines = everything
    return LoadedFile(lines, wrapped=False, metadata=read_metadata(root), unseen=tuple(_unseen(root)))


def _unseen(root: Any) -> Iterator[SourceLine]:
    """What a browser does not show though it is text: hidden elements and comments; no scripts and styles."""
    for element in root.iter():
        is_comment = element.tag is etree.Comment
        if not is_comment and (element.tag in UNSEEN or not is_hidden(element)):
            continue
        text = element.text or "" if is_comment else "".join(element.itertext())
        if words := " ".join(text.split())[:LONGEST_UNSEEN]:
            yield SourceLine(words, Place(line=source_line(element)))


def parse(page: str) -> Any:
    """The element tree, its lines counted by newline as in the file."""
    page = page.replace("\r\n", "\n").replace("\r", " ").replace("\x00", "\ufffd")
    lines = page.count("\n")
    if lines >= MAX_LINES:
        raise FileRefused("too_large", f"more than {MAX_LINES} lines")
    page = _with_line_marks(page) if lines > COUNTED_LINES else page
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        _refuse_truncated(parser.error_log)
        raise FileRefused("broken", f"HTML: {error}") from error
    _refuse_truncated(parser.error_log)
    if root is None:
        raise FileRefused("no_text", "no element")
    return root


def _refuse_truncated(errors: Any) -> None:
    """Where libxml2 runs out of depth or memory it drops the rest of the page in silence."""
    if any(error.type_name == "ERR_NO_MEMORY" for error in errors):
        raise FileRefused("too_large", "more memory needed than allowed")
    if any("depth" in error.message.lower() for error in errors):
        raise FileRefused("broken", "elements nested too deeply to be read")


def read_blocks(root: Any, skipped: Any) -> tuple[SourceLine, ...]:
    """The blocks of every element that is not skipped, in the order of the file."""
    blocks = Blocks()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            blocks.at(source_line(element))
            if skipped(element):
                walk.skip_subtree()
                blocks.skip(element)
            elif blocks.start(element):
                walk.skip_subtree()
        elif event == "end":
            blocks.end(element)
        else:
            blocks.after(element)
    return blocks.finished()


def source_line(element: Any) -> int:
    """The line where the element's start tag ends, from our mark where the parser's own count ends."""
    mark = element.get(LINE_MARK)
    return int(mark) if mark and mark.isdigit() else element.sourceline or 1


def _with_line_marks(page: str) -> str:
    """Every start tag with the line of its end as an attribute; inside a value that does no harm."""
    marked, line, done = [], 1, 0
    for tag in START_TAG.finditer(page):
        line += page.count("\n", done, tag.end())
        inside = page.count("\n", tag.end(), page.find(">", tag.end()))
        marked += [page[done : tag.end()], f" {LINE_MARK}={line + inside}"]
        done = tag.end()
    return "".join([*marked, page[done:]])


def _letters(lines: tuple[SourceLine, ...]) -> int:
    return sum(character.isalpha() for line in lines for character in line.text)

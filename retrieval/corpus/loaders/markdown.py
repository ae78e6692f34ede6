"""Read Markdown: its marks become levels and kinds, its words stay at the lines where they stand.

bytes -> LoadedFile. Consecutive lines are one paragraph in Markdown; the last of them is `whole`.
It runs in the host process, so no pattern here may take more than linear time.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from retrieval.corpus.loaders.metadata import clean_title, iso_date, language_code
from retrieval.corpus.loaders.rows import join_cells
from retrieval.corpus.loaders.text import read_lines
from retrieval.documents import FileMetadata, LoadedFile, Place, SourceLine

FRONT_KEYS = {
    "title": ("title", "titel"),
    "published": ("published", "date", "datum", "publicerad"),
    "publisher": ("publisher", "organisation", "organization", "utgivare"),
    "language": ("language", "lang", "språk"),
    "url": ("url", "canonical", "source", "källa"),
}
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
HEADING = re.compile(r"^ {0,3}(#{1,6})(?=[ \t]|$)")
UNDERLINE = re.compile(r"^ {0,3}(=+|-+)$")
RULE = re.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}$")
ITEM = re.compile(r"^[ \t]*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|(\d{1,9}[.)])[ \t]+)")
TABLE_RULE = re.compile(r"^[-:| \t]*-[-:| \t]*$")
CELL_END = re.compile(r"(?<!\\)\|")
DEFINITION = re.compile(r"^ {0,3}\[[^\]\[]{1,200}\]:\s")
QUOTE = re.compile(r"^(?: {0,3}> ?)+")

TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
AUTOLINK = re.compile(r"<((?:https?|mailto|tel):[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>")
LINK = re.compile(
    r"(!?)\[([^\[\]]{0,1000})\]"
    r"\([ \t]{0,9}<?([^\s()<>]{0,2000})>?(?:[ \t]{1,9}[\"'(][^\"'()]{0,300}[\"')])?[ \t]{0,9}\)"
)
REFERENCE = re.compile(r"!?\[([^\[\]]{1,1000})\]\[[^\[\]]{0,200}\]")
CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]+)\1(?!`)")
STRONG = re.compile(r"(?<![\\*])(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s\\])\1")
UNDERSCORED = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_]+)(?<=\S)\1(?!\w)")
STRUCK = re.compile(r"~~(?=[^\s~])([^~]+)(?<=\S)~~")
MARKS = (
    (CODE, r"\2"),
    (STRONG, r"\2"),
    (STRONG, r"\2"),
    (UNDERSCORED, r"\2"),
    (STRUCK, r"\1"),
)  # ** may hold *
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def load(content: bytes) -> LoadedFile:
    """The lines of a Markdown file, blank ones kept, fences and rules left out."""
    texts = read_lines(content)
    body, metadata = _front_matter(texts)
    lines = tuple(_end_paragraphs(list(_read_lines(texts, body))))
    wrapped = any(line.text.strip() and not line.whole for line in lines)
    return LoadedFile(lines, wrapped, metadata)


def _front_matter(texts: list[str]) -> tuple[int, FileMetadata]:
    """The index of the first line after a leading block of `key: value`, and what it says."""
    if texts[0].rstrip() != "---" or "---" not in (ends := [text.rstrip() for text in texts[1:200]]):
        return 0, FileMetadata()
    end = ends.index("---") + 2
    pairs = dict(text.split(":", 1) for text in texts[1 : end - 1] if ":" in text and not text[:1].isspace())
    if not pairs:
        return 0, FileMetadata()
    said = {key.strip().lower(): value.strip().strip("\"'") or None for key, value in pairs.items()}
    found = {
        field: next((said[key] for key in keys if said.get(key)), None) for field, keys in FRONT_KEYS.items()
    }
    return end, FileMetadata(
        title=clean_title(found["title"]),
        published=iso_date(found["published"]),
        publisher=found["publisher"],
        language=language_code(found["language"]),
        url=found["url"],
    )


def _read_lines(texts: list[str], body: int) -> Iterator[SourceLine]:
    """Each line that says something, by what stands round it."""
    fence, in_table = "", False
    shown = [*_without_comments(texts[body:]), ""]
    for index, (text, after) in enumerate(pairwise(shown), body + 1):
        place = Place(line=index)
        if fence:
            closed = text.strip().startswith(fence) and not text.strip().strip(fence[0])
            fence = "" if closed else fence
            if not closed:
                yield SourceLine(text, place, whole=True)
            continue
        in_table = "|" in text and (in_table or _is_table_rule(after))
        if opened := FENCE.match(text):
            fence = opened[1]
        elif in_table:
            yield from [] if _is_table_rule(text) else [_row(text, place)]
        elif not _is_mark(text, shown[index - body - 2] if index > body + 1 else ""):
            yield _heading_or_text(text, after, place)


def _without_comments(texts: list[str]) -> Iterator[str]:
    """The lines with <!-- comments --> taken out, also those over several lines."""
    inside = False
    for text in texts:
        shown = []
        while text:
            before, mark, text = text.partition("-->" if inside else "<!--")
            shown += [] if inside else [before]
            inside = inside != bool(mark)
        yield "".join(shown)


def _is_table_rule(text: str) -> bool:
    return "|" in text and TABLE_RULE.match(text) is not None


def _is_mark(text: str, before: str) -> bool:
    """Rules, underlines of headings, definitions of links."""
    text = text.rstrip()
    underline = UNDERLINE.match(text) is not None and _can_be_heading(before)
    return underline or RULE.match(text) is not None or DEFINITION.match(text + " ") is not None


def _can_be_heading(text: str) -> bool:
    return bool(text.strip()) and not any(mark.match(text) for mark in (ITEM, QUOTE, HEADING))


def _row(text: str, place: Place) -> SourceLine:
    cells = CELL_END.split(text.strip().strip("|"))
    return SourceLine(join_cells(_plain(cell) for cell in cells), place, kind="row", whole=True)


def _heading_or_text(text: str, after: str, place: Place) -> SourceLine:
    if heading := HEADING.match(text):
        words = text[heading.end() :].strip()
        words = words.rstrip("#").rstrip() if words.rstrip("#")[-1:] in ("", " ") else words
        return SourceLine(_plain(words), place, heading=len(heading[1]), whole=True)
    if _can_be_heading(text) and (underline := UNDERLINE.match(after.rstrip())):
        return SourceLine(_plain(text), place, heading=1 if underline[1][0] == "=" else 2, whole=True)
    return _item_or_text(QUOTE.sub("", text), place)


def _item_or_text(text: str, place: Place) -> SourceLine:
    """A bullet is a mark and goes; an item's number is wording and stays."""
    whole = text.endswith(("  ", "\\"))  # a hard line break
    if item := ITEM.match(text):
        number = f"{item[1]} " if item[1] else ""
        return SourceLine(number + _plain(text[item.end() :].strip()), place, kind="item", whole=whole)
    return SourceLine(_plain(text.removesuffix("\\").rstrip()), place, whole=whole)


def _end_paragraphs(lines: list[SourceLine]) -> Iterator[SourceLine]:
    """Mark as whole each line after which Markdown begins a new block."""
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        follows = after is not None and after.place.line == (line.place.line or 0) + 1
        continued = follows and after is not None and _is_running(after) and bool(line.text.strip())
        yield line if continued or line.whole else replace(line, whole=True)


def _is_running(line: SourceLine) -> bool:
    return line.heading is None and line.kind == "text" and bool(line.text.strip())


def _plain(text: str) -> str:
    """The words without marks; an unseen address stays, in brackets, if it is a contact."""
    text = AUTOLINK.sub(lambda link: link[1].removeprefix("mailto:").removeprefix("tel:"), text)
    text = REFERENCE.sub(r"\1", LINK.sub(_link_text, TAG.sub("", text)))
    for mark, words in MARKS:
        text = mark.sub(words, text)
    return ESCAPE.sub(r"\1", text)


def _link_text(link: re.Match[str]) -> str:
    text, target = link[2], link[3]
    scheme, _, address = target.partition(":")
    if scheme in ("mailto", "tel") and not link[1] and address not in text:
        return f"{text} ({address})" if not _same_number(text, address) else text
    return text or ""


def _same_number(text: str, address: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return len(digits) >= 6 and digits.lstrip("0") in re.sub(r"\D", "", address)

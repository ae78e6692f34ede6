"""Turn a file's lines into clean headings, paragraphs, items and rows that know their places.

LoadedFile -> Blocks. Pure text. A line is cleaned while it is still one line, so that every
character of the result knows the line or page that it came from.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.documents import Block, LoadedFile, Place, PlacedText, SourceLine, join_placed
from retrieval.furniture import without_furniture

BULLET = re.compile(r"^[•·▪‣◦●○■□➢\uf0b7\uf0a7]\s*|^(?:[o*]|[-–—](?=\s+\S{1,200}$))\s+")
DASH = re.compile(r"^[-–—]\s+")
SPEECH = re.compile(
    r"[,?!.…”\"]\s(?:säger|sade|sa|berättar|menar|förklarar|konstaterar|tycker|tror|says|said)\b"
)
NUMBERED_ITEM = re.compile(r"^(?:\d{1,2}[.)]|[a-zåäö]\))\s+")
SENTENCE_END = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
SYLLABLE_BREAK = re.compile(r"[^\W\d_]-$")
NUMBER_BREAK = re.compile(r"\d-$")  # of a date, a range or a telephone number
FORM_LINE = re.compile(r"^[A-ZÅÄÖ][^\W\d_]+(?: [^\W\d_]+){0,2}:\s+\S")
ADDRESS_END = re.compile(r"@[\w-]+(?:\.[\w-]+)+$")
LABEL = re.compile(r"^[^\W\d_]+ \d{1,2}(?:[.:]\d{1,2})*\s*[:.–-]\s+\w")
NUMBERED_HEADING = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+[^\W\d_]")
PERSON_FIRST = re.compile(r"^[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w.-]*)+,")
CONTACT_DETAIL = re.compile(r"@|\d{2,4}\s?[-–/]\s?\d{2,3}[ \d]{3,}|\+46")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
BLOCK_TAG = re.compile(
    r"</?(?:br|p|div|li|[uod]l|d[dt]|h[1-6r]|t[rdh]|t(?:able|head|body|foot)|caption|section|article|header"
    r"|footer|main|nav|aside|form|button|option|img|iframe|fig(?:ure|caption)|blockquote|pre)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
JOINING_WORD = re.compile(
    r"\b(?:och|eller|samt|i|på|av|för|till|med|om|från|som|att|en|ett|den|det|de|vid|inom|mellan|genom|"
    r"and|or|of|the|a|in|on|for|to|with|by|from|at)$"
)
FINITE = re.compile(
    r"\b(?:har|är|ska|skall|kan|var|hade|kommer|blir|bör|måste|is|are|has|have|was|were|will|can|should)\b"
)
CONJUNCTION = re.compile(r"^(?:och|eller|samt|respektive|and|or)\b")
# a preposition that ends in a line-end hyphen lost its blank, not a syllable
FUNCTION_WORDS = frozenset(
    "avseende beträffande gällande angående enligt inklusive exklusive under mellan genom".split()
)
FULL_LINE = 0.75  # of the width, from which a line is running text
MAX_HEADING_LINES = 5
MAX_HEADING_WORDS = 16
MAX_INTRODUCTION_WORDS = 5  # a longer line that ends in a colon is a sentence
MAX_LABEL_WORDS = 48  # "Delmål 3.2: ..." may be a whole sentence
MAX_HEADING_CHARS = 110  # of a heading in text that is not wrapped


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is to be joined, and what stood before it."""

    content: PlacedText
    source: SourceLine
    gap: str  # before it: "" none, "empty" a line with nothing, "blank" a line of blanks only
    page_start: bool  # begins a page
    hyphen_blank: bool = False  # its last hyphen was followed by a blank: not a syllable break
    dashed: bool = False  # its first dash is a bullet, not speech
    numbered: bool = False  # it may begin a heading whose number continues the document's run

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def bullet_end(self) -> int:
        """Where its text begins after a bullet; 0 where it has none."""
        match = (DASH if self.dashed else BULLET).match(self.text)
        return match.end() if match else 0


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines that belong together."""

    lines: tuple[_Line, ...]
    item: bool
    content: PlacedText

    @property
    def text(self) -> str:
        return self.content.text


def clean(loaded: LoadedFile) -> tuple[Block, ...]:
    """The blocks of a file, in reading order, without furniture; empty when nothing is left."""
    lines = _numbered_gaps(without_furniture(loaded.lines))
    if not lines:
        return ()
    if loaded.wrapped:
        lines = _with_numbered_headings(_with_dash_lists(lines))
    vocabulary = _whole_words(lines)
    groups = _paragraph_groups(lines, loaded.wrapped, vocabulary)
    paragraphs = [_paragraph(group, vocabulary) for group in groups]
    if any(line.source.heading for line in lines):
        return tuple(_block_as_marked(paragraph) for paragraph in paragraphs)
    return tuple(_classified(paragraphs, loaded.wrapped))


def clean_characters(text: str) -> str:
    """One line in NFC, with plain blanks, no markup, no invisible characters, outer blanks removed."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = TAG.sub("", BLOCK_TAG.sub(" ", text))
    text = unicodedata.normalize(
        "NFC", text.replace("\u00ad", "").replace("\ufb01", "fi").replace("\ufb02", "fl")
    )
    if not text.isprintable():
        text = "".join(_plain_character(character) for character in text)
    text = re.sub(r"(?<=\w\w-)(?=(?:och|eller|samt)\b)", " ", text)  # "hälso-och" lacks its blank
    return re.sub(r"\s+", " ", text).strip()


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    return " " if category in ("Zs", "Cc") else "" if category == "Cf" else character


# Lines ---------------------------------------------------------------------------------------


def _numbered_gaps(sources: Sequence[SourceLine]) -> list[_Line]:
    """The lines that hold text, each knowing the gap before it and whether it begins a page."""
    lines: list[_Line] = []
    gap, page = "", None
    for source in sources:
        text = clean_characters(source.text)
        if not text:
            gap = "blank" if source.text and gap != "empty" else "empty"
            continue
        starts_page = "\f" in source.text or (page is not None and source.place.page != page)
        if source.place.page is None and re.match(r"^ \S", source.text) and not BULLET.match(text):
            starts_page = True
        placed = PlacedText(text, (0,), (source.place,))
        lines.append(_Line(placed, source, gap, starts_page, source.text.rstrip("\r\n").endswith("- ")))
        gap, page = "", source.place.page
    return lines


def _with_dash_lists(lines: Sequence[_Line]) -> list[_Line]:
    """The lines, those marked whose dash is a bullet: two in a row, or one after a colon; never speech."""
    marked = list(lines)
    for run in _dash_runs(lines):
        after_colon = run[0] > 0 and lines[run[0] - 1].text.endswith(":")
        if len(run) < 2 and not after_colon:
            continue
        if any(SPEECH.search(line.text) for line in lines[run[0] : run[-1] + MAX_HEADING_LINES]):
            continue
        for index in run:
            marked[index] = replace(lines[index], dashed=True)
    return marked


def _dash_runs(lines: Sequence[_Line]) -> Iterator[list[int]]:
    """The entries that begin with a dash and follow one another; an entry ends where a gap comes."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if DASH.match(line.text):
            run.append(index)
        elif run and line.gap:
            yield run
            run = []
    if run:
        yield run


def _with_numbered_headings(lines: Sequence[_Line]) -> list[_Line]:
    """The lines, those marked that begin with a number and a capital, the number next to the one before."""
    marked = list(lines)
    last: tuple[int, ...] = ()
    for index, line in enumerate(lines):
        number = _number_of(line)
        if not number or SENTENCE_END.search(line.text):
            continue
        if not last or number == (1,) or (number > last and number[0] <= last[0] + 1):
            last = number
            marked[index] = replace(line, numbered=True)
    return marked


def _number_of(line: _Line) -> tuple[int, ...]:
    """The number before a capital that a line begins with, part by part; empty where there is none."""
    match = NUMBERED_HEADING.match(line.text) if line.text[0].isdigit() else None
    return tuple(map(int, match.group(1).split("."))) if match and match.group()[-1].isupper() else ()


def _whole_words(lines: Iterable[_Line]) -> Counter[str]:
    """How often each word stands whole within a line, as written; sentences' first words are left out."""
    words: Counter[str] = Counter()
    for line in lines:
        inner = re.sub(r"(?<=[.!?:”\"–•-]) +[A-ZÅÄÖ]\w*", " ", line.text)
        tokens = re.findall(r"[^\W_]+(?:-[^\W_]+)*", inner)
        words.update(tokens[1:-1])
        for token in tokens[1:-1]:
            if "-" in token:
                words.update(token.split("-"))
    return words


# Paragraphs ----------------------------------------------------------------------------------


def _paragraph_groups(lines: Sequence[_Line], wrapped: bool, words: Counter[str]) -> Iterator[list[_Line]]:
    """The lines in groups of one paragraph each."""
    group: list[_Line] = []
    lengths = [len(line.text) for line in lines]
    for index, line in enumerate(lines):
        width = _width(lengths, index) if wrapped else 0
        if group and not _continues(group, line, width, wrapped, words, lines[index + 1 : index + 3]):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _width(lengths: Sequence[int], index: int, around: int = 25) -> int:
    """The width to which the lines about here are filled: the length that one in five reaches."""
    near = sorted(lengths[max(0, index - around) : index + around])
    return near[int(len(near) * 0.8)]


def _continues(
    group: Sequence[_Line],
    after: _Line,
    width: int,
    wrapped: bool,
    words: Counter[str],
    following: Sequence[_Line],
) -> bool:
    """Whether a line goes on with the paragraph of the lines before it; `following` come after it."""
    before = group[-1]
    if (
        before.source.whole
        or before.source.kind == "row"
        or after.source.kind != "text"
        or after.source.heading
    ):
        return False
    if after.bullet_end:
        return False
    if _is_syllable_break(before, after):
        return True
    if wrapped and _begins_its_own(group, after, width, following):
        return False
    lower = after.text[0].islower()
    if lower and not NUMBERED_ITEM.match(after.text) and not SENTENCE_END.search(before.text):
        return bool(wrapped or not after.gap or before.text.endswith(",")) and not _entry_of_a_list(
            before, after, width
        )
    if SENTENCE_END.search(before.text):
        return wrapped and not after.gap and not after.page_start and not _ends_early(before, after, width)
    if not wrapped:
        return not after.gap and before.text.endswith(",")
    if (after.gap or after.page_start) and _heads(after, following):
        return False
    if JOINING_WORD.search(before.text) or before.text.endswith(","):
        return True
    if after.gap == "blank" or (after.gap and not _breaks_off(group)) or _begins_sentence(after, words):
        return False
    return not _ends_early(before, after, width)


def _begins_its_own(group: Sequence[_Line], after: _Line, width: int, following: Sequence[_Line]) -> bool:
    """Whether a line begins something new by its form, however full the line before it is."""
    before, ends = group[-1], bool(SENTENCE_END.search(group[-1].text))
    if NUMBERED_ITEM.match(after.text) or LABEL.match(after.text):
        return True
    if after.numbered or (not ends and _number_of(after)):
        return True
    if before.text.endswith(":") and after.text[0].islower() and following:
        return _entry_of_a_list(after, following[0], width)
    if not after.text[0].isupper() or before.text.endswith(",") or JOINING_WORD.search(before.text):
        return False
    if before.numbered and len(group) == 1 and len(after.text) >= width * FULL_LINE:
        return True
    return bool(ADDRESS_END.search(before.text)) or _is_form_line(group, after, following)


def _is_form_line(group: Sequence[_Line], line: _Line, following: Sequence[_Line]) -> bool:
    """Whether a line begins with a label, as the paragraph before it or a line right after it does."""
    near = (group[0], *(later for later in following[:1] if not later.gap))
    return bool(FORM_LINE.match(line.text)) and any(FORM_LINE.match(other.text) for other in near)


def _begins_sentence(line: _Line, words: Counter[str]) -> bool:
    """Whether a line begins with an everyday word in capitals, as no line within a sentence does."""
    first = re.match(r"[A-ZÅÄÖ][a-zåäö]*\b", line.text)
    if not first:
        return False
    small, capital = words[first.group().casefold()], words[first.group()]
    return small >= 3 and capital * 10 <= small


def _breaks_off(group: Sequence[_Line]) -> bool:
    """Whether lines are a sentence that a column's end cut, not a heading."""
    return len(group) >= 3 or bool(FINITE.search(" ".join(line.text for line in group)))


def _is_syllable_break(before: _Line, after: _Line) -> bool:
    if NUMBER_BREAK.search(before.text) and after.text[0].isdigit():
        return not before.hyphen_blank and not after.gap
    broken = SYLLABLE_BREAK.search(before.text) and not before.hyphen_blank
    return bool(broken) and (after.text[0].islower() or "@" in after.text.split()[0] or not after.gap)


def _ends_early(before: _Line, after: _Line, width: int) -> bool:
    """Whether the next line's first word would have fitted: the line was ended on purpose."""
    first_word = len(after.text.split()[0])
    return len(before.text) + 1 + first_word <= width * 0.92


def _entry_of_a_list(before: _Line, after: _Line, width: int) -> bool:
    """Whether two short lines in lower case are entries, one a line, and not a broken sentence."""
    if after.gap or not width:
        return False
    return len(before.text) + 1 + len(after.text.split()[0]) <= width * 0.5 and before.text[0].islower()


def _heads(line: _Line, following: Sequence[_Line]) -> bool:
    """Whether a line after a gap or at a page's top is a heading: it, or the next, is followed by a gap."""
    if SENTENCE_END.search(line.text) or not line.text[0].isupper():
        return False
    for next_line in following:
        if next_line.gap:
            return True
        if SENTENCE_END.search(next_line.text):
            return False
    return not following


def _paragraph(group: Sequence[_Line], vocabulary: Counter[str]) -> _Paragraph:
    """The lines joined: syllables together, words apart, each character knowing its line."""
    joined = group[0].content
    for before, after in pairwise(group):
        joined = _joined(joined, after.content, before.hyphen_blank, vocabulary)
    bullet = group[0].bullet_end
    item = bool(bullet) or group[0].source.kind == "item"
    if bullet:
        joined = joined.cut(bullet, len(joined.text))
    return _Paragraph(tuple(group), item, joined)


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


def unaccented(text: str) -> str:
    """Lower case without accents: the form in which names and addresses are compared."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


# Blocks --------------------------------------------------------------------------------------


def _block_as_marked(paragraph: _Paragraph) -> Block:
    """A block as the format itself marks it."""
    source = paragraph.lines[0].source
    if source.heading:
        return Block("heading", paragraph.content, source.heading)
    if source.kind == "row":
        return Block("row", paragraph.content)
    return Block("item" if paragraph.item else "paragraph", paragraph.content)


def _classified(paragraphs: Sequence[_Paragraph], wrapped: bool) -> Iterator[Block]:
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


def _looks_like_heading(paragraph: _Paragraph) -> bool:
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


def _wrapped_headings(paragraphs: Sequence[_Paragraph]) -> list[bool]:
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


def _follows_closely(line: _Line) -> bool:
    return not line.gap and not line.page_start


def _plain_headings(paragraphs: Sequence[_Paragraph]) -> list[bool]:
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


def _levels(paragraphs: Sequence[_Paragraph], is_heading: Sequence[bool]) -> list[int]:
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


def place_of(block: Block) -> Place:
    """Where a block begins."""
    return block.content.places[0]

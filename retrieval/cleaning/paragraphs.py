"""Group the lines that belong to one paragraph.

Lines -> groups of Lines. A line goes on with the paragraph before it, or begins its own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from retrieval.cleaning.lines import SENTENCE_END, Line, number_of

NUMBERED_ITEM = re.compile(r"^(?:\d{1,2}[.)]|[a-zåäö]\))\s+")
SYLLABLE_BREAK = re.compile(r"[^\W\d_]-$")
NUMBER_BREAK = re.compile(r"\d-$")  # of a date, a range or a telephone number
FORM_LINE = re.compile(r"^[A-ZÅÄÖ][^\W\d_]+(?: [^\W\d_]+){0,2}:\s+\S")
ADDRESS_END = re.compile(r"@[\w-]+(?:\.[\w-]+)+$")
LABEL = re.compile(r"^[^\W\d_]+ \d{1,2}(?:[.:]\d{1,2})*\s*[:.–-]\s+\w")
JOINING_WORD = re.compile(
    r"\b(?:och|eller|samt|i|på|av|för|till|med|om|från|som|att|en|ett|den|det|de|vid|inom|mellan|genom|"
    r"and|or|of|the|a|in|on|for|to|with|by|from|at)$"
)
FINITE = re.compile(
    r"\b(?:har|är|ska|skall|kan|var|hade|kommer|blir|bör|måste|is|are|has|have|was|were|will|can|should)\b"
)
FULL_LINE = 0.75  # of the width, from which a line is running text


def paragraph_groups(lines: Sequence[Line], wrapped: bool, words: Counter[str]) -> Iterator[list[Line]]:
    """The lines in groups of one paragraph each."""
    group: list[Line] = []
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
    group: Sequence[Line],
    after: Line,
    width: int,
    wrapped: bool,
    words: Counter[str],
    following: Sequence[Line],
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


def _is_syllable_break(before: Line, after: Line) -> bool:
    if NUMBER_BREAK.search(before.text) and after.text[0].isdigit():
        return not before.hyphen_blank and not after.gap
    broken = SYLLABLE_BREAK.search(before.text) and not before.hyphen_blank
    return bool(broken) and (after.text[0].islower() or "@" in after.text.split()[0] or not after.gap)


def _begins_its_own(group: Sequence[Line], after: Line, width: int, following: Sequence[Line]) -> bool:
    """Whether a line begins something new by its form, however full the line before it is."""
    before, ends = group[-1], bool(SENTENCE_END.search(group[-1].text))
    if NUMBERED_ITEM.match(after.text) or LABEL.match(after.text):
        return True
    if after.numbered or (not ends and number_of(after)):
        return True
    if before.text.endswith(":") and after.text[0].islower() and following:
        return _entry_of_a_list(after, following[0], width)
    if not after.text[0].isupper() or before.text.endswith(","):
        return False
    if before.numbered and len(group) == 1 and len(after.text) >= width * FULL_LINE:
        return True
    if JOINING_WORD.search(before.text):
        return False
    return bool(ADDRESS_END.search(before.text)) or _is_form_line(group, after, following)


def _is_form_line(group: Sequence[Line], line: Line, following: Sequence[Line]) -> bool:
    """Whether a line begins with a label, as the paragraph before it or a line right after it does."""
    near = (group[0], *(later for later in following[:1] if not later.gap))
    return bool(FORM_LINE.match(line.text)) and any(FORM_LINE.match(other.text) for other in near)


def _entry_of_a_list(before: Line, after: Line, width: int) -> bool:
    """Whether two short lines in lower case are entries, one a line, and not a broken sentence."""
    if after.gap or not width:
        return False
    return len(before.text) + 1 + len(after.text.split()[0]) <= width * 0.5 and before.text[0].islower()


def _ends_early(before: Line, after: Line, width: int) -> bool:
    """Whether the next line's first word would have fitted: the line was ended on purpose."""
    first_word = len(after.text.split()[0])
    return len(before.text) + 1 + first_word <= width * 0.92


def _heads(line: Line, following: Sequence[Line]) -> bool:
    """Whether a line after a gap or at a page's top is a heading: it, or the next, is followed by a gap."""
    if SENTENCE_END.search(line.text) or not line.text[0].isupper():
        return False
    for next_line in following:
        if next_line.gap:
            return True
        if SENTENCE_END.search(next_line.text):
            return False
    return not following


def _breaks_off(group: Sequence[Line]) -> bool:
    """Whether lines are a sentence that a column's end cut, not a heading."""
    return len(group) >= 3 or bool(FINITE.search(" ".join(line.text for line in group)))


def _begins_sentence(line: Line, words: Counter[str]) -> bool:
    """Whether a line begins with an everyday word in capitals, as no line within a sentence does."""
    first = re.match(r"[A-ZÅÄÖ][a-zåäö]*\b", line.text)
    if not first:
        return False
    small, capital = words[first.group().casefold()], words[first.group()]
    return small >= 3 and capital * 10 <= small

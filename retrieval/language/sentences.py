"""Where sentences end, in Swedish and English text of reports and web pages."""

import re
from collections.abc import Iterator

ABBREVIATIONS = frozenset(
    "t.ex ex bl.a m.m m.fl o.s.v osv dvs d.v.s s.k f.d fr.o.m t.o.m p.g.a ca kl nr tel st milj mkr jan"
    " feb aug sept okt nov dec resp inkl exkl etc e.g i.e dr mr mrs ms prof no vs jfr kap sid avd enl f.n"
    " i.o.m obs ang bil p max min".split()
)
# these close a list, and the sentence with it where a capital follows
CLOSING = frozenset("m.m mm m.fl mfl osv o.s.v etc o.d".split())
CANDIDATE = re.compile(r"[.!?…][\"”’')\]]*(?=\s|$)|(?<=[a-zåäö]{2})\.(?=[A-ZÅÄÖ][a-zåäö]+\s)|\n")


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The (first, last) offsets of each sentence, blanks outside; a newline always ends one."""
    first = 0
    for match in CANDIDATE.finditer(text):
        last = match.end()
        if not _ends_here(text, match.start(), last):
            continue
        if span := _trimmed(text, first, last):
            yield span
        first = last
    if span := _trimmed(text, first, len(text)):
        yield span


def _ends_here(text: str, stop: int, last: int) -> bool:
    if text[stop] == "\n" or text[stop] in "!?…":
        return text[stop] == "\n" or not text[last:].lstrip()[:1].islower()
    word = re.split(r"[\s(]", text[max(0, stop - 12) : stop])[-1].casefold()
    following = text[last:].lstrip()
    if following[:1].islower():
        return False
    if word in ABBREVIATIONS:
        return word in CLOSING and following[:1].isupper()
    return not (len(word) == 1 and word.isalpha() and text[stop - 1].isupper())


def _trimmed(text: str, first: int, last: int) -> tuple[int, int] | None:
    part = text[first:last]
    stripped = part.strip()
    if not stripped:
        return None
    start = first + len(part) - len(part.lstrip())
    return start, start + len(stripped)

"""Cut a reply into sentences, whole or as it arrives.

Reply -> sentences, each with its marks. A list's item is a sentence and keeps its bullet.
"""

import re
from functools import lru_cache

from bot.verifying.marks import MARK, marks_before_stop
from retrieval.language.sentences import sentence_spans

BULLET = re.compile(r"^[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]+")
# ends no sentence, whatever follows; beside those that documents' sentences know
SHORTENED = re.compile(
    r"(?:\b(?:dvs|ca|t\.\s?ex|bl\.\s?a|s\.\s?k|approx|incl|excl|dep|st|tf|tel|tfn)\.)$", re.IGNORECASE
)
ONLY_MARKS = re.compile(r"(?:\[[\d\s,;&–-]*\]\s?)+\.?")
MAY_BE_MARK = re.compile(r"\s*(?:\[|$)")
# the form that is asked for: nothing that follows belongs to it, so that it need not be waited for
ENDS_WITH_MARK = re.compile(rf"{MARK.pattern}\.$")


def sentences_of(text: str) -> list[str]:
    """The sentences of a reply in order, blanks outside."""
    return [sentence for line in marks_before_stop(text).split("\n") for sentence in _of_line(line)]


def _of_line(line: str) -> list[str]:
    bullet = match.group() if (match := BULLET.match(line)) else ""
    rest = line[len(bullet) :]
    found: list[str] = []
    for first, last in sentence_spans(rest):
        part = rest[first:last]
        if found and (SHORTENED.search(found[-1]) or ONLY_MARKS.fullmatch(part)):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return [(bullet.lstrip() if number == 0 else "") + part for number, part in enumerate(found)]


def sentence_key(sentence: str) -> str:
    """A sentence as it compares with another, letter by letter, blanks and the last stop apart."""
    return " ".join(sentence.split()).rstrip(" .!?…")


@lru_cache(maxsize=512)
def sentence_keys(text: str) -> frozenset[str]:
    """The sentences of a text as they compare."""
    return frozenset(sentence_key(text[first:last]) for first, last in sentence_spans(text))


class SentenceStream:
    """Takes a reply in pieces and gives out each sentence when it is complete."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, delta: str) -> list[str]:
        """The sentences that are complete with this piece."""
        self._rest += delta
        end = self._safe_end()
        if end == 0:
            return []
        done, self._rest = self._rest[:end], self._rest[end:]
        return sentences_of(done)

    def close(self) -> list[str]:
        """What is left when nothing more comes."""
        rest, self._rest = self._rest, ""
        return sentences_of(rest)

    def _safe_end(self) -> int:
        """Where what cannot change any more ends: before the last sentence that has begun."""
        if ENDS_WITH_MARK.search(self._rest):
            return len(self._rest)
        end = 0
        for match in re.finditer(r"\n|[.!?…](?:[\"”’')]|[ \t]?\[[\d\s,;&–-]*\])*\.?[ \t]+", self._rest):
            after = self._rest[match.end() :]
            if MAY_BE_MARK.match(after) and match.group() != "\n":
                continue
            if match.group() == "\n" or self._parts_at(match.end()):
                end = match.end()
        return end

    def _parts_at(self, place: int) -> bool:
        """Whether a sentence ends at a place, as the text around it tells."""
        line = self._rest[self._rest.rfind("\n", 0, place) + 1 :].partition("\n")[0]
        own = place - (self._rest.rfind("\n", 0, place) + 1)
        before, whole = sentences_of(line[:own]), sentences_of(line)
        return 0 < len(before) < len(whole) and whole[: len(before)] == before

"""Cut what is too long for one message, at the end of a sentence.

Runs -> the runs of each message.
"""

import re
from collections.abc import Iterator, Sequence

from bot.telegram.rendering.rich import Rich, Run, cut, plain, stripped, units, visible
from retrieval.language.sentences import sentence_spans

LONGEST_MESSAGE = 4096  # UTF-16 units after the tags are taken out (Bot API, sendMessage)
MOST_ENTITIES = 100  # of one message; Telegram shows the rest without their look
AHEAD = 40  # characters past the cut, which tell whether a sentence ends before it
PARAGRAPH = re.compile(r"\n\n")
NUMBERS = re.compile(r"(?:\s?\[\d+\])+")  # a sentence's citations, which stay with it


def parts_of(
    runs: Sequence[Run], longest: int = LONGEST_MESSAGE, most_entities: int = MOST_ENTITIES
) -> list[Rich]:
    """The parts that fit into one message each, in order; none of them empty to the eye."""
    parts, rest = [], stripped(runs)
    while rest:
        fits = _fitting(rest, longest, most_entities)
        text = plain(rest)
        part, rest = (rest, ()) if fits >= len(text) else cut(rest, _break(text, fits))
        if visible(plain(part)):
            parts.append(part)
    return parts


def _fitting(runs: Sequence[Run], longest: int, most_entities: int) -> int:
    """How many characters fit, both limits kept; an emoji is never halved."""
    characters = entities = 0
    quoted = False
    for run in runs:
        entities += run.entities + (run.quote and not quoted)
        quoted = run.quote
        if entities > most_entities:
            return max(characters, 1)
        if units(run.text) > longest:
            fits = run.text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")
            return max(characters + len(fits), 1)
        longest -= units(run.text)
        characters += len(run.text)
    return characters


def _break(text: str, fits: int) -> int:
    """Where to cut: at a paragraph's end in the second half, else a sentence's, else a word's."""
    paragraphs = [match.end() for match in PARAGRAPH.finditer(text, 0, fits)]
    if paragraphs and paragraphs[-1] > fits // 2:
        return paragraphs[-1]
    if ends := [end for end in _sentence_ends(text[: fits + AHEAD]) if end <= fits]:
        return ends[-1]
    words = [match.end() for match in re.finditer(r"\s", text[:fits])]
    return words[-1] if words else fits


def _sentence_ends(text: str) -> Iterator[int]:
    """Where sentences end, with the numbers of what they cite."""
    for _, end in sentence_spans(text):
        numbers = NUMBERS.match(text, end)
        yield numbers.end() if numbers else end

"""What form of answer a question wants, as far as its own form tells.

"Kan jag ...?" wants yes or no, "Vad är ...?" a definition; a text that begins with "Nej" answers
neither "Hur ...?" nor "Vem ...?". Measured on the questions of Swedish authorities, November 2026.
"""

import re
from enum import StrEnum


class Form(StrEnum):
    """The form of a question."""

    POLAR = "polar"
    DEFINITION = "definition"
    OPEN = "open"


FINITE = (
    r"kan|får|har|är|ska|skall|måste|finns|gäller|blir|behöver|bör|går|räknas|ingår|kommer|vill|var|blev|fick|tar|ger"
    r"|can|may|is|are|do|does|did|has|have|will|should|must|was|were"
)
POLAR = re.compile(rf"^(?:\W*(?:hej|och|men|and|but)[,!.]?\s+)?(?:{FINITE})\b", re.IGNORECASE)
POLAR_TAIL = re.compile(
    rf",\s*(?:{FINITE})\s+(?:jag|vi|man|de|det|den|ni|du|en|ett|i|we|it|they|you)\b", re.IGNORECASE
)
DEFINITION = re.compile(
    r"^\W*(?:vad (?:är|betyder|menas|innebär)|what (?:is|are|does .{1,60} mean))\b", re.IGNORECASE
)
YES_OR_NO = re.compile(r"^(?:ja|nej|yes|no)\b[,.!]?", re.IGNORECASE)
DEFINES = re.compile(
    r"\b(?:menas|innebär|betyder|avses|är (?:en|ett|att|när)|is (?:a|an|the)|are|means|refers)\b",
    re.IGNORECASE,
)


def form_of(question: str) -> Form:
    """The form of a question's last sentences."""
    sentences = [part for part in re.split(r"(?<=[.?!])\s+", question.strip()) if part.endswith("?")]
    if any(POLAR.match(part) or POLAR_TAIL.search(part) for part in sentences):
        return Form.POLAR
    return Form.DEFINITION if DEFINITION.match(question) else Form.OPEN

"""Tell whoever listens the sentences of a reply as they will stand in the answer.

Checked sentences with the model's numbers -> each once, with the answer's, as many as there is room for.
"""

from bot.compose.sources import MOST_CITATIONS
from bot.verifying.marks import sources_in
from bot.writing.citing import renumbered
from bot.writing.writer import Hear


class Telling:
    """Told the sentences of one answer; those of a reply that is begun again are not told twice."""

    def __init__(self, hear: Hear, room: int) -> None:
        """`room` is how many characters the answer's sentences may have."""
        self._hear = hear
        self._room = room
        self._numbers: dict[int, int] = {}  # the model's -> the answer's
        self._told: set[str] = set()

    def __call__(self, sentence: str) -> None:
        """A sentence that was checked."""
        if sentence in self._told or self._room < 0:
            return
        self._room -= len(sentence) + 1
        if self._told and self._room < 0:
            return
        self._told.add(sentence)
        self._hear(self._numbered(sentence))

    def _numbered(self, sentence: str) -> str:
        for number in sources_in(sentence):
            if len(self._numbers) < MOST_CITATIONS:
                self._numbers.setdefault(number, len(self._numbers) + 1)
        return renumbered(sentence, self._numbers)

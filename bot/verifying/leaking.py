"""Notice that a sentence tells what the model was told.

Guarded texts -> Guard. Long rows of words in common tell, and talk of instructions, prompts and models.
"""

import re
from collections.abc import Iterable

from bot.verifying.source import Found
from retrieval.language.tokens import words_of

ROW = 6  # words in a row that a sentence has from what is guarded by chance hardly ever
WHOLE = 4  # of a guarded text so short, all of them
SELF = re.compile(
    r"\b(?:system[- ]?(?:prompt\w*|meddelande\w*|instruktion\w*|message|instructions?)|språkmodell\w*"
    r"|language model|as an ai\b|som (?:en )?(?:ai|assistent)\b"
    r"|jag är en? (?:ai|modell|assistent|robot|bot|chat\w*)|i(?:['’]m| am) an? (?:ai|assistant|model"
    r"|bot|chat\w*)"
    r"|(?:min|mina|mitt|my|these|the above|dessa|ovanstående) (?:\w+ )?(?:instruktion\w*|instructions?"
    r"|regler(?:na)?|rules|prompt\w*|riktlinje\w*|guidelines|direktiv)"
    r"|i (?:was|have been|am) (?:told|instructed|asked|programmed|trained)|jag (?:har fått"
    r"|fick) (?:instruktion\w*|i uppgift|order)|(?:hidden|secret|hemlig\w*) (?:prompt|instruk\w*)"
    r"|de numrerade källorna|the numbered sources)",
    re.IGNORECASE,
)


class Guard:
    """What may not come out: the sentences of prompts, given once."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._rows: set[tuple[str, ...]] = set()
        for text in texts:
            words = words_of(text)
            size = ROW if len(words) >= ROW else max(WHOLE, len(words))
            self._rows.update(_rows(words, size))

    def leak_in(self, sentence: str, source: str) -> Found | None:
        """What a sentence tells of the instructions that its source does not say as well."""
        if (match := SELF.search(sentence)) and match.group().casefold() not in source.casefold():
            return Found("leak", match.group())
        if not self._rows:
            return None
        words = words_of(sentence)
        told = [row for size in range(WHOLE, ROW + 1) for row in _rows(words, size) if row in self._rows]
        if not told:
            return None
        known = words_of(source)
        return next((Found("leak", " ".join(row)) for row in told if row not in _rows(known, len(row))), None)


def _rows(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}

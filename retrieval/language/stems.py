"""Bring a word's forms together: irregular forms by list, the rest by Snowball's rules."""

from functools import lru_cache

import Stemmer

from retrieval.documents import Language
from retrieval.language.lexicon import irregular_forms

_STEMMERS = {"sv": Stemmer.Stemmer("swedish"), "en": Stemmer.Stemmer("english")}


@lru_cache(maxsize=200_000)
def stem(word: str, language: Language) -> str:
    """The stem of a word in lower case; numbers and short words stay as they are."""
    if len(word) < 3 or word[0].isdigit():
        return word
    lemma = irregular_forms(language).get(word, word)
    stemmed: str = _STEMMERS[language].stemWord(lemma)
    return _without_definite(stemmed) if language == "sv" else stemmed


@lru_cache(maxsize=50_000)
def plain_stem(word: str) -> str:
    """The Swedish stem by rule alone, irregular forms left as they are."""
    return _without_definite(_STEMMERS["sv"].stemWord(word)) if len(word) >= 3 else word


def _without_definite(stemmed: str) -> str:
    """What Snowball leaves of -ning, -ningar and -ningen, of -tion and -tionen, made one."""
    for ending, replacement in (("ningen", "ning"), ("tionen", "tion"), ("heten", "het")):
        if stemmed.endswith(ending):
            return stemmed[: -len(ending)] + replacement
    return stemmed

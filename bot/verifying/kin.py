"""Words that may stand for one another in a faithful retelling, Swedish and English together.

General knowledge, as data in kin.txt, beside the lexicon: that says what a question may mean, this what an
answer may say instead.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from retrieval.documents import Language
from retrieval.language.english import lemmas
from retrieval.language.lexicon import english_entries, lexicon_files, read
from retrieval.language.stems import stem

SHORTEST_WORD = 4
FORMS = frozenset(
    "n en et t ns ens ets na nas ar arna arnas er erna ernas or orna ornas r rna s es ing ings ed d".split()
)
SHORTEST = 3
LOOSE_ENDINGS = ("ade", "ades", "ats", "igt", "vis", "ligen", "ande", "ende", "erar", "erade", "erat")
SURE = 0.5  # weight from which a word of the lexicon means the English one
CERTAIN = 0.9  # the same of things, which have fewer names than deeds have
MOST_MEANINGS = 12  # English words that a Swedish one translates; more, and it means too much to tell


@lru_cache(maxsize=50_000)
def groups_of(word: str) -> frozenset[int]:
    """The meanings that a word may have, by number."""
    return frozenset(number for number, pattern in enumerate(_patterns()) if pattern.match(word))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    lines = files("bot.verifying").joinpath("kin.txt").read_text(encoding="utf-8").splitlines()
    groups = [line.split() for line in lines if not line.startswith("#")]
    return tuple(
        re.compile("|".join(_pattern(part) for part in group if len(part) >= SHORTEST)) for group in groups
    )


def _pattern(part: str) -> str:
    return rf"{re.escape(part[:-1])}$" if part.endswith("=") else re.escape(part)


def is_form(word: str, own: str) -> bool:
    """Whether a word is another with an ending."""
    return len(own) >= SHORTEST_WORD and word.startswith(own) and word[len(own) :] in FORMS


@lru_cache(maxsize=50_000)
def near_words(word: str, language: Language) -> frozenset[str]:
    """The stems of the Swedish words that share an English meaning with a word."""
    terms = [lemma for lemma in lemmas(word) if lemma in english_entries()] if language == "en" else ()
    own = {stem(word, "sv")} if language == "sv" else {key for term in terms for key in _stems_of(term)}
    found = set(own)
    least = SURE if is_loose(word, language) else CERTAIN
    for key in own if language == "sv" or least == SURE else ():
        meanings = _terms_of(least).get(key, ())
        if len(meanings) <= MOST_MEANINGS:
            found.update(other for term in meanings for other in _stems_of(term, least))
    return frozenset(found)


@lru_cache(maxsize=50_000)
def _stems_of(term: str, least: float = 0.5) -> frozenset[str]:
    """The stems of the single Swedish words that an English term surely means."""
    return frozenset(
        stem(way.words[0], "sv")
        for way in english_entries()[term]
        if len(way.words) == 1 and way.weight >= least
    )


@lru_cache(maxsize=2)
def _terms_of(least: float) -> Mapping[str, tuple[str, ...]]:
    """The English terms that each Swedish stem is sure to mean."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in english_entries():
        for key in _stems_of(term, least):
            found[key].append(term)
    return {key: tuple(terms) for key, terms in found.items()}


@lru_cache(maxsize=50_000)
def is_translatable(word: str, language: Language) -> bool:
    """Whether the lexicon knows a word with another in the other language."""
    if language == "en":
        return any(lemma in english_entries() for lemma in lemmas(word))
    return stem(word, "sv") in _terms_of(SURE)


@lru_cache(maxsize=50_000)
def is_loose(word: str, language: Language) -> bool:
    """Whether a word is a verb, an adjective or an adverb in the lexicon; such are often said otherwise."""
    english, swedish = _loose_words()
    if language == "en":
        return word.endswith("ly") or any(lemma in english for lemma in lemmas(word))
    return stem(word, "sv") in swedish or word.endswith(LOOSE_ENDINGS)


@lru_cache(maxsize=1)
def _loose_words() -> tuple[frozenset[str], frozenset[str]]:
    """The verbs and adjectives of the lexicon in English, and the stems of the Swedish ones."""
    entries = read(path for path in lexicon_files() if path.stem in ("verbs", "adjectives"))
    swedish = {
        stem(way.words[0], "sv")
        for term in entries
        for way in entries[term]
        if len(way.words) == 1 and way.weight >= CERTAIN
    }
    return frozenset(entries), frozenset(swedish)

"""Tell whether the names of a sentence stand in its sources.

Sentence, sources -> the first name that does not. A name stands as it is, inflected, inside a compound, or as
the common words that it was translated from.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.verifying.framing import FRAME
from bot.verifying.kin import groups_of, is_form
from bot.verifying.names import (
    Name,
    Written,
    bodies_in,
    broken_person,
    capitals_in,
    follows_as_written,
    key_of,
    other_forms,
    stands,
    written_in,
)
from bot.verifying.source import Found
from retrieval.documents import Language
from retrieval.language import stopwords
from retrieval.language.analysis import everyday_word
from retrieval.language.detection import ENGLISH, SWEDISH
from retrieval.language.english import lemmas
from retrieval.language.lexicon import english_entries, irregular_forms
from retrieval.language.stems import stem
from retrieval.language.tokens import words_of
from retrieval.matching import Matcher

TRANSLATED = 0.3  # weight from which a word of the lexicon is a translation
LONG = 7  # letters from which a definite ending tells a common word from a first name
DEFINITE = ("an", "en", "et", "na", "ns", "ts")
MANY_BODIES = re.compile(
    r"(?<!\w)(?:kommuner(?:na)?|municipalities|län(?:en)?|counties)(?!\w)", re.IGNORECASE
)
SLACK = 3  # words that may stand between those of a name that is no person's
ENDINGS = tuple(
    "ning ningen ningar ningarna heten het erna arna orna ande tion tionen else elsen skap skapet ing"
    " ings tions"
    " ment ments ness ity".split()
)


def unknown_name(sentence: str, language: Language, texts: Sequence[str], matcher: Matcher) -> Found | None:
    """The first name that no source has; a person's name must stand as a whole."""
    written = tuple(written_in(text) for text in texts)
    if found := broken_person(sentence, written):
        return found
    stems = _stems(tuple(texts))
    if found := _another_body(sentence, texts):
        return found
    for name in capitals_in(sentence):
        if not _is_known(name, language, written, stems, matcher):
            return Found("name", name.text)
    return None


def _another_body(sentence: str, texts: Sequence[str]) -> Found | None:
    """A body called by a place that the sources name only by itself, where they have such bodies of others.

    "Vilhelmina kommun" for "Lycksele kommun", with artists in Vilhelmina.
    """
    said = [name for text in texts for name in bodies_in(text)]
    if any(MANY_BODIES.search(text) for text in texts):
        return None
    for name in bodies_in(sentence):
        is_body = len(name.keys) > 1 and name.text.split()[-1][0].islower()
        others = any(name.keys[-1] in each.keys for each in said if len(each.keys) > 1)
        if is_body and others and not any(set(name.keys) <= set(each.keys) for each in said):
            return Found("name", name.text)
    return None


def _is_known(
    name: Name, language: Language, written: Sequence[Written], stems: frozenset[str], matcher: Matcher
) -> bool:
    if _by_another_form(name, written):
        return True
    words = words_of(name.text)
    standing = [stands(key, written) for key in name.keys]
    for number, word in enumerate(words[: len(name.keys)]):
        if standing[number] or _is_translated(word, language, stems, matcher):
            continue
        if number == 0 and name.opens and (is_ordinary(word, matcher) or _is_form_of_a_word(word, written)):
            continue
        return False
    literal = [key for key, said in zip(name.keys, standing, strict=True) if said]
    first = 1 if name.opens and is_ordinary(words[0], matcher) else 0
    rest = [key for key in name.keys[first:] if key in literal]
    direct = [key for key in rest if any(key in each.keys for each in written)]
    return (
        len(direct) < 2 or len(direct) < len(name.keys[first:]) or follows_as_written(direct, written, SLACK)
    )


def _is_form_of_a_word(word: str, written: Sequence[Written]) -> bool:
    """Whether a sentence's first word is a form of a word that stands in a source: "växelns" for "växel"."""
    return any(is_form(word, key) for each in written for key in each.keys)


def _by_another_form(name: Name, written: Sequence[Written]) -> bool:
    """Whether a fund or programme stands in the source under another of its known names."""
    forms = other_forms().get(name.text.casefold(), ())
    return any(form in each.text for form in forms for each in written)


def _is_translated(word: str, language: Language, stems: frozenset[str], matcher: Matcher) -> bool:
    """Whether a common word stands in the source in some form, or what the lexicon says for it."""
    if is_ordinary(word, matcher) and (stem(word, "sv") in stems or stem(word, "en") in stems):
        return True
    return language == "en" and any(
        way.weight >= TRANSLATED and all(stem(part, "sv") in stems for part in way.words)
        for lemma in lemmas(word)
        for way in english_entries().get(lemma, ())
    )


@lru_cache(maxsize=1024)
def _stems(texts: tuple[str, ...]) -> frozenset[str]:
    words = {word for text in texts for word in words_of(text)}
    return frozenset(key for word in words for key in (stem(word, "sv"), stem(word, "en")))


@lru_cache(maxsize=50_000)
def _is_in_lexicon(word: str) -> bool:
    if (
        word in stopwords.SWEDISH
        or word in stopwords.ENGLISH
        or word in SWEDISH
        or word in ENGLISH
        or word in stopwords.NUMBERS
    ):
        return True
    if word in irregular_forms("sv") or word in irregular_forms("en") or everyday_word(word):
        return True
    return any(lemma in english_entries() for lemma in lemmas(word)) or stem(word, "sv") in _swedish_stems()


@lru_cache(maxsize=1)
def _swedish_stems() -> frozenset[str]:
    """The stems of every Swedish word that the lexicon translates to."""
    entries = english_entries()
    return frozenset(stem(part, "sv") for term in entries for way in entries[term] for part in way.words)


def is_ordinary(word: str, matcher: Matcher) -> bool:
    """Whether a word is of the language and no name: the lexicon has it, or it is a compound or derived."""
    if _is_in_lexicon(word) or groups_of(word) or word in FRAME:
        return True
    if len(word) >= LONG and word.endswith(DEFINITE):
        return True
    return word.endswith(ENDINGS) or len(matcher.parts(word)) > 1


def names_of(text: str) -> tuple[str, ...]:
    """The names of a text as they compare."""
    return tuple(key_of(name.text) for name in capitals_in(text))

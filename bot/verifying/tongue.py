"""Tell whether a sentence is in the language that was asked in.

Sentence without names, numbers and addresses -> the language that it is in, where that is another.
"""

import re

from bot.verifying.names import capitals_in
from bot.verifying.source import Found
from retrieval.documents import Language
from retrieval.language.detection import ENGLISH, SHARED, SWEDISH, language_of
from retrieval.language.tokens import words_of

# small words of other languages that stand in neither Swedish nor English
FOREIGN = (
    frozenset(
        "der das und ist nicht wird werden von für mit auf dem ein eine einer eines sich auch bei nach"
        " zum zur sind"
        " le la les des est une du et dans pour que qui sur pas avec sont aux cette ce ont plus par au"
        " celui ces"
        " el los las una por para con como más esta este son ser del al se lo su il che di per non sono della"
        " og ikke jeg ble blir fra også hva mye noen eller hvor hvem være deres oss av på å kunne skal"
        " vil nå når etter flere mellom"
        " ja on ei se että oli ovat hän sekä mutta myös joka tämä ole van het een niet voor zijn met"
        " nie jest się na do nie z że"
        " não uma os em dos das mais".split()
    )
    - SWEDISH
    - ENGLISH
    - frozenset("en on se do al por son met ja per du all an be by".split())
)
FEWEST = 2  # small words that must tell
LETTERS = re.compile(r"[^\W\d_]")


def other_language(sentence: str, language: Language) -> Found | None:
    """That a sentence is in another language than was asked for; short ones tell nothing."""
    words = words_of(_common_words(sentence))
    foreign = sum(word in FOREIGN for word in words)
    own, other = (SWEDISH, ENGLISH) if language == "sv" else (ENGLISH, SWEDISH)
    mine = sum(word in own and word not in SHARED for word in words)
    theirs = sum(word in other and word not in SHARED for word in words)
    if foreign >= FEWEST and foreign > mine:
        return Found("language", "?")
    if theirs > mine and (theirs >= FEWEST or language_of(" ".join(words), language) != language):
        return Found("language", "en" if language == "sv" else "sv")
    if mine == theirs == 0 and len(words) > 2 and language_of(" ".join(words), language) != language:
        return Found("language", "en" if language == "sv" else "sv")
    return None


def _common_words(sentence: str) -> str:
    """A sentence without its names, which are in whatever language."""
    parts, done = [], 0
    for name in capitals_in(sentence):
        first = name.start
        if name.opens and " " not in name.text:
            continue
        parts.append(sentence[done:first])
        done = name.end
    parts.append(sentence[done:])
    return " ".join(parts)

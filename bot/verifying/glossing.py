"""Say in Swedish what the words of an English passage mean, so that a Swedish sentence can be laid over it.

English text -> glosses by the number of the word. The lexicon leads from English to Swedish only.
"""

from weakref import WeakKeyDictionary

from bot.verifying.words import words_read
from retrieval.language.tokens import tokens_of
from retrieval.matching import Matcher

GLOSSED = 0.3  # weight from which a Swedish word is what an English one means
MOST_GLOSSES = 512  # English texts whose meaning is kept, by one matcher
_KEPT: WeakKeyDictionary[Matcher, dict[str, dict[int, str]]] = WeakKeyDictionary()


def glosses(text: str, matcher: Matcher) -> dict[int, str]:
    """What the words of an English text mean, by the number of the word that a phrase begins with."""
    kept = _KEPT.setdefault(matcher, {})
    if text not in kept:
        if len(kept) >= MOST_GLOSSES:
            kept.clear()
        kept[text] = _glossed(text, matcher)
    return kept[text]


def _glossed(text: str, matcher: Matcher) -> dict[int, str]:
    tokens = words_read(text).tokens
    found: dict[int, str] = {}
    at = 0
    for concept in matcher.concepts(text, "en"):
        first = next(iter(tokens_of(concept.written))).text
        at = next((n for n in range(at, len(tokens)) if tokens[n].text == first), at)
        ways = [way.words for way in concept.ways if way.language == "sv" and way.weight >= GLOSSED]
        found[at] = " ".join(word for words in ways for word in words)
        at += 1
    return found

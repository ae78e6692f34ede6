"""Which language a question is in: stop words and letters, Swedish when nothing tells."""

from functools import lru_cache

from retrieval.documents import Language
from retrieval.language.english import lemmas
from retrieval.language.lexicon import english_entries, everyday_entries, irregular_forms
from retrieval.language.tokens import words_of

SWEDISH = frozenset(
    "och att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan"
    " när år under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla"
    " andra mycket än här då sedan över bara in blir upp även vad vilka vilken vilket hur vem vems varför"
    " vart hos er ert era ni du mig dig oss hen hon dom nån något någon några går gör göra vill måste"
    " detta dessa denna utan mellan genom samt inom hej tack igen ju väl fick ha bli man i åt".split()
)
ENGLISH = frozenset(
    "the of and to in is that for it as was with be by on not he his but at are this have from or had an"
    " they which one you were her all she there would their we him been has when who will more no if out"
    " so said what up its about into than them can only other new some could time these two may then do"
    " first any my now such like our over me even most made after also did many before must through where"
    " how your why does i'm i whose whom please hello hi thanks".split()
)
SHARED = SWEDISH & ENGLISH
SWEDISH_LETTERS = frozenset("åäö")


def language_of(text: str, default: Language = "sv") -> Language:
    """The likelier of the two languages; names with å, ä, ö count little in an English sentence."""
    words = words_of(text)
    swedish = sum(word in SWEDISH for word in words if word not in SHARED)
    english = sum(word in ENGLISH for word in words if word not in SHARED)
    if swedish == english:
        letters = any(SWEDISH_LETTERS & set(word) for word in words)
        if letters or swedish:
            return "sv" if letters and not english else default
        return "en" if _is_english_by_lexicon(words) else _by_shape(words, default)
    return "sv" if swedish > english else "en"


def _is_english_by_lexicon(words: list[str]) -> bool:
    """Whether two words or more stand in the lexicon's English, more than are Swedish."""
    english = sum(any(lemma in english_entries() for lemma in lemmas(word)) for word in words)
    return english >= 2 and english > sum(_is_swedish(word) for word in words)


def _is_swedish(word: str) -> bool:
    """Whether the lexicon knows a word as Swedish: "plan" and "film" are, "bad" and "barn" too."""
    own = english_entries().get(word, ())
    return word in _swedish_words() or any(alternative.words == (word,) for alternative in own)


@lru_cache(maxsize=1)
def _swedish_words() -> frozenset[str]:
    """The words of the lexicon's everyday and official Swedish, and its irregular forms."""
    entries = everyday_entries()
    said = (word for term in entries for way in entries[term] for word in (*term.split(), *way.words))
    return frozenset(said) | irregular_forms("sv").keys()


def _by_shape(words: list[str], default: Language) -> Language:
    """What the endings and letter pairs of a few words without stop words suggest."""
    english = sum(
        word.endswith(("tion", "ing", "ity", "ment", "ness", "ly", "ies", "ship", "ance", "ence"))
        for word in words
    )
    english += sum("th" in word or "wh" in word or "w" in word[:1] for word in words)
    swedish = sum(
        word.endswith(("ning", "het", "skap", "else", "ande", "are", "ar", "na", "er", "et", "en", "isk"))
        for word in words
    )
    if english == swedish:
        return default
    return "en" if english > swedish else "sv"

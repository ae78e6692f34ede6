"""Keep people in the posts that the source gives them.

Sentence, source -> a title that the source has for nobody, or in another rank.
"""

import re
from collections.abc import Sequence

from bot.verifying.names import people_in
from bot.verifying.source import Found
from bot.verifying.words import words_read
from retrieval.documents import Language
from retrieval.language.stems import stem
from retrieval.registers.contacts.names import TITLE, field_of

# ranks that are called differently in the other language, each line one
RANKS = tuple(
    re.compile(rf"(?:{line})(?:n|en|na|ns|ens|s)?$", re.IGNORECASE)
    for line in (
        r"chef|head|director|manager|direktör|ledare|leader|ansvarig",
        r"strateg|strategist",
        r"samordnare|koordinator|coordinator",
        r"handläggare|officer|administratör|administrator|case ?worker",
        r"sekreterare|secretary",
        r"rådgivare|konsulent|advis[eo]r|consultant",
        r"utvecklare|developer|development officer|officer",
        r"planerare|planner",
        r"analytiker|analyst",
        r"ordförande|chair(?:man|woman|person)?",
        r"ombud|representative",
        r"kommunikatör|communicat(?:or|ions officer)|officer",
        r"presskontakt|kontaktperson|contact",
    )
)


ROLE = re.compile(r"kontakt|contact", re.IGNORECASE)  # what anybody is whom one may ask


def wrong_title(sentence: str, language: Language, source: str) -> Found | None:
    """The first title beside a person's name that the source does not have."""
    if not people_in(sentence):
        return None
    known = sorted(words_read(source).kin)
    for match in TITLE.finditer(sentence):
        word = _whole_word(sentence, match)
        if not ROLE.search(word) and not _stands(word, known, language):
            return Found("name", word)
    return None


def _whole_word(text: str, match: re.Match[str]) -> str:
    start = match.start()
    while start > 0 and (text[start - 1].isalpha() or text[start - 1] == "-"):
        start -= 1
    return text[start : match.end()].casefold()


def _stands(word: str, known: Sequence[str], language: Language) -> bool:
    """Whether a title stands in a source: itself, its rank with what it is about, or its rank translated."""
    stems = {stem(each, "sv") for each in known} | {stem(each, "en") for each in known}
    if stem(word, "sv") in stems or stem(word, "en") in stems:
        return True
    ranks = [pattern for pattern in RANKS if pattern.search(word)]
    said = any(pattern.search(each) for pattern in ranks for each in known)
    if language == "en":
        return said
    about = field_of(word)
    return (
        said
        and (about == word or any(about[:-1] in each for each in known))
        and _rank_stands(word, about, known)
    )


def _rank_stands(word: str, about: str, known: Sequence[str]) -> bool:
    """Whether the source's Swedish has the very rank: "direktör" is no "chef"."""
    rank = word[len(about) :].lstrip("s")[:5]
    return not rank or any(rank in each for each in known)

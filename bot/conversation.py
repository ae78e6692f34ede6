"""Make a follow-up whole: what it leaves out stands in the turns before.

Earlier user turns and a message -> the question as it would stand alone. Rules over words, no model.
"""

import re
from collections.abc import Sequence

from retrieval.language import stopwords
from retrieval.language.places import regions_in
from retrieval.language.tokens import tokens_of
from retrieval.registers.strategy.kinds import REFERENCE

OPENING = re.compile(
    r"^\W*(?:och|men|and|but|so|då|what about|how about|hur är det med|hur blir det med|vad gäller för"
    r"|och vad gäller|samma för|same for|eller)\b[\s,]*",
    re.IGNORECASE,
)
CLOSING = re.compile(r"[\s,]*\b(?:då|also|too|också|istället|i stället|instead)\s*[?!.]*$", re.IGNORECASE)
PRONOUN = re.compile(
    r"\b(?:han|hon|hen|hans|hennes|hens|honom|henne|dem|deras|dess|den|det|de|dom|denne|denna|detta"
    r"|dessa|där|dit|his|her|hers|him|she|he|they|them"
    r"|their|it|its|that|this|those|these|there)\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\b(?:han|hon|hen|hans|hennes|hens|honom|henne|his|her|hers|him|she|he)\b", re.IGNORECASE
)
ASKS = re.compile(
    r"\b(?:vem|vad|vilken|vilket|vilka|när|var|vart|hur|varför|kan|finns|är|får|har|who|what|which|when"
    r"|where|how|why|can|is|are|does|do|did)\b",
    re.IGNORECASE,
)
DETAIL = re.compile(
    r"\b(?:mejl\w*|mail\w*|e-?post\w*|e-?mail|nummer|numret|telefon\w*|tel|phone|number|titel|title"
    r"|adress\w*|address)\b",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    r"^(?:för|i|på|hos|till|om|vid|från|inom|for|in|at|on|about|of|from|with|med)\b", re.IGNORECASE
)
PART = re.compile(r"\b\d{1,2}[.:]\d{1,2}\b")
SHORT = 6  # content words up to which a message may be the rest of an earlier one


def whole_question(message: str, history: Sequence[str]) -> tuple[str, str]:
    """The message as a question of its own, and the one it leans on; itself and "" when it stands alone."""
    before = ""
    for turn in history:
        before = _joined(turn.strip(), before)
    whole = _joined(message.strip(), before)
    return whole, before if whole != message.strip() else ""


def speaks_of_person(message: str) -> bool:
    """Whether a message speaks of one person by a pronoun."""
    return bool(PERSON.search(message))


def _joined(message: str, before: str) -> str:
    if not before or not _leans_on(message):
        return message
    fragment = CLOSING.sub("", OPENING.sub("", message)).strip(" ?!.,")
    if not fragment:
        return before
    if DETAIL.search(fragment) or (PRONOUN.search(fragment) and ASKS.search(fragment)):
        return f"{message} {_subject(before)}"
    return _replaced(fragment, before)


def _leans_on(message: str) -> bool:
    """Whether a message leaves out its subject or its question."""
    content = [t for t in tokens_of(message) if not _is_stopword(t.text)]
    if len(content) > SHORT:
        return False
    if OPENING.match(message) or re.search(r"\bdå\s*\?*$", message.casefold()):
        return True
    if PRONOUN.search(message) and len(content) <= 3:
        return bool(
            re.search(
                r"\b(?:han|hon|hen|hans|hennes|hens|honom|henne|deras|dem|dom|den|his|her|him|she|he"
                r"|they|them|their|it)\b",
                message,
                re.I,
            )
        )
    return not ASKS.search(message) and len(content) <= 2 and bool(DETAIL.search(message))


def _is_stopword(word: str) -> bool:
    return word in stopwords.SWEDISH or word in stopwords.ENGLISH


def _subject(question: str) -> str:
    """What an earlier question is about: its words without those that only ask."""
    return " ".join(
        word
        for word in re.findall(r"[\w:.@’'+-]+", question)
        if not ASKS.fullmatch(word) and not DETAIL.fullmatch(word)
    )


def _renumbered(fragment: str, before: str) -> str | None:
    """A question on another part of a strategy than the earlier one: "and 4:3?" is of the same kind."""
    earlier, own, bare = REFERENCE.search(before), REFERENCE.search(fragment), PART.search(fragment)
    if not earlier or not (own or bare):
        return None
    named = own.group() if own else f"{earlier.group('kind')} {bare.group() if bare else ''}"
    if ASKS.search(fragment):
        return fragment if own else PART.sub(named, fragment, count=1)
    return before[: earlier.start()] + named + before[earlier.end() :]


def _replaced(fragment: str, before: str) -> str:
    """An earlier question with its number, place, prepositional phrase or rarest word replaced."""
    if renumbered := _renumbered(fragment, before):
        return renumbered
    if regions_in(fragment) and regions_in(before):
        return _replace_region(fragment, before)
    if preposition := PREPOSITION.match(fragment):
        pattern = re.compile(rf"\b{preposition.group()}\s+[\w-]+(?:\s+[\w-]+)?(?=\s*[?.!]*$)", re.IGNORECASE)
        if pattern.search(before):
            return pattern.sub(lambda _: fragment, before, count=1)
    words = [
        token
        for token in tokens_of(before)
        if not _is_stopword(token.text) and not ASKS.fullmatch(token.text)
    ]
    if not words:
        return f"{before} {fragment}"
    longest = max(words, key=lambda token: token.end - token.start)
    return f"{before[: longest.start]}{fragment}{before[longest.end :]}"


def _replace_region(fragment: str, before: str) -> str:
    for region in regions_in(before):
        for name in (region, *region.split()):
            before, count = re.subn(
                rf"\b{re.escape(name)}s?\b", fragment_name(fragment), before, flags=re.IGNORECASE
            )
            if count:
                return before
    return f"{before} {fragment}"


def fragment_name(fragment: str) -> str:
    """The region that a fragment names, as it is called."""
    return ", ".join(sorted(regions_in(fragment)))

"""Find the names of a sentence and tell whether its sources have them.

Sentence -> Names. A name is what stands with a capital letter: people, places, bodies, programmes. It may be
inflected, or be common words that an English reader is given in translation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.verifying.details import LINK, placed_details
from bot.verifying.framing import FRAME
from bot.verifying.source import Found
from retrieval.language import stopwords
from retrieval.language.lexicon import english_entries
from retrieval.language.times import MONTHS
from retrieval.language.tokens import Token, tokens_of
from retrieval.registers.contacts.names import names_in
from retrieval.registers.funding.vocabulary import KNOWN

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
NO_NAME = frozenset(MONTHS) | WEEKDAYS | {"i", "sek", "eur", "kr"}
OPENS = re.compile(r"(?:^|[.!?:;•]\s|\n|^[-*•–]\s|^\d{1,2}[.)]\s|[\"“”»(]\s?)$")
LEAD = 6  # letters before a word that tell
# stands between the parts of one name, and between names of a list
INSIDE = re.compile(r"[ \t]|[ \t]?[-–&/’'][ \t]?|[ \t](?:de|von|af|van|der)[ \t]")
LISTED = re.compile(r"\s?(?:,|och|samt|and|&|,\s(?:och|samt|and))\s?")
SHORTEST_JOINED = 4  # letters of a name that a compound may begin with


@dataclass(frozen=True, slots=True)
class Name:
    """A row of words with capital letters."""

    start: int
    end: int
    text: str
    keys: tuple[str, ...]  # its words as they compare
    opens: bool  # its first word begins the sentence, where any word has a capital


def key_of(word: str) -> str:
    """A name's word as it compares: lower case, without genitive."""
    bare = re.sub(r"[’'´`]s?$", "", word.casefold())
    bare = bare.partition(":")[0]
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") else bare


@lru_cache(maxsize=4096)
def capitals_in(text: str) -> tuple[Name, ...]:
    """The rows of capitalised words of a text, in order; months, addresses and lone digits apart."""
    rows: list[list[Token]] = []
    covered = [(d.start, d.end) for d in placed_details(text)] + [m.span() for m in LINK.finditer(text)]
    for token in tokens_of(text):
        if not _is_capital(token) or any(start <= token.start < end for start, end in covered):
            continue
        if _is_small(token) and opens_at(text, token.start):
            continue
        if rows and INSIDE.fullmatch(text, rows[-1][-1].end, token.start):
            rows[-1].append(token)
        else:
            rows.append([token])
    return tuple(_name(row, text) for row in rows)


def opens_at(text: str, start: int) -> bool:
    """Whether a sentence or an item of a list begins at a place."""
    return bool(OPENS.search(text[start - LEAD : start] if start > LEAD else text[:start]))


def _is_capital(token: Token) -> bool:
    return token.raw[0].isupper() and token.text not in NO_NAME


def _is_small(token: Token) -> bool:
    small = (stopwords.SWEDISH, stopwords.ENGLISH, stopwords.NUMBERS, FRAME)
    return any(token.text in words for words in small)


def _name(row: Sequence[Token], text: str) -> Name:
    start, end = row[0].start, row[-1].end
    keys = tuple(key_of(token.raw) for token in row)
    return Name(start, end, text[start:end], keys, opens_at(text, start))


# a body is called by its place and what it is: "Granviks kommun", "Högskolan i Granvik"
BODY_AFTER = re.compile(
    r"[ \t](?P<body>kommun|län|landsting|universitet|högskola|[a-zåäö]*museum|[a-zåäö]*teater|bibliotek|kraft"
    r"|vänner|[a-zåäö]*förbund|förening|[a-zåäö]*festival|municipality|county"
    r"|university|council|museum|library)(?:en|et|s|ets|ens)?(?!\w)"
)
BODY_BEFORE = re.compile(
    r"(?P<body>[A-ZÅÄÖ]\w+(?:an|en|et|University|Municipality|Board))[ \t](?:i|in|of|för)[ \t]$"
)


@lru_cache(maxsize=4096)
def bodies_in(text: str) -> tuple[Name, ...]:
    """The names of a text, those of bodies with the common word that tells them from their place."""
    names: list[Name] = []
    for name in capitals_in(text):
        keys, start, end = name.keys, name.start, name.end
        if after := BODY_AFTER.match(text, end):
            keys, end = (*keys, after.group("body")), after.end()
        if (before := BODY_BEFORE.search(text, 0, start)) and names and names[-1].end > before.start("body"):
            start = names[-1].start
            keys = (*names.pop().keys, *keys)
        names.append(Name(start, end, text[start:end], keys, name.opens))
    return tuple(names)


@lru_cache(maxsize=4096)
def people_in(text: str) -> tuple[Name, ...]:
    """The people that a text names by more than one name."""
    spans = [(start, end) for start, end in names_in(text)]
    return tuple(
        Name(
            start,
            end,
            text[start:end],
            tuple(key_of(word) for word in re.findall(r"\w+", text[start:end])),
            False,
        )
        for start, end in spans
    )


def is_same_person(one: Name, other: Name) -> bool:
    """Whether two names may be one person's: one's words are among the other's, the last alike."""
    return set(one.keys) <= set(other.keys) or set(other.keys) <= set(one.keys)


@lru_cache(maxsize=1)
def other_forms() -> dict[str, tuple[str, ...]]:
    """The names by which funds and programmes are known, each with its other forms."""
    forms: dict[str, tuple[str, ...]] = {}
    for groups in KNOWN.values():
        for group in groups:
            words = tuple(form.casefold() for form in group)
            forms |= dict.fromkeys(words, words)
    return forms


def is_translated(name: Name) -> bool:
    """Whether a name is of the lexicon's English, so that the source calls it otherwise."""
    return all(key in english_entries() for key in name.keys)


@dataclass(frozen=True, slots=True)
class Written:
    """The words of the sources, by which names are looked up."""

    order: tuple[str, ...]  # every word's key as they follow
    keys: frozenset[str]
    capitals: frozenset[str]  # keys of those with a capital
    text: str  # lower case


@lru_cache(maxsize=1024)
def written_in(text: str) -> Written:
    """A source's words as names compare with them."""
    tokens = [token for token in tokens_of(text) if "@" not in token.raw]
    order = tuple(key_of(token.raw) for token in tokens)
    capitals = frozenset(key_of(token.raw) for token in tokens if token.raw[0].isupper())
    return Written(order, frozenset(order) | {token.text for token in tokens}, capitals, text.casefold())


def stands(key: str, written: Sequence[Written]) -> bool:
    """Whether a name's word stands in a source, alone or as the beginning of a compound."""
    return any(key in each.keys or _joined(key, each) for each in written)


def _joined(key: str, written: Written) -> bool:
    """Whether "Västerbottenskontoret" stands for "Västerbottens kontor", or the other way round."""
    for own in written.capitals:
        if (
            len(own) >= SHORTEST_JOINED
            and key.startswith(own)
            and _stands_apart(key.removeprefix(own), written)
        ):
            return True
        if (
            len(key) >= SHORTEST_JOINED
            and own.startswith((f"{key}s", key))
            and len(own) - len(key) >= SHORTEST_JOINED
        ):
            return True
    return False


def _stands_apart(rest: str, written: Written) -> bool:
    bare = rest.removeprefix("s")
    return len(bare) >= SHORTEST_JOINED and any(
        key.startswith(bare[:-2] if len(bare) > 5 else bare[:-1]) for key in written.keys if len(key) > 2
    )


def follows_as_written(keys: Sequence[str], written: Sequence[Written], slack: int) -> bool:
    """Whether the words of a name stand together in a source, with at most some others between."""
    size = len(keys) + slack
    for each in written:
        for place, key in enumerate(each.order):
            if key == keys[0] and set(keys) <= set(each.order[max(0, place - slack) : place + size]):
                return True
    return False


def broken_person(sentence: str, written: Sequence[Written]) -> Found | None:
    """A person's name whose words stand in the sources, but not as one name."""
    for person in people_in(sentence):
        if all(stands(key, written) for key in person.keys) and not _in_order(person.keys, written):
            return Found("name", person.text)
    return None


def _in_order(keys: Sequence[str], written: Sequence[Written]) -> bool:
    """Whether a name's words follow one another; a middle name may be left out."""
    for each in written:
        for place, key in enumerate(each.order):
            if key == keys[0]:
                rest = iter(each.order[place : place + len(keys) + 1])
                if all(any(word == sought for word in rest) for sought in keys):
                    return True
    return False

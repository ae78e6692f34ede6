"""What every sentence of a corpus names, once it is known which words are money at all.

Sentences -> Reads -> Outlines of documents -> what is Known of all -> Reads. "Bredbandsstöd" that is sought
in one sentence is money in every other; an abbreviation in brackets stands for its name everywhere; a name
that goes on where another ends is that one.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from retrieval.registers.funding.listed import entry_in
from retrieval.registers.funding.mention import Mention
from retrieval.registers.funding.names import may_name, mentions_in
from retrieval.registers.funding.reading import Sentence
from retrieval.registers.funding.vocabulary import offers_money, speaks_of_money

WORD = re.compile(r"\w+")
ADDRESS = re.compile(r"\S+@\S+\.\w")
SHORT = re.compile(r"\s\((?P<short>[A-ZÅÄÖ][\wÅÄÖ+-]{1,9})\)")
COVERS_HEADING = 0.7  # of a heading's letters, when it is a support's name and little else
SHORTEST_BEGINNING = 14  # letters of a key that a longer one may go on from


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence and the money that it names."""

    sentence: Sentence
    mentions: tuple[Mention, ...]
    heading: Mention | None = None  # the support that its heading is the name of


@dataclass(frozen=True, slots=True)
class Outline:
    """What one document names, before it is known what others name."""

    keys: frozenset[str]
    sure: frozenset[str]  # keys of what is money by a sentence alone
    purposed: frozenset[str]  # keys of names that say what the money is for
    again: tuple[tuple[str, Mention], ...]  # words by which a name is known from then on
    words: frozenset[str]  # of its sentences, in small letters
    headings: frozenset[str]  # above them


@dataclass(frozen=True, slots=True)
class Known:
    """What all documents tell of names, as far as it can make a difference to one of them."""

    sure: frozenset[str]
    same: tuple[tuple[str, str], ...]  # keys that go on from another one, each with that
    again: tuple[tuple[str, Mention], ...]


class Knowledge:
    """What all documents together tell of names; of a word that stands for several, the last."""

    def __init__(self, outlines: Sequence[Outline]) -> None:
        self._again = dict(pair for outline in outlines for pair in outline.again)
        self._place = {word: place for place, word in enumerate(self._again)}
        self._same = _beginnings({key for outline in outlines for key in outline.purposed})
        self._sure = frozenset(key for outline in outlines for key in outline.sure)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in self._again:
            self._by_first[_first_word(word)].append(word)
        self._over: dict[str, list[str]] = {}

    def within(self, outline: Outline) -> Known:
        """The part of it that can make a difference to one document."""
        words = {word for first in self._by_first.keys() & outline.words for word in self._by_first[first]}
        words |= {word for heading in outline.headings for word in self._words_of(heading)}
        again = tuple((word, self._again[word]) for word in sorted(words, key=self._place.__getitem__))
        keys = sorted(outline.keys | {mention.key for _, mention in again})
        same = tuple((key, self._same[key]) for key in keys if key in self._same)
        return Known(self._sure.intersection(keys), same, again)

    def _words_of(self, heading: str) -> list[str]:
        """The words that a heading begins with."""
        if heading not in self._over:
            self._over[heading] = [word for word in self._again if heading.startswith(word)]
        return self._over[heading]


def read_in(blocks: Iterable[Sequence[Sentence]]) -> list[list[Read]]:
    """The sentences of each block with the names that they may hold."""
    return [[Read(sentence, tuple(found)) for sentence, found in _mentions(block)] for block in blocks]


def outline_of(blocks: Sequence[Sequence[Read]]) -> Outline:
    """What the sentences of one document name."""
    read = [each for block in blocks for each in block]
    mentions = [mention for each in read for mention in each.mentions]
    return Outline(
        keys=frozenset(mention.key for mention in mentions),
        sure=frozenset(mention.key for mention in mentions if mention.sure),
        purposed=frozenset(mention.key for mention in mentions if mention.purpose),
        again=tuple(_names_again(read)),
        words=frozenset(word for each in read for word in WORD.findall(each.sentence.text.casefold())),
        headings=frozenset(_bare(each.sentence.heading).casefold() for each in read),
    )


def settled(blocks: Iterable[Sequence[Read]], known: Known) -> Iterator[list[Read]]:
    """The sentences of each block with what they do name."""
    same, again = dict(known.same), dict(known.again)
    for block in blocks:
        yield [
            Read(
                each.sentence, tuple(_settled(each, known.sure, same, again)), _covering(each.sentence, again)
            )
            for each in block
        ]


def _bare(heading: str) -> str:
    return heading.strip(" 0123456789.:")


def _first_word(name: str) -> str:
    match = WORD.search(name)
    return match.group() if match else ""


def _covering(sentence: Sentence, again: dict[str, Mention]) -> Mention | None:
    """The support that the heading of a sentence is the name of and little else."""
    heading = _bare(sentence.heading)
    for name, mention in again.items():
        if heading.casefold().startswith(name) and len(name) >= COVERS_HEADING * len(heading):
            return mention
    return _named_by_heading(heading)


@lru_cache(maxsize=4_000)
def _named_by_heading(heading: str) -> Mention | None:
    for mention in mentions_in(heading, context=True) if may_name(heading) else ():
        if mention.record and len(mention.printed) >= COVERS_HEADING * len(heading):
            return mention
    return None


def _mentions(block: Sequence[Sentence]) -> Iterator[tuple[Sentence, list[Mention]]]:
    """The sentences of a block with their names; a line of addresses names people."""
    offered = bool(block) and offers_money(block[0].block.text)
    for sentence in block:
        yield sentence, _names_of(sentence, offered) if _may_name(sentence) else []


def _may_name(sentence: Sentence) -> bool:
    if "@" in sentence.text and ADDRESS.search(sentence.text):
        return False
    listed = sentence.block.kind in ("item", "row")
    return may_name(sentence.text) or (listed and may_name(sentence.heading))


def _names_of(sentence: Sentence, offered: bool) -> list[Mention]:
    offered = offered or _names_money(sentence.heading)
    found = mentions_in(sentence.text, offered or speaks_of_money(sentence.text), offered)
    if entry := entry_in(sentence, found):
        return [entry, *(mention for mention in found if mention.first >= entry.last and not mention.record)]
    return found


@lru_cache(maxsize=4_000)
def _names_money(heading: str) -> bool:
    return any(mention.record for mention in mentions_in(heading, speaks_of_money(heading)))


def _beginnings(keys: Iterable[str]) -> dict[str, str]:
    """Keys that go on from another one, each with the shortest such."""
    ordered = sorted(keys, key=len)
    return {
        key: beginning
        for key in ordered
        for beginning in ordered[:1] + ordered
        if len(beginning) >= SHORTEST_BEGINNING and key != beginning and key.startswith(beginning)
    }


def _names_again(read: Iterable[Read]) -> Iterator[tuple[str, Mention]]:
    """Names by which money is known from then on, each in small letters: abbreviations, programmes."""
    for each in read:
        for mention in each.mentions:
            if mention.record and (match := SHORT.match(each.sentence.text, mention.last)):
                yield match.group("short").casefold(), mention
            if mention.kind == "programme" and mention.key == mention.name.casefold():
                yield mention.key, mention


def _settled(
    read: Read, sure: Collection[str], same: dict[str, str], again: dict[str, Mention]
) -> Iterator[Mention]:
    for mention in read.mentions:
        if not mention.record or mention.key in sure:
            yield replace(mention, key=same.get(mention.key, mention.key))
    small = read.sentence.text.casefold()
    for word, mention in again.items():
        if word in small and mention.key in sure and len(small) == len(read.sentence.text):
            for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", small):
                if all(match.end() <= m.first or match.start() >= m.last for m in read.mentions):
                    printed = read.sentence.text[match.start() : match.end()]
                    key = same.get(mention.key, mention.key)
                    yield replace(
                        mention, first=match.start(), last=match.end(), printed=printed, key=key, purpose=None
                    )

"""Read a word or a phrase as the name of money: its head, its first part, its basic form.

Word -> WordRead, text -> Phrases. Which of them make a record is decided in names.py.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from retrieval.language.stems import stem
from retrieval.registers.funding.vocabulary import GENERAL, HEADS, LOANS, NOT_MONEY, ONE_HEAD, SURE_HEADS

WORD = re.compile(r"[^\W\d_](?:[\w:+-]*\w)?")
HEAD_WORD = re.compile(
    "(?P<modifier>[a-zåäöéü:-]*?)(?:" + "|".join(f"(?P<{name}>{form})" for name, form in HEADS.items()) + ")"
)
WHOLE = 3  # letters up to which a first part is compared in full, not by its beginning
REFUSED = {
    head: re.compile(
        r"(?:.*-)?(?:"
        + "|".join(re.escape(word) + ("s?-?$" if len(word) <= WHOLE else "") for word in words.split())
        + ")"
    )
    for head, words in NOT_MONEY.items()
    if words
}
SHORTEST_MODIFIER = 2
# where the words after "stöd till" no longer say what for
STOP = frozenset(
    "som vilket vilken vilka där när har är var kan ska skall kommer finns fanns får ger gav gör blev blir"
    " beviljas beviljats sökas söks söka startats att under från genom via hos enligt men samt om inte nu där"
    " upp efter påverkas redan även också innebär behöver måste vid så inom through under by from that which"
    " is are was were has have can may will must shall if when with or".split()
)
LINKING = frozenset("och i av för till på den det de en ett and of for to in the a an or".split())
LONGEST_COMPLEMENT = 8  # words
MARKS = '.,;:!?)”"'
TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class WordRead:
    """A word that ends in a word for money."""

    modifier: str  # "företags"; empty for the bare head
    head: str  # "stöd"
    sure: bool  # money whatever the sentence says
    general: bool  # money, but no name

    @property
    def lemma(self) -> str:
        """The basic form: "företagsstöd"."""
        return self.modifier + self.head


@lru_cache(maxsize=20_000)
def read_word(word: str) -> WordRead | None:
    """What a word is as money; None where it is none. Case counts not."""
    match = HEAD_WORD.fullmatch(word.casefold())
    if not match or not match.lastgroup:
        return None
    modifier, head = match.group("modifier"), match.lastgroup
    if not modifier:
        return WordRead("", head, False, True)
    if not _is_money(modifier, head, match.group(head)):
        return None
    lemma = modifier + head
    head = ONE_HEAD.get(modifier.rstrip("s"), head) if head != "fond" else head
    return WordRead(modifier, head, head in SURE_HEADS, lemma in GENERAL or modifier.startswith("eu-"))


def _is_money(modifier: str, head: str, ending: str) -> bool:
    if len(modifier) < SHORTEST_MODIFIER or modifier.endswith(":"):
        return False
    if head == "fond":  # a fund is named in the definite, or with whose it is
        return not ending.endswith("fonder") and not REFUSED[head].match(modifier)
    if head == "lån":
        return modifier.rstrip("s-") in LOANS
    if head == "finansiering":
        return modifier == "projekt"
    refused = REFUSED.get(head)
    # "processtöd" is "process" and "stöd": three letters of a kind are written as two
    return not (refused and (refused.match(modifier) or refused.match(modifier + head[0])))


def complement(text: str, first: int, preposition: str) -> int:
    """Where the words that say what money is for end; `first`, where they may begin, if there are none."""
    end = first
    for count, match in enumerate(TOKEN.finditer(text, first)):
        word = match.group().strip("”\"'(").casefold()
        bare = word.rstrip(MARKS)
        if count >= LONGEST_COMPLEMENT or _stops(bare, preposition) or match.group()[0] in "(–|":
            break
        if bare not in LINKING:
            end = match.start() + len(match.group().rstrip(MARKS))
        if word != bare or match.group()[-1:] in MARKS:
            break
    return end


def _stops(word: str, preposition: str) -> bool:
    if word in STOP or word.endswith(("ades", "ats")):
        return True
    return word in ("till", "för", "for", "to", "för att") and word != preposition


def content_key(text: str) -> str:
    """What phrases that say the same share: the stems of their words, without small words."""
    words = (match.group().casefold() for match in WORD.finditer(text))
    return " ".join(stem(word, "sv") for word in words if word not in LINKING)


@lru_cache(maxsize=64)
def words_in(text: str) -> tuple[tuple[int, int, WordRead], ...]:
    """The words of a text that mean money, with their offsets."""
    words = ((match.start(), match.end(), read_word(match.group())) for match in WORD.finditer(text))
    return tuple((first, last, read) for first, last, read in words if read)

"""Keep who does what: by whom something is done, and which of two is more.

A sentence that says "adopted by the parliament" where its source says "adopted by the board" has another
agent; one that says "boys more than girls" for "girls more than boys" has turned a comparison.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.verifying.cues import placed_sides, sides_in
from bot.verifying.kin import groups_of, is_loose
from bot.verifying.names import Name, bodies_in
from bot.verifying.reading import SAID, Laid
from bot.verifying.source import Found
from bot.verifying.words import Words

BY = frozenset({"av", "by"})
ADVERBS = frozenset(
    "främst mainly mostly also också primarily huvudsakligen delvis partly jointly gemensamt helt bland"
    " annat".split()
)
# before these "av" is no agent's: a part, a quantity, what something is made of
PARTS = frozenset(
    "procent percent cent består bestod del delar hälften antal antalet många flera några en ett av mängd"
    " andel andelen tredjedel slags typ typer".split()
)
PASSIVE = re.compile(
    r"(?:[^s]s|[aiey]t|[ae]d|ade|gen|ten|ven|ken|den|gna|tna|vna|[^aeiouyåäö]t|[^aeiouyåäö]d)$"
)
NOUN = re.compile(r"(?:tet|tion|ning|ering|het|skap|else|ment|ande|ende)(?:en|et|n|s|ens|ets)$")
NO_PASSIVE = frozenset("procent percent hos dess deras annars minst mest främst tack".split())
VERB_REACH = 9  # words before "by" within which stands what was done
PHRASE = 5  # words after "by" that name who did it
STOP = re.compile(
    r"[.,;:!?()\n]|\b(?:och|and|som|which|who|men|but|för att|to|mellan|between|under|in|i|på|at|från"
    r"|from|till|with|med)\b",
    re.IGNORECASE,
)
COMPARES = frozenset({"än", "than"})
BESIDE = 5  # words on either side of "than" among which stand the two that are compared


@dataclass(frozen=True, slots=True)
class Agent:
    """What is done, and by whom: numbers of words."""

    deed: tuple[int, ...]  # candidates, the nearest first
    doer: tuple[int, ...]


def another_agent(laid: Laid) -> Found | None:
    """The first deed that the source says another did."""
    said = agents_in(laid.source)
    for claimed in (*agents_in(laid.claim), *_subjects(laid)) if said else ():
        if (idea := _idea(laid, claimed.deed)) is None:
            continue
        same_deed = [each for each in said if any(laid.said[n][idea] >= SAID for n in each.deed)]
        doers = _ideas(laid, claimed.doer)
        shared = not doers or any(_shares_doer(laid, each, doers) for each in same_deed)
        if (
            same_deed
            and not shared
            and not _stands_beside(laid, idea, doers, _chiefly(laid.claim, claimed.deed))
        ):
            return Found("owner", " ".join(laid.claim.tokens[n].raw for n in claimed.doer))
    return None


def _subjects(laid: Laid) -> list[Agent]:
    """The names of a sentence with the verb right after them: "the region ran"."""
    found = []
    for name in bodies_in(laid.claim.text):
        own = tuple(n for n, t in enumerate(laid.claim.tokens) if t.start < name.end and t.end > name.start)
        following = laid.claim.tokens[own[-1] + 1 : own[-1] + 2] if own else ()
        if name.opens and len(name.keys) == 1:
            continue
        if following and not following[0].text.endswith("s") and _is_verb(following[0].text, laid):
            found.append(Agent((own[-1] + 1,), own))
    return found


def _is_verb(word: str, laid: Laid) -> bool:
    return is_loose(word, laid.language) or bool(groups_of(word))


def agents_in(words: Words) -> list[Agent]:
    """The deeds of a text that are said to be done by somebody."""
    found = []
    for number, token in enumerate(words.tokens):
        if token.text in BY and (doer := _doer(words, number)) and (deed := _deed(words, number)):
            found.append(Agent(deed, doer))
    return found


def _doer(words: Words, by: int) -> tuple[int, ...]:
    """The content words after "by", up to where another phrase begins."""
    found: list[int] = []
    for number in range(by + 1, min(by + 1 + PHRASE, len(words.tokens))):
        between = words.text[words.tokens[number - 1].end : words.tokens[number].end]
        if STOP.search(between):
            break
        if words.is_content(number) and not words.tokens[number].is_number:
            found.append(number)
    return tuple(found)


def _deed(words: Words, by: int) -> tuple[int, ...]:
    """The verb before "by" in its sentence; none where "av" is the "of" of a part or a measure."""
    for number in range(by - 1, max(-1, by - 1 - VERB_REACH), -1):
        token = words.tokens[number]
        if re.search(r"[.;:\n]", words.text[token.end : words.tokens[number + 1].start]):
            break
        if token.text in PARTS:
            break
        named = token.raw[0].isupper() and number > 0
        if not (token.is_number or named or token.text in ADVERBS) and _is_deed(
            token.text, words.tokens[by].text
        ):
            return (number,)
    return ()


def is_by_whom(words: Words, by: int) -> bool:
    """Whether a word is the "by" right after what was done."""
    return words.texts[by] in BY and _is_deed(words.texts[by - 1], words.texts[by])


def _is_deed(word: str, by: str) -> bool:
    """Whether a word may be a verb in the passive: "antagen", "drevs", "adopted"."""
    if by == "by":
        return word.endswith(("ed", "en", "wn", "un", "id", "ld", "nt", "de", "ght", "run", "et"))
    return bool(PASSIVE.search(word)) and not NOUN.search(word) and word not in NO_PASSIVE


def _idea(laid: Laid, numbers: Sequence[int]) -> int | None:
    """The idea that the nearest of some words of the sentence is written with."""
    for number in numbers:
        for idea, spot in enumerate(laid.spots):
            if number in spot and laid.spoken[idea]:
                return idea
    return None


def _ideas(laid: Laid, numbers: Sequence[int]) -> list[int]:
    return [idea for idea, spot in enumerate(laid.spots) if set(spot) & set(numbers)]


def _shares_doer(laid: Laid, said: Agent, doers: Sequence[int]) -> bool:
    """Whether the doer of the source is the sentence's: its first words, for the last may be a place."""
    claimed = {number for idea in doers for number in laid.spots[idea]}
    one, other = _name_at(laid.claim, claimed), _name_at(laid.source, set(said.doer))
    if one and other:
        return set(one.keys) <= set(other.keys) or set(other.keys) <= set(one.keys)
    things = [idea for idea in doers if not _is_loose(laid, idea)]
    doers = things or doers
    shared = [idea for idea in doers if any(laid.said[number][idea] >= SURELY for number in said.doer)]
    whole = sum(laid.weights[idea] for idea in doers)
    return bool(shared) and sum(laid.weights[idea] for idea in shared) >= MOST_OF * whole


def _is_loose(laid: Laid, idea: int) -> bool:
    return any(is_loose(laid.claim.texts[number], laid.language) for number in laid.spots[idea])


def _name_at(words: Words, numbers: Collection[int]) -> Name | None:
    """The name that begins with the first of some words, if it does."""
    start = words.tokens[min(numbers)].start
    return next((name for name in bodies_in(words.text) if name.start == start), None)


def _chiefly(words: Words, deed: Sequence[int]) -> bool:
    """Whether somebody is said to do it more than others: "used mainly by"."""
    clause = words.clauses[words.clause_of[deed[0]]]
    return "most" in sides_in(words.text[clause.start : clause.end])


def _stands_beside(laid: Laid, idea: int, doers: Sequence[int], chiefly: bool) -> bool:
    """Whether the doer stands beside the deed elsewhere in the source, as when it is told actively.

    Who does it chiefly is said so there too.
    """
    places = laid.source.places
    return any(
        (not chiefly or _chiefly(laid.source, (one,))) and abs(places[one] - places[other]) <= ACTIVE
        for one, _ in laid.spoken[idea]
        for doer in doers
        for other, _ in laid.spoken[doer]
        if _is_active(laid, one, other)
    )


MOST_OF = 0.5  # share of what a doer is called, that tells that it is the same
SURELY = 0.65  # strength from which a doer is the same; likeness of letters alone is less
ACTIVE = 5.0  # words between who does and what, when it is told actively


def _is_active(laid: Laid, deed: int, doer: int) -> bool:
    """Whether a doer stands before what is done, with no "by" after it."""
    after = [token.text for token in laid.source.tokens[deed + 1 : deed + 1 + VERB_REACH]]
    return doer < deed and not BY & set(after[:4])


def turned_comparison(laid: Laid) -> Found | None:
    """Two that are compared the other way round than in the source."""
    said = _comparisons(laid.source)
    for word, side, left, right in _comparisons(laid.claim):
        first, second = _ideas(laid, left), _ideas(laid, right)
        for _, other_side, before, after in said:
            straight = _says(laid, before, first) and _says(laid, after, second)
            crossed = _says(laid, before, second) and _says(laid, after, first)
            if (crossed and not straight and side == other_side) or (
                straight and not crossed and side != other_side
            ):
                return Found("reversed", word)
    return None


def _comparisons(words: Words) -> list[tuple[str, tuple[str, int], tuple[int, ...], tuple[int, ...]]]:
    """The comparisons of a text: the word that compares, its side, what stands before and after."""
    found = []
    sides = placed_sides(words.text)
    for number, token in enumerate(words.tokens):
        if token.text not in COMPARES or number == 0:
            continue
        before = words.tokens[number - 1]
        side = next((s for s in sides if s.start < before.end and before.start < s.end), None)
        if side:
            left = tuple(n for n in range(max(0, number - 1 - BESIDE), number - 1) if words.is_content(n))
            right = tuple(
                n
                for n in range(number + 1, min(len(words.tokens), number + 1 + BESIDE))
                if words.is_content(n)
            )
            found.append((before.raw, (side.name, side.side), left, right))
    return found


def _says(laid: Laid, numbers: Sequence[int], ideas: Sequence[int]) -> bool:
    return any(laid.said[number][idea] >= SAID for number in numbers for idea in ideas)

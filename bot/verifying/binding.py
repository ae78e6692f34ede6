"""Keep together what the source keeps together: whose number, which amount, who does what.

Items of one kind (numbers with one unit, names, details) compete for the words that stand round them. Where a
sentence puts words beside an item that in the source stand clearly nearer to another of its kind, the two
were swapped.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

from bot.verifying.figures import has_same_unit, is_same_value
from bot.verifying.items import Item, items_of
from bot.verifying.names import Name, is_translated
from bot.verifying.portions import pieces_of
from bot.verifying.quantities import Quantity, quantities_in
from bot.verifying.reading import Laid
from bot.verifying.returns import is_given
from bot.verifying.source import Found
from bot.verifying.words import Clause, Words
from retrieval.registers.contacts.names import TITLE

REACH = 4.5  # words over which what stands beside an item fades
RIVAL = 1.55  # times better that another item must fit
TIMES_BETTER = {"side": 1.25, "name": 1.8}
OF = frozenset(("av", "of"))
LITTLE = 0.08  # share of a sentence's weight below which what stands round an item tells nothing
MUCH = 0.25  # share of the weight round a person that an idea must have to tell alone
ALONE = 0.15  # of an idea's weight, that another person must have it by
TIMES_ALONE = 2.5
APART = 0.25  # the same of anything that is no person
TIMES_APART = 4.0
TOGETHER = 0.45  # nearness of what stands right beside an item
SAME_CLAUSE = 0.3  # nearness of what stands in one clause, however long
WHOLE = 0.95  # share of a piece's weight that a piece of the source must say to say all of it
LEAST = 0.14  # of the weight round an item, that a rival must fit better by


def swapped(laid: Laid) -> Found | None:
    """The first item whose words stand beside another of its kind in the source."""
    claimed = items_of(laid.claim, laid.source)
    said = [each for each in items_of(laid.source, laid.source) if not _is_in_a_name(each, laid)]
    for item in claimed:
        if _is_whole(item, claimed, laid.claim) or _keeps_its_role(item, laid):
            continue
        if laid.language == "en" and isinstance(item.value, Name) and is_translated(item.value):
            continue
        rivals = [each for each in said if _competes(each, item)]
        own = [each for each in rivals if _is_same(item, each)]
        if (
            (own or item.is_side)
            and len(own) < len(rivals)
            and _fits_better(item, own, rivals, laid, claimed)
            and not _stands_whole(item, own, laid)
        ):
            return Found("reversed" if item.is_side else "owner", item.printed)
    return None


def _is_whole(item: Item, claimed: Sequence[Item], words: Words) -> bool:
    """Whether an item is the whole that another is a part of: "11 of the 14"."""
    before = words.tokens[: item.own[0]]
    part = [token.text for token in before[-3:]]
    numbers = {
        number for each in claimed if each.kind == item.kind and each is not item for number in each.own
    }
    return any(word in OF for word in part) and any(len(before) - back in numbers for back in (2, 3))


def _stands_whole(item: Item, own: Sequence[Item], laid: Laid) -> bool:
    """Whether all that a piece of the sentence says with an item stands in one piece of the source."""
    mine = next(each for each in pieces_of(laid.claim) if each.first <= item.own[0] < each.last)
    ideas = [idea for idea in laid.ideas_of(mine) if idea in laid.claims_or_figures]
    before: Clause | None = None
    for piece in pieces_of(laid.source):
        if any(piece.first <= each.own[0] < piece.last for each in own) and _is_one_item(piece, item, laid):
            said = laid.strengths_in(piece)
            if (
                before and not item.is_side and _leaves_out(before, mine, laid)
            ):  # "6 days in A and 14 in B" leaves the days out
                said = [max(pair) for pair in zip(said, laid.strengths_in(before), strict=True)]
            if laid.share_said(ideas, said) >= WHOLE:
                return True
        before = piece
    return False


def _leaves_out(before: Clause, mine: Clause, laid: Laid) -> bool:
    """Whether a piece of the sentence has nothing of what tells the piece before from others."""
    claimed = [each for each in items_of(laid.claim, laid.source) if mine.first <= each.own[0] < mine.last]
    said = [each for each in items_of(laid.source, laid.source) if before.first <= each.own[0] < before.last]
    return not any(_is_one_kind(one, other) and _is_same(one, other) for one in claimed for other in said)


def _is_one_item(piece: Clause, item: Item, laid: Laid) -> bool:
    """Whether a piece of the source has no other item that may be taken for this one."""
    inside = [each for each in items_of(laid.source, laid.source) if piece.first <= each.own[0] < piece.last]
    return sum(_is_one_kind(each, item) for each in inside) == 1


def _is_in_a_name(item: Item, laid: Laid) -> bool:
    """Whether a year of the source is part of what both call something: "Tågstrategi 2040"."""
    if item.kind != "date" or item.own[0] == 0:
        return False
    words, at = laid.source, item.own[0]
    called = words.text[words.tokens[at - 1].start : words.tokens[item.own[-1]].end]
    return called[0].isupper() and called in laid.claim.text


def _keeps_its_role(item: Item, laid: Laid) -> bool:
    """Whether a sum is given in return in the sentence and in the source alike."""
    figure = item.value
    if not isinstance(figure, Quantity) or not is_given(laid.claim.text, figure):
        return False
    said = [each for each in quantities_in(laid.source.text) if is_same_value(figure, each)]
    return any(is_given(laid.source.text, each) for each in said)


def _is_one_kind(one: Item, other: Item) -> bool:
    """Whether two items are of one kind; "800 miljoner" alone may be money."""
    if one.kind == other.kind:
        return True
    numbers = (one.value, other.value)
    return {one.kind, other.kind} == {"SEK", "count"} and all(
        isinstance(each, Quantity) and (each.scaled or each.unit) for each in numbers
    )


def _competes(said: Item, item: Item) -> bool:
    """Whether two items can be taken for each other; a person only for a person."""
    if not _is_one_kind(said, item) or _is_part(said, item):
        return False
    return said.is_person or not item.is_person or _is_same(item, said)


def _fits_better(
    item: Item, own: Sequence[Item], rivals: Sequence[Item], laid: Laid, claimed: Sequence[Item]
) -> bool:
    """Whether another item fits the words round this one clearly better."""
    round_it = _context(item, laid, claimed)
    total = sum(round_it.values())
    if total < LITTLE * sum(laid.weights[idea] for idea in laid.claims):
        return False
    mine = [_fits(each, round_it, laid) for each in own]
    others = [_fits(each, round_it, laid) for each in rivals if each not in own]
    ours = max((sum(fits.values()) for fits in mine), default=0.0)
    best = max(sum(fits.values()) for fits in others)
    if best > TIMES_BETTER.get(item.kind.partition(":")[0], RIVAL) * ours and best - ours > LEAST * total:
        return True
    beside = _beside(item, laid, claimed)
    alone, times = (ALONE, TIMES_ALONE) if item.is_person else (APART, TIMES_APART)
    return bool(mine) and any(
        _is_anothers(idea, weight, mine, others, alone, times)
        for idea, weight in round_it.items()
        if weight >= MUCH * total and (item.is_person or idea in beside)
    )


def _beside(item: Item, laid: Laid, claimed: Sequence[Item]) -> frozenset[int]:
    """The ideas right beside an item in a sentence, or in its clause where it has no other of the kind."""
    alone = not any(_is_one_kind(each, item) for each in claimed if each is not item)
    least = SAME_CLAUSE if alone and item.kind != "date" else TOGETHER
    return frozenset(
        idea
        for idea, spot in enumerate(laid.spots)
        if spot
        and not laid.claim.tokens[spot[0]].is_number
        and _nearness(laid.claim, item.words, spot) >= least
    )


def _is_anothers(
    idea: int,
    weight: float,
    mine: Sequence[dict[int, float]],
    others: Sequence[dict[int, float]],
    alone: float,
    times: float,
) -> bool:
    """Whether what is said of an item stands beside another alone."""
    ours = max(fits[idea] for fits in mine)
    theirs = max(fits[idea] for fits in others)
    return theirs > alone * weight and theirs > times * ours


def _context(item: Item, laid: Laid, claimed: Sequence[Item]) -> dict[int, float]:
    """The ideas round an item in the sentence with their weights; what is nearer to a like item counts less.

    Numbers do not tell names apart: their own turn is theirs.
    """
    alike = [other for other in claimed if other.kind == item.kind and other is not item]
    apart = [other for other in claimed if item.is_name and not other.is_name and not other.is_side]
    taken = {word for other in (item, *alike, *apart) for word in other.own}
    found: dict[int, float] = {}
    for idea in laid.claims_or_figures:
        spot = laid.spots[idea]
        if taken & set(spot) or (item.is_person and laid.language == "en" and _is_title(laid, spot)):
            continue
        near = _nearness(laid.claim, item.words, spot)
        nearest = max((_nearness(laid.claim, other.words, spot) for other in alike), default=0.0)
        found[idea] = laid.weights[idea] * near * near**2 / (near**2 + nearest**2)
    return found


def _is_title(laid: Laid, spot: Sequence[int]) -> bool:
    """Whether an idea is a rank, which Swedish hides in compounds: titles are held apart."""
    return any(TITLE.fullmatch(laid.claim.tokens[number].text) for number in spot)


def _fits(item: Item, round_it: dict[int, float], laid: Laid) -> dict[int, float]:
    """How well the words round an item of the source say each idea."""
    return {idea: weight * _said_beside(item, idea, laid) for idea, weight in round_it.items()}


def _said_beside(item: Item, idea: int, laid: Laid) -> float:
    """How near to an item the source says an idea; for a name, what other names say apart."""
    named = _named(laid.source) if item.is_name else frozenset()
    nearness = _closeness if item.is_name else _nearness
    return max(
        (
            strength * nearness(laid.source, item.words, (number,))
            for number, strength in laid.spoken[idea]
            if number not in item.own and not (item.is_name and number in named)
        ),
        default=0.0,
    )


@lru_cache(maxsize=1024)
def _named(words: Words) -> frozenset[int]:
    """The numbers of the words that stand in names."""
    return frozenset(number for item in items_of(words, words) if item.is_name for number in item.own)


def _nearness(words: Words, ones: Sequence[int], others: Sequence[int]) -> float:
    """How near words stand; those of one clause are never far."""
    one, other = _nearest(words, ones, others)
    near = _closeness(words, (one,), (other,))
    return max(near, SAME_CLAUSE) if words.clause_of[one] == words.clause_of[other] else near


def _closeness(words: Words, ones: Sequence[int], others: Sequence[int]) -> float:
    """How near words stand, by their distance alone: names crowd one clause."""
    one, other = _nearest(words, ones, others)
    return math.exp(-abs(words.places[one] - words.places[other]) / REACH)


def _nearest(words: Words, ones: Sequence[int], others: Sequence[int]) -> tuple[int, int]:
    if len(ones) == len(others) == 1:
        return ones[0], others[0]
    places = words.places
    pairs = ((one, other) for one in ones for other in others)
    return min(pairs, key=lambda pair: abs(places[pair[0]] - places[pair[1]]))


def _is_part(said: Item, claimed: Item) -> bool:
    """Whether a source's name is only a word of a longer one: neither the same nor another."""
    if not (isinstance(said.value, Name) and isinstance(claimed.value, Name)):
        return False
    return (
        len(said.value.keys) < len(claimed.value.keys)
        and len(said.value.keys) == 1
        and _is_same(said, claimed)
    )


def _is_same(item: Item, other: Item) -> bool:
    if isinstance(item.value, Quantity) and isinstance(other.value, Quantity):
        return is_same_value(item.value, other.value) and has_same_unit(item.value, other.value)
    if isinstance(item.value, Name) and isinstance(other.value, Name):
        return set(item.value.keys) <= set(other.value.keys) or set(other.value.keys) <= set(item.value.keys)
    return item.value == other.value

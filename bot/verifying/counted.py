"""Keep each count with what it counts, and as done or to be done as its source has it.

Laid sentence -> a count of other things than its source's, or one that is still to come and told as reached.
"""

import re
from collections.abc import Sequence

from bot.verifying.bearing import is_head
from bot.verifying.certainty import is_tentative
from bot.verifying.figures import is_same_value
from bot.verifying.kin import is_loose
from bot.verifying.portions import Portion, is_same, portions_in
from bot.verifying.quantities import Quantity, quantities_in
from bot.verifying.reading import SAID, Laid
from bot.verifying.source import Found
from bot.verifying.words import Words

SURELY = 0.65  # strength from which a word is the thing itself
PHRASE = 3  # words after a count among which stands what it counts
TO_COME = re.compile(
    r"(?<!\w)(?:ska(?!ll? ha\b)|skall|kommer att|will|shall|is to|are to|planera\w*|planned|plans to)(?!\w)",
    re.IGNORECASE,
)
REACHED = re.compile(
    r"(?<!\w)(?:har|hade|blev|has|have|had|was|were|redan|already)(?!\w)|\w(?:ades|ade)(?!\w)", re.IGNORECASE
)


def miscounted(laid: Laid) -> Found | None:
    """The first count of what the source has elsewhere, and not after that number."""
    said = quantities_in(laid.source.text)
    for figure in quantities_in(laid.claim.text):
        if figure.kind != "count" or (thing := _thing(laid.claim, figure)) is None:
            continue
        own = [each for each in said if each.kind == "count" and is_same_value(figure, each)]
        counted = [_thing(laid.source, each) for each in own]
        if own and all(n is not None and _is_other(laid, thing, n) for n in counted):
            return Found("unit", laid.claim.text[figure.start : laid.claim.tokens[thing].end])
    return None


def _thing(words: Words, figure: Quantity) -> int | None:
    """The number of the word that a count counts: the last of those right after it that are no verb."""
    at = words.number_at(figure.end)
    found = None
    for number in range(at, min(at + PHRASE, len(words.tokens))):
        between = words.text[words.tokens[number - 1].end : words.tokens[number].start]
        if between.strip() or not words.is_content(number) or words.tokens[number].is_number:
            break
        found = number
        if not words.texts[number].endswith(("a", "liga", "ical", "al", "ive", "ian", "ern")):
            break
    return found


def _is_other(laid: Laid, thing: int, counted: int) -> bool:
    """Whether a sentence's thing is not the source's, which stands elsewhere in the source."""
    ideas = [idea for idea, spot in enumerate(laid.spots) if thing in spot and idea in laid.claims]
    word, own = laid.source.texts[counted], laid.claim.texts[thing]
    if not ideas or is_head(word, own) or is_head(own, word) or is_loose(own, laid.language):
        return False
    clause = laid.source.clauses[laid.source.clause_of[counted]]
    near = range(counted, min(counted + 2 * PHRASE, clause.last))
    if any(laid.said[number][idea] >= SAID for number in near for idea in ideas):
        return False
    places = [n for idea in ideas for n, strength in laid.spoken[idea] if strength >= SURELY]
    beside = {laid.source.texts[n] for place in places for n in (place, min(place + 1, len(laid.said) - 1))}
    return bool(places) and word not in beside


def not_yet(laid: Laid) -> Found | None:
    """The first number that the source only plans and the sentence tells as reached."""
    said = portions_in(laid.source, laid.source)
    for claimed in portions_in(laid.claim, laid.source):
        if claimed.kind in ("name", "date") or is_tentative(laid.claim.text):
            continue
        own = _with(claimed, said)
        told = _text(laid.claim, claimed)
        if own and REACHED.search(told) and all(TO_COME.search(_text(laid.source, each)) for each in own):
            return Found("modality", claimed.printed)
    return None


def _with(claimed: Portion, said: Sequence[Portion]) -> list[Portion]:
    """The portions of the source that have a number of the sentence."""
    return [each for each in said if each.kind == claimed.kind and is_same(claimed.marker, each.marker)]


def _text(words: Words, portion: Portion) -> str:
    return words.text[words.tokens[portion.first].start : words.tokens[portion.last - 1].end]

"""Tell whether sources say enough of what a sentence does, whatever words they use for it.

Laid sentence, sources -> the weightiest word that they do not say. Numbers, names and addresses are held
elsewhere; here it is the rest that counts, each word by how rare it is.
"""

import re
from collections.abc import Sequence

from bot.verifying.cues import placed_sides
from bot.verifying.details import placed_details
from bot.verifying.kin import groups_of, is_form, is_loose, near_words
from bot.verifying.quantities import quantities_in
from bot.verifying.reading import KIN, Laid
from bot.verifying.source import Found
from bot.verifying.words import Words, words_read

BORNE = 0.6  # share of a sentence's weight that its sources must say
UNSAID = 0.3  # strength below which a word is not said at all
MOST_UNSAID = 0.22  # share of a sentence's weight that a noun may have and not be said
MOST_LOOSE = 0.34  # and another word, which is more often said otherwise
EACH_BEARS = 0.12  # of what all of them say, that each source must say
LONGEST_DETAIL = 60  # letters of a source that a trace shows
HEAD = 0.5  # of a compound, for what it is a kind of
SHORTEST_HEAD = 5
FORM_END = re.compile(r"(?:erna|arna|orna|ernas|arnas|ens|ets|en|et|na|ar|er|or|n|s)$")


def unsupported(laid: Laid, text: str, texts: Sequence[str]) -> Found | None:
    """That the sources say too little of a sentence, or nothing of a weighty word of it.

    `text` is all that stands in them with titles and dates, `texts` the passages one by one.
    """
    if not laid.claims:
        return None if _has_figures(laid.claim.text) else Found("unsupported", laid.claim.text)
    said = laid.reading.strengths(text, " ".join(laid.gloss.values()))
    around = words_read(text)
    strengths = {idea: _borne(laid, idea, said, around) for idea in laid.claims}
    whole = sum(laid.weights[idea] for idea in laid.claims)
    unsaid = {idea: laid.weights[idea] * (1 - strength) for idea, strength in strengths.items()}
    weakest = max(unsaid, key=lambda idea: unsaid[idea])
    if sum(unsaid.values()) > (1 - BORNE) * whole:
        return Found("unsupported", laid.concepts[weakest].written)
    for idea in laid.claims:
        most = MOST_UNSAID if _is_noun(laid, idea) else MOST_LOOSE
        if strengths[idea] < UNSAID and laid.weights[idea] > most * whole:
            return Found("unsupported", laid.concepts[idea].written)
    return _idle_source(laid, texts)


def _has_figures(said: str) -> bool:
    """Whether a sentence holds a number or address, which other checks look at."""
    return bool(quantities_in(said) or placed_details(said))


def _idle_source(laid: Laid, texts: Sequence[str]) -> Found | None:
    """One of several sources that says nothing of the sentence."""
    for text in texts if len(texts) > 1 else ():
        if laid.share_said(laid.claims, laid.reading.strengths(text)) < EACH_BEARS:
            return Found("unsupported", text[:LONGEST_DETAIL])
    return None


def _borne(laid: Laid, idea: int, strengths: Sequence[float], around: Words) -> float:
    """How well an idea is said, also by kin, by the same side of an opposite, or by its words apart."""
    strength = min(1.0, strengths[idea])
    if strength >= KIN:
        return strength
    words = [laid.claim.tokens[n].text for n in laid.spots[idea] if laid.claim.is_content(n)]
    if _takes_a_side(laid, idea, around) or (words and all(_has_kin(laid, word, around) for word in words)):
        return KIN
    if words and words[-1] and _head_stands(laid, words[-1], around):
        strength = max(strength, HEAD)
    return max(strength, _apart(laid, idea, around)) if len(words) > 1 else strength


def _is_noun(laid: Laid, idea: int) -> bool:
    """Whether an idea is a thing and not what is done or how it is, as far as the lexicon knows."""
    words = [laid.claim.tokens[n].text for n in laid.spots[idea]]
    return not any(is_loose(word, laid.language) for word in words)


def _has_kin(laid: Laid, word: str, around: Words) -> bool:
    """Whether a source has a word, or one that may stand for it."""
    if word in around.kin or groups_of(word) & around.kin_groups:
        return True
    if near_words(word, laid.language) & around.stems:
        return True
    return any(is_form(word, own) for own in around.kin)


def _head_stands(laid: Laid, word: str, around: Words) -> bool:
    """Whether what a compound is a kind of stands in a source: "projektet" for "forskningsprojektet"."""
    return laid.language == "sv" and any(
        len(own) >= SHORTEST_HEAD and len(own) < len(word) and is_head(own, word) for own in around.kin
    )


def is_head(own: str, word: str) -> bool:
    """Whether a word ends in another, forms apart."""
    key = FORM_END.sub("", own)
    return len(key) >= SHORTEST_HEAD - 1 and FORM_END.sub("", word).endswith(key)


def _takes_a_side(laid: Laid, idea: int, around: Words) -> bool:
    """Whether an idea takes a side that the source takes too."""
    tokens = laid.claim.tokens
    start, end = tokens[laid.spots[idea][0]].start, tokens[laid.spots[idea][-1]].end
    return any(
        start < side.end and side.start < end and (side.name, side.side) in around.sides
        for side in placed_sides(laid.claim.text)
    )


def _apart(laid: Laid, idea: int, around: Words) -> float:
    """How well the words of an idea are said one by one, the worst of them."""
    words = [laid.claim.tokens[n].text for n in laid.spots[idea] if laid.claim.is_content(n)]
    single = [concept for word in words for concept in laid.matcher.concepts(word, laid.language)]
    gloss = " ".join(laid.gloss.values())
    return KIN * min(1.0, min(laid.matcher.on(single).strengths(around.text, gloss), default=0.0))

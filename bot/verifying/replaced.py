"""Keep each thing in its place: neither its owner nor something unknown may stand there instead.

Laid sentence -> a thing that does what the source says of another. "The households take over" for "the
municipalities take over the households' waste"; "how tourism in the Arctic" for "how artists in the Arctic".
"""

from collections.abc import Iterator

from bot.verifying.agents import agents_in, is_by_whom
from bot.verifying.kin import is_loose, is_translatable
from bot.verifying.names import bodies_in
from bot.verifying.reading import SAID, Laid
from bot.verifying.source import Found
from bot.verifying.words import Clause, Words

SURELY = 0.65  # strength from which a word is the thing itself
TOLD = 0.5  # share of a sentence that a clause must say to tell the same
UNSAID = 0.3  # strength below which a thing is not said at all
TO = frozenset(("att", "to"))
BY_REACH = 3  # words after "by" within which stands who did it
BESIDE = 2  # words between two that stand beside each other
JOINS = frozenset("i på in at on av of för for till to från from med with om about vid hos".split())


def owner_as_doer(laid: Laid) -> Found | None:
    """The first that does something in the sentence, and in the source only has what is spoken of."""
    for doer in _doers(laid):
        places = [number for number, strength in laid.spoken[doer] if strength >= SURELY]
        if not places or not all(_is_genitive(laid, number) for number in places):
            continue
        clauses = {laid.source.clauses[laid.source.clause_of[number]] for number in places}
        told = [each for each in clauses if laid.share_said(laid.claims, laid.strengths_in(each)) >= TOLD]
        if any(_has_another(laid, clause) for clause in told):
            return Found("owner", laid.concepts[doer].written)
    return None


def owner_as_agent(laid: Laid) -> Found | None:
    """The first by whom something is done in the sentence, and who only owns a thing in the source."""
    for agent in agents_in(laid.claim):
        doers = [idea for idea, spot in enumerate(laid.spots) if agent.doer and agent.doer[0] in spot]
        deeds = [idea for idea, spot in enumerate(laid.spots) if set(agent.deed) & set(spot)]
        places = [n for idea in doers for n, strength in laid.spoken[idea] if strength >= SURELY]
        told = [n for idea in deeds for n, _ in laid.spoken[idea]]
        owns = bool(places) and all(_owns(laid.source, number) for number in places)
        if owns and any(_has_another_name(laid, number) for number in told):
            return Found("owner", laid.claim.tokens[agent.doer[0]].raw)
    return None


def _owns(words: Words, number: int) -> bool:
    """Whether a word of the source is in the genitive, and not by whom something is done."""
    by = range(max(1, number - BY_REACH), number)
    return (
        words.language == "sv"
        and words.texts[number].endswith("s")
        and not any(is_by_whom(words, each) for each in by)
    )


def _has_another_name(laid: Laid, deed: int) -> bool:
    """Whether a name that the sentence does not have stands before a deed in its sentence of the source."""
    words, claimed = laid.source, {key for name in bodies_in(laid.claim.text) for key in name.keys}
    at = words.tokens[deed].start
    begins = max(words.text.rfind(". ", 0, at), words.text.rfind("\n", 0, at)) + 1
    return any(begins <= name.start < at and not set(name.keys) & claimed for name in bodies_in(words.text))


def _doers(laid: Laid) -> Iterator[int]:
    """The things of a sentence that a deed follows."""
    by_word = {number: idea for idea, spot in enumerate(laid.spots) for number in spot}
    for number, idea in by_word.items():
        deed = by_word.get(number + 1)
        if deed is None or deed == idea or idea not in laid.claims or _is_loose(laid, idea):
            continue
        owns = laid.language == "sv" and laid.claim.texts[number].endswith("s")
        if _is_loose(laid, deed) and not owns:
            yield idea


def _is_loose(laid: Laid, idea: int) -> bool:
    return any(is_loose(laid.claim.texts[number], laid.language) for number in laid.spots[idea])


def _is_genitive(laid: Laid, number: int) -> bool:
    """Whether a word of the source owns the next one, and the sentence has that too."""
    words = laid.source
    if number + 1 == len(words.tokens) or not _owns(words, number):
        return False
    between = words.text[words.tokens[number].end : words.tokens[number + 1].start]
    return between == " " and any(strength >= SAID for strength in laid.said[number + 1])


def _has_another(laid: Laid, stretch: Clause) -> bool:
    """Whether a clause of the source has a thing that the sentence does not say: who does it there."""
    words = laid.source
    return any(
        words.is_content(number)
        and not words.tokens[number].is_number
        and not is_loose(words.texts[number], "sv")
        and max(laid.said[number], default=0.0) < SAID
        for number in range(stretch.first, stretch.last)
    )


def in_the_place_of_another(laid: Laid) -> Found | None:
    """The first thing that no source has, where the source has another before the same words."""
    for thing in laid.claims:
        if laid.spoken[thing] or _is_loose(laid, thing) or not _is_known(laid, thing):
            continue
        following = _following(laid, thing)
        if following is not None and _all_have_other(laid, following):
            return Found("unsupported", laid.concepts[thing].written)
    return None


def _all_have_other(laid: Laid, following: int) -> bool:
    """Whether another thing stands before an idea wherever the source has it as it is written."""
    places = [n for n, strength in laid.spoken[following] if strength >= SURELY]
    whole = [n for n, strength in laid.spoken[following] if strength == 1.0] or places
    return bool(whole) and all(_has_other_before(laid, number) for number in whole)


def _idea_at(laid: Laid, number: int) -> int | None:
    """The idea that a word of the sentence is written with."""
    return next((idea for idea, spot in enumerate(laid.spots) if number in spot), None)


def another_deed(laid: Laid) -> Found | None:
    """The first deed that somebody chose, decided or plans to do, where the source has him do another."""
    texts = laid.claim.texts
    for deed in laid.claims:
        at = laid.spots[deed][0]
        if at < 2 or texts[at - 1] not in TO or laid.spoken[deed] or not _is_known(laid, deed):
            continue
        lead = _idea_at(laid, at - 2)
        places = [] if lead is None else [n for n, strength in laid.spoken[lead] if strength >= SURELY]
        places = [n for n in places if laid.source.texts[n] == texts[at - 2]] or places
        if places and all(_leads_to_another(laid, number) for number in places):
            return Found("unsupported", laid.concepts[deed].written)
    return None


def _leads_to_another(laid: Laid, number: int) -> bool:
    """Whether "to" after a word of the source leads to a known deed that the sentence does not say."""
    words = laid.source
    if number + 2 >= len(words.tokens) or words.texts[number + 1] not in TO:
        return False
    return _is_other(laid, number + 2)


def _is_known(laid: Laid, thing: int) -> bool:
    """Whether the word lists would find it under another word, were it there."""
    words = [laid.claim.texts[number] for number in laid.spots[thing] if laid.claim.is_content(number)]
    return len(words) == 1 and is_translatable(words[0], laid.language)


def _following(laid: Laid, thing: int) -> int | None:
    """The idea that a preposition ties to a thing."""
    last = laid.spots[thing][-1]
    texts = laid.claim.texts
    if last + 1 >= len(texts) or texts[last + 1] not in JOINS:
        return None
    near = range(last + 2, min(last + 2 + BESIDE, len(texts)))
    return next((idea for number in near if (idea := _idea_at(laid, number)) is not None), None)


def _has_other_before(laid: Laid, number: int) -> bool:
    """Whether a preposition ties a word of the source to a known thing that the sentence does not say."""
    words = laid.source
    joins = [n for n in range(max(1, number - BESIDE), number) if words.texts[n] in JOINS]
    if not joins:
        return False
    return _is_other(laid, joins[-1] - 1)


def _is_other(laid: Laid, number: int) -> bool:
    """Whether a word of the source is a known thing that the sentence does not say."""
    word = laid.source.texts[number]
    return (
        laid.source.is_content(number)
        and max(laid.said[number], default=0.0) < UNSAID
        and is_translatable(word, "sv")
    )

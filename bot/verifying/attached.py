"""Keep a thing with the name that it belongs to: "double track on Malmbanan" is on no other line.

Laid sentence -> a thing that its source has beside other names only.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.verifying.names import Name, bodies_in
from bot.verifying.reading import Laid
from bot.verifying.source import Found
from bot.verifying.words import Words

JOINS = frozenset("på i vid från för hos till av on in at from for of to".split())
ARTICLES = frozenset(("the", "den", "det", "de"))
SURELY = 0.65  # strength from which a word is the thing itself


@dataclass(frozen=True, slots=True)
class Attached:
    """A thing and the name that a preposition ties to it."""

    thing: int  # number of its word
    name: Name


def elsewhere(laid: Laid) -> Found | None:
    """The first thing that the sentence ties to another name than its source does, wherever that has it."""
    said = tuple(attached_in(laid.source))
    for claimed in attached_in(laid.claim) if said else ():
        places = _places(laid, claimed.thing)
        tied = [each for each in said if each.thing in places]
        if tied and len(tied) == len(places) and not any(_is_beside(laid, each, claimed) for each in tied):
            return Found("owner", f"{laid.claim.tokens[claimed.thing].raw} … {claimed.name.text}")
    return None


def attached_in(words: Words) -> Iterator[Attached]:
    """The things of a text that a preposition ties to a name."""
    for name in bodies_in(words.text):
        at = words.number_at(name.start)
        before = [number for number in range(max(0, at - 3), at) if words.texts[number] not in ARTICLES]
        if len(before) >= 2 and words.texts[before[-1]] in JOINS and _is_thing(words, before[-2], at):
            yield Attached(before[-2], name)


def _is_thing(words: Words, number: int, name: int) -> bool:
    """Whether a word is one that a preposition right after it may tie to a name."""
    between = words.text[words.tokens[number].end : words.tokens[name].start]
    return words.is_content(number) and not words.tokens[number].is_number and between.isprintable()


def _places(laid: Laid, thing: int) -> frozenset[int]:
    """The words of the source that say a thing of the sentence."""
    ideas = [idea for idea, spot in enumerate(laid.spots) if thing in spot and idea in laid.claims_or_figures]
    return frozenset(number for idea in ideas for number, strength in laid.spoken[idea] if strength >= SURELY)


def _is_beside(laid: Laid, said: Attached, claimed: Attached) -> bool:
    """Whether the clause that ties a thing to a name has the sentence's name."""
    clause = laid.source.clauses[laid.source.clause_of[said.thing]]
    names = [name for name in bodies_in(laid.source.text) if clause.start <= name.start < clause.end]
    return any(set(one.keys) & set(claimed.name.keys) for one in (said.name, *names))

"""See where a withdrawn person stands in a text, by full name, in part, by number and by address.

Sighted text, Person -> stretches. What stands in somebody else's name is theirs.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from retrieval.corrected.people import (
    Identity,
    bare_name,
    dotted_initials,
    email_pattern,
    entry_pattern,
    folded,
    full_name,
    parts_of,
    phone_pattern,
    turned_name,
)
from retrieval.language import stopwords
from retrieval.registers.contacts.names import names_in

Span = tuple[int, int]
NATIONAL = 7  # last digits of a number, by which a text that may hold it is known


class Sighted:
    """A text that is looked through, with what several looks have in common."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = folded(text)

    @cached_property
    def digits(self) -> str:
        """Its digits alone."""
        return re.sub(r"\D+", "", self.plain)

    @cached_property
    def closed(self) -> str:
        """The text without blanks and hyphens."""
        return re.sub(r"[\s-]+", "", self.plain)

    @cached_property
    def names(self) -> list[tuple[Span, list[str]]]:
        """Where people's names stand in it, and their parts."""
        return [((start, end), parts_of(self.plain[start:end])) for start, end in names_in(self.text)]


class Details:
    """The numbers and addresses of a person."""

    def __init__(self, identity: Identity) -> None:
        phones, emails = sorted(identity.phones), sorted(identity.emails)
        self._pattern = any_of([*map(email_pattern, emails), *map(phone_pattern, phones)])
        self._numbers = [phone[-NATIONAL:] for phone in phones]
        self._addresses = [re.sub(r"[\s-]+", "", folded(email)) for email in emails]

    def __bool__(self) -> bool:
        return self._pattern is not None

    def spans(self, seen: Sighted) -> Iterator[Span]:
        """Where they stand; a text without the digits or letters in question is not looked through."""
        if any(number in seen.digits for number in self._numbers) or any(
            address in seen.closed for address in self._addresses
        ):
            yield from spans_of(self._pattern, seen)


class Person:
    """A withdrawn person."""

    def __init__(self, identity: Identity) -> None:
        names = sorted(identity.names)
        self._parts = [frozenset(parts_of(name)) for name in names]
        later = (part for name in names for part in parts_of(name)[1:])
        self._telling = sorted({piece for part in later for piece in re.split("[-–]", part) if piece})
        self._full = any_of(full_name(name) for name in names)
        self._turned = any_of(turned_name(name) for name in names)
        self._bare = any_of(bare_name(name) for name in names)
        self._initials = any_of(dotted_initials(name) for name in names)
        self._entries = any_of(map(entry_pattern, sorted(identity.entries, key=len, reverse=True)))
        self.details = Details(identity)

    def in_full(self, seen: Sighted, others: Sequence[Span]) -> list[Span]:
        """Where the full name stands and is not within that of one who stays."""
        if not any(piece in seen.plain for piece in self._telling):
            return []
        found = [span for span in spans_of(self._full, seen) if not _is_within(span, others)]
        longer = (span for span, parts in seen.names if len(parts) > 2 and self._ends(parts))
        return found + [span for span in longer if not meets(span, others)]

    def in_part(
        self,
        seen: Sighted,
        others: Sequence[Span],
        full: Sequence[Span],
        ordinary: Collection[str],
        *,
        bare: bool,
    ) -> Iterator[Span]:
        """Where the name stands turned or shortened, or in a listing; if `bare`, also any part of it."""
        found: list[Span] = []
        if any(piece in seen.plain for piece in self._telling):
            found += [*spans_of(self._entries, seen), *spans_of(self._turned, seen)]
        if bare:
            alone = (*spans_of(self._bare, seen), *spans_of(self._initials, seen))
            found += [span for span in alone if seen.text[span[0]].isupper()]
        if not found:
            return
        foreign = [*others, *self._of_others(seen, ordinary)]
        foreign = [span for span in foreign if not meets(span, full)]
        yield from (span for span in found if not meets(span, foreign))

    def _of_others(self, seen: Sighted, ordinary: Collection[str]) -> Iterator[Span]:
        """Where names stand that are plainly not this person's."""
        for span, parts in seen.names:
            first = parts[0] if parts else ""
            joined = _begins(seen.text, span[0]) and (
                first in ordinary or first in stopwords.SWEDISH or first in stopwords.ENGLISH
            )
            if not joined and not self._owns(frozenset(parts)):
                yield span

    def _owns(self, words: frozenset[str]) -> bool:
        """Whether a name's words are this person's: nobody else's given or family name among them."""
        return any(words <= parts or len(words & parts) > 1 for parts in self._parts)

    def _ends(self, words: Sequence[str]) -> bool:
        """Whether a name begins and ends as this person's: "Anna Karin Berg" of Anna Berg."""
        return any({words[0], words[-1]} <= parts for parts in self._parts)


def any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for several; None for none."""
    alternatives = "|".join(pattern for pattern in patterns if pattern)
    return re.compile(alternatives) if alternatives else None


def spans_of(pattern: re.Pattern[str] | None, seen: Sighted) -> Iterator[Span]:
    """Where a pattern stands in the folded text."""
    return (match.span() for match in pattern.finditer(seen.plain)) if pattern else iter(())


def meets(span: Span, spans: Iterable[Span]) -> bool:
    """Whether a stretch has a character in common with any of others."""
    return any(span[0] < end and start < span[1] for start, end in spans)


def _is_within(span: Span, others: Iterable[Span]) -> bool:
    """Whether another's name meets a stretch and does not lie inside it with room to spare."""
    return any(meets(span, [other]) and not _holds(span, other) for other in others)


def _holds(span: Span, other: Span) -> bool:
    return span != other and span[0] <= other[0] and other[1] <= span[1]


def _begins(text: str, at: int) -> bool:
    """Whether a sentence or a line begins at a place."""
    before = text[:at].rstrip(" ")
    return not before or before[-1] in ".!?:\n"

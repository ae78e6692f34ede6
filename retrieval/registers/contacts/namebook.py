"""Know at once whose names an address may be made of, among thousands.

Names, address -> the names that it is made of.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from retrieval.cleaning.characters import unaccented
from retrieval.registers.contacts.names import belongs_to, spellings


class NameBook:
    """Names by each of their words."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Takes a name in."""
        for word in re.split(r"[\s-]", name):
            for spelling in spellings(word):
                self._by_word[spelling].add(name)

    def owners(self, email: str) -> frozenset[str]:
        """The names that an address is made of."""
        local = unaccented(email.partition("@")[0]).rstrip("0123456789")
        parts = [part.rstrip("0123456789") for part in re.split(r"[._-]", local)]
        long = [part for part in parts if len(part) > 1]
        if len(parts) > 1 and long:
            likely = set.intersection(*(self._by_word.get(part, set()) for part in long))
        else:  # of words run together one is whole, at the beginning or at the end
            sizes = range(2, len(local) + 1)
            ends = {local[:size] for size in sizes} | {local[-size:] for size in sizes}
            likely = set().union(*(self._by_word.get(end, ()) for end in ends))
        return frozenset(name for name in likely if belongs_to(email, name))

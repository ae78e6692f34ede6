"""Pair what was there with what is there: by what identifies it, then by less and less.

Old things, new things, keys -> pairs, and what has no partner on either side.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Key = Callable[[T], Hashable | None]  # None: the thing has no such key


@dataclass(frozen=True, slots=True)
class Paired(Generic[T]):
    """Every thing once, in its own order."""

    pairs: tuple[tuple[T, T], ...]
    old: tuple[T, ...]  # gone
    new: tuple[T, ...]  # come


def paired(old: Iterable[T], new: Iterable[T], keys: Sequence[Key[T]]) -> Paired[T]:
    """Pair by the first key, what is left by the second, and so on; of equal keys first with first."""
    pairs: list[tuple[T, T]] = []
    left, right = list(old), list(new)
    for key in keys:
        found, left, right = _by_key(left, right, key)
        pairs += found
    return Paired(tuple(pairs), tuple(left), tuple(right))


def _by_key(old: list[T], new: list[T], key: Key[T]) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for number, each in enumerate(new):
        if (name := key(each)) is not None:
            waiting[name].append(number)
    pairs: list[tuple[T, T]] = []
    left: list[T] = []
    taken: set[int] = set()
    for each in old:
        name = key(each)
        if name is None or not waiting.get(name):
            left.append(each)
            continue
        number = waiting[name].popleft()
        taken.add(number)
        pairs.append((each, new[number]))
    return pairs, left, [each for number, each in enumerate(new) if number not in taken]

"""Number the passages so that they ascend in the order of the documents' paths, and none moves later.

Sizes of documents, where others stand -> the id of each document's first passage. Between documents there is
room, into which a new one is put; only when there is none left is everything numbered anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

GAP = 1 << 20  # ids between two documents of a whole build, and before the first

Span = tuple[int, int]  # the first id, and the one after the last


def first_ids(sizes: Mapping[str, int], standing: Mapping[str, Span]) -> dict[str, int] | None:
    """The first id of each document that is new; None where there is no room between those that stand."""
    found: dict[str, int] = {}
    ordered = sorted({*sizes, *standing})
    low = 0
    for stands, run in groupby(ordered, key=lambda path: path in standing):
        paths = list(run)
        if stands:
            low = standing[paths[-1]][1]
            continue
        after = ordered.index(paths[-1]) + 1
        high = standing[ordered[after]][0] if after < len(ordered) else None
        if (step := _step(paths, sizes, low, high)) is None:
            return None
        found.update(_placed(paths, sizes, low, step))
        low = found[paths[-1]] + sizes[paths[-1]]
    return found


def _step(paths: Sequence[str], sizes: Mapping[str, int], low: int, high: int | None) -> int | None:
    """The room before each of some documents in a row."""
    if high is None:
        return GAP
    room = high - low - sum(sizes[path] for path in paths)
    return min(GAP, room // (len(paths) + 1)) if room >= 0 else None


def _placed(paths: Sequence[str], sizes: Mapping[str, int], low: int, step: int) -> Iterator[tuple[str, int]]:
    for path in paths:
        yield path, low + step
        low += step + sizes[path]

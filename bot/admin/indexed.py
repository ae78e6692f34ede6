"""What the current snapshot holds of each document, for whoever compares it with what there is.

Serving -> Indexed. Paths are in composed form, since a folder may hold them otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.wiring import NotReady, Serving
from retrieval.corpus.catalogue import composed
from retrieval.documents import Description, RefusedFile
from retrieval.errors import SnapshotBroken

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Indexed:
    """The files of a snapshot, and what is known of them."""

    digests: Mapping[str, str]  # refused files too
    refused: Mapping[str, RefusedFile]
    descriptions: Mapping[str, Description]  # as they were built
    shown: Mapping[str, Description]  # as they are read: without the names of people who were withdrawn


NOTHING_INDEXED = Indexed({}, {}, {}, {})


def indexed_of(serving: Serving) -> Indexed:
    """What is answered from now; nothing before the first snapshot."""
    try:
        with serving.uncorrected() as built, serving.snapshot() as read:
            return Indexed(
                _by_path(built.store.digests()),
                {composed(file.path): file for file in built.store.refused()},
                _by_path(built.descriptions),
                _by_path(dict(read.descriptions.items())),
            )
    except (NotReady, SnapshotBroken):
        return NOTHING_INDEXED


def _by_path(values: Mapping[str, Value]) -> dict[str, Value]:
    return {composed(path): value for path, value in values.items()}

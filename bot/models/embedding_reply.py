"""Read the vectors out of an endpoint's reply, or say what is wrong with it.

Reply, number of texts -> vectors of length 1 in the order of the texts, and tokens. Nothing that an endpoint
sends is taken on trust: a vector at the wrong text would be found for what that text does not say.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.models.failing import ModelFailed

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors

SINGLE = np.dtype("<f4")  # what base64 holds


def vectors_in(reply: object, count: int) -> "Vectors":
    """One row a text, of length 1. Raises ModelFailed."""
    rows = [_row(entry) for entry in _in_order(_entries(reply, count))]
    lengths = {len(row) for row in rows}
    if len(lengths) > 1 or 0 in lengths:
        raise _malformed(f"vectors of {', '.join(map(str, sorted(lengths)))} dimensions in one reply")
    vectors = np.array(rows, np.float64)
    if not np.isfinite(vectors).all():
        raise _malformed("a vector with a value that is no number")
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not (norms > 0).all() or not np.isfinite(norms).all():
        raise _malformed("a vector without a direction")
    unit: Vectors = (vectors / norms).astype(np.float32)
    return unit


def tokens_in_reply(reply: object) -> int | None:
    """What the endpoint counted; None where it says nothing that can be used."""
    usage = reply.get("usage") if isinstance(reply, Mapping) else None
    tokens = usage.get("prompt_tokens") if isinstance(usage, Mapping) else None
    return tokens if isinstance(tokens, int) and tokens > 0 else None


def _entries(reply: object, count: int) -> Sequence[Mapping[str, Any]]:
    entries = reply.get("data") if isinstance(reply, Mapping) else None
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise _malformed("a reply without a list of vectors")
    if len(entries) != count:
        raise _malformed(f"{len(entries)} vectors for {count} texts")
    return entries


def _in_order(entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """By the texts' numbers, where any is given; some servers answer in the order of length."""
    numbers = [entry.get("index") for entry in entries]
    if all(number is None for number in numbers):
        return list(entries)
    by_number = {
        number: entry
        for number, entry in zip(numbers, entries, strict=True)
        if isinstance(number, int) and not isinstance(number, bool)
    }
    if sorted(by_number) != list(range(len(entries))):
        raise _malformed("vectors that do not say which text each is of")
    return [by_number[number] for number in range(len(entries))]


def _row(entry: Mapping[str, Any]) -> Sequence[float]:
    """The numbers of a vector, as a list or packed."""
    given = entry.get("embedding")
    if isinstance(given, str):
        try:
            return np.frombuffer(base64.b64decode(given, validate=True), SINGLE).tolist()  # type: ignore[no-any-return]
        except (binascii.Error, ValueError) as error:
            raise _malformed("a vector that cannot be unpacked") from error
    if not isinstance(given, list) or not all(isinstance(each, int | float) for each in given):
        raise _malformed("a vector that is no list of numbers")
    return given


def _malformed(detail: str) -> ModelFailed:
    return ModelFailed("malformed", detail)

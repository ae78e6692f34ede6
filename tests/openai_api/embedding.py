"""A model that embeds, for tests: no model at all, but texts of like words lie close.

Text -> vector: its stems and their n-grams, each hashed to a place and a sign. And every way in which such an
endpoint goes wrong.
"""

import base64
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from struct import pack
from typing import Any, Literal
from zlib import crc32

from retrieval.language import stopwords
from retrieval.language.ngrams import ngrams
from retrieval.language.stems import stem
from retrieval.language.tokens import words_of
from tests.openai_api.scripted import Request

DIMENSIONS = 256
GRAM_WEIGHT = 0.35  # a word brings one stem and about a dozen n-grams
Spoilt = Literal["nan", "infinite", "zero", "text", "uneven"]


@dataclass(frozen=True, slots=True)
class Vectors:
    """A reply of a model that embeds; every fault is a field that is off by default."""

    dimensions: int = DIMENSIONS
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    code: str | None = None
    before_s: float = 0.0
    cut: bool = False  # the connection is dropped in the middle of the body
    missing: int = 0  # vectors that are not sent
    spoilt: Spoilt | None = None  # the last vector
    backwards: bool = False  # in another order, with the texts' numbers
    numbered: bool = True
    usage: bool = True
    meaning: Mapping[str, str] = field(default_factory=dict)  # of a text, what else it is taken for
    raw: bytes | None = None  # instead of everything


Embeds = Callable[[Request], Vectors]


def refused(status: int, *, retry_after: float | None = None, code: str | None = None) -> Vectors:
    """An error of this status."""
    headers = {} if retry_after is None else {"retry-after": f"{retry_after:g}"}
    return Vectors(status=status, headers=headers, code=code)


def body_of(request: Request, reply: Vectors) -> bytes:
    """The reply's body."""
    if reply.raw is not None:
        return reply.raw
    if reply.status != 200:
        return json.dumps({"error": {"message": "scripted", "type": "scripted", "code": reply.code}}).encode()
    texts = texts_in(request)
    meant = [reply.meaning.get(text, text) for text in texts]
    rows = [vector_of(text, reply.dimensions) for text in meant][: len(texts) - reply.missing]
    if rows and reply.spoilt:
        rows[-1] = _spoilt(rows[-1], reply.spoilt)
    data = [_entry(request, reply, number, row) for number, row in enumerate(rows)]
    body: dict[str, Any] = {"object": "list", "model": request.body.get("model"), "data": data}
    if reply.backwards:
        data.reverse()
    if reply.usage:
        tokens = sum(map(tokens_in, texts))
        body["usage"] = {"prompt_tokens": tokens, "total_tokens": tokens}
    return json.dumps(body).encode()


def texts_in(request: Request) -> Sequence[str]:
    """What is to be embedded; tokens are refused, as many compatible servers do."""
    texts = request.body.get("input")
    assert isinstance(texts, list), texts
    assert texts, "nothing to embed"
    assert all(isinstance(text, str) and text for text in texts), texts
    return texts


def tokens_in(text: str) -> int:
    """As the server counts them."""
    return len(text) // 4 + 1


@cache
def vector_of(text: str, dimensions: int = DIMENSIONS) -> Sequence[float]:
    """Of length 1; texts that share words, or parts of words, are near each other."""
    vector = [0.0] * dimensions
    vector[0] = 1e-3  # a text of function words alone has a direction too
    for word in words_of(text):
        if word in stopwords.SWEDISH or word in stopwords.ENGLISH:
            continue
        _add(vector, f"={stem(word, 'sv')}", 1.0)
        for gram in () if word[0].isdigit() else ngrams(word):
            _add(vector, gram, GRAM_WEIGHT)
    length = math.sqrt(sum(value * value for value in vector))
    return [value / length for value in vector]


def _add(vector: list[float], feature: str, weight: float) -> None:
    place = crc32(feature.encode())
    vector[place % len(vector)] += weight if place & (1 << 20) else -weight


def _spoilt(row: Sequence[float], how: Spoilt) -> Any:
    changed: dict[Spoilt, Any] = {
        "nan": [math.nan, *row[1:]],
        "infinite": [math.inf, *row[1:]],
        "zero": [0.0] * len(row),
        "text": ["0.1", *row[1:]],
        "uneven": row[1:],
    }
    return changed[how]


def _entry(request: Request, reply: Vectors, number: int, row: Any) -> dict[str, Any]:
    packed = request.body.get("encoding_format") == "base64"
    given = base64.b64encode(pack(f"<{len(row)}f", *row)).decode() if packed else row
    numbered = {"index": number} if reply.numbered else {}
    return {"object": "embedding", "embedding": given, **numbered}

"""Send a page of records: its JSON, where the next page is, and whether the client has it already.

Page -> Response.
"""

import hashlib
from typing import Any

from fastapi import Request, Response
from pydantic import TypeAdapter

from bot.registers.paging import Page
from retrieval.documents import Language

# names and numbers of people are not kept by caches in between, and are asked for anew each time
FRESH = "private, no-cache"


def language_of(request: Request, chosen: Language | None) -> Language:
    """The language asked for in the address, else the first that the client accepts, else Swedish."""
    if chosen:
        return chosen
    parts = [part.partition(";") for part in request.headers.get("accept-language", "").split(",")]
    weighed = [(name.strip()[:2].casefold(), _weight(parameter)) for name, _, parameter in parts]
    known: dict[str, Language] = {"sv": "sv", "en": "en"}
    accepted = [(known[name], weight) for name, weight in weighed if name in known and weight > 0]
    return max(accepted, key=lambda pair: pair[1])[0] if accepted else "sv"


def _weight(parameter: str) -> float:
    """How much a language is wanted; 1 where nothing is said (RFC 9110, section 12.4.2)."""
    try:
        return float(parameter.replace(" ", "").removeprefix("q=") or 1)
    except ValueError:
        return 0.0


def sent(request: Request, value: Any, kind: TypeAdapter[Any], language: Language) -> Response:
    """A value as JSON, or 304 where the client has it; its tag changes when a byte of it does."""
    body = kind.dump_json(value)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": FRESH,
        "Vary": "Accept-Language",
        "Content-Language": language,
    }
    if isinstance(value, Page) and value.next_offset is not None:
        following = request.url.include_query_params(offset=value.next_offset)
        headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
    if tag in [known.strip().removeprefix("W/") for known in _known_tags(request)]:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


def _known_tags(request: Request) -> list[str]:
    return request.headers.get("if-none-match", "").split(",")

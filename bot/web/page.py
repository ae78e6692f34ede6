"""The page with one field, which works without scripts, and the documents' text to look a citation up in.

Form -> answer -> HTML. Where a model writes answers, a script shows what holds before the whole is there.
Nothing is loaded from elsewhere; a question stands in no address and so in no log.
"""

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import aclosing
from functools import cache
from typing import Any, cast
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.answer import Answer, Citation, parted
from bot.assistant import Asked
from bot.http_limits import HEADERS
from bot.listening import Ask, told
from bot.markup import blocks_of
from bot.reading import Piece, anchor_of_citation, pieces_of
from bot.wiring import Serving
from bot.wording import examples, say
from retrieval.documents import Language, Passage
from retrieval.language.detection import language_of

LONGEST_TEXT = 4000  # characters of a question that are read at all
STREAM = "text/event-stream"
CSP = "Content-Security-Policy"
OWN_SCRIPT = "script-src 'self'; connect-src 'self'"  # where an answer is shown while it is written
TURNS_KEPT = 4  # earlier questions that travel with the form

router = APIRouter(include_in_schema=False)


@router.get("/")
def empty_page(request: Request) -> HTMLResponse:
    """The field, and what one may ask."""
    language, writes = language_asked(request), _serving(request).writes
    return _page(
        "question.html",
        language,
        writes=writes,
        answer=None,
        earlier=[],
        examples=examples(language),
        sources=(),
    )


@router.post("/")
async def answered_page(request: Request) -> Response:
    """The answer to the question in the form; while it is written, for a script that asks for that."""
    form = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    language = _as_language(_first(form, "lang")) or language_asked(request)
    asked = _asked(form, request)
    serving = _serving(request)

    async def ask(asked: Asked) -> Answer:
        return await run_in_threadpool(serving.answer, asked)

    if STREAM in request.headers.get("accept", ""):
        return EventSourceResponse(_events(ask, asked, language))
    return _answer_page(asked, await ask(asked), language, writes=serving.writes)


async def _events(ask: Ask, asked: Asked, language: Language) -> AsyncIterator[ServerSentEvent]:
    """Each sentence that holds, then the page; a stream that breaks off before is asked for as a page."""
    spoken = language_of(asked.text, language)
    async with aclosing(told(ask, asked)) as telling:
        async for said in telling:
            if isinstance(said, Answer):
                page = bytes(_answer_page(asked, said, language, writes=True).body).decode()
                yield _event("page", {"html": page})
            else:
                yield _event("sentence", {"text": said, "lang": spoken})


def _answer_page(asked: Asked, answer: Answer, language: Language, *, writes: bool) -> HTMLResponse:
    """The whole answer, its sources, and the field for the next question."""
    body, named = parted(answer.answer)
    sources = list(zip(answer.citations, (line.partition("] ")[2] for line in named), strict=False))
    return _page(
        "question.html",
        language,
        writes=writes,
        answer=answer,
        earlier=[*asked.history, asked.text][-TURNS_KEPT:],
        examples=(),
        blocks=blocks_of(body),
        sources=sources,
    )


def _asked(form: dict[str, list[str]], request: Request) -> Asked:
    """What the form asks, with the questions before it."""
    question = _first(form, "question")[:LONGEST_TEXT]
    earlier = [turn[:LONGEST_TEXT] for turn in form.get("earlier", [])][-TURNS_KEPT:]
    asker = request.client.host if request.client else None
    return Asked(question, tuple(earlier), asker=asker, channel="web")


def _event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(json.dumps(data, ensure_ascii=False), event=name)


@router.get("/documents/{path:path}")
def document_page(path: str, request: Request) -> HTMLResponse:
    """A document's stored text; the anchors are its lines or pages."""
    with _serving(request).snapshot() as snapshot:
        if (description := snapshot.descriptions.get(path)) is None:
            raise HTTPException(404, f"{path} is not among the documents")
        passages = snapshot.store.of_document(path)
    shown = zip((passage.path for passage in passages), _anchored_once(passages), strict=True)
    return _page("document.html", language_asked(request), description=description, passages=shown)


def _anchored_once(passages: Sequence[Passage]) -> Iterator[list[Piece]]:
    """Every passage's pieces; a line that goes on in the next passage keeps one anchor, at its beginning."""
    seen = set()
    for passage in passages:
        pieces = []
        for piece in pieces_of(passage):
            pieces.append(Piece("", piece.text) if piece.anchor in seen else piece)
            seen.add(piece.anchor)
        yield pieces


def error_page(request: Request, status: int) -> HTMLResponse:
    """An apology in the reader's language."""
    language = language_asked(request)
    key = "page_not_found" if status == 404 else "page_failed"
    return _page("error.html", language, status, text=say(language, key))


def language_asked(request: Request) -> Language:
    """The page's language: the one in the address, else the browser's, else Swedish."""
    if chosen := _as_language(request.query_params.get("lang")):
        return chosen
    for part in request.headers.get("accept-language", "").split(","):
        if known := _as_language(part.strip()[:2].casefold()):
            return known
    return "sv"


def _as_language(value: str | None) -> Language | None:
    return cast(Language, value) if value in ("sv", "en") else None


def _first(form: dict[str, list[str]], name: str) -> str:
    return form.get(name, [""])[0]


def _serving(request: Request) -> Serving:
    serving: Serving = request.app.state.serving
    return serving


def _page(
    template: str, language: Language, status: int = 200, *, writes: bool = False, **values: Any
) -> HTMLResponse:
    def worded(key: str, **places: object) -> str:
        return say(language, key, **places)

    known = {"lang": language, "say": worded, "source_of": _source_of, "writes": writes}
    html = _templates().get_template(template).render(**known, **values)
    headers = {"Cache-Control": "no-store"} | ({CSP: f"{HEADERS[CSP]}; {OWN_SCRIPT}"} if writes else {})
    return HTMLResponse(html, status, headers)


def _source_of(citation: Citation) -> str:
    """The address of a citation's place in its document."""
    return f"/documents/{quote(citation.document)}#{anchor_of_citation(citation.lines, citation.pages)}"


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

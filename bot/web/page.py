"""The page with one field, which works without scripts, and the documents' text to look a citation up in.

Form -> answer -> HTML. Nothing is loaded from elsewhere; a question stands in no address and so in no log.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, cast
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.answer import Citation, parted
from bot.assistant import Asked
from bot.markup import blocks_of
from bot.reading import Piece, anchor_of_citation, pieces_of
from bot.wiring import Serving
from bot.wording import examples, say
from retrieval.documents import Language, Passage

LONGEST_TEXT = 4000  # characters of a question that are read at all
TURNS_KEPT = 4  # earlier questions that travel with the form

router = APIRouter(include_in_schema=False)


@router.get("/")
def empty_page(request: Request) -> HTMLResponse:
    """The field, and what one may ask."""
    language = language_asked(request)
    return _page("question.html", language, answer=None, earlier=[], examples=examples(language), sources=())


@router.post("/")
async def answered_page(request: Request) -> HTMLResponse:
    """The answer to the question in the form."""
    form = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    language = _as_language(_first(form, "lang")) or language_asked(request)
    question = _first(form, "question")[:LONGEST_TEXT]
    earlier = [turn[:LONGEST_TEXT] for turn in form.get("earlier", [])][-TURNS_KEPT:]
    asked = Asked(question, tuple(earlier), asker=request.client.host if request.client else None)
    answer = await run_in_threadpool(_serving(request).answer, asked)
    kept = [*earlier, question][-TURNS_KEPT:]
    body, named = parted(answer.answer)
    sources = list(zip(answer.citations, (line.partition("] ")[2] for line in named), strict=False))
    return _page(
        "question.html",
        language,
        answer=answer,
        earlier=kept,
        examples=(),
        blocks=blocks_of(body),
        sources=sources,
    )


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


def _page(template: str, language: Language, status: int = 200, **values: Any) -> HTMLResponse:
    def worded(key: str, **places: object) -> str:
        return say(language, key, **places)

    html = (
        _templates().get_template(template).render(lang=language, say=worded, source_of=_source_of, **values)
    )
    return HTMLResponse(html, status, {"Cache-Control": "no-store"})


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

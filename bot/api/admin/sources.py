"""The sources that documents come from by themselves."""

from typing import Annotated, Literal

from fastapi import APIRouter, Header, Path, Query, Request, Response

from bot.admin.administration import Administration
from bot.api.admin.authority import CurrentAdministration, Editor, Viewer
from bot.api.admin.preconditions import check_match, tag_of
from bot.api.admin.source_forms import (
    DeletedOut,
    ItemsIn,
    ItemsOut,
    PreviewOut,
    RefreshJob,
    RefreshOut,
    SourceChanges,
    SourceIn,
    SourceOut,
    SourcesIn,
    SourcesOut,
    item_out,
    preview_out,
    source_out,
)
from bot.api.problems import documented
from bot.jobs.waking import wake
from bot.sources.source import Source

SourceId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", examples=["9f86d081884c7d65"])]
Documents = Annotated[
    Literal["keep", "withdraw"], Query(description="whether its documents stay, as if they were uploaded")
]
Index = Annotated[bool, Query(description="whether to index the change at once")]
IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern="^[!-~]([ -~]*[!-~])?$",
        description="the same key with the same request is the same job, however often it is sent",
    ),
]
CHANGED = {"mode": "changed", "dry_run": False}
READ = documented(401, 403, 404, 422, 429, 500, 503)
CHANGE = documented(401, 403, 404, 409, 412, 413, 422, 429, 500, 503)
router = APIRouter()


@router.get("/sources", responses=documented(401, 403, 422, 429, 500, 503))
def list_all_sources(
    _: Viewer, administration: CurrentAdministration, asked: Annotated[SourcesIn, Query()]
) -> SourcesOut:
    """The sources with what came of their last refresh, oldest first."""
    from bot.sources.records import counts_of, list_sources

    with administration.reading() as session:
        page = list_sources(session, asked.limit, asked.offset, kind=asked.kind, state=asked.state)
        counts = counts_of(session, [source.id for source in page.items])
    items = [source_out(source, counts[source.id]) for source in page.items]
    return SourcesOut(total=page.total, limit=page.limit, offset=page.offset, items=items)


@router.post("/sources", status_code=201, responses=documented(401, 403, 409, 413, 422, 429, 500, 503))
def add_source(
    actor: Editor, administration: CurrentAdministration, request: Request, response: Response, body: SourceIn
) -> SourceOut:
    """Add a source. With an interval it is refreshed soon, without one when that is asked for."""
    from bot.sources.records import create_source

    with administration.writing() as session:
        source = create_source(session, administration.settings, body.draft(), actor, administration.now())
    wake(administration)
    response.headers["Location"] = request.url_for("read_source", source_id=source.id).path
    return _shown(administration, source, response)


@router.post("/sources/preview", responses=documented(401, 403, 413, 422, 429, 500, 503))
def preview_source(_: Editor, administration: CurrentAdministration, body: SourceIn) -> PreviewOut:
    """What a source would bring: its first addresses, or the one page. Nothing is kept or changed."""
    from bot.sources.previewing import preview

    return preview_out(preview(body.draft(), administration.settings))


@router.get("/sources/{source_id}", responses=READ)
def read_source(
    _: Viewer, administration: CurrentAdministration, response: Response, source_id: SourceId
) -> SourceOut:
    """A source, and what came of its last refresh."""
    return _shown(administration, _source(administration, source_id), response)


@router.patch("/sources/{source_id}", responses=CHANGE)
def change_one_source(
    actor: Editor,
    administration: CurrentAdministration,
    request: Request,
    response: Response,
    source_id: SourceId,
    body: SourceChanges,
) -> SourceOut:
    """Change a source; its kind stays."""
    from bot.sources.records import change_source, source_of

    now, settings = administration.now(), administration.settings
    with administration.writing() as session:
        check_match(request, tag_of(source_of(session, source_id).revision))
        source = change_source(session, settings, source_id, body.changes(), actor, now)
    wake(administration)
    return _shown(administration, source, response)


@router.delete("/sources/{source_id}", responses=CHANGE)
def delete_one_source(
    actor: Editor,
    administration: CurrentAdministration,
    request: Request,
    source_id: SourceId,
    documents: Documents = "keep",
    index: Index = True,
) -> DeletedOut:
    """Forget a source; its documents stay, or are withdrawn."""
    from bot.jobs.queue import enqueue
    from bot.sources.records import delete_source, source_of
    from bot.sources.visits import forget_visits

    now, settings = administration.now(), administration.settings
    with administration.writing() as session:
        check_match(request, tag_of(source_of(session, source_id).revision))
        counts = delete_source(session, settings, source_id, documents, actor, now)
        indexed = counts["withdrawn"] and index
        job = enqueue(session, "reindex", CHANGED, actor, now, explicit=True) if indexed else None
    forget_visits(settings, source_id)
    if job:
        wake(administration)
    started = RefreshJob(id=job.id) if job else None
    return DeletedOut(withdrawn=counts["withdrawn"], kept=counts["kept"], job=started)


@router.post(
    "/sources/{source_id}/refresh",
    status_code=202,
    responses=documented(401, 403, 404, 409, 413, 422, 429, 500, 503),
)
def refresh_source(
    actor: Editor,
    administration: CurrentAdministration,
    request: Request,
    response: Response,
    source_id: SourceId,
    idempotency_key: IdempotencyKey = None,
) -> RefreshOut:
    """Refresh a source now, whenever it is due."""
    from bot.sources.records import ask_refresh

    with administration.writing() as session:
        job = ask_refresh(session, source_id, actor, administration.now(), idempotency_key)
    wake(administration)
    response.headers["Location"] = request.url_for("read_job", job_id=job.id).path
    return RefreshOut(job=RefreshJob(id=job.id))


@router.get("/sources/{source_id}/items", responses=READ)
def list_items(
    _: Viewer,
    administration: CurrentAdministration,
    source_id: SourceId,
    asked: Annotated[ItemsIn, Query()],
) -> ItemsOut:
    """The addresses of a source, each with its document or the reason why it has none."""
    from bot.sources.records import items_of

    with administration.reading() as session:
        page = items_of(session, source_id, asked.limit, asked.offset, asked.state)
    items = [item_out(item) for item in page.items]
    return ItemsOut(total=page.total, limit=page.limit, offset=page.offset, items=items)


def _source(administration: Administration, source_id: str) -> Source:
    from bot.sources.records import source_of

    with administration.reading() as session:
        return source_of(session, source_id)


def _shown(administration: Administration, source: Source, response: Response) -> SourceOut:
    """A source with its entity tag."""
    from bot.sources.records import counts_of

    with administration.reading() as session:
        counts = counts_of(session, [source.id])[source.id]
    response.headers["ETag"] = tag_of(source.revision)
    return source_out(source, counts)

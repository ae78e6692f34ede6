"""The documents: what there is, uploads, metadata, withdrawal.

A document's path stands in the address as it is, slashes and all. `/content` and `/versions` behind it are
what lies behind the document; a document of the corpus folder whose own last part is one of these words, with
no extension, is read in the list. No upload can be called so, since it would get an extension.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request, Response
from fastapi.responses import FileResponse

from bot.admin.administration import Administration
from bot.admin.indexed import indexed_of
from bot.admin.staging import stage
from bot.admin.standing import Origin, State
from bot.api.admin.authority import CurrentAdministration, Editor, Viewer
from bot.api.admin.changing import Changed, changing_documents
from bot.api.admin.document_forms import (
    FILE_REPLY,
    PATCH_EXAMPLES,
    PUT_BODY,
    UPLOAD_BODY,
    ChangedOut,
    DocumentOut,
    DocumentsOut,
    PutOut,
    UploadsOut,
    VersionsOut,
    document_out,
    version_out,
)
from bot.api.admin.preconditions import check_match, tag_of
from bot.api.admin.resembling import with_similar
from bot.api.admin.uploads import body_of, left_behind, read_upload
from bot.api.problems import documented
from bot.registers.paging import DEFAULT_LIMIT, MOST, page_of

if TYPE_CHECKING:  # SQLAlchemy is imported when an administrator comes
    from sqlalchemy.orm import Session

    from bot.admin.document_rows import DocumentState

HIGHEST = 2**31 - 1  # of a number: PostgreSQL counts no further
LONGEST_QUERY = 600  # characters

DocumentPath = Annotated[str, Path(examples=["reports/result-2023.pdf"])]
Index = Annotated[bool, Query(description="whether to index the change at once")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=HIGHEST)]
Version = Annotated[int | None, Query(ge=0, le=HIGHEST, description="0 is the corpus folder's own file")]
READ = documented(401, 403, 404, 422, 429, 500, 503)
UPLOAD = documented(401, 403, 404, 409, 413, 422, 429, 500, 503, 507)
CHANGE = UPLOAD | documented(412)
router = APIRouter()


@router.get("/documents", responses=documented(401, 403, 422, 429, 500, 503))
def list_documents(
    _: Viewer,
    administration: CurrentAdministration,
    state: Annotated[State | None, Query(description="only those that stand so")] = None,
    origin: Annotated[Origin | None, Query(description="only those that come from there")] = None,
    q: Annotated[str, Query(max_length=LONGEST_QUERY, description="stands in the path or the title")] = "",
    limit: Limit = DEFAULT_LIMIT,
    offset: Offset = 0,
) -> DocumentsOut:
    """Every document by its path: indexed, refused and why, waiting for the next index, or withdrawn."""
    from bot.admin.surveying import standings

    indexed = indexed_of(administration.serving)
    with administration.reading() as session:
        every = standings(session, administration.settings, indexed)
    wanted = q.casefold()
    found = [
        each
        for each in every
        if (state is None or each.state == state)
        and (origin is None or each.origin == origin)
        and (wanted in each.path.casefold() or wanted in (each.catalogue["title"] or "").casefold())
    ]
    page = page_of(found, limit, offset)
    items = [document_out(each) for each in page.items]
    return DocumentsOut(total=page.total, limit=page.limit, offset=page.offset, items=items)


@router.post("/documents", status_code=201, responses=UPLOAD, openapi_extra=UPLOAD_BODY)
def upload_documents(
    request: Request, actor: Editor, administration: CurrentAdministration, index: Index = True
) -> UploadsOut:
    """Upload one file or several in a form, all or none; a document of the same path is replaced."""
    from bot.admin.documents import describe_document, put_document

    settings = administration.settings
    with left_behind(administration) as upload:
        read_upload(settings, request.headers.get("content-type", ""), body_of(request), upload)
        paths, metadata = upload.paths(), upload.metadata()

        def put_all(session: "Session", now: datetime) -> "list[DocumentState]":
            placed = [
                put_document(session, settings, path, staged, actor, now, name=name)
                for path, (name, staged) in zip(paths, upload.files, strict=True)
            ]
            return [
                describe_document(session, settings, each.path, metadata.get(name, {}), actor, now)
                for each, (name, _) in zip(placed, upload.files, strict=True)
            ]

        changed = changing_documents(administration, actor, index, put_all)
    documents = with_similar(administration, changed, [staged for _, staged in upload.files])
    alone = documents[0] if len(documents) == 1 else None
    return UploadsOut(document=alone, documents=documents, job=changed.job)


@router.get("/documents/{path:path}/content", response_class=FileResponse, responses=FILE_REPLY | READ)
def download_document(
    path: DocumentPath, _: Viewer, administration: CurrentAdministration, version: Version = None
) -> FileResponse:
    """The file as it was brought, in any version that is kept."""
    from bot.admin.contents import content_of

    with administration.reading() as session:
        content = content_of(session, administration.settings, path, version)
    headers = {"ETag": tag_of(content.digest), "Content-Type": content.media_type}  # no charset: nobody knows
    return FileResponse(content.file, filename=content.name, headers=headers)


@router.get("/documents/{path:path}/versions", responses=READ)
def list_document_versions(
    path: DocumentPath,
    _: Viewer,
    administration: CurrentAdministration,
    limit: Limit = DEFAULT_LIMIT,
    offset: Offset = 0,
) -> VersionsOut:
    """The files that the document had, the newest first; the corpus folder's own is version 0."""
    from bot.admin.contents import list_versions

    with administration.reading() as session:
        page = page_of(list_versions(session, administration.settings, path), limit, offset)
    items = [version_out(each) for each in page.items]
    return VersionsOut(total=page.total, limit=page.limit, offset=page.offset, items=items)


@router.get("/documents/{path:path}", responses=READ)
def read_document(
    path: DocumentPath, _: Viewer, administration: CurrentAdministration, response: Response
) -> DocumentOut:
    """One document as it stands; its ETag is for a later change with If-Match."""
    from bot.admin.surveying import standing_of

    indexed = indexed_of(administration.serving)
    with administration.reading() as session:
        standing = standing_of(session, administration.settings, indexed, path)
    response.headers["ETag"] = tag_of(standing.revision)
    return document_out(standing)


@router.put(
    "/documents/{path:path}",
    responses=CHANGE | {201: {"description": "Created", "model": PutOut}},
    openapi_extra=PUT_BODY,
)
def put_one_document(
    path: DocumentPath,
    request: Request,
    response: Response,
    actor: Editor,
    administration: CurrentAdministration,
    index: Index = True,
) -> PutOut:
    """Upload a file to a path, or replace the one there; a name without extension gets that of its kind."""
    from bot.admin.documents import put_document

    settings = administration.settings
    with left_behind(administration) as upload:
        staged = stage(settings, body_of(request))
        upload.files.append((path, staged))

        def put(session: "Session", now: datetime) -> "list[DocumentState]":
            before = _checked_revision(session, administration, path, request)
            response.status_code = 201 if before is None else 200
            return [put_document(session, settings, path, staged, actor, now)]

        changed = changing_documents(administration, actor, index, put)
    (document,) = with_similar(administration, changed, [staged])
    response.headers["ETag"] = tag_of(document.revision)
    return PutOut(document=document, job=changed.job)


@router.patch("/documents/{path:path}", responses=CHANGE)
def change_metadata(
    path: DocumentPath,
    changes: Annotated[dict[str, Any], Body(examples=PATCH_EXAMPLES)],
    request: Request,
    response: Response,
    actor: Editor,
    administration: CurrentAdministration,
    index: Index = True,
) -> ChangedOut:
    """Say what the catalogue's keys are; null takes back what was said here.

    `replaced_by` names another document, which is then said to replace this one.
    """
    from bot.admin.documents import describe_document

    def describe(session: "Session", now: datetime) -> "list[DocumentState]":
        _checked_revision(session, administration, path, request)
        return [describe_document(session, administration.settings, path, changes, actor, now)]

    return _changed(changing_documents(administration, actor, index, describe), response)


@router.delete("/documents/{path:path}", responses=CHANGE)
def delete_document(
    path: DocumentPath,
    request: Request,
    response: Response,
    actor: Editor,
    administration: CurrentAdministration,
    index: Index = True,
) -> ChangedOut:
    """Withdraw a document; a file of the corpus folder stays there and counts no more. It can be restored."""
    from bot.admin.documents import withdraw_document

    def withdraw(session: "Session", now: datetime) -> "list[DocumentState]":
        _checked_revision(session, administration, path, request)
        return [withdraw_document(session, administration.settings, path, actor, now)]

    return _changed(changing_documents(administration, actor, index, withdraw), response)


@router.post("/documents/{path:path}/restore", responses=CHANGE)
def restore_one_document(
    path: DocumentPath,
    request: Request,
    response: Response,
    actor: Editor,
    administration: CurrentAdministration,
    version: Version = None,
    index: Index = True,
) -> ChangedOut:
    """Undo a withdrawal, or bring back an earlier version."""
    from bot.admin.documents import restore_document

    def restore(session: "Session", now: datetime) -> "list[DocumentState]":
        _checked_revision(session, administration, path, request)
        return [restore_document(session, administration.settings, path, actor, now, version=version)]

    return _changed(changing_documents(administration, actor, index, restore), response)


def _checked_revision(
    session: "Session", administration: Administration, path: str, request: Request
) -> int | None:
    """What the change is made to; None where there is no such document yet. Raises AdminRefused."""
    from bot.admin.document_rows import revision_of

    revision = revision_of(session, administration.settings, path)
    check_match(request, None if revision is None else tag_of(revision))
    return revision


def _changed(changed: Changed, response: Response) -> ChangedOut:
    (standing,) = changed.documents
    response.headers["ETag"] = tag_of(standing.revision)
    return ChangedOut(document=document_out(standing), job=changed.job)

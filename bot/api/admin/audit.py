"""Who did what when: read in pages, or exported whole.

A viewer may read it: it holds no key, no secret and nothing of what stands in a document.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from bot.admin.administration import Administration
from bot.admin.exporting import ExportFormat, exported
from bot.api.admin.authority import CurrentAdministration, Viewer
from bot.api.admin.forms import Moment, PagingIn, Text
from bot.api.problems import documented
from bot.registers.paging import Page
from bot.store.audit import BATCH, AuditEntry, AuditFilter, batch_of_audit, page_of_audit

router = APIRouter()
MEDIA_TYPES: dict[ExportFormat, str] = {"jsonl": "application/jsonl", "csv": "text/csv"}
STREAM = {"content": {kind: {"schema": {"type": "string"}} for kind in MEDIA_TYPES.values()}}


class WantedIn(BaseModel):
    """Which acts are wanted."""

    actor: Text | None = Field(None, description="the name of a key, or a login", examples=["Eva Lind"])
    action: Text | None = Field(
        None, description="whole, or what stands before its dot", examples=["document.upload", "document"]
    )
    subject: Text | None = Field(None, description="how it begins", examples=["reports/"])
    since: Moment | None = Field(None, description="from this time or day on")
    until: Moment | None = Field(None, description="before this time or day")

    def wanted(self) -> AuditFilter:
        """The same for the core."""
        return AuditFilter(self.actor, self.action, self.subject, self.since, self.until)


class AuditIn(WantedIn, PagingIn):
    """Which acts are wanted, and which page of them."""


class ExportIn(WantedIn):
    """Which acts are wanted, and how they are written."""

    format: ExportFormat = Field("jsonl", description="an object a line, or a table")


@router.get("/audit", responses=documented(401, 403, 422, 429, 500, 503))
def list_audit(
    _: Viewer, administration: CurrentAdministration, asked: Annotated[AuditIn, Query()]
) -> Page[AuditEntry]:
    """Who did what, when and from where, the newest first. Every role may read it: it holds no secrets."""
    with administration.reading() as session:
        return page_of_audit(session, asked.wanted(), asked.limit, asked.offset)


@router.get(
    "/audit/export",
    response_class=StreamingResponse,
    responses=documented(401, 403, 422, 429, 500, 503) | {200: STREAM},
)
def export_audit(
    _: Viewer, administration: CurrentAdministration, asked: Annotated[ExportIn, Query()]
) -> StreamingResponse:
    """The same without pages, the oldest first. Every role may read it: it holds no secrets."""
    wanted = asked.wanted()
    with administration.reading() as session:  # a database that is away is told before the first byte
        batch_of_audit(session, wanted, size=1)
    lines = _together(exported(_entries(administration, wanted), asked.format))
    headers = {"Content-Disposition": f'attachment; filename="audit.{asked.format}"'}
    return StreamingResponse(lines, headers=headers, media_type=MEDIA_TYPES[asked.format])


def _entries(administration: Administration, wanted: AuditFilter) -> Iterator[AuditEntry]:
    """Batch by batch, each read for itself: a slow client keeps nothing open."""
    last = 0
    while True:
        with administration.reading() as session:
            batch = batch_of_audit(session, wanted, last)
        if not batch:
            return
        yield from batch
        last = batch[-1].id


def _together(lines: Iterator[str]) -> Iterator[str]:
    """As many lines at a time as are read: each that is sent by itself costs a change of threads."""
    while chunk := "".join(islice(lines, BATCH)):
        yield chunk

"""The snapshots: which there are, how they differ, which one is current; and the probe questions."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.admin.administration import Administration
from bot.admin.refusal import AdminRefused
from bot.api.admin.authority import CurrentAdministration, Editor, Viewer
from bot.api.admin.preconditions import check_match, tag_of
from bot.api.admin.snapshot_forms import (
    DifferenceOut,
    ProbesForm,
    SnapshotDetailOut,
    SnapshotsIn,
    SnapshotsOut,
    detail_out,
    probes_form,
    snapshot_out,
)
from bot.api.problems import documented
from bot.jobs.waking import wake
from bot.registers.paging import page_of
from retrieval.index.difference import MOST
from retrieval.index.pointer import directory_of
from retrieval.index.switching import SnapshotInfo, snapshot_of, snapshots_of

MOST_LISTED = 1000  # changes of a kind; each may be a kilobyte
Listed = Annotated[int, Query(ge=1, le=MOST_LISTED, description="changes that are listed of each kind")]
router = APIRouter()


@router.get("/snapshots", responses=documented(401, 403, 422, 429, 500, 503))
def list_snapshots(
    _: Viewer, administration: CurrentAdministration, asked: Annotated[SnapshotsIn, Query()]
) -> SnapshotsOut:
    """The snapshots, newest first: the current one, those to go back to, those that wait for approval."""
    page = page_of(snapshots_of(administration.settings.data), asked.limit, asked.offset)
    items = [snapshot_out(info) for info in page.items]
    return SnapshotsOut(total=page.total, limit=page.limit, offset=page.offset, items=items)


@router.get("/snapshots/{snapshot_id}", responses=documented(401, 403, 404, 422, 429, 500, 503))
def read_snapshot(_: Viewer, administration: CurrentAdministration, snapshot_id: str) -> SnapshotDetailOut:
    """A snapshot, why it waits, and what it answered to the probe questions."""
    from bot.admin.snapshots import refusing

    with refusing():
        return _detail(administration, snapshot_of(administration.settings.data, snapshot_id))


@router.post(
    "/snapshots/{snapshot_id}/activate",
    responses=documented(401, 403, 404, 409, 422, 429, 500, 503),
)
def activate_one(actor: Editor, administration: CurrentAdministration, snapshot_id: str) -> SnapshotDetailOut:
    """Answer from this snapshot from now on: go back to an earlier one, or approve one that is held.

    An earlier one is pinned: it stays until somebody uploads, deletes or asks for a re-index. One that was
    held is followed by a job, which brings along what was uploaded since it was built. Activating the
    current one changes nothing.
    """
    from bot.admin.snapshots import activate_snapshot

    data = administration.settings.data
    with administration.writing() as session:
        info = activate_snapshot(session, data, snapshot_id, actor, administration.now())
    wake(administration)
    return _detail(administration, info)


@router.get(
    "/snapshots/{old_id}/difference/{new_id}",
    responses=documented(401, 403, 404, 409, 422, 429, 500, 503),
)
def read_difference(
    _: Viewer, administration: CurrentAdministration, old_id: str, new_id: str, most: Listed = MOST
) -> DifferenceOut:
    """What came, changed and went from the first snapshot to the second."""
    from bot.admin.differences import difference_between
    from bot.admin.snapshots import refusing

    with refusing():
        return DifferenceOut.model_validate(
            difference_between(administration.settings, old_id, new_id, most), from_attributes=True
        )


@router.delete(
    "/snapshots/{snapshot_id}",
    status_code=204,
    responses=documented(401, 403, 404, 409, 422, 429, 500, 503),
)
def delete_one(actor: Editor, administration: CurrentAdministration, snapshot_id: str) -> None:
    """Delete a snapshot that is not current; one that waits for approval is turned down by it."""
    from bot.admin.snapshots import delete_snapshot

    data = administration.settings.data
    with administration.writing() as session:
        delete_snapshot(session, data, snapshot_id, actor, administration.now())


@router.get("/probes", responses=documented(401, 403, 409, 422, 429, 500, 503))
def read_probe_questions(_: Viewer, administration: CurrentAdministration, response: Response) -> ProbesForm:
    """The questions that are asked of the old and the new index before the new one is put to use."""
    from bot.admin.probes import ProbesBroken, content_of, parsed, revision_of

    content = content_of(administration.settings.data)
    try:
        probes = parsed(content)
    except ProbesBroken as error:
        remedy = "Put new probe questions in its place, or mend the file by hand."
        raise AdminRefused("conflict", f"The file of probe questions is broken: {error}.", remedy) from error
    response.headers["ETag"] = tag_of(revision_of(content))
    return probes_form(probes)


@router.put("/probes", responses=documented(401, 403, 412, 413, 422, 429, 500, 503))
def write_probe_questions(
    actor: Editor,
    administration: CurrentAdministration,
    request: Request,
    response: Response,
    wanted: ProbesForm,
) -> ProbesForm:
    """Ask these questions and no others. An index that no longer cites what it did is held for approval."""
    from bot.admin.probes import content_of, revision_of
    from bot.admin.snapshots import replace_probes

    data = administration.settings.data
    with administration.writing() as session:  # one at a time: what was read is what is replaced
        check_match(request, tag_of(revision_of(content_of(data))))
        probes = [form.probe() for form in wanted.items]
        replace_probes(session, data, probes, actor, administration.now())
        response.headers["ETag"] = tag_of(revision_of(content_of(data)))
    return wanted


def _detail(administration: Administration, info: SnapshotInfo) -> SnapshotDetailOut:
    from bot.admin.probing import read_report

    return detail_out(info, read_report(directory_of(administration.settings.data, info.id)))

"""What users could not find, and approved answers."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Path, Query

from bot.api.admin.authority import CurrentAdministration, Editor, Viewer
from bot.api.admin.changing import changing_documents
from bot.api.admin.document_forms import document_out
from bot.api.admin.forms import Moment, PagingIn
from bot.api.admin.question_forms import (
    ApprovedIn,
    ApprovedOut,
    NewApprovedIn,
    QuestionOut,
    QuestionWholeOut,
    question_out,
    question_whole_out,
)
from bot.api.problems import documented
from bot.registers.paging import Page, page_of

if TYPE_CHECKING:  # SQLAlchemy is imported when an administrator comes
    from sqlalchemy.orm import Session

    from bot.admin.actor import Actor
    from bot.admin.administration import Administration
    from bot.admin.approving import Approved
    from bot.admin.document_rows import DocumentState
    from bot.admin.questions import Unanswered

Fingerprint = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
Index = Annotated[bool, Query(description="whether it is found at once, by a job of its own")]
CHANGE = documented(401, 403, 404, 409, 422, 429, 500, 503, 507)
Act = Callable[["Session", "Unanswered", datetime], "Unanswered"]
router = APIRouter()


class QuestionsIn(PagingIn):
    """Which questions are wanted."""

    standing: Literal["open", "answered", "out_of_scope"] | None = None
    since: Moment | None = None


@router.get("/questions", responses=documented(401, 403, 422, 429, 500, 503))
def list_questions(
    _: Viewer, administration: CurrentAdministration, asked: Annotated[QuestionsIn, Query()]
) -> Page[QuestionOut]:
    """What users asked in vain, the most often asked first; without anything that tells who asked."""
    every = _every(administration, asked.since)
    wanted = [each for each in every if asked.standing in (None, each.standing)]
    page = page_of(wanted, asked.limit, asked.offset)
    return Page(page.total, page.limit, page.offset, tuple(question_out(each) for each in page.items))


@router.get("/questions/{fingerprint}", responses=documented(401, 403, 404, 422, 429, 500, 503))
def read_question(
    _: Viewer, administration: CurrentAdministration, fingerprint: Fingerprint
) -> QuestionWholeOut:
    """One question with its wordings, the nearest passages, and who answers for the subject."""
    from bot.admin.questions import nearest, one_of

    found = one_of(_every(administration), fingerprint)
    with administration.serving.assistant() as assistant:
        return question_whole_out(found, nearest(assistant, found.group.question))


@router.post("/questions/{fingerprint}/answer", status_code=201, responses=CHANGE)
def answer_question(
    actor: Editor,
    administration: CurrentAdministration,
    fingerprint: Fingerprint,
    body: ApprovedIn,
    index: Index = True,
) -> ApprovedOut:
    """Approve an answer: a document of its own, found and cited as such as long as it is valid."""
    from bot.admin.questions import one_of

    found = one_of(_every(administration), fingerprint)
    return _approved(administration, actor, body.approved(found.group.question), found, index)


@router.post("/answers", status_code=201, responses=CHANGE)
def approve_answer(
    actor: Editor, administration: CurrentAdministration, body: NewApprovedIn, index: Index = True
) -> ApprovedOut:
    """Approve an answer before anybody asks; it is withdrawn like any other document."""
    return _approved(administration, actor, body.approved(body.question), None, index)


@router.post("/questions/{fingerprint}/out-of-scope", responses=CHANGE)
def put_out_of_scope(
    actor: Editor, administration: CurrentAdministration, fingerprint: Fingerprint
) -> QuestionOut:
    """Say that the documents need not answer it; it is listed apart from then on."""
    from bot.admin.questions import decide

    def act(session: "Session", found: "Unanswered", now: datetime) -> "Unanswered":
        return decide(session, found, "out_of_scope", None, actor, now)

    return _decided(administration, fingerprint, act)


@router.delete("/questions/{fingerprint}/decision", responses=CHANGE)
def take_back_decision(
    actor: Editor, administration: CurrentAdministration, fingerprint: Fingerprint
) -> QuestionOut:
    """Open a question again; an approved answer stays until it is withdrawn."""
    from bot.admin.questions import reopen

    def act(session: "Session", found: "Unanswered", now: datetime) -> "Unanswered":
        return reopen(session, found, actor, now)

    return _decided(administration, fingerprint, act)


def _every(administration: "Administration", since: datetime | None = None) -> "list[Unanswered]":
    from bot.admin.questions import known_names, unanswered

    with administration.serving.assistant() as assistant, administration.reading() as session:
        return unanswered(session, known_names(assistant), since)


def _decided(administration: "Administration", fingerprint: str, act: Act) -> QuestionOut:
    from bot.admin.questions import one_of

    found = one_of(_every(administration), fingerprint)
    with administration.writing() as session:
        return question_out(act(session, found, administration.now()))


def _approved(
    administration: "Administration",
    actor: "Actor",
    approved: "Approved",
    found: "Unanswered | None",
    index: bool,
) -> ApprovedOut:
    """Stage the answer, then make it a document and the question answered in one transaction."""
    from bot.admin.approving import put_approved, stage_approved
    from bot.admin.questions import decide

    content = stage_approved(administration.settings, approved)
    decided: list[Unanswered] = []

    def act(session: "Session", now: datetime) -> "list[DocumentState]":
        state = put_approved(session, administration.settings, approved, content, actor, now)
        if found is not None:
            decided.append(decide(session, found, "answered", state.path, actor, now))
        return [state]

    changed = changing_documents(administration, actor, index, act)
    return ApprovedOut(
        document=document_out(changed.documents[0]),
        job=changed.job,
        question=question_out(decided[0]) if decided else None,
    )

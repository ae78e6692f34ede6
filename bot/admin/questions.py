"""What users could not find: read, decided upon, answered.

Database, what answers -> groups of questions with what is nearest to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.admin.actor import Actor
from bot.admin.grouping import AskedInVain, QuestionGroup, grouped
from bot.admin.masking import Known, masked
from bot.admin.refusal import AdminRefused
from bot.answer import ContactCard, span_of
from bot.assistant import Assistant
from bot.compose.contacts import card
from bot.compose.sources import section_name
from bot.question import understand
from bot.store.admin_tables import QuestionMarkRow
from bot.store.audit import note
from bot.store.tables import AnswerRow, FeedbackRow
from retrieval.language.detection import language_of

MOST_READ = 5_000  # answers that are looked at, the newest ones
NEAREST = 3  # passages shown with a question
EXCERPT = 280  # characters of a passage
IN_VAIN = "not_found"
BAD = "bad"

Decision = Literal["answered", "out_of_scope"]
Standing = Literal["open", "answered", "out_of_scope"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What was decided about a question."""

    decision: Decision
    document: str | None  # the approved answer's path
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A group of questions, and what was decided about it."""

    group: QuestionGroup
    mark: Mark | None = None

    @property
    def standing(self) -> Standing:
        """Whether somebody has to do something yet."""
        return self.mark.decision if self.mark else "open"


@dataclass(frozen=True, slots=True)
class NearPassage:
    """A passage that comes near a question."""

    document: str
    title: str
    heading: str
    lines: tuple[int, int] | None
    pages: tuple[int, int] | None
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """What the corpus has nearest to a question, and who could be asked."""

    passages: tuple[NearPassage, ...]
    contact: ContactCard | None


def unanswered(session: Session, is_known: Known, since: datetime | None = None) -> list[Unanswered]:
    """Every group of questions that found no answer, or a bad one; the most often asked first."""
    marks = {row.fingerprint: _mark(row) for row in session.scalars(select(QuestionMarkRow))}
    return [
        Unanswered(group, _mark_of(group, marks)) for group in grouped(_in_vain(session, is_known, since))
    ]


def one_of(every: Sequence[Unanswered], fingerprint: str) -> Unanswered:
    """The group that a fingerprint is of. Raises AdminRefused."""
    for each in every:
        if fingerprint in each.group.fingerprints:
            return each
    raise AdminRefused(
        "missing",
        "There is no question with that fingerprint, or it is forgotten.",
        "List the questions anew: what users asked is kept for a while only.",
        "fingerprint",
    )


def decide(
    session: Session, each: Unanswered, decision: Decision, document: str | None, actor: Actor, at: datetime
) -> Unanswered:
    """Keep what was decided about a question."""
    row = session.get(QuestionMarkRow, each.group.fingerprint)
    if row is None:
        row = QuestionMarkRow(fingerprint=each.group.fingerprint)
        session.add(row)
    row.question, row.decision, row.document = each.group.question, decision, document
    row.by, row.at = actor.name, at.isoformat(timespec="seconds")
    before, after = _told(each.mark), {"decision": decision, "document": document}
    note(session, actor, f"question.{decision}", each.group.fingerprint, at, before, after)
    return Unanswered(each.group, _mark(row))


def reopen(session: Session, each: Unanswered, actor: Actor, at: datetime) -> Unanswered:
    """Take back what was decided about a question; an approved answer stays until it is withdrawn."""
    for fingerprint in each.group.fingerprints:
        if (row := session.get(QuestionMarkRow, fingerprint)) is not None:
            session.delete(row)
    if each.mark:
        note(session, actor, "question.reopen", each.group.fingerprint, at, _told(each.mark))
    return Unanswered(each.group)


def nearest(assistant: Assistant, question: str) -> Nearest:
    """The passages that come near, and who answers for the subject."""
    understood = understand(question, (), language_of(question, "sv"), assistant.today)
    retriever = assistant.retriever
    query = retriever.query(understood.text, understood.language, understood.names)
    hits = retriever.find(query, NEAREST)
    people = assistant.who.nearest(understood)
    passages = []
    for hit in hits:
        lines, pages = span_of(*hit.passage.span)
        title = retriever.describe(hit.passage.document).title
        heading = section_name(hit.passage.path)
        text = hit.passage.text[:EXCERPT]
        score = round(hit.score, 4)
        passages.append(NearPassage(hit.passage.document, title, heading, lines, pages, score, text))
    return Nearest(tuple(passages), card(people[0]) if people else None)


def known_names(assistant: Assistant) -> Known:
    """Whether the corpus has a name: of a document, a contact, a support, a plan or a goal."""
    retriever = assistant.retriever
    names = [description.title for description in assistant.snapshot.descriptions.values()]
    names += [contact.name for contact in retriever.contacts if contact.name]
    names += [support.name for support in retriever.funding]
    names += [plan.name for plan in retriever.plans]
    names += [description.publisher or "" for description in assistant.snapshot.descriptions.values()]
    text = "\n".join(names).casefold()
    return lambda name: name.casefold() in text


def _in_vain(session: Session, is_known: Known, since: datetime | None) -> list[AskedInVain]:
    wanted = (
        select(AnswerRow, FeedbackRow.verdict, FeedbackRow.reason)
        .outerjoin(FeedbackRow, FeedbackRow.answer == AnswerRow.id)
        .where(or_(AnswerRow.status == IN_VAIN, FeedbackRow.verdict == BAD))
        .order_by(AnswerRow.asked_at.desc())
        .limit(MOST_READ)
    )
    if since is not None:
        wanted = wanted.where(AnswerRow.asked_at >= since.isoformat(timespec="seconds"))
    return [
        AskedInVain(
            masked(row.question, is_known),
            row.asked_at,
            row.status,
            row.decision,
            verdict,
            masked(reason, is_known) if reason else None,
        )
        for row, verdict, reason in session.execute(wanted)
    ]


def _mark_of(group: QuestionGroup, marks: Mapping[str, Mark]) -> Mark | None:
    """The newest decision about any of the group's wordings."""
    found = [marks[fingerprint] for fingerprint in group.fingerprints if fingerprint in marks]
    return max(found, key=lambda mark: mark.at, default=None)


def _mark(row: QuestionMarkRow) -> Mark:
    decision: Decision = "answered" if row.decision == "answered" else "out_of_scope"
    return Mark(decision, row.document, row.by, row.at)


def _told(mark: Mark | None) -> dict[str, Any] | None:
    return {"decision": mark.decision, "document": mark.document} if mark else None

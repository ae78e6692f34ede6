"""Questions as the interface shows them, and what an administrator says of them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.admin.approving import LONGEST_ANSWER, Approved
from bot.admin.grouping import AskedInVain
from bot.admin.questions import Nearest, NearPassage, Unanswered
from bot.answer import ContactCard
from bot.api.admin.document_forms import DocumentOut, StartedJob
from bot.api.admin.forms import Text
from retrieval.documents import Language

LONGEST_QUESTION = 300  # characters
MOST_WORDINGS = 20

QuestionText = Annotated[Text, Field(max_length=LONGEST_QUESTION)]


class WordingOut(BaseModel):
    """One time that it was asked; without who asked."""

    question: str
    asked_at: str
    status: str
    decision: str | None = Field(description="why it was answered as it was")
    verdict: Literal["good", "bad"] | None
    reason: str | None = Field(description="what the asker said of the answer")


class QuestionOut(BaseModel):
    """A question that users found no answer to, or a bad one, in all its wordings."""

    fingerprint: str
    question: str = Field(description="the wording that was asked most often; names and numbers masked")
    standing: Literal["open", "answered", "out_of_scope"]
    count: int
    bad: int = Field(description="how often an answer to it was found bad")
    first_asked: str
    last_asked: str
    document: str | None = Field(description="the approved answer's path")
    decided_by: str | None
    decided_at: str | None


class QuestionWholeOut(QuestionOut):
    """The same with its wordings and what is nearest to it."""

    wordings: list[WordingOut] = Field(description="the newest ones")
    nearest: list[NearPassage]
    contact: ContactCard | None = Field(description="who answers for the subject")


class ApprovedIn(BaseModel):
    """An answer that an administrator approves."""

    answer: str = Field(
        min_length=1, max_length=LONGEST_ANSWER, examples=["Ansökan är öppen till den 31 mars 2027."]
    )
    source: Text = Field(
        description="where it stands: an address, a document's path, a decision",
        examples=["https://www.regionvasterbotten.se/stod", "Regionstyrelsens beslut 2026-11-03, § 214"],
    )
    question: QuestionText | None = Field(None, description="another wording than the users' own")
    language: Language = "sv"
    publisher: Text | None = Field(None, examples=["Region Västerbotten"])
    valid_from: date | None = None
    valid_to: date | None = Field(None, description="the last day on which it is given")

    def approved(self, question: str) -> Approved:
        """The same for the core."""
        return Approved(
            self.question or question,
            self.answer,
            self.source,
            self.language,
            self.publisher,
            self.valid_from,
            self.valid_to,
        )


class NewApprovedIn(ApprovedIn):
    """An answer to a question that nobody needs to have asked."""

    question: QuestionText = Field(examples=["När öppnar nästa ansökan om kulturbidrag?"])


class ApprovedOut(BaseModel):
    """The answer as a document, and the job that makes it found."""

    document: DocumentOut
    job: StartedJob | None
    question: QuestionOut | None = Field(None, description="what it answers, where users asked it")


def question_out(each: Unanswered) -> QuestionOut:
    """A question without its wordings."""
    group, mark = each.group, each.mark
    return QuestionOut(
        fingerprint=group.fingerprint,
        question=group.question,
        standing=each.standing,
        count=group.count,
        bad=sum(asked.verdict == "bad" for asked in group.asked),
        first_asked=group.asked[0].asked_at,
        last_asked=group.asked[-1].asked_at,
        document=mark.document if mark else None,
        decided_by=mark.by if mark else None,
        decided_at=mark.at if mark else None,
    )


def question_whole_out(each: Unanswered, nearest: Nearest) -> QuestionWholeOut:
    """A question with its wordings."""
    newest = list(reversed(each.group.asked))[:MOST_WORDINGS]
    return QuestionWholeOut(
        **question_out(each).model_dump(),
        wordings=[_wording(asked) for asked in newest],
        nearest=list(nearest.passages),
        contact=nearest.contact,
    )


def _wording(asked: AskedInVain) -> WordingOut:
    return WordingOut.model_validate(asked, from_attributes=True)

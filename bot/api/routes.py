"""The routes for programs: ask, read the documents, and see whether the service is well.

Answering blocks, so these are plain functions, which FastAPI calls in threads.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, Field

from bot.answer import Citation, ContactCard, Mode, Status
from bot.api.documents import DocumentOut, DocumentTextOut, document_out, document_text_out
from bot.api.feedback import CurrentGiven
from bot.api.problems import documented
from bot.assistant import Asked
from bot.wiring import Serving
from retrieval.documents import Language

LONGEST_TEXT = 4000  # characters of a question or a turn that are read at all
MOST_TURNS = 20

Text = Annotated[str, Field(max_length=LONGEST_TEXT)]


class AskIn(BaseModel):
    """A question in its conversation."""

    question: Text = Field(examples=["Vem arbetar med bredband?"])
    history: list[Text] = Field([], max_length=MOST_TURNS, description="earlier user turns, oldest first")
    conversation: str | None = Field(None, max_length=100, description="returned with the answer")
    language: Language | None = Field(None, description="the language to answer in, else the question's")

    def asked(self, asker: str | None) -> Asked:
        """The same for the core."""
        return Asked(self.question, tuple(self.history), self.conversation, self.language, asker, "api")


class AnswerOut(BaseModel):
    """The answer, checked against its sources."""

    id: str = Field(description="names the answer in feedback")
    question: str
    language: Language
    status: Status
    mode: Mode | None = Field(description="how it was made; null when not answered")
    answer: str = Field(description="light Markdown: paragraphs, quotes, lists, bold")
    citations: list[Citation]
    conversation: str | None
    contacts: list[ContactCard]
    suggestions: list[str]
    snapshot: str | None
    took_ms: float


class LiveOut(BaseModel):
    """The process runs."""

    status: str = "ok"


def serving_of(request: Request) -> Serving:
    """What the application answers with."""
    serving: Serving = request.app.state.serving
    return serving


def asker_of(request: Request) -> str | None:
    """Whose share of a model's calls a request takes: its network address."""
    return request.client.host if request.client else None


CurrentServing = Annotated[Serving, Depends(serving_of)]
router = APIRouter(prefix="/api")
health = APIRouter(prefix="/health")


@router.post("/ask", responses=documented(413, 422, 500, 503))
def ask(body: AskIn, request: Request, serving: CurrentServing, given: CurrentGiven) -> AnswerOut:
    """Answer a question from the documents, or say that they are silent."""
    answer = serving.answer(body.asked(asker_of(request)))
    given.keep(answer)
    return AnswerOut(**answer.as_object())


@router.get("/documents", responses=documented(500, 503))
def list_documents(serving: CurrentServing) -> list[DocumentOut]:
    """The documents that are answered from."""
    with serving.snapshot() as snapshot:
        return [document_out(description, serving.today) for description in snapshot.descriptions.values()]


@router.get("/documents/{path:path}", responses=documented(404, 422, 500, 503))
def read_document(path: str, serving: CurrentServing) -> DocumentTextOut:
    """A document's stored text, with an anchor for every line or page of the file it came from."""
    with serving.snapshot() as snapshot:
        if (description := snapshot.descriptions.get(path)) is None:
            raise HTTPException(404, f"{path} is not among the documents")
        return document_text_out(description, snapshot.store.of_document(path), serving.today)


@health.get("/live")
def live() -> LiveOut:
    """The process runs."""
    return LiveOut()


@health.get("/ready", responses=documented(503))
def ready(serving: CurrentServing) -> LiveOut:
    """Questions can be answered; 503 until they can."""
    if not serving.ready():
        raise HTTPException(503, "There is no index to answer from yet.")
    return LiveOut(status="ready")

"""Trial search: what is found, and why the answer is what it is."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from bot.api.admin.authority import CurrentAdministration, Viewer
from bot.api.problems import documented
from bot.api.routes import LONGEST_TEXT, MOST_TURNS, AnswerOut, Text
from bot.assistant import Asked
from bot.searching import Tried, tried
from retrieval.documents import Language

router = APIRouter()


class TrialIn(BaseModel):
    """A question to try."""

    query: str = Field(min_length=1, max_length=LONGEST_TEXT, examples=["Vem arbetar med bredband?"])
    history: list[Text] = Field([], max_length=MOST_TURNS, description="earlier user turns, oldest first")
    language: Language | None = None
    top: int = Field(10, ge=1, le=100, description="how many passages")


class TrialOut(BaseModel):
    """How a question is understood, what it finds, and what is answered."""

    snapshot: str
    understood: dict[str, Any] = Field(description="the whole question, its language, names, time and words")
    hits: list[Tried] = Field(description="the passages with their scores and what the decision looks at")
    decision: str | None = Field(description="why the answer is what it is")
    answer: AnswerOut
    trace: dict[str, Any] = Field(description="everything that the answer remembers of its making")


@router.post("/search", responses=documented(401, 403, 413, 422, 429, 500, 503))
def try_search(_: Viewer, administration: CurrentAdministration, body: TrialIn) -> TrialOut:
    """Ask as a user would, and see every step; nothing of it is kept."""
    asked = Asked(body.query, tuple(body.history), None, body.language)
    with administration.serving.assistant() as assistant:
        understood, hits = tried(assistant, asked, body.top)
        answer = assistant.answer(asked)
        return TrialOut(
            snapshot=assistant.snapshot.id,
            understood=understood,
            hits=hits,
            decision=answer.trace.get("decision"),
            answer=AnswerOut(**answer.as_object()),
            trace=answer.trace,
        )

"""The route by which programs say how good an answer was."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, Field

from bot.api.problems import documented
from bot.store.given import GivenAnswers
from bot.store.places import DatabaseUnavailable

LONGEST_REASON = 1000  # characters


class FeedbackIn(BaseModel):
    """What somebody says of an answer; said again, it replaces what was said before."""

    answer: str = Field(max_length=64, description="the answer's id")
    verdict: Literal["good", "bad"]
    reason: str | None = Field(None, max_length=LONGEST_REASON, description="why, in words")


class FeedbackOut(BaseModel):
    """It was kept."""

    status: Literal["kept"] = "kept"


def given_of(request: Request) -> GivenAnswers:
    """Where the application keeps what it answered."""
    given: GivenAnswers = request.app.state.given
    return given


CurrentGiven = Annotated[GivenAnswers, Depends(given_of)]
router = APIRouter(prefix="/api")


@router.post("/feedback", responses=documented(404, 413, 422, 500, 503))
def give_feedback(body: FeedbackIn, given: CurrentGiven) -> FeedbackOut:
    """Keep a verdict on an answer that was given over this interface."""
    try:
        is_kept = given.judge(body.answer, body.verdict, body.reason)
    except DatabaseUnavailable as error:
        raise HTTPException(503, "The verdict could not be kept. Please try again in a while.") from error
    if not is_kept:
        raise HTTPException(404, "There is no answer with that id, or it is forgotten.")
    return FeedbackOut()

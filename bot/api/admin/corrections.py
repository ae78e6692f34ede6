"""Corrections of records: what was done and what became of it, one more, and taking one back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from bot.admin import corrections
from bot.admin.administration import Administration
from bot.admin.corrections import Listed, Wanted
from bot.admin.refusal import AdminRefused, Fault
from bot.api.admin.authority import CurrentAdministration, Editor, Viewer
from bot.api.admin.forms import HIGHEST_NUMBER, LONGEST_TEXT, PagingIn
from bot.api.problems import documented
from bot.assigning import CorrectionWrong
from bot.registers.paging import Page, page_of
from bot.store.corrections import CorrectionLog, NothingToUndo
from retrieval.registers.corrections import Action, Correction, Register

MOST_FIELDS = 20
Value = Annotated[str, Field(max_length=2000)]
Number = Annotated[int, Path(ge=1, le=HIGHEST_NUMBER, description="the correction's, as the list shows it")]
router = APIRouter()


class CorrectionsIn(PagingIn):
    """Which corrections are wanted."""

    of: Register | None = Field(None, alias="register", description="only of these records")
    state: Literal["holds", "undone"] | None = Field(None, description="only what still holds, or does not")

    def wants(self, found: Listed) -> bool:
        """Whether a correction is among them."""
        of_register = self.of in (None, found.entry.correction.register)
        return of_register and self.state in (None, "holds" if found.entry.holds else "undone")


class CorrectionIn(BaseModel):
    """A correction, an addition or a withdrawal."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "register": "contacts",
                    "record": "anna-berg",
                    "action": "correct",
                    "fields": {"phone": "090-12 34 56", "unit": None},
                    "reason": "ny växel",
                }
            ]
        }
    )

    of: Register = Field(alias="register")
    action: Action = Field(description="a person who is withdrawn goes from every text too")
    record: str | None = Field(
        None, max_length=LONGEST_TEXT, description="its id or its name; left out for an addition"
    )
    fields: dict[str, Value | None] = Field(
        {},
        max_length=MOST_FIELDS,
        description="what is so now; several values are parted by a semicolon, and null or an empty one says "
        "that there is no such thing any more",
    )
    reason: str | None = Field(None, max_length=1000, description="why, for the list")


class FieldOut(BaseModel):
    """What is said of a field; a withdrawal may say several things of one."""

    name: str
    value: str | None


class CorrectionOut(BaseModel):
    """A correction with what became of it."""

    id: int
    of: Register = Field(alias="register")
    action: Action
    record: str
    fields: list[FieldOut]
    reason: str | None
    by: str
    at: str
    state: Literal["holds", "undone"]
    undone_by: str | None
    undone_at: str | None
    has_record: bool | None = Field(
        description="whether the index has its record; null where there is no index"
    )


class MadeOut(BaseModel):
    """A correction that was kept, and what is shown now."""

    correction: CorrectionOut
    shown: list[str] = Field(description="the record as it is read from now on; nothing after a withdrawal")
    masked: int = Field(description="passages in which text is hidden, of all withdrawals")


class UndoneOut(BaseModel):
    """A correction that was taken back, and what is shown now."""

    id: int
    shown: str | None = Field(description="the record as it is read from now on; null where there is none")


@router.get("/corrections", responses=documented(401, 403, 422, 429, 500, 503))
def list_corrections(
    _: Viewer, administration: CurrentAdministration, asked: Annotated[CorrectionsIn, Query()]
) -> Page[CorrectionOut]:
    """What was corrected, added and withdrawn, and what became of it, the newest first."""
    every = corrections.listed(administration.serving, _log(administration))
    page = page_of([each for each in every if asked.wants(each)], asked.limit, asked.offset)
    return Page(page.total, page.limit, page.offset, tuple(map(_listed, page.items)))


@router.post("/corrections", status_code=201, responses=documented(401, 403, 413, 422, 429, 500, 503))
def correct(actor: Editor, administration: CurrentAdministration, body: CorrectionIn) -> MadeOut:
    """Correct, add or withdraw a record; it holds at once, and is cited under the name of the key."""
    wanted = Wanted(body.action, body.of, body.record or None, body.fields, body.reason)
    with _refusing():
        made = corrections.make(administration.serving, _log(administration), wanted, actor.name, actor)
    return MadeOut(
        correction=_out(made.correction, None, None, made.has_record),
        shown=list(made.shown),
        masked=made.masked,
    )


@router.post("/corrections/{id}/undo", responses=documented(401, 403, 404, 409, 422, 429, 500, 503))
def undo(actor: Editor, administration: CurrentAdministration, id: Number) -> UndoneOut:
    """Take a correction back; it stays in the list."""
    with _refusing():
        undone = corrections.undo(administration.serving, _log(administration), id, actor.name, actor)
    return UndoneOut(id=id, shown=undone.shown)


def _log(administration: Administration) -> CorrectionLog:
    return CorrectionLog(administration.database, administration.settings.data)


@contextmanager
def _refusing() -> Iterator[None]:
    """What the core finds wrong, as this interface refuses it."""
    try:
        yield
    except CorrectionWrong as error:
        raise AdminRefused(
            "invalid", f"The correction was not kept: {error}.", "Mend that and send it again.", error.field
        ) from error
    except NothingToUndo as error:
        fault: Fault = "conflict" if error.was_undone else "missing"
        raise AdminRefused(fault, f"Nothing was undone: {error}.", "Read the list again.", "id") from error


def _listed(found: Listed) -> CorrectionOut:
    entry = found.entry
    return _out(entry.correction, entry.undone_by, entry.undone_at, found.has_record)


def _out(
    made: Correction, undone_by: str | None, undone_at: str | None, has_record: bool | None
) -> CorrectionOut:
    return CorrectionOut(
        id=made.id,
        register=made.register,
        action=made.action,
        record=made.record,
        fields=[FieldOut(name=name, value=value) for name, value in made.fields],
        reason=made.reason,
        by=made.by,
        at=made.at,
        state="undone" if undone_at else "holds",
        undone_by=undone_by,
        undone_at=undone_at,
        has_record=has_record,
    )

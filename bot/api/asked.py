"""What a list of records may be asked for, as the address of a request says it.

Query string -> filters. What is not of its form is a problem with the reason and what it must be.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from bot.registers.contacts import ContactFilter
from bot.registers.forms import NUMBER, TIME, number_in, time_in
from bot.registers.funding import FundingFilter
from bot.registers.paging import DEFAULT_LIMIT, MOST
from bot.registers.plans import PlanFilter
from bot.registers.priorities import PriorityFilter
from retrieval.documents import Language
from retrieval.registers.records import FundingKind, FundingStatus

LONGEST_TEXT = 600  # characters of a query or a filter
HIGHEST_OFFSET = 1_000_000


def _checked(form: Callable[[str], str]) -> AfterValidator:
    """A form of the core, its complaint said as it stands."""

    def check(value: str) -> str:
        try:
            return form(value)
        except ValueError as error:
            raise PydanticCustomError("form", "{reason}", {"reason": str(error)}) from error

    return AfterValidator(check)


Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Time = Annotated[
    str,
    _checked(time_in),
    WithJsonSchema({"type": "string", "pattern": f"^{TIME}$", "examples": ["2018", "2023-05-01"]}),
]
Number = Annotated[
    str,
    _checked(number_in),
    WithJsonSchema({"type": "string", "pattern": f"^{NUMBER}$", "examples": ["1.1"]}),
]


class ListIn(BaseModel):
    """What every list may be asked for; an empty value asks for nothing."""

    query: Text = Field(
        "", description="what is looked for, in Swedish or English; the best first", examples=["kultur"]
    )
    q: Text = Field("", description="the same as `query`")
    document: Text | None = Field(None, description="only what this document says: its path")
    language: Language | None = Field(
        None, description="the language of what is said about the records; else Accept-Language, else Swedish"
    )
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=HIGHEST_OFFSET)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, values: Any) -> Any:
        return {k: v for k, v in values.items() if v != ""} if isinstance(values, dict) else values

    @property
    def sought(self) -> str:
        """What is looked for, under either name."""
        return self.query or self.q


class ContactsIn(ListIn):
    """What the contacts may be asked for."""

    organisation: Text | None = Field(None, description="part of its name", examples=["Region Norrbotten"])
    area: Text | None = Field(None, description="part of the heading or subject that they stand under")
    role: Text | None = Field(None, description="`press`", examples=["press"])
    year: int | None = Field(None, ge=1900, le=2100, description="only what was said of that year")
    as_of: Time | None = Field(None, description="what was the newest at that time")
    current: bool = Field(True, description="false: also what older statements than the newest say")

    def wanted(self) -> ContactFilter:
        """The same for the register."""
        return ContactFilter(
            self.sought,
            self.organisation,
            self.area,
            self.document,
            self.role,
            self.year,
            self.as_of,
            self.current,
        )


class PrioritiesIn(ListIn):
    """What the goals and priorities may be asked for."""

    kind: Text | None = Field(None, description="in either language", examples=["delprioritering", "goals"])
    number: Number | None = None
    in_force: bool | None = Field(None, description="only of strategies that are in force, or are not")

    def wanted(self) -> PriorityFilter:
        """The same for the register."""
        return PriorityFilter(self.sought, self.document, self.kind, self.number, self.in_force)


class PlansIn(ListIn):
    """What the plans may be asked for."""

    in_force: bool | None = Field(None, description="only those in force, or only replaced and past ones")

    def wanted(self) -> PlanFilter:
        """The same for the register."""
        return PlanFilter(self.sought, self.document, self.in_force)


class FundingIn(ListIn):
    """What the supports may be asked for."""

    kind: FundingKind | None = None
    status: FundingStatus | None = Field(None, description="as of today")
    audience: Text | None = Field(None, description="for whom it is", examples=["företag"])
    for_: Text | None = Field(None, alias="for", description="the same as `audience`")
    by: Text | None = Field(None, description="who gives it", examples=["Region Västerbotten"])
    open_on: date | None = Field(None, description="only what is open on that day", examples=["2026-11-22"])

    def wanted(self) -> FundingFilter:
        """The same for the register."""
        audience = self.audience or self.for_
        return FundingFilter(
            self.sought, self.kind, self.status, audience, self.by, self.document, self.open_on
        )

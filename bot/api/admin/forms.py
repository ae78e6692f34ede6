"""What many routes of administration are asked with: a page, a piece of text, a moment.

Query string or body -> values of the core.
"""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from bot.registers.paging import DEFAULT_LIMIT, MOST
from retrieval.registers.corrections import CLOCK_ZONE

HIGHEST_NUMBER = 2**31 - 1  # of a row: PostgreSQL counts no further
LONGEST_TEXT = 600  # characters
DAY = re.compile(r"\d{4}-\d\d-\d\d")
FIRST_YEAR, LAST_YEAR = 2000, 2999  # every zone has them, also after conversion


class PagingIn(BaseModel):
    """Which part of a list is wanted."""

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST, description="rows of a page")
    offset: int = Field(0, ge=0, le=HIGHEST_NUMBER, description="rows before it")


def _without_control(value: str) -> str:
    """A database cannot hold every character, and nobody means these."""
    if any(ord(character) < 32 or ord(character) == 127 for character in value):
        raise PydanticCustomError("form", "a control character stands in it: leave it out")
    return value


def _begun(value: Any) -> Any:
    """A day is its beginning by the region's clock; anything else stays as it is."""
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return value
    return datetime.combine(date.fromisoformat(value), time(), CLOCK_ZONE)  # its ValueError is told as it is


def _in_utc(value: datetime) -> datetime:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"the year must be from {FIRST_YEAR} to {LAST_YEAR}")
    return value.astimezone(UTC)


Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_without_control)]
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_begun),
    AfterValidator(_in_utc),
    WithJsonSchema(
        {
            "type": "string",
            "anyOf": [{"format": "date-time"}, {"format": "date"}],
            "examples": ["2026-11-22T09:30:00Z", "2026-11-22"],
        }
    ),
]

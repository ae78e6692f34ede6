"""Read a time and a number as people write them in a filter. Raises ValueError with what they must be."""

import re
from datetime import date

NUMBER = r"\d{1,2}(?:[.:]\d{1,2}){0,3}\.?"
TIME = r"\d{4}(-\d{2}(-\d{2})?)?"


def time_in(value: str) -> str:
    """A year, a month or a day, as ISO writes them."""
    try:
        date.fromisoformat(value + {4: "-01-01", 7: "-01"}.get(len(value), ""))
    except ValueError:
        raise ValueError("not a time; write a year, a month or a date, such as 2023 or 2023-05-01") from None
    return value


def number_in(value: str) -> str:
    """The number of a goal or priority."""
    if not re.fullmatch(NUMBER, value):
        raise ValueError("not the number of a priority; write it as 1, 1.1 or 1:1")
    return value

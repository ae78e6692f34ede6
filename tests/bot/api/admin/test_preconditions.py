"""A change to what somebody else has changed meanwhile."""

import pytest
from fastapi import Request

from bot.admin.refusal import AdminRefused
from bot.api.admin.preconditions import check_match, tag_of


def refused(tag: str | None, *headers: tuple[str, str]) -> str | None:
    """The header that stood against it; None where it is allowed."""
    raw = [(name.lower().encode(), value.encode()) for name, value in headers]
    try:
        check_match(Request({"type": "http", "headers": raw}), tag)
    except AdminRefused as error:
        return error.field if error.fault == "stale" else error.fault
    return None


@pytest.mark.parametrize(
    ("tag", "if_match", "field"),
    [
        (tag_of(3), '"3"', None),
        (tag_of(3), '"2", "3"', None),
        (tag_of(3), "*", None),
        (tag_of(3), '"2"', "If-Match"),
        (tag_of(3), 'W/"3"', "If-Match"),
        (tag_of(3), "3", "If-Match"),
        (tag_of(3), '"33"', "If-Match"),
        (None, '"3"', "If-Match"),
        (None, "*", "If-Match"),
    ],
)
def test_a_lost_update_is_refused(tag: str | None, if_match: str, field: str | None) -> None:
    assert refused(tag, ("If-Match", if_match)) == field


def test_a_header_may_come_twice() -> None:
    assert refused(tag_of(3), ("If-Match", '"2"'), ("If-Match", '"3"')) is None


@pytest.mark.parametrize(
    ("tag", "if_none_match", "field"),
    [
        (None, "*", None),
        (tag_of(3), "*", "If-None-Match"),
        (tag_of(3), '"3"', "If-None-Match"),
        (tag_of(3), 'W/"3"', "If-None-Match"),
        (tag_of(3), '"2"', None),
    ],
)
def test_what_is_to_be_new_replaces_nothing(tag: str | None, if_none_match: str, field: str | None) -> None:
    assert refused(tag, ("If-None-Match", if_none_match)) == field


def test_without_a_condition_everything_is_allowed() -> None:
    assert refused(tag_of(3)) is None
    assert refused(None) is None

"""Refuse a change to what somebody else changed meanwhile (RFC 9110, section 13).

If-Match, If-None-Match, the state that there is -> nothing, or a refusal with status 412.
"""

import re

from fastapi import Request

from bot.admin.refusal import AdminRefused

TAG = re.compile(r'(W/)?"([^"]*)"')
ANY = "*"


def tag_of(state: int | str) -> str:
    """The entity tag of a state, such as a row's revision."""
    return f'"{state}"'


def check_match(request: Request, tag: str | None) -> None:
    """Whether the change is to what the client saw; `tag` is None where there is nothing yet.

    Raises AdminRefused("stale"). Without the headers everything is allowed.
    """
    wanted = ",".join(request.headers.getlist("if-match"))
    if wanted and not _matches(wanted, tag, weak_too=False):
        raise AdminRefused(
            "stale",
            "It was changed since it was read." if tag else "It is there no more.",
            "Read it again, and send its new ETag with the change.",
            "If-Match",
        )
    unwanted = ",".join(request.headers.getlist("if-none-match"))
    if unwanted and _matches(unwanted, tag, weak_too=True):
        raise AdminRefused(
            "stale",
            "It is there already.",
            "Leave out If-None-Match to replace it, or choose another name.",
            "If-None-Match",
        )


def _matches(header: str, tag: str | None, *, weak_too: bool) -> bool:
    """Whether a header names a tag; a weak one says that bytes may differ, and is no proof for a change."""
    if tag is None:
        return False
    if header.strip() == ANY:
        return True
    return any(tag_of(value) == tag and (weak_too or not weak) for weak, value in TAG.findall(header))

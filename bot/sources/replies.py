"""Understand what a reply's status says of the page, and of the site's patience.

Reply -> the same, or why there is nothing to be had.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from bot.sources.exchanging import Reply
from bot.sources.faults import FetchFailed, PageGone, SiteBusy

LONGEST_TAG = 256  # characters of an ETag or a date that are kept
BUSY_WAIT_S = 3600.0  # where a site says that it is busy, and not for how long
LONGEST_BUSY_S = 7 * 24 * 3600.0
GONE = (404, 410)
BUSY = (429, 503)


class Denied(FetchFailed):
    """The site turns us away for good (401, 403 and the like)."""


def judged(reply: Reply, headers: dict[str, str]) -> Reply:
    """A reply that says something of the page. Raises FetchFailed, PageGone or SiteBusy."""
    status = reply.status
    if status == HTTPStatus.OK or (status == HTTPStatus.NOT_MODIFIED and headers):
        return reply
    if status in GONE:
        raise PageGone(f"There is nothing at the address any more ({status}).")
    if (wait := wait_of(reply)) is not None:
        raise SiteBusy(f"The site asks to be left alone for {_spoken(wait)} ({status}).", wait)
    if 400 <= status < 500:
        raise Denied(f"The site does not give it to us ({status}).")
    raise FetchFailed(f"The site answers with a failure ({status}).", silent=status >= 500)


def wait_of(reply: Reply) -> float | None:
    """The seconds that a busy site asks for (RFC 9110, section 10.2.3); None where it is not busy."""
    if reply.status not in BUSY:
        return None
    said = reply.headers.get("retry-after", "").strip()
    if not said and reply.status != HTTPStatus.TOO_MANY_REQUESTS:
        return None
    if said.isdecimal() and len(said) < 10:
        return min(float(said), LONGEST_BUSY_S)
    try:
        wait = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return BUSY_WAIT_S
    return min(max(wait, 0.0), LONGEST_BUSY_S)


def _spoken(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} minutes" if minutes >= 2 else f"{seconds:.0f} seconds"


def tag_of(reply: Reply, name: str) -> str | None:
    """A header's value, if it can be sent back as it came."""
    value: str = reply.headers.get(name, "")
    fine = 0 < len(value) <= LONGEST_TAG and value.isascii() and value.isprintable()
    return value if fine else None

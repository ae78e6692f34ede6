"""Remember the build that did not prove whole, so that it is not tried again before something changes.

Key -> reason, in data/failed.json.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from retrieval.coding import from_plain, to_plain
from retrieval.durable import replace_file

FAILED = "failed.json"


@dataclass(frozen=True, slots=True)
class Failure:
    """A build that was not made current."""

    key: str
    reason: str
    at: str  # UTC, ISO


def last_failure(data: Path) -> Failure | None:
    """The failure of the last build; None if it succeeded."""
    try:
        return from_plain(Failure, json.loads((data / FAILED).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def remember_failure(data: Path, failure: Failure) -> None:
    """Keep the last failure."""
    replace_file(data / FAILED, json.dumps(to_plain(failure)).encode())


def forget_failure(data: Path) -> None:
    """A build succeeded."""
    (data / FAILED).unlink(missing_ok=True)

"""What was fetched and is not yet used up, on disk: a refresh that was interrupted goes on from there.

Visit, bytes -> a file by its address -> Visit, bytes. What is lost or broken is fetched again.
"""

import hashlib
import json
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from retrieval.durable import replace_file

Outcome = Literal["page", "same", "gone"]  # fetched anew, as it was when last fetched, no longer there


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking for an address."""

    url: str  # that was asked for
    final: str  # that it led to
    outcome: Outcome
    at: str  # ISO 8601, UTC
    etag: str | None = None
    last_modified: str | None = None
    media_type: str | None = None  # as the server says, with its charset


class Shelf:
    """A folder of visits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, visit: Visit, content: bytes) -> None:
        """Keep a visit in place of the last one to its address. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        head = json.dumps(asdict(visit)).encode()  # ASCII, on one line
        replace_file(self._place(visit.url), head + b"\n" + content)

    def recall(self, url: str, since: datetime | None = None) -> tuple[Visit, bytes] | None:
        """The last visit to an address; None if there is none, or none since then."""
        try:
            head, _, content = self._place(url).read_bytes().partition(b"\n")
            visit = Visit(**json.loads(head))
            fresh = since is None or datetime.fromisoformat(visit.at) >= since
            return (visit, content) if visit.url == url and fresh else None
        except (OSError, ValueError, TypeError):
            return None

    def clear(self) -> None:
        """Forget every visit."""
        with suppress(OSError):
            shutil.rmtree(self._folder)

    def _place(self, url: str) -> Path:
        return self._folder / hashlib.sha256(url.encode()).hexdigest()[:40]

"""Remember that the endpoint gave no vectors, so that whoever wants an answer does not wait for it again.

Settings -> EmbedderFailure, in a small file below the data folder. A build that somebody asked for, a job or
`ingest`, tries the endpoint each time.
"""

import json
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.embedding.opening import identity_of
from bot.settings import Settings
from retrieval.coding import from_plain, to_plain
from retrieval.durable import replace_file

FAILED = "cache/embedder-failed.json"
LEFT_ALONE_S = 600.0  # by builds that nobody asked for


@dataclass(frozen=True, slots=True)
class EmbedderFailure:
    """Why the last build went without the embedder that is wanted."""

    identity: str
    reason: str
    at: float  # seconds since 1970

    @property
    def told_at(self) -> str:
        """UTC, ISO."""
        return datetime.fromtimestamp(self.at, UTC).isoformat(timespec="seconds")


def failure_of(settings: Settings) -> EmbedderFailure | None:
    """Why the last build went without the embedder that the settings name; None if it did not."""
    try:
        found = from_plain(EmbedderFailure, json.loads((settings.data / FAILED).read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return found if settings.embedding_model and found.identity == identity_of(settings) else None


def failed_of_late(settings: Settings) -> EmbedderFailure | None:
    """A failure so new that a build which nobody asked for does not wait for the endpoint again."""
    failure = failure_of(settings)
    return failure if failure and 0 <= time.time() - failure.at < LEFT_ALONE_S else None


def remember_failure(settings: Settings, reason: str) -> None:
    """Keep it, for whoever asks what is missing."""
    failure = EmbedderFailure(identity_of(settings), reason, time.time())
    path = settings.data / FAILED
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, json.dumps(to_plain(failure)).encode())


def forget_failure(settings: Settings) -> None:
    """The embedder gave what was asked for."""
    with suppress(OSError):
        (settings.data / FAILED).unlink(missing_ok=True)

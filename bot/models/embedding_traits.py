"""What an endpoint's vectors are like, found out with one short text and kept.

Endpoint -> Traits, below the data folder. They are part of the embedder's name, by which a snapshot's vectors
are known; what is kept is looked at anew after a week, since servers are upgraded.
"""

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bot.models.capabilities import FOLDER, KEPT_S
from bot.models.embeddings import EmbeddingEndpoint, Encoding, OpenAiEmbeddings
from bot.models.failing import ModelFailed
from retrieval.coding import from_plain, to_plain
from retrieval.durable import replace_file

ASKED = ("Regionen",)
PATIENCE_S = 10.0
ENCODINGS: tuple[Encoding, ...] = ("float", "unsaid", "base64")  # each where those before are refused


@dataclass(frozen=True, slots=True)
class Traits:
    """How vectors are asked for, and how long they are."""

    encoding: Encoding
    dimensions: int
    probed_at: float = 0.0  # seconds since 1970


class KeptTraits:
    """The traits of one endpoint."""

    def __init__(self, data: Path, endpoint: EmbeddingEndpoint, now: Callable[[], float] = time.time) -> None:
        """Asks for nothing yet."""
        named = hashlib.sha256(f"embedding {endpoint.base_url} {endpoint.model}".encode()).hexdigest()
        self._file = data / FOLDER / f"{named[:24]}.json"
        self._endpoint = endpoint
        self._now = now

    def kept(self) -> Traits | None:
        """What was found out before, however long ago."""
        try:
            return from_plain(Traits, json.loads(self._file.read_bytes()))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def known(self) -> Traits:
        """What is kept; else, or after a week, what the endpoint shows. Raises ModelFailed."""
        kept = self.kept()
        if kept and self._now() - kept.probed_at < KEPT_S:
            return kept
        try:
            found = replace(_probed(self._endpoint), probed_at=self._now())
        except ModelFailed:
            if kept is None:
                raise
            return kept
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, json.dumps(to_plain(found)).encode())
        return found

    def forget(self) -> None:
        """They turned out to be otherwise."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


def _probed(endpoint: EmbeddingEndpoint) -> Traits:
    """In the first encoding that is not refused. Raises ModelFailed."""
    for encoding in ENCODINGS:
        model = OpenAiEmbeddings(endpoint, encoding)
        try:
            return Traits(encoding, int(model.embed(ASKED, PATIENCE_S).vectors.shape[1]))
        except ModelFailed as failure:
            if failure.fault != "rejected" or encoding == ENCODINGS[-1]:
                raise
        finally:
            model.close()
    raise AssertionError("the last encoding returns or raises")

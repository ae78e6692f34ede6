"""What an endpoint can do, found out once: compatible servers differ.

Endpoint -> Capabilities, kept below the data folder. A parameter that is answered with 400 is left out from
then on; what is kept is looked at anew after a week, since servers are upgraded.
"""

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.coding import from_plain, to_plain
from retrieval.durable import replace_file

KEPT_S = 7 * 24 * 3600.0
FOLDER = "cache/models"
OTHER_LIMIT = "max_completion_tokens"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What may be sent."""

    stream: bool = True
    seed: bool = True
    usage: bool = True  # whether a stream tells what it took
    limit_name: str = "max_tokens"  # some take OTHER_LIMIT alone
    structured: bool = True  # a reply of a given JSON form
    probed_at: float = 0.0  # seconds since 1970


PLAIN = Capabilities(stream=False, seed=False, usage=False, structured=False)
Try = Callable[[Capabilities], bool]  # whether a request with just these is accepted


def probed(data: Path, endpoint: str, accepts: Try, now: Callable[[], float] = time.time) -> Capabilities:
    """What is kept of an endpoint, else what a few small requests find out. Raises ModelFailed."""
    file = data / FOLDER / f"{hashlib.sha256(endpoint.encode()).hexdigest()[:24]}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept = from_plain(Capabilities, json.loads(file.read_bytes()))
        if now() - kept.probed_at < KEPT_S:
            return kept
    found = replace(_probed(accepts), probed_at=now())
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, json.dumps(to_plain(found)).encode())
    return found


def _probed(accepts: Try) -> Capabilities:
    """Everything at once where that is accepted; otherwise each by itself."""
    if accepts(Capabilities()):
        return Capabilities()
    limit = PLAIN.limit_name if accepts(PLAIN) else OTHER_LIMIT
    plain = replace(PLAIN, limit_name=limit)
    streams = accepts(replace(plain, stream=True))
    return Capabilities(
        stream=streams,
        seed=accepts(replace(plain, seed=True)),
        usage=streams and accepts(replace(plain, stream=True, usage=True)),
        limit_name=limit,
        structured=accepts(replace(plain, structured=True)),
    )

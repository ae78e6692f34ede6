"""Count the keys that were refused, address by address, and say when an address has tried enough.

A refused key -> the seconds to wait, or none. A right key is never counted and never kept waiting.
"""

import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from threading import Lock
from time import monotonic

WINDOW_S = 60.0
MOST_KEYS = (
    10  # different ones of an address in a window: whoever repeats one is mistaken, and guesses nothing
)
MOST_ATTEMPTS = 60  # of an address in a window, whatever the key
MOST_ADDRESSES = 4096  # remembered at a time; the one that failed longest ago is forgotten first
NETWORK_BITS = 64  # of an IPv6 address: its owner has all that begin so


@dataclass(slots=True)
class _Window:
    """What failed from an address since a moment."""

    since: float
    attempts: int = 0
    keys: set[str] = field(default_factory=set)


class FailedAttempts:
    """Remembers failures for a minute; safe for many threads."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._windows: OrderedDict[str, _Window] = OrderedDict()

    def failed(self, address: str | None, digest: str) -> int | None:
        """Count a failure with what was tried; the seconds to wait once there were too many."""
        with self._lock:
            window = self._window(origin_of(address))
            window.attempts += 1
            if len(window.keys) <= MOST_KEYS:
                window.keys.add(digest)
            if window.attempts <= MOST_ATTEMPTS and len(window.keys) <= MOST_KEYS:
                return None
            return max(1, ceil(window.since + WINDOW_S - self._clock()))

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._windows)

    def _window(self, origin: str) -> _Window:
        now = self._clock()
        window = self._windows.pop(origin, None)
        if window is None or window.since + WINDOW_S <= now:
            window = _Window(now)
        self._windows[origin] = window
        if len(self._windows) > MOST_ADDRESSES:
            self._windows.popitem(last=False)
        return window


def origin_of(address: str | None) -> str:
    """Whom an address belongs to, as far as it can be told."""
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or ""
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, NETWORK_BITS), strict=False))

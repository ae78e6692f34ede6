"""What a site lets programs fetch, and how fast: its robots.txt (RFC 9309).

Bytes -> RobotRules.
"""

from dataclasses import dataclass

import httpx
from protego import Protego

AGENT = "Regionsvar"  # the name that a robots.txt knows us by
MOST_BYTES = 500 * 1024  # RFC 9309, section 2.5: at least this much is read
LONGEST_DELAY_S = 30.0  # of a Crawl-delay; a longer one would keep other work waiting


@dataclass(frozen=True)
class RobotRules:
    """What holds for us on one site."""

    protego: Protego | None  # None: everything is allowed

    def allows(self, url: httpx.URL) -> bool:
        """Whether an address may be fetched."""
        return self.protego is None or self.protego.can_fetch(str(url), AGENT)

    @property
    def delay_s(self) -> float:
        """Seconds between two requests, as the site wishes, within reason."""
        wished = self.protego.crawl_delay(AGENT) if self.protego else None
        return min(max(wished or 0.0, 0.0), LONGEST_DELAY_S)


EVERYTHING = RobotRules(None)


def read_robots(content: bytes) -> RobotRules:
    """The rules in a robots.txt; what it says amiss is passed over."""
    return RobotRules(Protego.parse(content[:MOST_BYTES].decode("utf-8", "replace")))

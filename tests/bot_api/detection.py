"""What Telegram finds in a text by itself: commands, mentions, hashtags, addresses and telephone numbers.

Plain text -> Entities. Near to Telegram's own rules, not all of them: enough for what a bot and
the people around it write.
"""

import re
from collections.abc import Iterator

from tests.bot_api.entities import Entity
from tests.bot_api.plain import units

PATTERNS = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]|(?<![\w.@/-])(?:[\w-]+\.)+(?:se|com|org|net|eu)\b(?:/[^\s<>\"']*[\w/])?")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}")),
    ("bot_command", re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}\b")),
    ("hashtag", re.compile(r"(?<![\w#&])#(?=\w*[^\W\d_])\w{1,256}")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d{1,3}(?:[ -]?\d){6,12}(?!\w)")),
)  # fmt: skip


def detected(text: str) -> list[Entity]:
    """The entities of a text that nobody marked, from first to last, none over another."""
    found: list[Entity] = []
    for entity in sorted(_all(text), key=lambda e: (e.offset, -e.length)):
        if not found or entity.offset >= found[-1].end:
            found.append(entity)
    return found


def _all(text: str) -> Iterator[Entity]:
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield Entity(kind, units(text[: match.start()]), units(match.group()))

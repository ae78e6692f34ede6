"""What stands out in a text: entities, how they may nest, and what is left of them after trimming.

Formatted text as it was written -> Formatted text as it is shown.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from tests.bot_api.plain import Json, units

LINK_SCHEMES = frozenset({"http", "https", "tg", "ton", "tonsite"})
SOLID = frozenset({"code", "pre"})  # hold no other entity
QUOTES = frozenset({"blockquote", "expandable_blockquote"})  # do not nest
MOST = 100  # entities of one message; Telegram shows the rest as plain text


@dataclass(frozen=True, slots=True)
class Entity:
    """A part of a text that looks or acts differently; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    custom_emoji_id: str = ""
    user_id: int = 0  # of a person who is mentioned without a user name

    @property
    def end(self) -> int:
        return self.offset + self.length

    def overlaps(self, other: "Entity") -> bool:
        return self.offset < other.end and other.offset < self.end

    def as_api(self) -> Json:
        said: Json = {"type": self.type, "offset": self.offset, "length": self.length}
        more = {"url": self.url, "language": self.language, "custom_emoji_id": self.custom_emoji_id}
        if self.user_id:
            said["user"] = {"id": self.user_id, "is_bot": False, "first_name": f"Person {self.user_id}"}
        return said | {name: value for name, value in more.items() if value}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text with its entities."""

    text: str
    entities: tuple[Entity, ...] = ()

    def as_api(self, text: str = "text", entities: str = "entities") -> Json:
        """Both under the names that a message has for them."""
        if not self.entities:
            return {text: self.text}
        return {text: self.text, entities: [entity.as_api() for entity in self.entities]}


def person_linked(url: str) -> int:
    """The id of the person that an address stands for, 0 when it is another address."""
    found = re.fullmatch(r"tg://user\?id=(\d+)", url)
    return int(found.group(1)) if found else 0


def checked_link(url: str) -> str:
    """The address as Telegram keeps it, empty when it is none that Telegram links to."""
    try:
        parts = urlsplit(url if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url) else f"http://{url}")
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in LINK_SCHEMES or not host or re.search(r"\s", url):
        return ""
    is_web = parts.scheme in {"http", "https"}
    if is_web and "." not in host and ":" not in host:
        return ""
    return parts._replace(path=parts.path or ("/" if is_web else "")).geturl()


def shown(written: Formatted, detected: Iterable[Entity]) -> Formatted:
    """What Telegram makes of a text: no blank ends, no forbidden nesting, in order, at most 100 entities.

    `detected` are links, mentions and commands that the text holds by itself; they give way to what
    was formatted by hand.
    """
    solid = [entity for entity in written.entities if entity.type in SOLID]
    kept = [*solid, *_around(solid, _without_nested_quotes(written.entities))]
    fixed = [entity for entity in kept if entity.type in SOLID or entity.url or entity.user_id]
    found = [entity for entity in detected if not any(entity.overlaps(other) for other in fixed)]
    ordered = sorted([*kept, *found], key=lambda entity: (entity.offset, -entity.length))
    return _trimmed(Formatted(written.text, tuple(ordered[:MOST])))


def _without_nested_quotes(entities: Iterable[Entity]) -> Iterator[Entity]:
    last: Entity | None = None
    for entity in sorted(entities, key=lambda e: (e.offset, -e.length)):
        if entity.type in QUOTES:
            if last and entity.overlaps(last):
                continue
            last = entity
        yield entity


def _around(solid: Iterable[Entity], entities: Iterable[Entity]) -> Iterator[Entity]:
    """What is left of entities outside code; a quote may hold code."""
    for entity in entities:
        if entity.type in QUOTES:
            yield entity
        elif entity.type not in SOLID:
            yield from _cut(entity, [hole for hole in solid if hole.overlaps(entity)])


def _cut(entity: Entity, holes: Iterable[Entity]) -> Iterator[Entity]:
    start = entity.offset
    for hole in sorted(holes, key=lambda e: e.offset):
        if hole.offset > start:
            yield replace(entity, offset=start, length=hole.offset - start)
        start = max(start, hole.end)
    if start < entity.end:
        yield replace(entity, offset=start, length=entity.end - start)


def _trimmed(formatted: Formatted) -> Formatted:
    text = formatted.text.strip()
    before = units(formatted.text[: len(formatted.text) - len(formatted.text.lstrip())])
    length = units(text)
    moved = (_moved(entity, before, length) for entity in formatted.entities)
    return Formatted(text, tuple(entity for entity in moved if entity.length > 0))


def _moved(entity: Entity, before: int, length: int) -> Entity:
    start, end = max(entity.offset - before, 0), min(entity.end - before, length)
    return replace(entity, offset=start, length=end - start)

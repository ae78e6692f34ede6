"""The text of a call: arguments -> Formatted as it will be shown, or Telegram's refusal."""

from typing import Any

from tests.bot_api.arguments import Arguments
from tests.bot_api.detection import detected
from tests.bot_api.entities import Entity, Formatted, checked_link, shown
from tests.bot_api.html_text import parse_html
from tests.bot_api.plain import Json, units
from tests.bot_api.refusals import bad_request

LONGEST = 4096  # UTF-16 units of a message
LONGEST_CAPTION = 1024
MARKED_BY_HAND = frozenset(
    "bold italic underline strikethrough spoiler code pre text_link text_mention custom_emoji blockquote "
    "expandable_blockquote".split()
)
FOUND_BY_TELEGRAM = frozenset(
    "mention hashtag cashtag bot_command url email phone_number bank_card_number date_time".split()
)


def message_text(arguments: Arguments) -> Formatted:
    """The text of a message, which may not be empty."""
    if not arguments.text("text"):
        raise bad_request("message text is empty")
    return not_blank(optional_text(arguments))


def optional_text(arguments: Arguments) -> Formatted:
    """The text of a draft, which may be absent."""
    written = arguments.structure("entities", "entities")
    return formatted(arguments.text("text"), arguments.text("parse_mode"), written, LONGEST)


def caption(arguments: Arguments) -> Formatted:
    written = arguments.structure("caption_entities", "entities")
    return formatted(arguments.text("caption"), arguments.text("parse_mode"), written, LONGEST_CAPTION)


def content_text(content: Json) -> Formatted:
    """The text of what an inline result would send."""
    text = content.get("message_text") or ""
    if not text:
        raise bad_request("MESSAGE_EMPTY")
    return not_blank(formatted(text, content.get("parse_mode") or "", content.get("entities"), LONGEST))


def formatted(source: str, mode: str, entities: Any, longest: int) -> Formatted:
    """A text as it will be shown, in whichever of the two ways it was formatted."""
    written = _parsed(source, mode) if mode and source else _marked(source, entities)
    text = shown(written, detected(written.text))
    if units(text.text) > longest:
        raise bad_request(f"message {'caption ' * (longest == LONGEST_CAPTION)}is too long")
    return text


def not_blank(text: Formatted) -> Formatted:
    if not text.text:
        raise bad_request("text must be non-empty")
    return text


def _parsed(source: str, mode: str) -> Formatted:
    """Markdown is refused: nothing of ours writes it."""
    if mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    return parse_html(source)


def _marked(source: str, entities: Any) -> Formatted:
    given = entities if isinstance(entities, list) else []
    found = [entity for one in given if (entity := _entity(one, units(source)))]
    return Formatted(source, tuple(found))


def _entity(one: Any, length: int) -> Entity | None:
    """One entity of the call, None for a kind that Telegram finds itself or one that links nowhere."""
    if not isinstance(one, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind, offset, size = one.get("type"), one.get("offset"), one.get("length")
    if not isinstance(offset, int) or not isinstance(size, int):
        raise bad_request('can\'t parse MessageEntity: field "offset" must be of type Number')
    if kind in FOUND_BY_TELEGRAM or size <= 0:
        return None
    if kind not in MARKED_BY_HAND:
        raise bad_request("can't parse MessageEntity: unsupported type specified")
    if offset < 0 or offset + size > length:
        raise bad_request(f"entity beginning at UTF-16 offset {offset} ends after the end of the text")
    url = checked_link(one.get("url") or "") if kind == "text_link" else ""
    if kind == "text_link" and not url:
        return None
    person = int((one.get("user") or {}).get("id") or 0)
    emoji = one.get("custom_emoji_id") or ""
    return Entity(kind, offset, size, url, one.get("language") or "", emoji, person)

"""What a person sees: messages as plain data, for tests to compare and for pictures to be made of.

Message -> Shown. A copy: what the bot does later changes nothing in it.
"""

from dataclasses import dataclass, field
from html import escape

from tests.bot_api.chats import Message, Version
from tests.bot_api.keyboards import Button, Keyboard, buttons_of
from tests.bot_api.plain import Json

TAGS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code",
        "pre": "pre", "spoiler": "tg-spoiler", "blockquote": "blockquote",
        "expandable_blockquote": "blockquote"}  # fmt: skip
BESIDE_TEXT = ("contact", "document", "photo", "sticker", "voice", "location", "poll", "video", "audio",
               "forum_topic_created", "new_chat_members", "left_chat_member")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Before:
    """What a message showed until it was edited."""

    until: float  # seconds since 1970
    text: str
    keyboard: Keyboard


@dataclass(frozen=True, slots=True)
class Shown:
    """One message in a chat."""

    chat_id: int
    message_id: int
    sender: str
    is_bot: bool
    sent_at: float  # seconds since 1970
    kind: str  # text, contact, document, photo …
    text: str = ""  # or the caption
    entities: tuple[Json, ...] = ()
    content: Json = field(default_factory=dict)  # as the API tells it: contact, document, location …
    keyboard: Keyboard = ()
    markup: Json | None = None
    reply_to: int | None = None
    quote: str = ""
    thread: int | None = None
    link_preview: Json | None = None
    is_silent: bool = False
    is_deleted: bool = False
    before: tuple[Before, ...] = ()

    @property
    def contact(self) -> Json:
        """The contact card of the message, empty when it is none."""
        card: Json = self.content.get("contact", {})
        return card

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Every button, row after row."""
        return tuple(button for row in self.keyboard for button in row)

    @property
    def html(self) -> str:
        """The text with its entities as tags."""
        return as_html(self.text, self.entities)

    def button(self, label: str | Button) -> Button:
        """The button that says this, or that begins so. Raises KeyError."""
        if isinstance(label, Button) and label in self.buttons:
            return label
        label = label.text if isinstance(label, Button) else label
        for matches in (str.__eq__, str.startswith):
            for button in self.buttons:
                if matches(button.text, label):
                    return button
        raise KeyError(f"no button {label!r} among {[button.text for button in self.buttons]}")

    def to_dict(self) -> Json:
        """Everything that a picture of the conversation needs."""
        return {
            "chat_id": self.chat_id, "message_id": self.message_id, "sender": self.sender,
            "is_bot": self.is_bot, "sent_at": self.sent_at, "kind": self.kind, "text": self.text,
            "entities": list(self.entities), "content": self.content,
            "keyboard": [[button.to_dict() for button in row] for row in self.keyboard],
            "reply_to": self.reply_to, "quote": self.quote, "thread": self.thread,
            "link_preview": self.link_preview, "is_silent": self.is_silent,
            "is_deleted": self.is_deleted, "times_edited": len(self.before),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """That the bot was seen typing, or doing something else."""

    action: str
    at: float  # seconds since 1970
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was shown while the answer was still being written."""

    draft_id: int
    text: str
    at: float  # seconds since 1970
    entities: tuple[Json, ...] = ()
    thread: int | None = None


def shown_of(message: Message) -> Shown:
    content = message.content
    return Shown(
        chat_id=message.chat.id,
        message_id=message.id,
        sender=message.sender.name if message.sender else message.chat.title,
        is_bot=bool(message.sender and message.sender.is_bot),
        sent_at=message.sent_at,
        kind=next((kind for kind in BESIDE_TEXT if kind in content), "text"),
        text=message.said,
        entities=tuple(content.get("entities") or content.get("caption_entities") or ()),
        content=content,
        keyboard=message.keyboard,
        markup=message.markup,
        reply_to=message.reply_to,
        quote=message.quote,
        thread=message.thread,
        link_preview=message.link_preview,
        is_silent=message.silent,
        is_deleted=message.deleted_at is not None,
        before=tuple(_before(version) for version in message.earlier),
    )


def _before(version: Version) -> Before:
    said = version.content.get("text") or version.content.get("caption") or ""
    return Before(version.until, said, buttons_of(version.markup))


def as_html(text: str, entities: tuple[Json, ...]) -> str:
    """A text with tags where its entities begin and end; what Telegram finds itself stays plain."""
    marks: list[tuple[int, int, int, int, str]] = []
    for number, entity in enumerate(entities):
        if tags := _tags(entity):
            start, end = entity["offset"], entity["offset"] + entity["length"]
            marks += [(start, 1, -end, number, tags[0]), (end, 0, -start, -number, tags[1])]
    units = text.encode("utf-16-le")
    pieces, at = [], 0
    for place, *_, tag in sorted(marks):
        pieces += [_plain(units[2 * at : 2 * place]), tag]
        at = place
    return "".join([*pieces, _plain(units[2 * at :])])


def _plain(units: bytes) -> str:
    return escape(units.decode("utf-16-le"), quote=False)


def _tags(entity: Json) -> tuple[str, str] | None:
    if entity["type"] == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if entity["type"] == "text_mention":
        return f'<a href="tg://user?id={entity["user"]["id"]}">', "</a>"
    if not (tag := TAGS.get(entity["type"])):
        return None
    return f"<{tag}{' expandable' * (entity['type'] == 'expandable_blockquote')}>", f"</{tag}>"

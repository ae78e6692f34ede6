"""Who talks where: users, chats with their topics and members, and the messages in them.

The server's own records; `as_api` is what a bot is told of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.bot_api.keyboards import Keyboard, buttons_of
from tests.bot_api.plain import Json, units

IN_THE_CHAT = frozenset({"creator", "administrator", "member", "restricted"})
GENERAL = 1  # the topic that every forum has


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def as_api(self) -> Json:
        said: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return said | _given(
            last_name=self.last_name, username=self.username, language_code=self.language_code
        )


@dataclass(frozen=True, slots=True)
class Version:
    """What a message said before it was edited."""

    until: float  # when it was replaced, seconds since 1970
    content: Json
    markup: Json | None


@dataclass(slots=True, eq=False)
class Message:
    """A message as it is now."""

    chat: "Chat"
    id: int
    sender: User | None  # None for a channel's own post
    sent_at: float  # seconds since 1970
    content: Json  # text and entities, or what the message holds instead
    markup: Json | None = None
    reply_to: int | None = None
    quote: str = ""
    thread: int | None = None
    more: Json = field(default_factory=dict)  # what else a bot is told: origin of a forward, via_bot
    link_preview: Json | None = None
    silent: bool = False
    edited_at: float | None = None
    earlier: list[Version] = field(default_factory=list)
    deleted_at: float | None = None

    @property
    def keyboard(self) -> Keyboard:
        return buttons_of(self.markup)

    @property
    def said(self) -> str:
        """The text, or the caption of what is no text."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    def rewrite(self, content: Json, markup: Json | None, at: float) -> None:
        """Show something else from now on, and remember what was shown."""
        self.earlier.append(Version(at, self.content, self.markup))
        self.content, self.markup, self.edited_at = content, markup, at

    def as_api(self) -> Json:
        said = self._without_reply()
        if (answered := self.chat.messages.get(self.reply_to or 0)) and answered.deleted_at is None:
            said["reply_to_message"] = answered._without_reply()
        if self.quote and answered:
            before = answered.said.partition(self.quote)[0]
            said["quote"] = {"text": self.quote, "position": units(before)}
        return said

    def _without_reply(self) -> Json:
        said: Json = {"message_id": self.id, "date": int(self.sent_at), "chat": self.chat.as_api()}
        if self.sender:
            said["from"] = self.sender.as_api()
        else:
            said["sender_chat"] = self.chat.as_api()
        if self.edited_at is not None:
            said["edit_date"] = int(self.edited_at)
        if self.thread is not None:
            said |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.markup and "inline_keyboard" in self.markup:
            said["reply_markup"] = self.markup
        return said | self.content | self.more | _given(link_preview_options=self.link_preview)


@dataclass(slots=True, eq=False)
class Topic:
    """A topic of a forum."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, a group or a channel, with all that was ever sent to it."""

    id: int
    type: str  # private, group, supergroup or channel
    title: str = ""
    person: User | None = None  # the other side of a private chat
    username: str = ""
    is_forum: bool = False
    members: dict[int, str] = field(default_factory=dict)  # status by user
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    last_bot: int | None = None  # the bot that wrote last
    next_id: int = 1

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    def has(self, user_id: int) -> bool:
        return self.members.get(user_id) in IN_THE_CHAT

    def add(self, message: Message) -> Message:
        """Give a message its number and its place at the end."""
        numbered = replace(message, id=self.next_id)
        self.messages[self.next_id] = numbered
        self.next_id += 1
        return numbered

    def visible(self, message_id: int) -> Message | None:
        """A message that was not deleted."""
        message = self.messages.get(message_id)
        return message if message and message.deleted_at is None else None

    def seen(self) -> Iterator[Message]:
        return (message for message in self.messages.values() if message.deleted_at is None)

    def as_api(self) -> Json:
        if self.person:
            of = self.person
            return {"id": self.id, "type": self.type, "first_name": of.first_name} | _given(
                last_name=of.last_name, username=of.username
            )
        return {"id": self.id, "type": self.type, "title": self.title} | _given(
            username=self.username, is_forum=self.is_forum
        )


def _given(**fields: object) -> Json:
    """Only what has a value: Telegram leaves out the rest."""
    return {name: value for name, value in fields.items() if value}


def inline_id(chat_id: int, message_id: int) -> str:
    """What the bot knows of a message that a person sent by it."""
    return f"inline{chat_id}_{message_id}"

"""The one place that knows everything: who there is, what was said, and what the bot has to be told.

People act on it from the test's threads, the bot from the server's; one lock keeps them apart.
"""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.bot_api.chats import GENERAL, Chat, Message, User
from tests.bot_api.flood import FloodControl, Limits
from tests.bot_api.plain import Json, within
from tests.bot_api.shown import Action, Draft
from tests.bot_api.updates import KEPT_S, UpdateQueue

FIRST_PERSON = 1001
FIRST_GROUP = -1_002_000_000_001  # a supergroup's or channel's; ids go down from here
BASIC_GROUP = 1_001_600_000_000  # what makes it the shorter id of a basic group
SERVICE = frozenset({"new_chat_members", "left_chat_member", "new_chat_title", "forum_topic_created"})


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot."""

    method: str
    at: float  # seconds since 1970
    chat_id: int | None
    status: int  # 0 when the bot got no answer


@dataclass(slots=True, eq=False)
class World:
    """State that the server and the people share."""

    bot: User
    limits: Limits | None
    privacy: bool  # in groups the bot is told only what is meant for it
    now: Callable[[], float] = time.time
    lock: threading.RLock = field(default_factory=threading.RLock)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    strangers: set[int] = field(default_factory=set)  # people who never wrote to the bot
    blockers: set[int] = field(default_factory=set)
    deleted_accounts: set[int] = field(default_factory=set)
    actions: dict[int, list[Action]] = field(default_factory=dict)
    drafts: dict[int, list[Draft]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    on_update: Callable[[], None] = lambda: None
    updates: UpdateQueue = field(init=False)
    flood: FloodControl = field(init=False)
    _watchers: dict[int | None, set[Callable[[], None]]] = field(default_factory=dict)
    _person_ids: Iterator[int] = field(default_factory=lambda: itertools.count(FIRST_PERSON))
    _group_ids: Iterator[int] = field(default_factory=lambda: itertools.count(FIRST_GROUP, -1))

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(lambda: self.on_update())
        self.flood = FloodControl(self.limits, time.monotonic)

    @contextmanager
    def changing(self, chat_id: int | None = None) -> Iterator[None]:
        """Change something, and let those who wait for this chat, or for anything, look again."""
        with self.lock:
            yield
            watchers = [*self._watchers.get(chat_id, ()), *self._watchers.get(None, ())]
        for watcher in watchers:
            watcher()

    @contextmanager
    def watched_by(self, watcher: Callable[[], None], chat_id: int | None) -> Iterator[None]:
        """Tell a watcher of every change in a chat meanwhile, or of any; it is called from any thread."""
        with self.lock:
            self._watchers.setdefault(chat_id, set()).add(watcher)
        try:
            yield
        finally:
            with self.lock:
                self._watchers[chat_id].discard(watcher)

    def add_person(self, first_name: str, last_name: str, username: str, language: str) -> User:
        """Someone new, with a chat with the bot that they have not opened yet."""
        with self.changing():
            number = next(self._person_ids)
            user = User(number, first_name, last_name, username or f"person{number}", language)
            self.users[number] = user
            self.strangers.add(number)
            self.chats[number] = Chat(number, "private", person=user)
        return user

    def add_chat(self, kind: str, title: str, username: str, is_forum: bool) -> Chat:
        with self.changing():
            number = next(self._group_ids)
            if kind == "group":
                number += BASIC_GROUP
            chat = Chat(number, kind, title, None, username, is_forum)
            self.chats[chat.id] = chat
        return chat

    def chat_called(self, name: str) -> Chat | None:
        """The chat that a bot means by an id or a public name."""
        try:
            return self.chats.get(int(name))
        except ValueError:
            return self._public(name)

    def _public(self, name: str) -> Chat | None:
        wanted = name.removeprefix("@").lower()
        named = (chat for chat in self.chats.values() if chat.username.lower() == wanted)
        return next(named, None) if name.startswith("@") else None

    def tell(self, kind: str, body: Json, lane: int, age_s: float = 0) -> None:
        """Queue an update for the bot, unless it is so old that Telegram forgot it."""
        if age_s < KEPT_S:
            self.updates.add(kind, body, lane)

    def tell_message(self, kind: str, message: Message) -> None:
        """Queue an update about a message, if the bot may know of it."""
        if self.bot_is_told(message):
            age_s = self.now() - (message.edited_at or message.sent_at)
            self.tell(kind, message.as_api(), message.chat.id, age_s)

    def bot_is_told(self, message: Message) -> bool:
        """Telegram's privacy mode: in a group, commands, replies, mentions and what came by the bot."""
        chat = message.chat
        if chat.is_private:
            return chat.id not in self.blockers
        if not chat.has(self.bot.id):
            return False
        sees_all = not self.privacy or chat.members[self.bot.id] == "administrator"
        return chat.type == "channel" or sees_all or self._meant_for_bot(message)

    def _meant_for_bot(self, message: Message) -> bool:
        answered = message.chat.messages.get(message.reply_to or 0)
        to_bot = bool(answered and answered.sender == self.bot)
        by_bot = message.more.get("via_bot", {}).get("id") == self.bot.id
        is_service = "text" not in message.content and message.content.keys() & SERVICE
        return to_bot or by_bot or bool(is_service) or self._named(message)

    def _named(self, message: Message) -> bool:
        """Whether a command or a mention calls this bot."""
        for said in _called(message):
            command, _, name = said.partition("@")
            if name.lower() == self.bot.username.lower():
                return True
            if command and not name and message.chat.last_bot in {None, self.bot.id}:
                return True
        return False

    def topic_exists(self, chat: Chat, thread: int) -> bool:
        return chat.is_forum and (thread in chat.topics or thread == GENERAL)


def _called(message: Message) -> Iterator[str]:
    """The commands and mentions of a message, as they are written."""
    content = message.content
    for entity in content.get("entities") or content.get("caption_entities") or ():
        if entity["type"] in {"bot_command", "mention"}:
            yield within(message.said, entity["offset"], entity["length"])

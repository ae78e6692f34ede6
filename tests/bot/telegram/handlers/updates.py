"""Updates as Telegram sends them, with as little in them as a test needs, and a bot that says who it is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import Message, Update, User

from bot.telegram.rendering.messages import CardMessage
from bot.telegram.rendering.messages import Message as Outgoing

BOT = User(99, "Regionsvar", is_bot=True, username="regionsvar_bot")
ANNA = {"id": 7, "is_bot": False, "first_name": "Anna", "language_code": "sv"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Anna"}
GROUP = {"id": -100, "type": "supergroup", "title": "Byalaget"}


def message(text: str = "", chat: dict[str, Any] = PRIVATE, **more: Any) -> dict[str, Any]:
    said = {"text": text, "entities": list(entities(text))} if text else {}
    return {"message_id": 5, "date": 1_700_000_000, "chat": chat, "from": ANNA, **said, **more}


def entities(text: str) -> list[dict[str, Any]]:
    """The mentions, commands and addresses of a text of ASCII."""
    found, at = [], 0
    for word in text.split(" "):
        kinds = {"@": "mention", "/": "bot_command", "h": "url" if word.startswith("http") else ""}
        if kind := kinds.get(word[:1]):
            found.append({"type": kind, "offset": at, "length": len(word.rstrip(",.?"))})
        at += len(word) + 1
    return found


def read(said: dict[str, Any]) -> Message:
    made = Message.de_json(said, None)
    assert made is not None
    return made


def update(kind: str = "message", **body: Any) -> Update:
    made = Update.de_json({"update_id": 1, kind: body}, None)
    assert made is not None
    return made


class FakeShowing:
    """Keeps what was seen of an answer while it was written."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.message: int | None = None

    def show(self, message: Outgoing) -> None:
        self.texts.append(message.text)


class FakeSender:
    """Keeps what is sent; a chat that is gone takes nothing."""

    def __init__(self, is_gone: bool = False) -> None:
        self.sent: list[tuple[int, str, int | None]] = []
        self.cards: list[CardMessage] = []
        self.edited: list[tuple[int, str]] = []
        self.typed: list[int] = []
        self.shown = FakeShowing()
        self._is_gone = is_gone

    async def send(
        self, chat_id: int, message: Outgoing, *, thread: int | None = None, reply_to: int | None = None
    ) -> int | None:
        self.sent.append((chat_id, message.text, reply_to))
        return None if self._is_gone else 100 + len(self.sent)

    async def send_card(self, chat_id: int, card: CardMessage, *, thread: int | None = None) -> int | None:
        self.cards.append(card)
        return 500

    async def edit(self, chat_id: int, message_id: int, message: Outgoing) -> bool:
        self.edited.append((message_id, message.text))
        return not self._is_gone

    @asynccontextmanager
    async def showing(
        self, chat_id: int, *, is_group: bool, thread: int | None = None, reply_to: int | None = None
    ) -> AsyncIterator["FakeShowing"]:
        yield self.shown

    async def typing(self, chat_id: int, thread: int | None = None) -> None:
        self.typed.append(chat_id)

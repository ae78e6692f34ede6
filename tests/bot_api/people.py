"""The people: what they can do in Telegram, each act an update for the bot if the bot may know of it.

Safe from any thread; an act returns when it has happened, not when the bot has answered.
"""

from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from tests.bot_api import media
from tests.bot_api.answering import sent_content
from tests.bot_api.chats import Chat, Message, User, inline_id
from tests.bot_api.keyboards import Button
from tests.bot_api.members import chat_member
from tests.bot_api.plain import Json
from tests.bot_api.queries import InlineQuery, Press, Queries
from tests.bot_api.shown import Shown, shown_of
from tests.bot_api.waiting import PATIENCE_S, HasChat, Predicate, Waiting, anything
from tests.bot_api.world import World

BESIDE_CONTENT = ("via_bot", "forward_origin", "reply_markup")
CHAT_INSTANCE = "-3700000000000000001"


class How(TypedDict, total=False):
    """Where and how a message is sent; without any of it, to the bot in private."""

    chat: HasChat
    reply_to: Shown | int
    thread: int
    age_s: float  # it was sent so long ago


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a telephone."""

    user: User
    _world: World = field(repr=False)
    _queries: Queries = field(repr=False)
    _waiting: Waiting = field(repr=False)

    @property
    def chat_id(self) -> int:
        """Their private chat with the bot has their own id."""
        return self.user.id

    def send_text(self, text: str, **how: Unpack[How]) -> Shown:
        """Write something; commands, mentions and links in it are marked as Telegram marks them."""
        return self.send(media.text(text), **how)

    def send_photo(self, caption: str = "", **how: Unpack[How]) -> Shown:
        return self.send(media.photo() | media.captioned(caption), **how)

    def send_document(self, name: str = "plan.pdf", caption: str = "", **how: Unpack[How]) -> Shown:
        return self.send(media.document(name) | media.captioned(caption), **how)

    def send_sticker(self, emoji: str = "👍", **how: Unpack[How]) -> Shown:
        return self.send(media.sticker(emoji), **how)

    def send_voice(self, seconds: int = 3, **how: Unpack[How]) -> Shown:
        return self.send(media.voice(seconds), **how)

    def send_video(self, seconds: int = 3, **how: Unpack[How]) -> Shown:
        return self.send(media.video(seconds), **how)

    def send_location(self, latitude: float = 63.8, longitude: float = 20.3, **how: Unpack[How]) -> Shown:
        return self.send(media.location(latitude, longitude), **how)

    def send_contact(self, name: str = "Eva", phone: str = "+46700000000", **how: Unpack[How]) -> Shown:
        return self.send(media.contact(name, phone), **how)

    def send_poll(self, question: str = "När?", *options: str, **how: Unpack[How]) -> Shown:
        return self.send(media.poll(question, *(options or ("I dag", "I morgon"))), **how)

    def forward(self, text: str, origin: str = "Någon annan", **how: Unpack[How]) -> Shown:
        """Pass on what someone else wrote."""
        return self.send(media.text(text) | media.forwarded(origin, int(self._world.now())), **how)

    def send(self, content: Json, **how: Unpack[How]) -> Shown:
        """Send whatever a message can hold, as the API tells it."""
        chat = self._chat(how)
        with self._world.changing(chat.id):
            message = chat.add(self._message(chat, content, how))
            self._world.strangers.discard(chat.id)
            self._world.tell_message("message", message)
            return shown_of(message)

    def edit(self, message: Shown, text: str) -> Shown:
        """Change what they wrote."""
        with self._world.changing(message.chat_id):
            own = self._world.chats[message.chat_id].messages[message.message_id]
            own.rewrite(media.text(text), own.markup, self._world.now())
            self._world.tell_message("edited_message", own)
            return shown_of(own)

    def press(self, message: Shown, button: str | Button) -> Press:
        """Press a button under a message as it is now: by its text, or by how that begins."""
        with self._world.changing(message.chat_id):
            chat = self._world.chats[message.chat_id]
            if (there := chat.visible(message.message_id)) is None:
                raise LookupError(f"message {message.message_id} is deleted")
            pressed = shown_of(there).button(button)
            if pressed.kind != "callback_data":
                raise ValueError(f"{pressed} tells the bot nothing")
            press = self._queries.press(self.user, chat, there.id, pressed.value)
            asked = {"id": press.id, "from": self.user.as_api(), "chat_instance": CHAT_INSTANCE}
            body = asked | {"data": press.data} | _where(there)
            self._world.tell("callback_query", body, chat.id)
            return press

    def inline(self, query: str, offset: str = "", chat_type: str = "private") -> InlineQuery:
        """Type the bot's name and something after it, in any chat."""
        with self._world.changing():
            asked = self._queries.ask(self.user, query, offset, chat_type)
            if not asked.is_from_cache:
                body = {"id": asked.id, "from": self.user.as_api(), "query": query, "offset": offset,
                        "chat_type": chat_type}  # fmt: skip
                self._world.tell("inline_query", body, self.user.id)
            return asked

    def choose(self, asked: InlineQuery, number: int = 0, **how: Unpack[How]) -> Shown:
        """Send the result with this number to a chat."""
        if asked.answer is None:
            raise LookupError(f"nothing to choose from for {asked.query!r}")
        result = asked.answer.results[number]
        beside = {"via_bot": self._world.bot.as_api()}
        if result.get("reply_markup"):
            beside["reply_markup"] = result["reply_markup"]
        sent = self.send(sent_content(result) | beside, **how)
        chosen = {"result_id": result["id"], "from": self.user.as_api(), "query": asked.query}
        if sent.keyboard:
            chosen["inline_message_id"] = inline_id(sent.chat_id, sent.message_id)
        with self._world.changing():
            self._world.tell("chosen_inline_result", chosen, self.user.id)
        return sent

    def block(self) -> None:
        """Stop the bot from writing."""
        self._become("member", "kicked")

    def unblock(self) -> None:
        self._become("kicked", "member")

    def delete_account(self) -> None:
        self._world.deleted_accounts.add(self.user.id)

    def ask(
        self, text: str, predicate: Predicate = anything, timeout_s: float = PATIENCE_S, **how: Unpack[How]
    ) -> Shown:
        """Write something and wait in a thread for the bot's answer."""
        sent = self.send_text(text, **how)
        return self._waiting.wait_for(sent, predicate, timeout_s, sent.message_id)

    async def asks(
        self, text: str, predicate: Predicate = anything, timeout_s: float = PATIENCE_S, **how: Unpack[How]
    ) -> Shown:
        """The same in a loop."""
        sent = self.send_text(text, **how)
        return await self._waiting.see(sent, predicate, timeout_s, sent.message_id)

    def _chat(self, how: How) -> Chat:
        """The chat that is named, else that of the message that is answered, else the private one."""
        answered = how.get("reply_to")
        place = how.get("chat") or (answered if isinstance(answered, Shown) else self)
        return self._world.chats[place.chat_id]

    def _message(self, chat: Chat, content: Json, how: How) -> Message:
        reply = how.get("reply_to")
        answered = reply.message_id if isinstance(reply, Shown) else reply
        thread = how.get("thread")
        sent_at = self._world.now() - how.get("age_s", 0)
        more = {name: content[name] for name in BESIDE_CONTENT if name in content}
        held = {name: value for name, value in content.items() if name not in more}
        markup = more.pop("reply_markup", None)
        # Telegram marks what is written in a topic as an answer to the topic's first message.
        return Message(
            chat, 0, self.user, sent_at, held, markup, answered or thread, thread=thread, more=more
        )

    def _become(self, before: str, after: str) -> None:
        with self._world.changing(self.chat_id):
            blockers = self._world.blockers
            (blockers.add if after == "kicked" else blockers.discard)(self.user.id)
            chat, bot = self._world.chats[self.chat_id], self._world.bot.as_api()
            body = {
                "chat": chat.as_api(), "from": self.user.as_api(), "date": int(self._world.now()),
                "old_chat_member": chat_member(bot, before), "new_chat_member": chat_member(bot, after),
            }  # fmt: skip
            self._world.tell("my_chat_member", body, chat.id)


def _where(message: Message) -> Json:
    """Where a button was pressed: of a message that came by the bot, it is told no more than an id."""
    if "via_bot" in message.more:
        return {"inline_message_id": inline_id(message.chat.id, message.id)}
    return {"message": message.as_api()}

"""Groups with their topics, and channels: where several people meet the bot.

Person -> Group -> updates about who came and went, as far as the bot may know.
"""

from dataclasses import dataclass, field

from tests.bot_api import media
from tests.bot_api.chats import Chat, Message, Topic, User
from tests.bot_api.members import chat_member
from tests.bot_api.people import Person
from tests.bot_api.shown import Shown, shown_of
from tests.bot_api.world import World

TOPIC_COLOUR = 7322096


@dataclass(frozen=True, slots=True)
class Group:
    """A group or a forum."""

    chat: Chat = field(repr=False)
    _world: World = field(repr=False)

    @property
    def chat_id(self) -> int:
        return self.chat.id

    def join(self, person: Person) -> None:
        with self._world.changing(self.chat_id):
            self.chat.members[person.user.id] = "member"

    def topic(self, name: str, opener: Person) -> int:
        """Open a topic; its id, which is that of its first message."""
        with self._world.changing(self.chat_id):
            content = {"forum_topic_created": {"name": name, "icon_color": TOPIC_COLOUR}}
            message = Message(self.chat, 0, opener.user, self._world.now(), content, thread=self.chat.next_id)
            opened = self.chat.add(message)
            self.chat.topics[opened.id] = Topic(opened.id, name)
            self._world.tell_message("message", opened)
            return opened.id

    def close_topic(self, thread: int) -> None:
        with self._world.changing(self.chat_id):
            self.chat.topics[thread].closed = True

    def add_bot(self, person: Person) -> None:
        """Someone brings the bot along."""
        self._bot_becomes("member", person.user)
        with self._world.changing(self.chat_id):
            content = {"new_chat_members": [self._world.bot.as_api()]}
            came = self.chat.add(Message(self.chat, 0, person.user, self._world.now(), content))
            self._world.tell_message("message", came)

    def promote_bot(self, person: Person) -> None:
        """As an administrator the bot is told everything."""
        self._bot_becomes("administrator", person.user)

    def silence_bot(self, person: Person) -> None:
        self._bot_becomes("restricted", person.user)

    def remove_bot(self, person: Person) -> None:
        self._bot_becomes("kicked", person.user)

    def another_bot_speaks(self) -> None:
        """From now on a command without a name is that bot's, not ours."""
        with self._world.changing(self.chat_id):
            other = User(7_000_000_099, "En annan", username="annan_bot", is_bot=True)
            content = media.text("Jag är en annan bot.")
            self.chat.add(Message(self.chat, 0, other, self._world.now(), content))
            self.chat.last_bot = other.id

    def _bot_becomes(self, status: str, by: User) -> None:
        with self._world.changing(self.chat_id):
            bot, before = self._world.bot, self.chat.members.get(self._world.bot.id, "left")
            self.chat.members[bot.id] = status
            body = {
                "chat": self.chat.as_api(), "from": by.as_api(), "date": int(self._world.now()),
                "old_chat_member": chat_member(bot.as_api(), before),
                "new_chat_member": chat_member(bot.as_api(), status),
            }  # fmt: skip
            self._world.tell("my_chat_member", body, self.chat_id)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that the bot administers."""

    chat: Chat = field(repr=False)
    _world: World = field(repr=False)

    @property
    def chat_id(self) -> int:
        return self.chat.id

    def post(self, text: str) -> Shown:
        with self._world.changing(self.chat_id):
            post = self.chat.add(Message(self.chat, 0, None, self._world.now(), media.text(text)))
            self._world.tell_message("channel_post", post)
            return shown_of(post)

    def edit(self, post: Shown, text: str) -> None:
        with self._world.changing(self.chat_id):
            message = self.chat.messages[post.message_id]
            message.rewrite(media.text(text), None, self._world.now())
            self._world.tell_message("edited_channel_post", message)

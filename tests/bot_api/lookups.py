"""What the bot may ask about itself, chats and their members, and how it leaves them."""

from tests.bot_api.arguments import Arguments
from tests.bot_api.chats import Chat
from tests.bot_api.members import chat_member
from tests.bot_api.methods import Handler, destination, known_chat
from tests.bot_api.plain import Json
from tests.bot_api.refusals import bad_request
from tests.bot_api.world import World

GIFTS = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
ADMINISTRATORS = frozenset({"creator", "administrator"})


class Lookups:
    """The methods that only look, and leaveChat."""

    def __init__(self, world: World) -> None:
        self._world = world

    def methods(self) -> dict[str, Handler]:
        return {
            "getMe": self.get_me,
            "getChat": self.get_chat,
            "getChatMember": self.get_chat_member,
            "getChatMemberCount": lambda arguments: len(known_chat(self._world, arguments).members),
            "getChatAdministrators": self.get_chat_administrators,
            "leaveChat": self.leave_chat,
            "close": lambda _: True,
            "logOut": lambda _: True,
        }

    def get_me(self, _: Arguments) -> Json:
        return self._world.bot.as_api() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self._world.privacy,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def get_chat(self, arguments: Arguments) -> Json:
        chat = known_chat(self._world, arguments)
        gifts = dict.fromkeys(GIFTS.split(), False)
        full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
        return chat.as_api() | full

    def get_chat_member(self, arguments: Arguments) -> Json:
        chat = known_chat(self._world, arguments)
        number = arguments.number("user_id") or 0
        if number not in self._world.users and number != self._world.bot.id:
            raise bad_request("user not found")
        return self._member(chat, number)

    def get_chat_administrators(self, arguments: Arguments) -> list[Json]:
        chat = destination(self._world, arguments)
        if chat.is_private:
            raise bad_request("there are no administrators in the private chat")
        return [self._member(chat, who) for who, status in chat.members.items() if status in ADMINISTRATORS]

    def leave_chat(self, arguments: Arguments) -> bool:
        chat = destination(self._world, arguments)
        if chat.is_private:
            raise bad_request("chat member status can't be changed in private chats")
        chat.members[self._world.bot.id] = "left"
        return True

    def _member(self, chat: Chat, number: int) -> Json:
        user = self._world.bot if number == self._world.bot.id else self._world.users[number]
        return chat_member(user.as_api(), chat.members.get(number, "left"))

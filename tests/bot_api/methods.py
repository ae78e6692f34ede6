"""What every method of the API needs: its shape, and the chat that a call means."""

from collections.abc import Callable

from tests.bot_api.arguments import Arguments
from tests.bot_api.chats import Chat
from tests.bot_api.refusals import Refused, bad_request, forbidden
from tests.bot_api.world import World

Handler = Callable[[Arguments], object]  # called under the world's lock; what it returns is the result

CALLED = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def known_chat(world: World, arguments: Arguments) -> Chat:
    """The chat that a call names."""
    if not (name := arguments.text("chat_id").strip()):
        raise bad_request("chat_id is empty")
    if (chat := world.chat_called(name)) is None:
        raise bad_request("chat not found")
    return chat


def destination(world: World, arguments: Arguments) -> Chat:
    """The chat that a call names, if the bot may write there."""
    chat = known_chat(world, arguments)
    refusal = _no_person(world, chat) if chat.is_private else _no_member(world, chat)
    if refusal:
        raise refusal
    return chat


def _no_person(world: World, chat: Chat) -> Refused | None:
    if chat.id in world.deleted_accounts:
        return forbidden("user is deactivated")
    if chat.id in world.blockers:
        return forbidden("bot was blocked by the user")
    if chat.id in world.strangers:
        return forbidden("bot can't initiate conversation with a user")
    return None


def _no_member(world: World, chat: Chat) -> Refused | None:
    status = chat.members.get(world.bot.id)
    if status == "kicked":
        return forbidden(f"bot was kicked from the {CALLED[chat.type]}")
    if status == "restricted":
        return bad_request("not enough rights to send text messages to the chat")
    if not chat.has(world.bot.id):
        return forbidden(f"bot is not a member of the {CALLED[chat.type]}")
    return None

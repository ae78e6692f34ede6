"""What the bot may change afterwards: edits and deletions of messages.

Arguments of a call -> the message as it is from now on, or Telegram's refusal.
"""

import json

from tests.bot_api.arguments import Arguments
from tests.bot_api.chats import Chat, Message, inline_id
from tests.bot_api.keyboards import inline_keyboard
from tests.bot_api.methods import Handler, destination, known_chat
from tests.bot_api.plain import Json
from tests.bot_api.refusals import bad_request
from tests.bot_api.sending import check_flood
from tests.bot_api.texts import caption, message_text
from tests.bot_api.world import World

DELETABLE_S = 48 * 3600
MOST_AT_ONCE = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)


class Editing:
    """The methods that change or remove what was sent."""

    def __init__(self, world: World) -> None:
        self._world = world

    def methods(self) -> dict[str, Handler]:
        return {
            "editMessageText": self.edit_message_text,
            "editMessageCaption": self.edit_message_caption,
            "editMessageReplyMarkup": self.edit_message_reply_markup,
            "deleteMessage": self.delete_message,
            "deleteMessages": self.delete_messages,
        }

    def edit_message_text(self, arguments: Arguments) -> Json | bool:
        text = message_text(arguments)
        message = self._editable(arguments)
        if "text" not in message.content:
            raise bad_request("there is no text in the message to edit")
        return self._edit(message, text.as_api(), inline_keyboard(arguments))

    def edit_message_caption(self, arguments: Arguments) -> Json | bool:
        said = caption(arguments).as_api("caption", "caption_entities")
        message = self._editable(arguments)
        if "document" not in message.content:
            raise bad_request("there is no caption in the message to edit")
        kept = {"document": message.content["document"]}
        return self._edit(message, kept | (said if said["caption"] else {}), inline_keyboard(arguments))

    def edit_message_reply_markup(self, arguments: Arguments) -> Json | bool:
        markup = inline_keyboard(arguments)
        message = self._editable(arguments)
        return self._edit(message, message.content, markup)

    def delete_message(self, arguments: Arguments) -> bool:
        chat = known_chat(self._world, arguments)
        self._delete(chat, arguments.number("message_id"))
        return True

    def delete_messages(self, arguments: Arguments) -> bool:
        """Several at once; those that are not there are passed over."""
        chat = known_chat(self._world, arguments)
        numbers = json.loads(arguments.text("message_ids") or "[]")
        if not 1 <= len(numbers) <= MOST_AT_ONCE:
            raise bad_request("message identifiers are not specified")
        for number in numbers:
            if chat.visible(number):
                self._delete(chat, number)
        return True

    def _editable(self, arguments: Arguments) -> Message:
        if inline := arguments.text("inline_message_id"):
            return self._sent_by_person(inline)
        chat = destination(self._world, arguments)
        if not (number := arguments.number("message_id")):
            raise bad_request("message identifier is not specified")
        if (message := chat.visible(number)) is None:
            raise bad_request("message to edit not found")
        if message.sender != self._world.bot or "via_bot" in message.more:
            raise bad_request("message can't be edited")
        return message

    def _sent_by_person(self, inline: str) -> Message:
        """A message that came by the bot and has a keyboard, in whatever chat."""
        for chat in self._world.chats.values():
            for message in chat.seen():
                if "via_bot" in message.more and message.markup and inline_id(chat.id, message.id) == inline:
                    return message
        raise bad_request("MESSAGE_ID_INVALID")

    def _edit(self, message: Message, content: Json, markup: Json | None) -> Json | bool:
        if (content, markup) == (message.content, message.markup):
            raise bad_request(NOT_MODIFIED)
        check_flood(self._world, message.chat)
        message.rewrite(content, markup, self._world.now())
        return "via_bot" in message.more or message.as_api()

    def _delete(self, chat: Chat, number: int | None) -> None:
        if (message := chat.visible(number or 0)) is None:
            raise bad_request("message to delete not found")
        is_own = message.sender == self._world.bot
        may_all = chat.is_private or chat.members.get(self._world.bot.id) == "administrator"
        is_old = self._world.now() - message.sent_at > DELETABLE_S
        if not (is_own or may_all) or is_old:
            raise bad_request("message can't be deleted")
        message.deleted_at = self._world.now()

"""What the bot may send: the arguments of a call -> a message in a chat, or Telegram's refusal.

Refusals come in Telegram's order: what is sent, then where to, then how much was sent already.
Where Telegram's wording is not known for certain, the refusal names the argument.
"""

from typing import Any

from tests.bot_api.arguments import Arguments
from tests.bot_api.chats import Chat, Message
from tests.bot_api.keyboards import reply_markup
from tests.bot_api.methods import Handler, destination
from tests.bot_api.plain import Json
from tests.bot_api.refusals import bad_request, too_many
from tests.bot_api.shown import Action, Draft
from tests.bot_api.texts import caption, message_text, not_blank, optional_text
from tests.bot_api.world import World

VCARD_BYTES = 2048
QUOTE_CHARACTERS = 1024
ACTIONS = frozenset(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
    "choose_sticker find_location record_video_note upload_video_note".split()
)


class Sending:
    """The methods that make something appear in a chat."""

    def __init__(self, world: World) -> None:
        self._world = world

    def methods(self) -> dict[str, Handler]:
        return {
            "sendMessage": self.send_message,
            "sendContact": self.send_contact,
            "sendDocument": self.send_document,
            "sendMessageDraft": self.send_message_draft,
            "sendChatAction": self.send_chat_action,
        }

    def send_message(self, arguments: Arguments) -> Json:
        return self._send(arguments, message_text(arguments).as_api())

    def send_contact(self, arguments: Arguments) -> Json:
        card = {name: arguments.text(name) for name in ("phone_number", "first_name", "last_name", "vcard")}
        check_contact(card)
        return self._send(arguments, {"contact": {name: said for name, said in card.items() if said}})

    def send_document(self, arguments: Arguments) -> Json:
        said = caption(arguments).as_api("caption", "caption_entities")
        return self._send(arguments, {"document": _document(arguments)} | (said if said["caption"] else {}))

    def send_message_draft(self, arguments: Arguments) -> bool:
        text = optional_text(arguments)
        if arguments.text("text"):
            not_blank(text)
        if not (number := arguments.number("draft_id")):
            raise bad_request("draft_id must be non-zero")
        chat = destination(self._world, arguments)
        if not chat.is_private:
            raise bad_request("message drafts can be sent only to private chats")
        marked = tuple(entity.as_api() for entity in text.entities)
        thread = _thread(self._world, chat, arguments)
        draft = Draft(number, text.text, self._world.now(), marked, thread)
        self._world.drafts.setdefault(chat.id, []).append(draft)
        return True

    def send_chat_action(self, arguments: Arguments) -> bool:
        if (action := arguments.text("action")) not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        chat = destination(self._world, arguments)
        seen = Action(action, self._world.now(), _thread(self._world, chat, arguments))
        self._world.actions.setdefault(chat.id, []).append(seen)
        return True

    def _send(self, arguments: Arguments, content: Json) -> Json:
        markup = reply_markup(arguments)
        preview = arguments.structure("link_preview_options", "link preview options")
        chat = destination(self._world, arguments)
        answered, quote = _answered(chat, arguments)
        thread = _thread(self._world, chat, arguments) or (answered.thread if answered else None)
        check_flood(self._world, chat)
        message = chat.add(
            Message(chat, 0, self._world.bot, self._world.now(), content, markup,
                    answered.id if answered else None, quote, thread, link_preview=preview,
                    silent=arguments.flag("disable_notification"))
        )  # fmt: skip
        chat.last_bot = self._world.bot.id
        return message.as_api()


def check_contact(card: Json) -> None:
    """A contact has a number and a first name, and a vCard of at most 2,048 bytes."""
    for name, called in (("phone_number", "phone number"), ("first_name", "first name")):
        if not str(card.get(name) or "").strip():
            raise bad_request(f"{called} is empty")
    if len(str(card.get("vcard") or "").encode()) > VCARD_BYTES:
        raise bad_request("vCard is too long")


def check_flood(world: World, chat: Chat) -> None:
    """Count a message or an edit, or say how long to wait."""
    if wait_s := world.flood.wait(chat.id):
        raise too_many(wait_s)


def _document(arguments: Arguments) -> Json:
    given = arguments.text("document")
    upload = arguments.files.get(given.removeprefix("attach://") or "document")
    if upload is None:
        if not given or given.startswith("attach://"):
            raise bad_request("there is no document in the request")
        return {"file_id": given, "file_unique_id": given[-16:], "file_name": given}
    if not upload.content:
        raise bad_request("file must be non-empty")
    return {
        "file_id": f"document-{upload.name}",
        "file_unique_id": upload.name,
        "file_name": upload.name,
        "mime_type": upload.content_type,
        "file_size": len(upload.content),
    }


def _thread(world: World, chat: Chat, arguments: Arguments) -> int | None:
    """The topic that a call names, after its checks."""
    if not (thread := arguments.number("message_thread_id")):
        return None
    if not world.topic_exists(chat, thread):
        raise bad_request("message thread not found")
    if (topic := chat.topics.get(thread)) and topic.closed:
        raise bad_request("TOPIC_CLOSED")
    return thread if topic else None


def _answered(chat: Chat, arguments: Arguments) -> tuple[Message | None, str]:
    """The message that a call answers and the part that it quotes."""
    given = arguments.structure("reply_parameters", "reply parameters") or {}
    number = given.get("message_id") or arguments.number("reply_to_message_id")
    if not number:
        return None, ""
    message = chat.visible(int(number))
    if message is None:
        if given.get("allow_sending_without_reply") or arguments.flag("allow_sending_without_reply"):
            return None, ""
        raise bad_request("message to be replied not found")
    return message, _quoted(message, given)


def _quoted(message: Message, given: dict[str, Any]) -> str:
    quote = str(given.get("quote") or "")
    if len(quote) > QUOTE_CHARACTERS or quote not in message.said:
        raise bad_request("QUOTE_TEXT_INVALID")
    return quote

"""What in a group is meant for the bot: where it is mentioned or answered; in private everything.

Message -> the text that is meant, or None.
"""

import re
from collections.abc import Iterable

from telegram import Message, MessageEntity, Update, User

from bot.telegram.handlers.places import GROUPS

NAMES: tuple[str, ...] = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION)


def is_meant(update: Update, bot: User) -> bool:
    """Whether an update wants something of the bot; commands do, and what is pressed or sought."""
    message = update.message or update.edited_message
    if message is None:
        return bool(update.callback_query or update.inline_query)
    return meant_for(message, bot) is not None or _commands(message, bot)


def meant_for(message: Message, bot: User) -> str | None:
    """What a message says to the bot, without its name; None where it speaks to others."""
    if message.via_bot and message.via_bot.id == bot.id:
        return None  # one of our own results
    mentions = list(_mentions(message, bot))
    answered = message.reply_to_message
    if message.chat.type in GROUPS and not mentions and not _is_from(answered, bot):
        return None
    text = message.text or message.caption or ""
    for mention in mentions:
        text = text.replace(mention, " ", 1)
    return re.sub(" {2,}", " ", text).strip(" ,:–-\n") if mentions else text


def asked_about(message: Message, bot: User) -> Message | None:
    """The message of somebody else under which the bot's name stands alone: it is what is asked about."""
    answered = message.reply_to_message
    is_bare = message.chat.type in GROUPS and meant_for(message, bot) == ""
    return answered if is_bare and answered and not _is_from(answered, bot) else None


def _mentions(message: Message, bot: User) -> Iterable[str]:
    found = message.parse_entities([*NAMES]) | message.parse_caption_entities([*NAMES])
    for entity, said in found.items():
        if entity.user.id == bot.id if entity.user else said.lower() == f"@{bot.username}".lower():
            yield said


def _is_from(answered: Message | None, bot: User) -> bool:
    """Whether the bot wrote it; what opens a topic is answered by everything in it."""
    return bool(answered and answered.from_user and answered.from_user.id == bot.id)


def _commands(message: Message, bot: User) -> bool:
    first = message.entities[0] if message.entities else None
    if not message.text or first is None or first.type != MessageEntity.BOT_COMMAND or first.offset:
        return False
    name = message.text[1 : first.length].partition("@")[2]
    return not name or name.lower() == (bot.username or "").lower()

"""A message as it stands in the chat, with other buttons under it; and what is said of a press.

Telegram's message -> our Message.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress

from telegram import CallbackQuery, InlineKeyboardButton
from telegram import Message as Sent
from telegram.error import BadRequest

from bot.telegram.rendering.callbacks import Callback, decode
from bot.telegram.rendering.keyboards import Button, CallbackButton, CopyButton, LinkButton, keyboard
from bot.telegram.rendering.messages import Message

LONGEST_TOAST = 200  # characters (Bot API, answerCallbackQuery)


async def acknowledge(query: CallbackQuery, text: str = "") -> None:
    """Tell the person's Telegram that the press arrived, with a few words or none."""
    with suppress(BadRequest):  # too old: nobody waits any more
        await query.answer(text[:LONGEST_TOAST] or None)


def with_buttons(
    message: Sent, without: Callable[[Callback], bool], rows: Sequence[Sequence[Button]] = ()
) -> Message:
    """The same words with some buttons gone and rows of others below."""
    shown = message.reply_markup.inline_keyboard if message.reply_markup else ()
    kept = [[button for each in row if (button := _ours(each, without))] for row in shown]
    return Message(message.text_html, message.text or "", keyboard([*kept, *rows]))


def _ours(button: InlineKeyboardButton, without: Callable[[Callback], bool]) -> Button | None:
    if button.url:
        return LinkButton(button.text, button.url)
    if button.copy_text:
        return CopyButton(button.text, button.copy_text.text)
    callback = decode(button.callback_data) if isinstance(button.callback_data, str) else None
    return CallbackButton(button.text, callback) if callback and not without(callback) else None

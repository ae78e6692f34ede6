"""Our keyboards as python-telegram-bot's.

Keyboard -> InlineKeyboardMarkup. The only module of the rendering that knows the library.
"""

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.rendering.callbacks import encode
from bot.telegram.rendering.keyboards import Button, CallbackButton, CopyButton, Keyboard, LinkButton


def to_markup(keyboard: Keyboard | None) -> InlineKeyboardMarkup | None:
    """The keyboard as it is sent; None for none."""
    if keyboard is None:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in keyboard.rows])


def _button(button: Button) -> InlineKeyboardButton:
    if isinstance(button, CallbackButton):
        return InlineKeyboardButton(button.label, callback_data=encode(button.callback))
    if isinstance(button, LinkButton):
        return InlineKeyboardButton(button.label, url=button.url)
    if isinstance(button, CopyButton):
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copied))
    return InlineKeyboardButton(button.label, switch_inline_query=button.query)

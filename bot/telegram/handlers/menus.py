"""How the bot presents itself in each language: its menu of commands and its descriptions.

Set at start, and only what is not so already: Telegram lets it be changed but seldom.
"""

import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.telegram.rendering.commands import COMMANDS
from bot.wording import say
from retrieval.documents import Language

# what speakers of other languages see is in English
SHOWN: tuple[tuple[str, Language], ...] = (("", "en"), ("sv", "sv"), ("en", "en"))

log = logging.getLogger(__name__)


async def present(bot: Bot) -> None:
    """Set the menu and the descriptions; a bot that cannot goes on without."""
    try:
        for code, language in SHOWN:
            await _set_commands(bot, code, language)
            await _set_descriptions(bot, code, language)
    except TelegramError as error:
        log.warning("the menu was not set: %s", error)


async def _set_commands(bot: Bot, code: str, language: Language) -> None:
    wanted = tuple(BotCommand(each.name(language), each.description(language)) for each in COMMANDS)
    if await bot.get_my_commands(language_code=code) != wanted:
        await bot.set_my_commands(wanted, language_code=code)


async def _set_descriptions(bot: Bot, code: str, language: Language) -> None:
    about, shortly = say(language, "telegram_about"), say(language, "telegram_about_short")
    if (await bot.get_my_description(code)).description != about:
        await bot.set_my_description(about, code)
    if (await bot.get_my_short_description(code)).short_description != shortly:
        await bot.set_my_short_description(shortly, code)

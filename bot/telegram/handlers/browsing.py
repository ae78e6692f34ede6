"""The lists that are leafed through: contacts, priorities, funding, documents.

A command shows the first page; buttons change it in place. Words after the command search.
"""

import asyncio

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.handlers.places import Place, place_of
from bot.telegram.handlers.registers import Listing, listing
from bot.telegram.handlers.talking import Talking
from bot.telegram.memory import Clock
from bot.telegram.rendering.browsing import chosen, entry_page, list_page
from bot.telegram.rendering.callbacks import Opened, Register, Turned
from bot.telegram.rendering.messages import Message
from bot.telegram.rendering.notices import said
from retrieval.documents import Language

LONGEST_SEARCH = 200  # characters


async def on_list(
    update: Update,
    context: ContextTypes.DEFAULT_TYPE,
    *,
    register: Register,
    talking: Talking,
    clock: Clock,
    own: Language | None = None,
) -> None:
    """The first page of a register, or the rows that fit what was written after the command."""
    if place := place_of(update):
        language = await talking.language(place, own)
        query = " ".join(context.args or ())[:LONGEST_SEARCH]
        found = await _listed(talking, register, language, clock, query)
        await talking.speak(place, list_page(register, found.entries, 0, language, found.note))


async def turn(place: Place, message: int, page: Turned, *, talking: Talking, clock: Clock) -> None:
    """Another page in place of the one that is shown."""
    language = await talking.language(place, None)
    found = await _listed(talking, page.register, language, clock)
    shown = list_page(page.register, found.entries, page.offset, language, found.note)
    await talking.sender.edit(place.chat_id, message, shown)


async def open_row(
    place: Place, message: int, row: Opened, *, talking: Talking, clock: Clock
) -> Message | None:
    """One row in place of the page; a notice where the row is gone."""
    language = await talking.language(place, None)
    found = await _listed(talking, row.register, language, clock)
    entry = chosen(found.entries, row.key)
    if entry is None:
        return said(language, "telegram_expired")
    public_url = talking.serving.settings.public_url
    shown = entry_page(row.register, entry, row.offset, language, public_url)
    await talking.sender.edit(place.chat_id, message, shown)
    return None


async def _listed(
    talking: Talking, register: Register, language: Language, clock: Clock, query: str = ""
) -> Listing:
    return await asyncio.to_thread(listing, talking.serving, register, language, clock(), query)

"""What is found for `@bot film` in any chat: contacts, priorities, funding, a short answer.

Inline query -> results, which Telegram keeps for a while. Nothing of it is stored.
"""

import asyncio
from contextlib import suppress

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultContact,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.answer import Answer
from bot.assistant import Asked
from bot.store.chats import Remembered
from bot.telegram.handlers.places import language_of_user, place_of
from bot.telegram.handlers.registers import rows
from bot.telegram.handlers.vcards import card_writer
from bot.telegram.memory import Memory
from bot.telegram.rendering.inline import Article, Result, empty_hint, results
from bot.telegram.rendering.native import to_markup
from bot.telegram.services import Ask
from bot.wiring import Serving
from retrieval.documents import Language
from retrieval.language.detection import language_of

SHORTEST = 2  # characters that are looked up
LONGEST = 200
ASKS = 2  # words from which the documents are asked too
MOST_ROWS = 5  # of each register
CACHE_S = 10  # while one types; so long Telegram goes on showing what a document's change took back
START = "inline"  # what the button hands to /start

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def on_inline(
    update: Update,
    _: ContextTypes.DEFAULT_TYPE,
    *,
    ask: Ask,
    memory: Memory,
    serving: Serving,
    is_closed: bool,
) -> None:
    """Answer with what fits; `is_closed` where not everyone may ask, so that nothing is shared."""
    query, place = update.inline_query, place_of(update)
    if query is None or place is None:
        return
    text = query.query.strip()[:LONGEST]
    remembered = await memory.recall(place.whose)
    language = remembered.language or language_of(text, language_of_user(place.code))
    if len(text) < SHORTEST:
        await nothing(query, language)
        return
    answer = None
    if len(text.split()) >= ASKS:
        answer = await ask(Asked(text, language=language, channel="telegram", fluent=False))
    found = await asyncio.to_thread(_found, serving, text, language, answer)
    await _answer(query, found, language, personal=is_closed or _is_personal(text, remembered))


async def nothing(query: InlineQuery, language: Language | None = None) -> None:
    """No results, and the way to the bot."""
    spoken = language or language_of_user(query.from_user.language_code)
    await _answer(query, (), spoken, personal=True)


def _found(serving: Serving, text: str, language: Language, answer: Answer | None) -> tuple[Result, ...]:
    public_url = serving.settings.public_url
    with serving.assistant() as assistant:
        contacts = rows(assistant, "contacts", language, text, MOST_ROWS)
        others = [
            *rows(assistant, "priorities", language, text, MOST_ROWS),
            *rows(assistant, "funding", language, text, MOST_ROWS),
        ]
        return results(
            language,
            contacts=[entry.contact for entry in contacts if entry.contact],
            entries=others,
            answer=answer,
            public_url=public_url,
            write_card=card_writer(assistant, language, public_url),
        )


def _is_personal(text: str, remembered: Remembered) -> bool:
    """Whether the results are in a language that the words alone do not tell."""
    return remembered.language is not None or language_of(text, "sv") != language_of(text, "en")


async def _answer(
    query: InlineQuery, found: tuple[Result, ...], language: Language, *, personal: bool
) -> None:
    button = None if found else InlineQueryResultsButton(empty_hint(language), start_parameter=START)
    with suppress(BadRequest):  # too old: the person has typed on
        await query.answer(
            [_native(each) for each in found],
            cache_time=CACHE_S,
            is_personal=personal,
            button=button,
        )


def _native(result: Result) -> InlineQueryResultArticle | InlineQueryResultContact:
    if isinstance(result, Article):
        content = InputTextMessageContent(
            result.message.html, ParseMode.HTML, link_preview_options=NO_PREVIEW
        )
        return InlineQueryResultArticle(
            result.id,
            result.title,
            content,
            description=result.description,
            reply_markup=to_markup(result.message.keyboard),
        )
    card = result.card
    return InlineQueryResultContact(result.id, card.phone, card.first_name, card.last_name, vcard=card.vcard)

"""Questions: messages of text, and those that were changed after they were answered."""

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.handlers.addressing import asked_about, meant_for
from bot.telegram.handlers.answering import Answering
from bot.telegram.handlers.forwarded import Passing
from bot.telegram.handlers.places import Place, language_here, language_of_question, place_of
from bot.telegram.rendering.messages import Message
from bot.telegram.rendering.notices import said, too_long

Context = ContextTypes.DEFAULT_TYPE


async def on_text(
    update: Update, context: Context, *, answering: Answering, passing: Passing, longest: int
) -> None:
    """Answer what is meant for the bot; what was passed on, by the document that it is."""
    place, message = place_of(update), update.message
    if place is None or message is None or (text := meant_for(message, context.bot.bot)) is None:
        return
    if not text and (other := asked_about(message, context.bot.bot)):
        message, text = other, other.text or other.caption or ""
    if not text:
        await _say_how(place, answering)
    elif passed := passing.passed_on(message, text):
        await passing.show(place, passed, context.bot.username)
    elif len(text) > longest:
        if not await passing.recognises(place, text, context.bot.username):
            language = language_of_question(text, place, await answering.memory.recall(place.whose))
            await _reply(place, too_long(len(text), longest, language), answering)
    else:
        await answering.answer(place, text, context.bot.username)


async def on_edited(update: Update, context: Context, *, answering: Answering, longest: int) -> None:
    """Answer a changed question in place of the old one; what was not answered before stays so."""
    place, message = place_of(update), update.edited_message
    if place is None or message is None or not (text := meant_for(message, context.bot.bot)):
        return
    before = await answering.memory.turn_of(place.whose, message.message_id)
    if before and before.question != text and len(text) <= longest:
        await answering.answer_anew(place, text, before, context.bot.username)


async def _say_how(place: Place, answering: Answering) -> None:
    language = language_here(place, await answering.memory.recall(place.whose))
    await _reply(place, said(language, "telegram_ask_here"), answering)


async def _reply(place: Place, notice: Message, answering: Answering) -> None:
    reply_to = place.message if place.is_group else None
    await answering.sender.send(place.chat_id, notice, thread=place.thread, reply_to=reply_to)

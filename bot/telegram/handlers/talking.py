"""What the bot says of itself: greeting, help, privacy, the choice of a language; and how it forgets."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import ContextTypes

from bot.store.chats import Turn
from bot.telegram.handlers.answering import Answering
from bot.telegram.handlers.places import Place, language_here, place_of
from bot.telegram.memory import Memory
from bot.telegram.rendering import notices
from bot.telegram.rendering.answers import continued
from bot.telegram.rendering.messages import Message
from bot.telegram.services import Sender
from bot.wiring import Serving
from bot.wording import say
from retrieval.documents import Language
from retrieval.errors import RegionsvarError

Context = ContextTypes.DEFAULT_TYPE


@dataclass(frozen=True, slots=True)
class Talking:
    """Speaks in a chat in its language; what it needs is bound once."""

    sender: Sender
    memory: Memory
    serving: Serving

    async def language(self, place: Place, own: Language | None) -> Language:
        """The language to speak here; remembered, so that buttons go on in it."""
        language = language_here(place, await self.memory.recall(place.whose), own)
        await self.memory.touch(place.whose, language)
        return language

    async def speak(self, place: Place, notice: Message) -> None:
        """Say it; in a group to the one who asked."""
        reply_to = place.message if place.is_group else None
        await self.sender.send(place.chat_id, notice, thread=place.thread, reply_to=reply_to)

    def region(self, language: Language) -> str:
        """The region's name; a plain word while nothing is indexed."""
        try:
            with self.serving.assistant() as assistant:
                return assistant.region if assistant.retriever.home else say(language, "telegram_the_region")
        except RegionsvarError:
            return say(language, "telegram_the_region")


async def on_start(
    update: Update, context: Context, *, talking: Talking, answering: Answering, own: Language | None = None
) -> None:
    """Greet and begin anew, or go on with an answer that was given in a group."""
    if (place := place_of(update)) is None:
        return
    if context.args and (answer_id := continued(context.args[0])):
        await go_on(place, answer_id, answering, context.bot.username)
        return
    await talking.memory.begin_anew(place.whose)
    language = await talking.language(place, own)
    days = talking.serving.settings.kept_days
    await talking.speak(place, notices.start(language, talking.region(language), days))


async def go_on(place: Place, answer_id: str, answering: Answering, bot_name: str) -> None:
    """Show an answer whole; the next question follows on it."""
    answer = await answering.memory.answer_of(answer_id)
    if answer is None:
        language = language_here(place, await answering.memory.recall(place.whose))
        await answering.sender.send(
            place.chat_id, notices.said(language, "telegram_expired"), thread=place.thread
        )
        return
    shown = await answering.rendered(answer, place, bot_name, repeating=True)
    await answering.show(shown, place)
    answering.memory.keep_turn(place.whose, Turn(answer.question, answer.id), answer.language)


async def on_help(update: Update, context: Context, *, talking: Talking, own: Language | None = None) -> None:
    """Say how to ask, and list the commands."""
    if place := place_of(update):
        language = await talking.language(place, own)
        inline = bool(context.bot.bot.supports_inline_queries)
        await talking.speak(place, notices.help_text(language, inline=inline))


async def on_privacy(update: Update, _: Context, *, talking: Talking, own: Language | None = None) -> None:
    """Say what is stored, and offer to erase it."""
    if place := place_of(update):
        settings, language = talking.serving.settings, await talking.language(place, own)
        region = talking.region(language)
        await talking.speak(place, notices.privacy(language, region, settings.kept_days, settings.chat_model))


async def on_language(update: Update, _: Context, *, talking: Talking, own: Language | None = None) -> None:
    """Offer the languages."""
    if place := place_of(update):
        await talking.speak(place, notices.languages(await talking.language(place, own)))


async def on_forget(update: Update, _: Context, *, talking: Talking, own: Language | None = None) -> None:
    """Erase what is stored, and say so."""
    if place := place_of(update):
        language = language_here(place, await talking.memory.recall(place.whose), own)
        await talking.speak(place, await forgotten(place, talking.memory, language))


async def forgotten(place: Place, memory: Memory, language: Language) -> Message:
    """Erase: in private everything of the person, in a group what they said there.

    Raises DatabaseUnavailable.
    """
    await memory.forget(place.whose, everywhere=not place.is_group)
    return notices.said(language, "telegram_forgotten_group" if place.is_group else "telegram_forgotten")

"""What a pressed button does; one that is too old or not ours says so."""

import asyncio
from dataclasses import dataclass

from telegram import CallbackQuery, Update
from telegram import Message as Sent
from telegram.ext import ContextTypes

from bot.telegram.handlers import browsing, opinions
from bot.telegram.handlers.answering import Answering
from bot.telegram.handlers.places import Place, language_here, place_of
from bot.telegram.handlers.standing import acknowledge, with_buttons
from bot.telegram.handlers.talking import Talking, forgotten
from bot.telegram.handlers.vcards import card_writer
from bot.telegram.memory import Clock
from bot.telegram.rendering.callbacks import (
    Because,
    Callback,
    Example,
    Feedback,
    Forget,
    MoreContacts,
    Opened,
    Spoken,
    Suggested,
    Turned,
    decode,
)
from bot.telegram.rendering.cards import more_contacts
from bot.telegram.rendering.messages import CardMessage, Message
from bot.telegram.rendering.notices import language_chosen, said
from bot.wording import examples, say

MOST_CARDS = 9  # that come at once

EXPIRED = "telegram_expired"


async def on_button(
    update: Update,
    context: ContextTypes.DEFAULT_TYPE,
    *,
    answering: Answering,
    talking: Talking,
    clock: Clock,
) -> None:
    """Do what the button says; the press is always acknowledged, or it would spin on."""
    query, place = update.callback_query, place_of(update)
    if query is None:
        return
    callback = decode(query.data or "")
    pressing = Pressing(answering, talking, clock, context.bot.username)
    if place is None or query.message is None or callback is None:
        await acknowledge(query, say("sv", EXPIRED) if place is None else await pressing.expired(place))
    elif isinstance(callback, Suggested | Example | MoreContacts | Forget):
        await acknowledge(query)
        await pressing.ask(place, query, callback)
    else:
        await acknowledge(query, await pressing.change(place, query, callback))


@dataclass(frozen=True, slots=True)
class Pressing:
    """What buttons need."""

    answering: Answering
    talking: Talking
    clock: Clock
    bot_name: str

    async def ask(self, place: Place, query: CallbackQuery, callback: Callback) -> None:
        """Buttons that are answered with new messages."""
        match callback:
            case Suggested(answer_id, number):
                answer = await self.talking.memory.answer_of(answer_id)
                if answer is None or number >= len(answer.suggestions):
                    await self.talking.speak(place, await self._expired_notice(place))
                else:
                    await self.answering.answer(
                        place, answer.suggestions[number], self.bot_name, pressed=True
                    )
            case Example(language, number) if number < len(examples(language)):
                text = examples(language)[number]
                await self.answering.answer(place, text, self.bot_name, language=language, pressed=True)
            case MoreContacts(answer_id):
                await self._more_contacts(place, query, answer_id)
            case Forget():
                memory = self.talking.memory
                language = language_here(place, await memory.recall(place.whose))
                await self.talking.speak(place, await forgotten(place, memory, language))

    async def change(self, place: Place, query: CallbackQuery, callback: Callback) -> str:
        """Buttons that change the message that they are under; what is said of it."""
        assert query.message is not None
        number, talking, clock = query.message.message_id, self.talking, self.clock
        match callback:
            case Turned():
                await browsing.turn(place, number, callback, talking=talking, clock=clock)
            case Opened():
                gone = await browsing.open_row(place, number, callback, talking=talking, clock=clock)
                return gone.text if gone else ""
            case Feedback() | Because():
                thanks = await opinions.judge(
                    place, _readable(query), callback, memory=talking.memory, sender=talking.sender
                )
                return thanks or await self.expired(place)
            case Spoken(chosen):
                await talking.memory.choose(place.whose, chosen)
                notice = language_chosen(chosen, await talking.language(place, None))
                await talking.sender.edit(place.chat_id, number, notice)
        return ""

    async def expired(self, place: Place) -> str:
        """That the button is too old."""
        return (await self._expired_notice(place)).text

    async def _expired_notice(self, place: Place) -> Message:
        return said(language_here(place, await self.talking.memory.recall(place.whose)), EXPIRED)

    async def _more_contacts(self, place: Place, query: CallbackQuery, answer_id: str) -> None:
        """The cards that did not come with the answer; the button goes."""
        answer = await self.talking.memory.answer_of(answer_id)
        if answer is None:
            await self.talking.speak(place, await self._expired_notice(place))
            return
        sender, others = self.talking.sender, answer.contacts[1 : MOST_CARDS + 1]

        def written() -> tuple[CardMessage | Message, ...]:
            serving = self.talking.serving
            with serving.assistant() as assistant:
                write = card_writer(assistant, answer.language, serving.settings.public_url)
                return more_contacts(others, answer.language, write)

        for each in await asyncio.to_thread(written):
            if isinstance(each, CardMessage):
                await sender.send_card(place.chat_id, each, thread=place.thread)
            else:
                await sender.send(place.chat_id, each, thread=place.thread)
        if message := _readable(query):
            shown = with_buttons(message, lambda callback: isinstance(callback, MoreContacts))
            await sender.edit(place.chat_id, message.message_id, shown)


def _readable(query: CallbackQuery) -> Sent | None:
    """The message under which the button is; None once Telegram does not show it to us any more."""
    return query.message if isinstance(query.message, Sent) and query.message.text else None

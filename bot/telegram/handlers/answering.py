"""Answer a question in the chat that it came from, and remember both.

Place and text -> what came before -> Answer -> messages and a card -> kept.
"""

import asyncio
from dataclasses import dataclass, replace

from bot.answer import Answer, ContactCard
from bot.assistant import Asked
from bot.store.chats import Remembered, Turn
from bot.telegram.handlers.places import Place, language_of_question
from bot.telegram.handlers.showing import shown_while_written
from bot.telegram.handlers.typing import typing
from bot.telegram.handlers.vcards import card_writer
from bot.telegram.memory import Memory
from bot.telegram.rendering.answers import Rendered, rendered, shortly
from bot.telegram.rendering.messages import Message
from bot.telegram.services import Ask, Sender
from bot.wiring import Serving
from retrieval.documents import Language


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers; what it needs is bound once."""

    ask: Ask
    sender: Sender
    memory: Memory
    serving: Serving

    async def answer(
        self,
        place: Place,
        text: str,
        bot_name: str,
        *,
        language: Language | None = None,
        pressed: bool = False,
    ) -> None:
        """Answer a question; one that a button asked is said again above its answer."""
        async with typing(self.sender, place):
            remembered = await self.memory.recall(place.whose)
            asked = _asked(place, text, remembered, language)
            answer, begun = await self._shown(asked, place, repeating=pressed)
            shown = await self.rendered(answer, place, bot_name, remembered.contact, repeating=pressed)
            self.memory.keep_answer(place.whose, answer)  # before anyone can press its buttons
        reply = await self.show(shown, place, instead_of=begun)
        self.memory.keep_turn(place.whose, Turn(text, answer.id, place.message, reply), answer.language)

    async def answer_anew(self, place: Place, text: str, before: Turn, bot_name: str) -> None:
        """Answer a question that was changed: in its old answer, where that was one message and stays one."""
        async with typing(self.sender, place):
            remembered = await self.memory.recall(place.whose)
            earlier = tuple(turn for turn in remembered.turns if turn != before.question)
            answer = await self.ask(_asked(place, text, replace(remembered, turns=earlier), None))
            shown = await self.rendered(answer, place, bot_name, remembered.contact)
            self.memory.keep_answer(place.whose, answer)
        if before.reply is None or len(shown.messages) > 1:
            reply = await self.show(shown, place, reply_to=place.message)
        else:
            reply = before.reply
            await self.sender.edit(place.chat_id, reply, shown.messages[0])
            if shown.card:
                await self.sender.send_card(place.chat_id, shown.card, thread=place.thread)
        self.memory.keep_turn(place.whose, Turn(text, answer.id, place.message, reply), answer.language)

    async def rendered(
        self,
        answer: Answer,
        place: Place,
        bot_name: str,
        known: ContactCard | None = None,
        *,
        repeating: bool = False,
    ) -> Rendered:
        """The answer as the chat shows it: short in a group, in private with a card if it is not `known`."""
        public_url = self.serving.settings.public_url
        if place.is_group:
            return shortly(answer, bot_name, public_url, repeating=repeating)
        shown = await asyncio.to_thread(self._with_card, answer, repeating)
        return replace(shown, card=None) if known in answer.contacts[:1] else shown

    async def show(
        self, shown: Rendered, place: Place, *, reply_to: int | None = None, instead_of: int | None = None
    ) -> int | None:
        """Send it; the message's id where it was a single one. In a group it answers the one who asked.

        Where a message began it already, the first takes its place.
        """
        answered = reply_to or (place.message if place.is_group else None)
        sent = None
        for message in shown.messages:
            sent = await self._brought(message, place, answered, instead_of)
            if sent is None:
                return None
            answered = instead_of = None
        if shown.card:
            await self.sender.send_card(place.chat_id, shown.card, thread=place.thread)
        return sent if len(shown.messages) == 1 else None

    async def _brought(
        self, message: Message, place: Place, answered: int | None, instead_of: int | None
    ) -> int | None:
        """A message sent, or put in the place of another that is still there."""
        if instead_of is not None and await self.sender.edit(place.chat_id, instead_of, message):
            return instead_of
        return await self.sender.send(place.chat_id, message, thread=place.thread, reply_to=answered)

    async def _shown(self, asked: Asked, place: Place, *, repeating: bool) -> tuple[Answer, int | None]:
        """The answer, which the chat sees being written; and the message that it is seen in, if any."""
        if not self.serving.writes:
            return await self.ask(asked), None
        answered = place.message if place.is_group else None
        async with self.sender.showing(
            place.chat_id, is_group=place.is_group, thread=place.thread, reply_to=answered
        ) as showing:
            answer = await shown_while_written(self.ask, asked, showing, repeating=repeating)
        return answer, showing.message

    def _with_card(self, answer: Answer, repeating: bool) -> Rendered:
        public_url = self.serving.settings.public_url
        with self.serving.assistant() as assistant:
            write = card_writer(assistant, answer.language, public_url)
            return rendered(answer, public_url, write, repeating=repeating)


def _asked(place: Place, text: str, remembered: Remembered, language: Language | None) -> Asked:
    spoken = remembered.language or language or language_of_question(text, place, remembered)
    asker = f"telegram {place.whose.user_id}"
    return Asked(text, remembered.turns, None, spoken, asker, "telegram")

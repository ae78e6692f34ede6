"""What was passed on, a press release or a link: which document it is, and what can be asked about it.

Message -> Passed -> the document with questions as buttons, or that it is none of ours.
"""

import asyncio
import uuid
from dataclasses import dataclass

from telegram import Message, MessageEntity

from bot.answer import Answer
from bot.store.chats import Turn
from bot.telegram.handlers.answering import Answering
from bot.telegram.handlers.known import document_at, document_of, questions_on
from bot.telegram.handlers.places import Place, language_here
from bot.telegram.rendering.notices import said
from bot.wording import say
from retrieval.documents import Description, Language
from retrieval.language.detection import language_of

LONG = 80  # characters from which what is passed on and asks nothing is a text
LONGEST_QUESTION = 200  # and from which it is one although it asks
PLACE = "\ufffc"  # where an address stood: Unicode's sign for what is no text
LINKS: tuple[str, ...] = (MessageEntity.URL, MessageEntity.TEXT_LINK)
FEW = 3  # words beside a link from which it is asked about


@dataclass(frozen=True, slots=True)
class Passed:
    """A text or an address that somebody else published."""

    text: str
    addresses: tuple[str, ...]
    asked: str  # what is asked about the address, with a place for the title; empty where nothing is


@dataclass(frozen=True, slots=True)
class Found:
    """The document that it is, and questions that it answers."""

    description: Description
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passing:
    """Deals with what was passed on."""

    answering: Answering

    def passed_on(self, message: Message, text: str) -> Passed | None:
        """What was passed on; None for a question of one's own, or somebody's short one."""
        addresses = _addresses(message)
        is_long = message.forward_origin is not None and (_is_a_text(text) or bool(addresses))
        if not is_long and not addresses:
            return None
        rest = text
        for address in addresses:
            rest = rest.replace(address, PLACE, 1)
        is_asked = not is_long and len(rest.replace(PLACE, " ").split()) >= FEW and PLACE in rest
        return Passed(text, addresses, rest if is_asked else "")

    async def show(self, place: Place, passed: Passed, bot_name: str) -> None:
        """Say which document it is, and offer questions; answer one that came along."""
        language = await self._language(place, passed)
        found = await asyncio.to_thread(self._found, passed, language)
        if found is None:
            await self._say_unknown(place, language)
        elif passed.asked:
            question = passed.asked.replace(PLACE, f"”{found.description.title}”", 1).replace(PLACE, "")
            await self.answering.answer(place, question, bot_name)
        else:
            await self._show_known(place, found, language, bot_name)

    async def recognises(self, place: Place, text: str, bot_name: str) -> bool:
        """Whether a long text is a document of ours; if so it is shown."""
        passed = Passed(text, (), "")
        language = await self._language(place, passed)
        if found := await asyncio.to_thread(self._found, passed, language):
            await self._show_known(place, found, language, bot_name)
        return found is not None

    async def _language(self, place: Place, passed: Passed) -> Language:
        """What is passed on tells by its words; an address alone tells nothing."""
        own = None if passed.addresses and not passed.asked else language_of(passed.text)
        return language_here(place, await self.answering.memory.recall(place.whose), own)

    async def _show_known(self, place: Place, found: Found, language: Language, bot_name: str) -> None:
        answer = _told(found, language)
        shown = await self.answering.rendered(answer, place, bot_name)
        memory = self.answering.memory
        memory.keep_answer(place.whose, answer)
        reply = await self.answering.show(shown, place)
        turn = Turn(found.description.title, answer.id, None, reply)
        memory.keep_turn(place.whose, turn, language)

    def _found(self, passed: Passed, language: Language) -> Found | None:
        serving = self.answering.serving
        with serving.assistant() as assistant, serving.snapshot() as snapshot:
            descriptions = list(assistant.snapshot.descriptions.values())
            found = document_at(passed.addresses, descriptions, serving.settings.public_url)
            if found is None and not passed.asked:
                found = document_of(passed.text, assistant)
            if found is None:
                return None
            if passed.asked:
                return Found(found, ())
            passages = snapshot.store.of_document(found.path)
            return Found(found, questions_on(found, passages, assistant, language))

    async def _say_unknown(self, place: Place, language: Language) -> None:
        notice = said(language, "telegram_unknown_document")
        reply_to = place.message if place.is_group else None
        await self.answering.memory.touch(place.whose, language)
        await self.answering.sender.send(place.chat_id, notice, thread=place.thread, reply_to=reply_to)


def _is_a_text(text: str) -> bool:
    """Whether it is what somebody published, and not a question of theirs."""
    return len(text) >= (LONGEST_QUESTION if "?" in text else LONG)


def _told(found: Found, language: Language) -> Answer:
    """Which document it is, as an answer, so that its questions are buttons like any other's."""
    described = found.description
    dated = f" ({described.published})" if described.published else ""
    text = say(language, "telegram_known_document", title=described.title, dated=dated)
    own = uuid.uuid4().hex
    return Answer(own, described.title, language, "clarify", None, text, suggestions=found.questions)


def _addresses(message: Message) -> tuple[str, ...]:
    """The links of a message: what names no more than a site is none."""
    found = message.parse_entities([*LINKS]) | message.parse_caption_entities([*LINKS])
    written = (entity.url or text for entity, text in found.items())
    return tuple(address for address in written if "/" in address.partition("//")[2] or _has_path(address))


def _has_path(address: str) -> bool:
    """Whether an address that was written without "https://" leads into a site."""
    return "//" not in address and "/" in address.rstrip("/")

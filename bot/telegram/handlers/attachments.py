"""What is no text: one friendly sentence; of what was passed on, whether it is among the documents."""

from collections import OrderedDict

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.telegram.handlers.addressing import meant_for
from bot.telegram.handlers.forwarded import Passing
from bot.telegram.handlers.places import language_here, place_of
from bot.telegram.handlers.talking import Talking
from bot.telegram.rendering.notices import NotText, not_text

ALBUMS_KEPT = 1000
KINDS: tuple[tuple[str, NotText], ...] = (
    ("photo", "photo"), ("voice", "voice"), ("audio", "voice"), ("video_note", "voice"),
    ("sticker", "sticker"), ("animation", "sticker"), ("dice", "sticker"), ("venue", "location"),
    ("location", "location"), ("document", "file"), ("poll", "poll"),
)  # fmt: skip
SMALL_TALK: tuple[NotText, ...] = ("sticker",)  # to which a group wants no answer


class Albums:
    """The albums that were answered: each of their pictures comes as a message of its own."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, None] = OrderedDict()

    def is_new(self, message: Message) -> bool:
        """Whether a message is none of an album that was seen."""
        album = message.media_group_id
        if album is None:
            return True
        is_new = album not in self._seen
        self._seen[album] = None
        if len(self._seen) > ALBUMS_KEPT:
            self._seen.popitem(last=False)
        return is_new


async def on_attachment(
    update: Update,
    context: ContextTypes.DEFAULT_TYPE,
    *,
    talking: Talking,
    passing: Passing,
    albums: Albums,
) -> None:
    """Say what to write instead."""
    place, message = place_of(update), update.message
    if place is None or message is None or (text := meant_for(message, context.bot.bot)) is None:
        return
    kind = kind_of(message)
    if not albums.is_new(message) or (place.is_group and kind in SMALL_TALK):
        return
    if text and (passed := passing.passed_on(message, text)):
        await passing.show(place, passed, context.bot.username)
        return
    language = language_here(place, await talking.memory.recall(place.whose))
    await talking.memory.touch(place.whose, language)
    await talking.speak(place, not_text(kind, language))


def kind_of(message: Message) -> NotText:
    """What it is, as far as there are words for it."""
    return next((kind for name, kind in KINDS if getattr(message, name)), "other")

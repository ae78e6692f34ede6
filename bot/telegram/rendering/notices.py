"""What the bot says by itself: greeting, help, privacy, and what it does not do.

Language and the few values that a sentence needs -> a Message.
"""

from collections.abc import Sequence
from math import ceil
from typing import Literal

from bot.telegram.rendering.callbacks import Example, Forget, Spoken
from bot.telegram.rendering.commands import COMMANDS, name_of
from bot.telegram.rendering.keyboards import Button, CallbackButton, InlineButton, keyboard, label
from bot.telegram.rendering.messages import Message, messages
from bot.telegram.rendering.rich import rich, shortened
from bot.wording import examples, say
from retrieval.documents import Language

LONGEST_QUOTED = 200  # UTF-16 units of a user's own words, said back
LONGEST_REGION = 120

Unit = Literal["second", "minute", "hour", "day"]
NotText = Literal["photo", "voice", "sticker", "location", "file", "poll", "other"]


def start(language: Language, region: str, kept_days: int) -> Message:
    """What it can and cannot do, what is stored, and questions to begin with."""
    rows = [
        (CallbackButton(label(text), Example(language, number)),)
        for number, text in enumerate(examples(language))
    ]
    text = say(
        language,
        "telegram_start",
        region=shortened(region, LONGEST_REGION),
        days=lasting(kept_days, "day", language),
        forget=name_of("forget", language),
    )
    return _message(text, rows)


def help_text(language: Language, *, inline: bool = False) -> Message:
    """How to ask, and every command; `inline` tells whether the bot can be asked from other chats."""
    listed = "\n".join(
        f"/{command.name(language)} – {command.description(language)}" for command in COMMANDS
    )  # fmt: skip
    parts = [say(language, "telegram_help"), *([say(language, "telegram_help_inline")] if inline else [])]
    rows = [(InlineButton(say(language, "telegram_try_inline"), ""),)] if inline else []
    return _message("\n\n".join([*parts, listed]), rows)


def privacy(language: Language, region: str, kept_days: int, model: str | None = None) -> Message:
    """What is stored, for how long and for whom; `model` names the service that writes answers, if any."""
    text = say(
        language,
        "telegram_privacy",
        region=shortened(region, LONGEST_REGION),
        days=lasting(kept_days, "day", language),
        forget=name_of("forget", language),
    )
    if model:
        text += "\n\n" + say(language, "telegram_privacy_model", model=shortened(model, LONGEST_REGION))
    return _message(text, [(CallbackButton(say(language, "telegram_forget_now"), Forget()),)])


def languages(language: Language) -> Message:
    """The choice of a language, each in its own words, or that of each question."""
    row = (CallbackButton("Svenska", Spoken("sv")), CallbackButton("English", Spoken("en")))
    as_written = CallbackButton(say(language, "telegram_language_as_written"), Spoken(None))
    return _message(say(language, "telegram_language_ask"), [row, (as_written,)])


def language_chosen(chosen: Language | None, language: Language) -> Message:
    """Which language is written from now on, in it; in the present one that it is that of each question."""
    return said(chosen or language, "telegram_language_chosen" if chosen else "telegram_language_followed")


def said(language: Language, key: str) -> Message:
    """A sentence that needs no values: telegram_forgotten, telegram_expired, ..."""
    return _message(say(language, key))


def not_text(kind: NotText, language: Language) -> Message:
    """What to write instead of a picture, a voice or a file."""
    return said(language, f"telegram_{kind}")


def too_fast(wait_s: float, language: Language) -> Message:
    """How long to wait."""
    seconds = max(1, ceil(wait_s))
    minutes = -(-seconds // 60)
    wait = lasting(minutes, "minute", language) if seconds >= 60 else lasting(seconds, "second", language)
    return _message(say(language, "telegram_too_fast", wait=wait))


def too_long(length: int, limit: int, language: Language) -> Message:
    """How much is read."""
    return _message(say(language, "telegram_too_long", length=length, limit=limit))


def not_allowed(user_id: int, language: Language) -> Message:
    """Whom to ask for access, and with which number."""
    return _message(say(language, "telegram_not_allowed", user=user_id))


def late(question: str, language: Language) -> Message:
    """The apology that comes before an answer to what was asked while the bot was down."""
    words = shortened(question.replace("**", ""), LONGEST_QUOTED)
    return _message(say(language, "telegram_late", question=words))


def failed(reference: str, language: Language) -> Message:
    """That it is our fault, and the number under which the cause stands in the log."""
    return _message(say(language, "telegram_error", reference=reference))


def lasting(number: int, unit: Unit, language: Language) -> str:
    """A stretch of time in words: 1 dag, 30 dagar."""
    return say(language, f"telegram_{unit}" if number == 1 else f"telegram_{unit}s", number=number)


def _message(text: str, rows: Sequence[Sequence[Button]] = ()) -> Message:
    (message,) = messages(rich(text), keyboard(rows))
    return message

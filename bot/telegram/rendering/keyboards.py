"""The buttons under a message, as plain values.

Answer -> Keyboard. What a button cannot hold gets none; no two buttons stand for the same thing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from bot.answer import Answer
from bot.telegram.rendering.callbacks import (
    Because,
    Callback,
    Feedback,
    MoreContacts,
    Reason,
    Suggested,
    Verdict,
)
from bot.telegram.rendering.rich import cleaned, shortened, units, visible
from bot.wording import say
from retrieval.documents import Language

LONGEST_LABEL = 100  # UTF-16 units
SHOWN_WHOLE = 38  # UTF-16 units that a telephone shows of a button
LONGEST_COPY = 256  # characters (Bot API, CopyTextButton)
MOST_SUGGESTIONS = 5
THUMBS: tuple[tuple[str, Verdict], ...] = (("👍", "good"), ("👎", "bad"))

# thumbs, then the reasons after a thumb down, then none when it has been said
Feeling = Literal["asked", "why", "told"]


@dataclass(frozen=True, slots=True)
class CallbackButton:
    """Tells us that it was pressed."""

    label: str
    callback: Callback


@dataclass(frozen=True, slots=True)
class LinkButton:
    """Opens an address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class CopyButton:
    """Puts a text on the clipboard."""

    label: str
    copied: str


@dataclass(frozen=True, slots=True)
class InlineButton:
    """Begins an inline query in a chat that is chosen."""

    label: str
    query: str


Button = CallbackButton | LinkButton | CopyButton | InlineButton
Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Rows of buttons."""

    rows: tuple[Row, ...]


def keyboard(rows: Iterable[Sequence[Button]]) -> Keyboard | None:
    """The rows that have buttons; None where none has."""
    kept = tuple(tuple(row) for row in rows if row)
    return Keyboard(kept) if kept else None


def label(text: str) -> str:
    """A text as a button shows it."""
    return shortened(text, LONGEST_LABEL)


def answer_keyboard(
    answer: Answer, language: Language, feeling: Feeling = "asked", *, more: bool = True
) -> Keyboard | None:
    """What can be done with an answer; `more` offers the cards that did not come with it."""
    best = answer.contacts[0] if answer.contacts else None
    others = len(answer.contacts) - 1
    more_label = say(language, "telegram_more_contacts", count=others)
    return keyboard(
        [
            *suggestion_rows(answer),
            copy_row(best.phone, best.email, language) if best else (),
            (CallbackButton(more_label, MoreContacts(answer.id)),) if more and others > 0 else (),
            *feedback_rows(answer, language, feeling),
        ]
    )


def suggestion_rows(answer: Answer) -> list[Row]:
    """A button for each question that may be asked next."""
    return [
        (CallbackButton(label(text), Suggested(answer.id, number)),)
        for number, text in enumerate(answer.suggestions[:MOST_SUGGESTIONS])
        if visible(cleaned(text))
    ]


def fit_on_buttons(texts: Iterable[str]) -> bool:
    """Whether buttons show the texts whole, also on a telephone."""
    return all(units(text) <= SHOWN_WHOLE for text in texts)


def copy_row(phone: str | None, email: str | None, language: Language) -> Row:
    """Buttons that copy a number and an address."""
    return tuple(
        CopyButton(say(language, key), copied)
        for key, value in (("telegram_copy_phone", phone), ("telegram_copy_email", email))
        if value and (copied := cleaned(value).strip()) and len(copied) <= LONGEST_COPY
    )


def feedback_rows(answer: Answer, language: Language, feeling: Feeling) -> list[Row]:
    """Thumbs, or the reasons for one turned down; none under what is no answer yet."""
    if answer.status == "clarify" or feeling == "told":
        return []
    if feeling == "asked":
        return [tuple(CallbackButton(sign, Feedback(answer.id, verdict)) for sign, verdict in THUMBS)]
    buttons = [
        CallbackButton(say(language, f"telegram_reason_{reason}"), Because(answer.id, reason))
        for reason in get_args(Reason)
    ]
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]

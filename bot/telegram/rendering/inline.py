"""What an inline query shows: contact cards, rows of the registers, a short answer.

Answer, cards and entries -> results, each once and whole in one message.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answer import Answer, ContactCard
from bot.telegram.rendering.answers import shown_shortly, without_quotes
from bot.telegram.rendering.browsing import Entry, entry_text
from bot.telegram.rendering.callbacks import key_of
from bot.telegram.rendering.cards import WriteCard, card_message, contact_line
from bot.telegram.rendering.messages import CardMessage, Message, messages
from bot.telegram.rendering.rich import plain, shortened
from bot.wording import say
from retrieval.documents import Language

MOST_RESULTS = 50  # (Bot API, answerInlineQuery)
LONGEST_TITLE = 64  # UTF-16 units: a line of the list
LONGEST_DESCRIPTION = 120  # two lines


@dataclass(frozen=True, slots=True)
class Article:
    """A result that sends a text."""

    id: str  # at most 64 bytes
    title: str
    description: str
    message: Message


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A result that sends a contact card."""

    id: str  # at most 64 bytes
    card: CardMessage


Result = Article | SharedContact


def results(
    language: Language,
    *,
    contacts: Iterable[ContactCard] = (),
    entries: Iterable[Entry] = (),
    answer: Answer | None = None,
    public_url: str | None = None,
    write_card: WriteCard | None = None,
) -> tuple[Result, ...]:
    """Contacts first, then rows, then what the documents say; the same one never twice."""
    found = [
        *(result for card in contacts for result in _contact(card, language, write_card)),
        *(result for entry in entries for result in _row(entry, language, public_url)),
        *_answer(answer, language, public_url),
    ]
    once: dict[str, Result] = {}
    for result in found:
        once.setdefault(result.id, result)
    return tuple(once.values())[:MOST_RESULTS]


def _contact(card: ContactCard, language: Language, write_card: WriteCard | None) -> Iterator[Result]:
    own = f"c-{key_of(card.id)}"
    if native := card_message(card, write_card):
        yield SharedContact(own, native)
        return
    for message in messages(contact_line(card, language))[:1]:
        yield Article(own, _title(card.name, card.id), _description(card.title or ""), message)


def _row(entry: Entry, language: Language, public_url: str | None) -> Iterator[Result]:
    about = " · ".join(part for part in (entry.hint, entry.group) if part)
    for message in messages(entry_text(entry, language, public_url))[:1]:
        yield Article(f"r-{key_of(entry.id)}", _title(entry.name, entry.id), _description(about), message)


def _answer(answer: Answer | None, language: Language, public_url: str | None) -> Iterator[Article]:
    """What the documents say, when they say something."""
    if answer and answer.status == "answered":
        title = say(language, "telegram_inline_answer")
        about = _description(plain(without_quotes(answer)))
        yield Article(f"a-{key_of(answer.id)}", title, about, messages(shown_shortly(answer, public_url))[0])


def empty_hint(language: Language) -> str:
    """What stands over a list of results that is empty: the way to the bot (1 to 64 characters)."""
    return shortened(say(language, "telegram_inline_empty"), 64)


def _title(name: str, fallback: str) -> str:
    return shortened(name, LONGEST_TITLE) or shortened(fallback, LONGEST_TITLE) or "-"


def _description(text: str) -> str:
    return shortened(text, LONGEST_DESCRIPTION)

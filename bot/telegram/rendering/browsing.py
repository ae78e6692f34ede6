"""Registers that are leafed through: a page of rows, and a page of one row.

Entries -> a Message that replaces the one before it, so each is one message whatever its rows hold.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer import Citation, ContactCard
from bot.telegram.rendering.callbacks import Opened, Register, Turned, key_of
from bot.telegram.rendering.keyboards import Button, CallbackButton, LinkButton, Row, copy_row, keyboard
from bot.telegram.rendering.messages import Message, messages
from bot.telegram.rendering.notes import notes
from bot.telegram.rendering.rich import Rich, Run, cleaned, plain, rich, shortened, units
from bot.wording import say
from retrieval.documents import Language

ROWS = 8  # of a page
BUTTONS = 4  # of rows beside each other
LONGEST_NAME = 160  # UTF-16 units
LONGEST_HINT = 100
LONGEST_FACT = 500
LONGEST_FACTS = 1900  # of a row's own page together; the rest of 4,096 is its name and notes
MOST_NOTES = 9
INDENT = "\u2003"  # an em space a level: Telegram keeps it
DEEPEST = 4
NUMBER = re.compile(r" ?\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as a list shows it, and what its own page adds."""

    id: str
    name: str
    hint: str = ""  # beside the name in a list
    group: str = ""  # the heading it stands under
    depth: int = 0  # in a tree
    facts: tuple[str, ...] = ()  # light Markdown, a line each; a quote begins with "> "
    sources: tuple[Citation, ...] = ()
    contact: ContactCard | None = None
    url: str | None = None


def list_page(
    register: Register, entries: Sequence[Entry], offset: int, language: Language, note: str = ""
) -> Message:
    """The rows from an offset on; past the end the last page. `note` stands below the heading."""
    if not entries:
        empty = (Run(say(language, f"telegram_{register}"), bold=True), Run(_below(note)))
        return _one((*empty, Run("\n\n" + say(language, "telegram_list_empty"))), [])
    start = min(max(offset, 0), len(entries) - 1) // ROWS * ROWS
    shown = entries[start : start + ROWS]
    span = say(
        language, "telegram_span", first=start + 1, last=start + len(shown), total=len(entries)
    )  # fmt: skip
    heading = (Run(say(language, f"telegram_{register}"), bold=True), Run(f" · {span}{_below(note)}"))
    openers = [
        CallbackButton(str(number), Opened(register, key_of(entry.id), start))
        for number, entry in enumerate(shown, start + 1)
    ]
    rows: list[Sequence[Button]] = [openers[at : at + BUTTONS] for at in range(0, len(openers), BUTTONS)]
    return _one((*heading, *_rows(shown, start)), [*rows, _turning(register, start, len(entries), language)])


def entry_page(
    register: Register, entry: Entry, offset: int, language: Language, public_url: str | None = None
) -> Message:
    """Everything about one row; `offset` is of the page that leads back."""
    contact = entry.contact
    rows = [
        copy_row(contact.phone, contact.email, language) if contact else (),
        (LinkButton(say(language, "telegram_read"), entry.url),) if entry.url else (),
        (CallbackButton(say(language, "telegram_back"), Turned(register, offset)),),
    ]
    return _one(entry_text(entry, language, public_url), rows)


def entry_text(entry: Entry, language: Language, public_url: str | None = None) -> Rich:
    """One row with its facts and where they stand."""
    runs = [Run(shortened(entry.name, 2 * LONGEST_NAME), bold=True)]
    runs += [Run("\n"), Run(shortened(entry.group, LONGEST_NAME), italic=True)] if entry.group else []
    facts = _within(entry.facts)
    named = [int(number) for number in NUMBER.findall(facts)]
    cited = ([s for s in entry.sources if s.number in named] or list(entry.sources))[:MOST_NOTES]
    numbers = {citation.number for citation in cited}
    facts = NUMBER.sub(lambda match: match.group() if int(match.group(1)) in numbers else "", facts)
    runs += [Run("\n\n"), *rich(facts)] if facts else []
    runs += [Run("\n\n"), *notes(cited, language, public_url)] if cited else []
    return tuple(run for run in runs if run.text)


def chosen(entries: Sequence[Entry], key: str) -> Entry | None:
    """The row that a button named; None when it is gone."""
    return next((entry for entry in entries if key_of(entry.id) == key), None)


def _rows(shown: Sequence[Entry], start: int) -> Iterator[Run]:
    group = ""
    for number, entry in enumerate(shown, start + 1):
        if entry.group != group:
            group = entry.group
            yield Run("\n\n")
            yield Run(shortened(group, LONGEST_NAME), italic=True)
        yield Run("\n" if number > start + 1 or group else "\n\n")
        yield Run(f"{INDENT * min(entry.depth, DEEPEST)}{number}. {shortened(entry.name, LONGEST_NAME)}")
        if hint := shortened(entry.hint, LONGEST_HINT):
            yield Run(f" – {hint}")


def _within(facts: Sequence[str]) -> str:
    """As many facts as there is room for, a line each; that there are more is shown."""
    kept, left = [], LONGEST_FACTS
    for fact in facts:
        line = shortened(fact, LONGEST_FACT)
        left -= units(line) + 1
        if left < 0:
            kept.append("…")
            break
        kept.append(line)
    return "\n".join(kept)


def _turning(register: Register, start: int, total: int, language: Language) -> Row:
    """Buttons to the page before and the next."""
    pages = [("telegram_previous", start - ROWS), ("telegram_next", start + ROWS)]
    return tuple(
        CallbackButton(say(language, key), Turned(register, offset))
        for key, offset in pages
        if 0 <= offset < total
    )


def _below(note: str) -> str:
    return f"\n{cleaned(note)}" if note else ""


def _one(runs: Rich, rows: Sequence[Sequence[Button]]) -> Message:
    (message,) = messages([run for run in runs if plain([run])], keyboard(rows))
    return message

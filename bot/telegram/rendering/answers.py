"""An answer as Telegram shows it: the sentence that matters, quotes that open, notes, buttons, a card.

Answer -> Rendered. Every message is whole in itself and within Telegram's limits.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answer import Answer, parted
from bot.telegram.rendering.callbacks import reference_of
from bot.telegram.rendering.cards import WriteCard, card_message
from bot.telegram.rendering.keyboards import (
    LinkButton,
    answer_keyboard,
    copy_row,
    feedback_rows,
    fit_on_buttons,
    keyboard,
)
from bot.telegram.rendering.messages import CardMessage, Message, messages
from bot.telegram.rendering.notes import notes
from bot.telegram.rendering.rich import BULLET, Rich, Run, cleaned, plain, rich, shortened, visible
from bot.wording import say

NUMBER = re.compile(r"\[(\d{1,3})\]")
LONGEST_REPEATED = 300  # UTF-16 units of a question that is said again
START_PARAMETER = re.compile(r"a_([A-Za-z0-9_-]{1,40})")


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent for an answer, in order; the card last."""

    messages: tuple[Message, ...]
    card: CardMessage | None = None


def rendered(
    answer: Answer,
    public_url: str | None = None,
    write_card: WriteCard | None = None,
    *,
    repeating: bool = False,
) -> Rendered:
    """The answer for a chat between two; the best contact's card comes along.

    `repeating` says the question first, which nobody wrote where a button was pressed.
    """
    runs = (*(repeated(answer.question) if repeating else ()), *_whole(answer, _body(answer), public_url))
    card = card_message(answer.contacts[0], write_card) if answer.contacts else None
    return Rendered(messages(runs, answer_keyboard(answer, answer.language)), card)


def shortly(
    answer: Answer, bot_name: str, public_url: str | None = None, *, repeating: bool = False
) -> Rendered:
    """The answer for a group: what matters and where it stands, and the way to a chat of one's own.

    Everyone reads it: nobody's details are in it but those that answer what was asked.
    """
    best = answer.contacts[0] if answer.contacts and answer.status == "answered" else None
    link = LinkButton(say(answer.language, "telegram_go_private"), private_link(bot_name, answer.id))
    rows = [
        copy_row(best.phone, best.email, answer.language) if best else (),
        (link,),
        *feedback_rows(answer, answer.language, "asked"),
    ]
    runs = (*(repeated(answer.question) if repeating else ()), *shown_shortly(answer, public_url))
    return Rendered(messages(runs, keyboard(rows)))


def shown_shortly(answer: Answer, public_url: str | None = None) -> Rich:
    """What matters of an answer and where it stands."""
    return _whole(answer, without_quotes(answer), public_url, suggesting=False)


def without_quotes(answer: Answer) -> Rich:
    """What matters of an answer: its words without those around them and without the sources."""
    led = pairwise((*_body(answer), Run("")))
    return tuple(run for run, then in led if not run.quote and not (run.text == "\n" and then.quote))


def private_link(bot_name: str, answer_id: str) -> str:
    """The address that opens the bot and goes on with an answer."""
    return f"https://t.me/{bot_name}?start=a_{reference_of(answer_id)}"


def continued(parameter: str) -> str | None:
    """The answer that /start goes on with; None where it names none."""
    match = START_PARAMETER.fullmatch(parameter)
    return match.group(1) if match else None


def repeated(question: str) -> Rich:
    """A question that nobody wrote, said above its answer."""
    short = shortened(question, LONGEST_REPEATED)
    return (Run(short, italic=True), Run("\n\n")) if visible(short) else ()


def _whole(answer: Answer, body: Rich, public_url: str | None, *, suggesting: bool = True) -> Rich:
    """The body, its notes, and what may be asked next where buttons would cut it off."""
    if not visible(plain(body)):
        failed = say(answer.language, "internal_error", reference=reference_of(answer.id)[:8])
        return (Run(failed),)
    numbers = set(_numbers(plain(body)))
    cited = [c for c in answer.citations if c.number in numbers] or list(answer.citations)
    parts = [body, notes(cited, answer.language, public_url)]
    if suggesting and answer.suggestions:
        parts.append(_suggestions(answer))
    return _joined([part for part in parts if part])


def _body(answer: Answer) -> Rich:
    """What is said, without its list of sources; what no longer holds is marked where it stands."""
    body, named = parted(answer.answer)
    is_listed = answer.citations and all(NUMBER.match(line) for line in named)
    old = {citation.number for citation in answer.citations if not citation.in_force}
    text = body if is_listed else answer.answer
    return tuple(_marked(rich(text), old, say(answer.language, "telegram_old")))


def _marked(runs: Sequence[Run], old: Container[int], mark: str) -> Iterator[Run]:
    """The runs with a mark after the first number of each old source."""
    marked: set[int] = set()
    for run in runs:
        start = 0
        for match in () if run.quote else NUMBER.finditer(run.text):
            number = int(match.group(1))
            if number in old and number not in marked:
                marked.add(number)
                yield Run(f"{run.text[start : match.end()]} ", bold=run.bold)
                yield Run(mark, italic=True)
                start = match.end()
        if start == 0:
            yield run
        elif start < len(run.text):
            yield Run(run.text[start:], bold=run.bold)


def _suggestions(answer: Answer) -> Rich:
    heading = say(answer.language, "suggestions")
    if fit_on_buttons(answer.suggestions):
        return (Run(heading),)
    lines = "".join(f"\n{BULLET}{' '.join(cleaned(text).split())}" for text in answer.suggestions)
    return (Run(heading + lines),)


def _numbers(text: str) -> Iterator[int]:
    return (int(match.group(1)) for match in NUMBER.finditer(text))


def _joined(parts: Sequence[Rich]) -> Rich:
    runs: list[Run] = []
    for part in parts:
        runs += [Run("\n\n"), *part] if runs else part
    return tuple(runs)

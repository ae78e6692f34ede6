"""What is sent: messages with their buttons, and contact cards.

Runs and a Keyboard -> Messages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.telegram.rendering.keyboards import Keyboard
from bot.telegram.rendering.rich import Run, html, plain
from bot.telegram.rendering.splitting import parts_of


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `text` is the same without tags, for when Telegram cannot read the HTML."""

    html: str
    text: str
    keyboard: Keyboard | None = None


@dataclass(frozen=True, slots=True)
class CardMessage:
    """A contact as Telegram's own card."""

    phone: str
    first_name: str
    last_name: str | None
    vcard: str | None  # None where it would be too long


def messages(runs: Sequence[Run], keyboard: Keyboard | None = None) -> tuple[Message, ...]:
    """As few messages as the text fits into; the buttons stand under the last."""
    parts = parts_of(runs)
    return tuple(
        Message(html(part), plain(part), keyboard if number == len(parts) else None)
        for number, part in enumerate(parts, 1)
    )

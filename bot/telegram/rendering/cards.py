"""Contacts as Telegram's own cards; one without a number is a line of text.

ContactCard -> CardMessage or runs. The vCard is written elsewhere and handed in as a function.
"""

import re
from collections.abc import Callable, Sequence

from bot.answer import ContactCard
from bot.telegram.rendering.keyboards import copy_row, keyboard
from bot.telegram.rendering.messages import CardMessage, Message, messages
from bot.telegram.rendering.rich import Rich, Run, shortened, visible
from bot.wording import say
from retrieval.documents import Language
from retrieval.registers.contacts.details import phone_in

LONGEST_VCARD = 2048  # bytes (Bot API, sendContact)
LONGEST_NAME = 64  # UTF-16 units of each part (Telegram's limit for names)
LONGEST_PHONE = 32  # characters
NOT_DIALLED = re.compile(r"[^0-9+() /-]")

# writes a contact's vCard: version 3.0, which telephones read best, in at most LONGEST_VCARD bytes
WriteCard = Callable[[ContactCard], str]


def card_message(card: ContactCard, write: WriteCard | None = None) -> CardMessage | None:
    """The contact as a card; None without a number or a name, which Telegram's cards must have."""
    name = shortened(card.name, 2 * LONGEST_NAME)
    phone = _dialled(card.phone)
    if not phone or not visible(name):
        return None
    first, last = _parted(name)
    vcard = write(card) if write else ""
    fits = 0 < len(vcard.encode("utf-8", "replace")) <= LONGEST_VCARD
    return CardMessage(phone, first, last, vcard if fits else None)


def more_contacts(
    cards: Sequence[ContactCard], language: Language, write: WriteCard | None = None
) -> tuple[CardMessage | Message, ...]:
    """Each contact as a card, or as a message where it has no number."""
    sent: list[CardMessage | Message] = []
    for card in cards:
        if native := card_message(card, write):
            sent.append(native)
        else:
            sent += messages(contact_line(card, language), keyboard([copy_row(None, card.email, language)]))
    return tuple(sent)


def contact_line(card: ContactCard, language: Language) -> Rich:
    """Who it is and how to reach them, in words."""
    about = "".join(f", {shortened(part, 200)}" for part in (card.title, card.organisation) if part)
    details = [
        say(language, key, **{place: shortened(value, 200)})
        for key, place, value in (
            ("contact_phone", "phone", card.phone),
            ("contact_email", "email", card.email),
        )
        if value
    ]
    below = "\n" + " · ".join(details) if details else ""
    return (Run(shortened(card.name, 2 * LONGEST_NAME), bold=True), Run(about + below))


def _dialled(printed: str | None) -> str | None:
    """A number with its country, as Telegram shows numbers; as printed where that cannot be known."""
    written = " ".join(NOT_DIALLED.sub(" ", printed or "").split())[:LONGEST_PHONE].strip()
    known = phone_in(written)
    return known.e164 if known else written if any(sign.isdigit() for sign in written) else None


def _parted(name: str) -> tuple[str, str | None]:
    """First and last name as a card shows them, one after the other."""
    first, _, last = name.partition(" ")
    return shortened(first, LONGEST_NAME), shortened(last, LONGEST_NAME) or None

"""What Telegram would make of a rendered message, read independently of the code that wrote it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.telegram.rendering.answers import Rendered
from bot.telegram.rendering.callbacks import decode, encode
from bot.telegram.rendering.keyboards import Button, CallbackButton, CopyButton, Keyboard, LinkButton
from bot.telegram.rendering.messages import CardMessage, Message

TOKEN = re.compile(
    r"<(?P<end>/)?(?P<tag>b|i|a|blockquote)(?P<attribute> href=\"[^\"<>]*\"| expandable)?>"
    r"|&(?P<name>lt|gt|amp|quot|#x27);|(?P<sign>[^<>&])",
    re.DOTALL,
)
SIGNS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "#x27": "'"}
ATTRIBUTES = {"b": "", "i": "", "blockquote": " expandable"}
REFUSED = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")


@dataclass(frozen=True)
class Seen:
    """A message's text, and how many entities it has."""

    text: str
    entities: int


def read(html: str) -> Seen:
    """The text that is shown. Fails on anything that Telegram could not read."""
    text, entities, at = [], 0, 0
    still_open: list[str] = []
    while at < len(html):
        token = TOKEN.match(html, at)
        assert token, f"unreadable at {at}: {html[at : at + 40]!r}"
        at = token.end()
        if token["sign"] or token["name"]:
            text.append(token["sign"] or SIGNS[token["name"]])
        elif token["end"]:
            assert still_open.pop() == token["tag"]
        else:
            tag, attribute = token["tag"], token["attribute"] or ""
            assert attribute.startswith(' href="http') if tag == "a" else attribute == ATTRIBUTES[tag]
            assert tag not in still_open, f"{tag} within {tag}"
            still_open.append(tag)
            entities += 1
    assert still_open == []
    return Seen("".join(text), entities)


def units(text: str) -> int:
    return sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)


def check_message(message: Message) -> None:
    """Everything that Telegram checks of a message."""
    seen = read(message.html)
    assert seen.text == message.text
    assert seen.text.strip() == seen.text != ""
    assert units(seen.text) <= 4096
    assert seen.entities <= 100
    assert not REFUSED.search(seen.text)
    if message.keyboard:
        check_keyboard(message.keyboard)


def check_keyboard(keyboard: Keyboard) -> None:
    assert 1 <= sum(map(len, keyboard.rows)) <= 100
    assert all(1 <= len(row) <= 8 for row in keyboard.rows)
    buttons = [button for row in keyboard.rows for button in row]
    assert len(set(buttons)) == len(buttons)
    for button in buttons:
        check_button(button)


def check_button(button: Button) -> None:
    assert button.label.strip()
    assert units(button.label) <= 100
    assert not REFUSED.search(button.label)
    if isinstance(button, CallbackButton):
        assert 1 <= len(encode(button.callback).encode("ascii")) <= 64
        assert decode(encode(button.callback)) is not None
    elif isinstance(button, CopyButton):
        assert 1 <= len(button.copied) <= 256
    elif isinstance(button, LinkButton):
        assert re.match(r"https?://\S+$", button.url)


def check_card(card: CardMessage) -> None:
    assert re.search(r"\d", card.phone)
    assert units(card.phone) <= 32
    assert 1 <= units(card.first_name) <= 64
    assert card.last_name is None or 1 <= units(card.last_name) <= 64
    assert card.vcard is None or 1 <= len(card.vcard.encode()) <= 2048


def as_text(rendered: Rendered) -> str:
    """Messages, buttons and card as a person would go through them."""
    parts = [part for message in rendered.messages for part in (message.html, buttons(message.keyboard))]
    if card := rendered.card:
        parts.append(f"(card: {card.first_name} {card.last_name}, {card.phone})")
    return "\n\n".join(part for part in parts if part) + "\n"


def buttons(keyboard: Keyboard | None) -> str:
    rows: Iterable[Iterable[Button]] = keyboard.rows if keyboard else ()
    return "\n".join(" ".join(f"[{button.label}]" for button in row) for row in rows)

"""JSON as plain Python, and the one length that Telegram counts in: UTF-16 units."""

from typing import Any

Json = dict[str, Any]


def units(text: str) -> int:
    """How long Telegram says that a text is: a character beyond the basic plane counts two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def within(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers; offset and length in UTF-16 units."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le", "surrogatepass")

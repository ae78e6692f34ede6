"""Columns of text that take whatever people send, on every database.

Text -> the same, without what one of them refuses: zeros, and halves of surrogate pairs.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

INSTEAD = "\ufffd"  # what Unicode has for a character that cannot be shown


class Text(TypeDecorator[str]):
    """Text of any length."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002
        """What is stored, and what is looked for."""
        return None if value is None else stored(value)


class String(TypeDecorator[str]):
    """Text of so many characters at most."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:  # noqa: ARG002
        """What is stored, and what is looked for."""
        return None if value is None else stored(value)


def stored(text: str) -> str:
    """A text as databases keep it."""
    if "\x00" in text:
        text = text.replace("\x00", INSTEAD)
    if text.isascii():
        return text
    return "".join(INSTEAD if "\ud800" <= character <= "\udfff" else character for character in text)
